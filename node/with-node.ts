import { SovError } from '../src/errors.js'
import { systemClock } from '../src/clock.js'
import { dataDirPaths } from '../src/data-dir.js'
import type { Cli } from './cli.js'
import { toNodeConfig, type NodeSettings } from './config.js'
import { NodeClient, HttpTransport } from './node-client.js'
import { createLogger } from './logger.js'

/** The control socket of the node in these settings. */
export function controlSocket({ data_dir }: NodeSettings): string {
  return dataDirPaths(data_dir).controlSocket
}

/**
 * Runs `work` against the running daemon.
 *
 * @throws {SovError} ERR_SOV_NOT_RUNNING
 */
export async function withDaemon<T>(
  cli: Cli,
  settings: NodeSettings,
  work: (client: NodeClient, transport: HttpTransport) => Promise<T>,
): Promise<T> {
  const transport = HttpTransport.ofSocket(controlSocket(settings), cli.interrupted)
  try {
    return await work(new NodeClient(transport), transport)
  } finally {
    await transport.close()
  }
}

/**
 * Runs `work` against the running daemon, or, when there is none, against the node opened offline in this process,
 * through the very same routes.
 */
export async function withNode<T>(
  cli: Cli,
  settings: NodeSettings,
  work: (client: NodeClient) => Promise<T>,
): Promise<T> {
  const isRunning = await withDaemon(cli, settings, (client) => client.get('/health')).then(
    () => true,
    (error: unknown) => {
      if (SovError.isInstance(error, 'ERR_SOV_NOT_RUNNING')) return false
      throw error
    },
  )
  return isRunning ? withDaemon(cli, settings, work) : withOfflineNode(cli, settings, work)
}

async function withOfflineNode<T>(
  cli: Cli,
  settings: NodeSettings,
  work: (client: NodeClient) => Promise<T>,
): Promise<T> {
  const { createSovNode, createControlApi } = await cli.library()
  const logger = createLogger(settings.log_level)
  const node = await createSovNode({ ...toNodeConfig(settings, cli.env), logger })
  try {
    await node.start({ offline: true })
    const api = createControlApi({}, { control: node.control, scheduler: node.scheduler, clock: systemClock, logger })
    return await work(
      new NodeClient({
        request: (question) => api.inject(question),
        open: (question) => api.injectStream(question),
      }),
    )
  } finally {
    await node.stop()
  }
}
