/** How a bzip2 stream begins; a digit follows that tells the size of blocks in units of 100,000 bytes. */
export const BZIP2_MAGIC: Uint8Array = new TextEncoder().encode('BZh');
