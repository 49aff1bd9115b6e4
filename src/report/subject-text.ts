import { derivedDimensions } from '../rollup/derived.ts';
import type { Subject, SubjectDimension } from '../rollup/dimension.ts';
import { clippedText, PHRASE_CHARACTERS } from './log-text.ts';
import { type Inline, logCode } from './markup.ts';

/** A piece of a subject's name: our words, or text of the log. */
interface Piece {
  readonly text: string;
  readonly fromLog: boolean;
}

/** Characters of one value in a table cell when a subject has several. */
const SHARED_CELL_CHARACTERS = 26;
const SINGLE_CELL_CHARACTERS = 40;

/** Who sent the requests, before `at <route>`; and what else tells them apart, after it. */
const whoDimensions: readonly SubjectDimension[] = ['agent', 'client', 'network'];
const otherDimensions: readonly SubjectDimension[] = [
  ...derivedDimensions,
  'method',
  'status',
  'size',
  'duration',
  'protocol',
  'vhost',
  'referer',
];

/** The words before a value; the agent's and the route's value speak for themselves. */
const prefixes: Readonly<Record<SubjectDimension, string>> = {
  agent: '',
  route: '',
  client: 'client ',
  network: 'network ',
  method: 'method ',
  status: 'status ',
  size: 'responses ',
  duration: 'requests ',
  protocol: 'protocol ',
  vhost: 'vhost ',
  referer: 'referer ',
  folder: 'pages below ',
  agentClass: 'agents ',
  without: 'requests without ',
  new: '',
};

/** A class of sizes or durations: `>=1GB`, `10s-60s`, `<1s`. */
const CLASS = /^(>=|<)?\d+[a-z]+(?:-\d+[a-z]+)?$/i;

/** A subject as one line of plain text: `SeekportBot at /partner/feed.php`. Safe for a terminal. */
export function subjectText(subject: Subject): string {
  return piecesOf(subject)
    .map(({ text, fromLog }) => (fromLog ? clippedText(text, PHRASE_CHARACTERS) : text))
    .join('');
}

/** The same as running text, values of the log as code. */
export function subjectInlines(subject: Subject, limit: number = PHRASE_CHARACTERS): Inline[] {
  return piecesOf(subject).map(({ text, fromLog }) => (fromLog ? logCode(text, limit) : text));
}

/** The same at the beginning of a sentence. */
export function subjectBeginning(subject: Subject, limit: number = PHRASE_CHARACTERS): Inline[] {
  const [first = '', ...others] = subjectInlines(subject, limit);
  if (typeof first !== 'string') return [first, ...others];
  return [`${first.slice(0, 1).toUpperCase()}${first.slice(1)}`, ...others];
}

/** The same for a table cell. */
export function subjectCell(subject: Subject): Inline[] {
  const values = piecesOf(subject).filter(({ fromLog }) => fromLog).length;
  return subjectInlines(subject, values > 1 ? SHARED_CELL_CHARACTERS : SINGLE_CELL_CHARACTERS);
}

function piecesOf(subject: Subject): readonly Piece[] {
  const who = listed(subject, whoDimensions);
  const where = listed(subject, ['route']);
  const others = listed(subject, otherDimensions);
  const place =
    who.length > 0 && where.length > 0 ? [...who, words(' at '), ...where] : [...who, ...where];
  if (place.length === 0 && others.length === 0) return [words('all traffic')];
  const comma = place.length > 0 && others.length > 0 ? [words(', ')] : [];
  return [...place, ...comma, ...others];
}

function listed(subject: Subject, dimensions: readonly SubjectDimension[]): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const dimension of dimensions) {
    const value = subject[dimension];
    if (value === undefined) continue;
    if (pieces.length > 0) pieces.push(words(', '));
    if (prefixes[dimension] !== '') pieces.push(words(prefixes[dimension]));
    pieces.push(valuePiece(dimension, value));
  }
  return pieces;
}

/** What is new, by the dimension that its names are of. */
const newcomers: Readonly<Record<string, string>> = {
  client: 'clients not seen before',
  agent: 'agents not seen before',
  route: 'pages not asked for before',
};

function valuePiece(dimension: SubjectDimension, value: string): Piece {
  const isNew = dimension === 'new' ? newcomers[value] : undefined;
  if (isNew !== undefined) return words(isNew);
  const isClass = (dimension === 'size' || dimension === 'duration') && CLASS.test(value);
  return isClass ? words(spacedClass(value)) : { text: value, fromLog: true };
}

/** `>=1GB` as `>= 1 GB`, `10s-60s` as `10 s to 60 s`. */
function spacedClass(value: string): string {
  return value
    .replace(/^(>=|<)/, '$1 ')
    .replace('-', ' to ')
    .replace(/(\d)([a-z])/gi, '$1 $2');
}

function words(text: string): Piece {
  return { text, fromLog: false };
}
