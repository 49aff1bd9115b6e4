/** How a report is shown where a person reads it at once. */
export interface Display {
  /** Columns of a line. */
  readonly columns: number;
  readonly colour: boolean;
}

/** Where the terminal does not say how wide it is. */
const DEFAULT_COLUMNS = 80;
/** Narrower lines hold no table, wider ones nobody reads. */
const LEAST_COLUMNS = 40;
const MOST_COLUMNS = 120;

/**
 * How to show a report on this stream; undefined where it goes to a file or program, which take it as it is.
 * https://no-color.org, https://force-color.org
 */
export function displayOf(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  environment: Readonly<Record<string, string | undefined>>,
  { color = true }: { readonly color?: boolean },
): Display | undefined {
  const isTerminal = stream.isTTY === true;
  const force = environment['FORCE_COLOR'] ?? '';
  const isForced = force !== '' && force !== '0' && force !== 'false';
  if (!isTerminal && !isForced) return undefined;
  const isPlain =
    !color ||
    (force !== '' && !isForced) ||
    (!isForced && ((environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb'));
  const columns = stream.columns || DEFAULT_COLUMNS;
  return {
    columns: Math.min(MOST_COLUMNS, Math.max(LEAST_COLUMNS, columns)),
    colour: !isPlain,
  };
}
