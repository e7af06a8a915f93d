// Rooms of src in the order of docs/ARCHITECTURE.md: a room imports only from rooms below it, through their index.ts.
const ROOMS = ['api', 'api-keys', 'scheduler', 'inference', 'compliance', 'policy', 'backup', 'ledger', 'directory', 'membership', 'models', 'engine', 'network', 'availability', 'store', 'wire', 'identity']

const noUpward = ROOMS.slice(1).map((room, index) => ({
  name: `${room}-imports-only-downward`,
  comment: 'Dependencies point down the list of rooms; two rooms that need each other share a noun in the wrong place.',
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: `^src/(sov-node|index|${ROOMS.slice(0, index + 1).join('|')})(/|\\.ts)` },
}))

const oneHome = (name, packages, home) => ({
  name: `${name}-has-one-home`,
  comment: `Only ${home} knows ${name}, so that it can be replaced or upgraded in one place.`,
  severity: 'error',
  from: { path: '^(src|node)/', pathNot: `^${home}` },
  to: { path: `node_modules/(${packages})(/|$)`, dependencyTypesNot: ['type-only'] },
})

module.exports = {
  forbidden: [
    ...noUpward,
    {
      name: 'rooms-have-one-door',
      comment: 'A room is entered through its index.ts, so that its inside can change.',
      severity: 'error',
      from: { path: '^(src/([^/]+)/|src/[^/]+\\.ts$|node/)' },
      to: { path: '^src/[^/]+/', pathNot: ['^src/$2/', '^src/[^/]+/index\\.ts$', '^src/engine/(llama|fake)/index\\.ts$'] },
    },
    {
      name: 'src-never-imports-node',
      comment: 'The library knows nothing of its command line.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^node/' },
    },
    { name: 'no-cycles', comment: 'A cycle means that two files are one idea.', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    oneHome('libp2p', 'libp2p|@libp2p/(tcp|yamux|identify|ping|mdns|bootstrap)|@chainsafe/libp2p-noise', 'src/network/'),
    oneHome('node-llama-cpp', 'node-llama-cpp', 'src/engine/llama/'),
    oneHome('fastify', 'fastify', 'src/api/'),
    oneHome('level', 'level', 'src/store/'),
    oneHome('protobufjs', 'protobufjs', 'src/wire/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.check.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.js', '.d.ts'] },
  },
}
