import type { Layers } from './index.js'

/**
 * What kind of data a request holds: as it says itself, else as the policy of its key assumes, else as the node's does.
 *
 * @returns undefined when nobody has said: rules for certain classes then do not hold.
 */
export function resolveDataClass({ node, key, requests }: Layers): string | undefined {
  return (
    requests.find(({ dataClass }) => dataClass !== undefined)?.dataClass ??
    key?.document.assume_data_class ??
    node.document.assume_data_class
  )
}
