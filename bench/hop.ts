/**
 * What does one hop cost before the first token, and how much can the connection under it carry?
 *
 * Hypothesis: of three round trips (stream, order and accept, prompt and first part) none takes a millisecond on
 * loopback, so that the hop adds under 5 ms; over a distance the round trips are all that counts, and a stream opened
 * ahead would save one of three. Frames cost little beside encrypting and sending each of them.
 */
import { DEMO_MODEL_PATH } from '../node/package-info.js'
import type { Bench } from './harness/bench.js'
import { callChannels, type Served } from './harness/channels.js'
import { addedTable, measureFirstTokens } from './harness/first-tokens.js'
import { heldTable, measureHeldStreams } from './harness/held-streams.js'
import { partsTable } from './harness/hop-parts.js'
import { FAKE_MODEL, startMesh } from './harness/mesh.js'
import { measureMessageSpeeds, speedTable } from './harness/message-speeds.js'
import { Prompts } from './harness/prompts.js'
import { measureRoundTrips, roundTripTable } from './harness/round-trips.js'
import type { Worker } from './harness/worker.js'

/** Most that the hop should add to the first token; reported, not enforced. */
const AIM_MS = 5
/** A compiler needs hundreds of requests to settle, a model needs one. */
const FAKE_WARM_UP = 60
const MODEL_WARM_UP = 3
const FAKE_REQUESTS_PER_ROUND = 6
const MODEL_REQUESTS_PER_ROUND = 2
/** A fake engine at zero delay makes all tokens in one turn, and the first leaves with the last of them. */
const FAKE_OUTPUT_TOKENS = 1
/** Enough that the first token leaves well before the answer is settled. */
const MODEL_OUTPUT_TOKENS = 16
const ROUND_TRIPS_PER_ROUND = 12

export const hop: Bench = {
  question: 'What does one hop cost before the first token, and how much can the connection under it carry?',
  async measure({ rounds, signal, progress, folder, spawn }) {
    progress('starting two nodes')
    const nodes = { provider: spawn('node-worker.js'), consumer: spawn('node-worker.js') }
    const mesh = await startMesh(nodes, folder, DEMO_MODEL_PATH, { isTraced: true })
    const asked = { mesh, nodes, prompts: new Prompts(), signal }
    progress('first tokens, fake engine')
    const fake = await measureFirstTokens({
      ...asked,
      model: FAKE_MODEL,
      outputTokens: FAKE_OUTPUT_TOKENS,
      rounds: rounds * FAKE_REQUESTS_PER_ROUND,
      warmUp: FAKE_WARM_UP,
    })
    progress(`first tokens, ${mesh.model}`)
    const real = await measureFirstTokens({
      ...asked,
      model: mesh.model,
      outputTokens: MODEL_OUTPUT_TOKENS,
      rounds: rounds * MODEL_REQUESTS_PER_ROUND,
      warmUp: MODEL_WARM_UP,
    })
    await Promise.all([nodes.provider.stop(), nodes.consumer.stop()])

    const [server, client, farClient] = [1, 2, 3].map(() => spawn('channel-worker.js')) as [Worker, Worker, Worker]
    const served = await callChannels<Served>(server, { call: 'serve' })
    await callChannels(client, { call: 'connect', to: served })
    progress('streams held')
    const held = await measureHeldStreams(client, server, signal)
    progress('messages')
    const speeds = await measureMessageSpeeds(client, rounds, signal)
    progress('round trips')
    const clients = { near: client, far: farClient }
    const roundTrips = await measureRoundTrips(clients, served, rounds * ROUND_TRIPS_PER_ROUND)

    const models = { 'fake engine, zero delay': fake, [mesh.model]: real }
    return {
      sections: [
        [
          'client, consumer and provider are processes on loopback; local and hop alternate, one request at a time',
          'C: consumer, P: provider; knowledge: measured earlier with bare libp2p on such a machine, for comparison only',
        ].join('\n'),
        partsTable('Parts of the first token over one hop, ms', models),
        addedTable(models, AIM_MS),
        roundTripTable(roundTrips),
        speedTable(speeds),
        heldTable(held),
      ],
      data: {
        settings: { rounds, model: mesh.model, aimMs: AIM_MS },
        units: { firstTokens: 'ms', roundTrips: 'ms', perSecond: 'messages/s', oneByOne: 'ms', allAtOnce: 'ms' },
        firstTokens: { fake, real },
        roundTrips,
        messageSpeeds: speeds,
        heldStreams: held,
      },
    }
  },
}
