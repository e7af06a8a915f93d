declare module 'snappyjs' {
  const snappy: {
    /** @throws {Error} when the bytes are not compressed ones. */
    readonly uncompress: (compressed: Uint8Array) => Uint8Array
  }
  export default snappy
}
