/** Values outside of `below` to `above` raise an alarm; either end may be open. In the units of the source. */
export interface AlarmRange {
  readonly below?: number;
  readonly above?: number;
}

const number = '[-+]?(?:\\d+\\.?\\d*|\\.\\d+)';
const rangeShape = new RegExp(`^\\s*(?:(?<below>${number})?:)?(?<above>${number})?\\s*$`);

/**
 * Reads `warning` or `critical` of a field: `90` and `:90` alarm above, `10:` below, `10:90` outside.
 * Undefined for an open range and for anything else.
 * https://guide.munin-monitoring.org/en/latest/reference/plugin.html
 */
export function readRange(text: string): AlarmRange | undefined {
  const { below, above } = rangeShape.exec(text)?.groups ?? {};
  if (below === undefined && above === undefined) return undefined;
  return {
    ...(below === undefined ? {} : { below: Number(below) }),
    ...(above === undefined ? {} : { above: Number(above) }),
  };
}
