import { isMiss, type Miss, numberFields, textFields } from './contract.ts';
import type { IndexedName } from './name-index.ts';
import type { NamedReading, NameTable } from './named-reading.ts';
import type { Demands } from './named-values.ts';
import { nearest } from './nearest.ts';
import type { Unit } from './quantity.ts';

/** More pairs than there are fields, each in every unit. */
export const MAX_PAIRS = 64;

/** Rank of names that a person mapped; those of a table come behind. */
const MAPPED_RANK = 0;
const TABLE_RANK = 1;

/** What the names in a log's lines mean, and what each line must tell. */
export interface NamedFormat {
  readonly names: readonly IndexedName[];
  readonly demands: Demands;
}

const unitSuffixes: Readonly<Record<string, Unit>> = { Seconds: 's', Ms: 'ms', Us: 'us', Ns: 'ns' };

/** What can stand before the equals sign. */
const targets = new Map<string, NamedReading>([
  ['time', { kind: 'time', stamp: 'either' }],
  ['start', { kind: 'time', stamp: 'startMs' }],
  ['end', { kind: 'time', stamp: 'endMs' }],
  ...durationTargets('duration', 'durationMs'),
  ...durationTargets('upstream', 'upstreamMs'),
  ...numberFields
    .filter((field) => !field.endsWith('Ms') && field !== 'zoneMinutes')
    .map((field) => [field, { kind: 'number', field, unit: 'count' }] as const),
  ...textFields.map((field) => [field, { kind: 'text', field }] as const),
  ['request', { kind: 'request' }],
]);

function durationTargets(
  name: string,
  field: 'durationMs' | 'upstreamMs',
): readonly (readonly [string, NamedReading])[] {
  return Object.entries(unitSuffixes).map(([suffix, unit]) => {
    return [`${name}${suffix}`, { kind: 'number', field, unit, list: true }];
  });
}

/**
 * Reads a format of named values: a comma-separated list, in which the first item may be the name of a
 * table of names (none: the table `any`) and all others are pairs `field=name`. The fields are `time`,
 * `start`, `end`; `durationSeconds`, `durationMs`, `durationUs`, `durationNs`, and the same with
 * `upstream`; `status`, `bytesOut`, `bodyBytes`, `bytesIn`; `request`, and the other text fields of
 * `contract.ts`. A dot in a name leads into an object; a comma in it is written `\,`.
 *
 * A field that is mapped is read from that name alone, `field=` from none; the others are recognised by
 * the names of the table. So `json:client=ip,durationMs=took` reads `{"ip":…,"took":…}` in the manner of
 * `json`, and `json:status=` takes lines without a status.
 */
export function readNamedFormat(
  text: string,
  tables: Readonly<Record<string, NameTable>>,
): NamedFormat | Miss {
  const [first = '', ...others] = text.split(/(?<!\\),/).map((item) => item.trim());
  const isTable = first !== '' && !first.includes('=');
  const table = tableOf(isTable ? first : 'any', tables);
  if (table === undefined) {
    return { reason: `${first} is none of ${Object.keys(tables).join(', ')}`, field: first };
  }
  const pairs = readPairs(isTable || first === '' ? others : [first, ...others]);
  if ('reason' in pairs) return pairs;
  const keys = new Set(pairs.map(({ reading }) => keyOf(reading)));
  const recognised = Object.entries(table)
    .filter(([, reading]) => !keys.has(keyOf(reading)))
    .map(([name, reading]) => ({ name, reading, rank: TABLE_RANK + (reading.rank ?? 0) }));
  const names = [...pairs.filter(({ name }) => name !== ''), ...recognised];
  if (!names.some(({ reading }) => reading.kind === 'time')) {
    return { reason: 'no name tells the time', field: 'time' };
  }
  return { names, demands: { status: names.some(({ reading }) => keyOf(reading) === 'status') } };
}

function tableOf(name: string, tables: Readonly<Record<string, NameTable>>): NameTable | undefined {
  return Object.hasOwn(tables, name) ? tables[name] : undefined;
}

function readPairs(items: readonly string[]): readonly IndexedName[] | Miss {
  if (items.length > MAX_PAIRS) return { reason: `the format holds more than ${MAX_PAIRS} pairs` };
  const pairs: IndexedName[] = [];
  for (const item of items) {
    const pair = readPair(item);
    if (isMiss(pair)) return pair;
    pairs.push(pair);
  }
  return pairs;
}

function readPair(pair: string): IndexedName | Miss {
  const equals = pair.indexOf('=');
  const field = equals < 0 ? pair : pair.slice(0, equals).trim();
  if (equals < 0) return { reason: `${JSON.stringify(pair)} is no pair field=name`, field: pair };
  const reading = targets.get(field);
  if (reading === undefined) return unknownField(field);
  return {
    name: pair
      .slice(equals + 1)
      .trim()
      .replaceAll('\\,', ','),
    reading,
    rank: MAPPED_RANK,
  };
}

function unknownField(field: string): Miss {
  const near = nearest(field, targets.keys());
  const hint =
    near === undefined
      ? `the fields are ${[...targets.keys()].join(', ')}`
      : `did you mean ${near}?`;
  return { reason: `${JSON.stringify(field)} is no field; ${hint}`, field };
}

/** What a reading fills: readings of one key stand in for each other. */
function keyOf(reading: NamedReading): string {
  return reading.kind === 'text' || reading.kind === 'number' ? reading.field : reading.kind;
}
