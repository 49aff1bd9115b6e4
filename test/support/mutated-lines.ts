import fc from 'fast-check';

/** Bytes that mean something to some format, and some that none should hold. */
const telling = [...'" \\\n\r-.,:0129Aa[]?/'].map((one) => one.charCodeAt(0));
const byte = fc.oneof(fc.constantFrom(...telling, 0, 1, 0x7f, 0x80, 0xff), fc.nat(255));

/** A change of a line: so many bytes taken out at a share of its length, others put in. */
const change = fc.record({
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  taken: fc.oneof(fc.constantFrom(0, 1), fc.nat(40)),
  put: fc.array(byte, { maxLength: 4 }),
  doubled: fc.boolean(),
});

/** Lines, some of them with bytes cut out, doubled, or put in anywhere; as one block of bytes with a line feed behind each. */
export function mutatedLines(lines: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const line = fc
    .tuple(fc.constantFrom(...lines), fc.oneof(fc.constant([]), fc.array(change, { maxLength: 3 })))
    .map(([original, changes]) => {
      return changes.reduce<readonly number[]>(
        (bytes, { share, taken, put, doubled }) => {
          const at = Math.floor(share * bytes.length);
          const cut = doubled ? bytes.slice(at, at + taken) : [];
          return [...bytes.slice(0, at), ...put, ...cut, ...cut, ...bytes.slice(at + taken)];
        },
        [...original],
      );
    });
  return fc
    .array(line, { minLength: 1, maxLength: 12 })
    .map((all) => Uint8Array.from(all.flatMap((bytes) => [...bytes, 0x0a])));
}
