import { createSovNode } from '../../src/sov-node.js'
console.log(typeof createSovNode, import.meta.url)
