import type { PieceReader } from './contract.ts';
import type { HeaderTime } from './header-time.ts';
import { criPieceOf, criTime, skipComposeService, skipCriHeader } from './prefix-container.ts';
import { type Envelope, envelopes } from './prefix-envelope.ts';
import { skipFileLine, skipFileName } from './prefix-file.ts';
import { isJournalField, skipJournalField } from './prefix-journal-export.ts';
import { skipSyslogHeader } from './prefix-syslog.ts';
import { syslogTime } from './prefix-syslog-time.ts';

/** What a logger has put around the lines of the server. */
export type Prefix = Header | Envelope;

/** What stands in front of a line. */
export interface Header {
  readonly kind: 'header';
  /** As it stands in a format's name: `syslog:combined`. */
  readonly name: string;
  /** What a line without it lacks, in a sentence of a miss. */
  readonly what: string;
  /** The offset in `bytes[start, end)` behind it, or -1 where it does not stand there. */
  readonly skip: (bytes: Uint8Array, start: number, end: number) => number;
  /** When the logger got the line, where the header tells it. */
  readonly time?: (bytes: Uint8Array, start: number, end: number) => HeaderTime | undefined;
  /** Whether a line without it is of the logger, between those of the server. */
  readonly isBetween?: (bytes: Uint8Array, start: number, end: number) => boolean;
  /** As in `LineParser`. */
  readonly pieceOf?: PieceReader;
}

const headers: readonly Header[] = [
  {
    kind: 'header',
    name: 'syslog',
    what: 'a syslog header',
    skip: skipSyslogHeader,
    time: syslogTime,
  },
  {
    kind: 'header',
    name: 'cri',
    what: 'a header of the container runtime',
    skip: skipCriHeader,
    time: criTime,
    pieceOf: criPieceOf,
  },
  {
    kind: 'header',
    name: 'journal-export',
    what: 'MESSAGE= of journalctl -o export',
    skip: skipJournalField,
    isBetween: isJournalField,
  },
  {
    kind: 'header',
    name: 'compose',
    what: 'a service of docker compose',
    skip: skipComposeService,
  },
  { kind: 'header', name: 'file-line', what: 'a file name and line number', skip: skipFileLine },
  { kind: 'header', name: 'file', what: 'a file name', skip: skipFileName },
];

/** All that are known, those that say more first. */
export const prefixes: readonly Prefix[] = [...envelopes, ...headers];
