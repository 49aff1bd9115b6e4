/** Values by character code; -1 for what is no digit. */
const values: Int8Array = Int8Array.from({ length: 128 }, (_, code) => {
  const value = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(value) ? -1 : value;
});

/** The value of a hexadecimal digit, of either case, by its character code; -1 for what is none, also beyond an end. */
export function hexDigit(code: number): number {
  return code < 128 ? (values[code] ?? -1) : -1;
}
