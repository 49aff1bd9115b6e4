/** So many of a sample's lines, at even distances from the first on; all where it holds no more. */
export function spreadLines(lines: readonly Uint8Array[], wanted: number): readonly Uint8Array[] {
  if (lines.length <= wanted) return lines;
  const step = lines.length / wanted;
  return Array.from({ length: wanted }).flatMap((_, i) => lines[Math.floor(i * step)] ?? []);
}
