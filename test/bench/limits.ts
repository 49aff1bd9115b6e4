import { bytes } from '../../src/report/numbers.ts';
import type { Figure } from './figures.ts';
import type { LogName } from './made-logs.ts';
import { DUCKDB, GOACCESS, LNAV, MAWK, ZCAT } from './peers.ts';
import { BARE_NODE, HELP, OWN } from './tasks.ts';

/** A bound that culprit is to keep; what is measured must not be above it. */
interface Limit {
  readonly what: string;
  readonly limit: number;
  /** What the figures say; undefined where they do not tell. */
  readonly measured: (of: Lookup) => number | undefined;
  readonly text: (value: number) => string;
}

/** A figure of a program on a log, if it was measured. */
interface Lookup {
  readonly wall: (log: LogName | 'none', program: string) => number | undefined;
  readonly peak: (log: LogName) => number | undefined;
}

const PEAK_LIMIT = 350e6;
const HELP_LIMIT_SECONDS = 0.12;

const limits: readonly Limit[] = [
  wallOver('ordinary', MAWK, 1.5),
  wallOver('ordinary', GOACCESS, 1 / 15),
  wallOver('ordinary', DUCKDB, 1 / 2.5),
  wallOver('ordinary', LNAV, 1 / 3),
  wallOver('gzip', ZCAT, 1),
  {
    what: 'attack: wall time / that of ordinary',
    limit: 2,
    measured: ({ wall }) => ratio(wall('attack', OWN), wall('ordinary', OWN)),
    text: (value) => value.toPrecision(3),
  },
  ...(['ordinary', 'gzip', 'attack', 'burst'] as const).map(peakOf),
  {
    what: `first byte of --help, more than ${BARE_NODE}`,
    limit: HELP_LIMIT_SECONDS,
    measured: ({ wall }) => {
      const [help, node] = [wall('none', HELP), wall('none', BARE_NODE)];
      return help === undefined || node === undefined ? undefined : Math.max(0, help - node);
    },
    text: (value) => `${value.toFixed(3)} s`,
  },
];

function wallOver(log: LogName, peer: string, limit: number): Limit {
  return {
    what: `${log}: wall time / that of ${peer}`,
    limit,
    measured: ({ wall }) => ratio(wall(log, OWN), wall(log, peer)),
    text: (value) => value.toPrecision(3),
  };
}

function peakOf(log: LogName): Limit {
  return {
    what: `${log}: peak memory`,
    limit: PEAK_LIMIT,
    measured: ({ peak }) => peak(log),
    text: bytes,
  };
}

function ratio(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one / other;
}

/** The bounds as one Markdown table, with what was measured and whether they are kept. */
export function limitsTable(figures: readonly Figure[]): string {
  const usageOf = (log: string, program: string): Figure['usage'] | undefined =>
    figures.find((figure) => figure.log === log && figure.program === program)?.usage;
  const lookup: Lookup = {
    wall: (log, program) => usageOf(log, program)?.wallSeconds,
    peak: (log) => usageOf(log, OWN)?.peakBytes,
  };
  const rows = limits.map(({ what, limit, measured, text }) => {
    const value = measured(lookup);
    const cells = value === undefined ? ['', 'not measured'] : [text(value), verdict(value, limit)];
    return [what.replaceAll('|', '\\|'), `at most ${text(limit)}`, ...cells];
  });
  const lines = [['what', 'limit', 'measured', ''], ['---', '---', '---', '---'], ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

function verdict(value: number, limit: number): string {
  return value <= limit ? 'met' : 'not met';
}
