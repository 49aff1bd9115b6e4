import { type Field, type LineRecord, type Miss, numberFields, textFields } from './contract.ts';
import { NO_TIME } from './header-time.ts';
import { Instant } from './instant.ts';
import { readLooseNumber } from './loose-quantity.ts';
import type { NameEntry } from './name-index.ts';
import type { NamedNumber, NamedText, NamedTime } from './named-reading.ts';
import { ABSENT, MALFORMED } from './quantity.ts';
import { numberSlot, textSlot } from './record.ts';
import { splitRequest } from './request-line.ts';

/** What a line must tell to be one of an access log. */
export interface Demands {
  readonly status: boolean;
}

/** Not `NO_TIME`: no other time makes a request of this. */
const NOTHING: Miss = Object.freeze({ ...NO_TIME });
/** Caddy writes what it does between the requests, with the time and all. */
const NO_STATUS: Miss = Object.freeze({
  between: true,
  reason: 'no name in the line tells the status',
  field: 'status',
});

const UNCLAIMED = 255;

/** Every field has a place: numbers by their slots, texts by theirs behind them. */
const fields: readonly Field[] = [...numberFields, ...textFields];
const TEXT_PLACES = numberFields.length;
const startPlace = numberSlot('startMs');
const endPlace = numberSlot('endMs');
const statusPlace = numberSlot('status');
const zonePlace = numberSlot('zoneMinutes');
const requestSlot = textSlot('request');
const targetSlot = textSlot('target');

const DASH = 0x2d;
const SLASH = 0x2f;
const QUESTION_MARK = 0x3f;

type WrittenZone = Pick<Instant, 'zoneMinutes' | 'isZoneless'>;

/** Puts the values of one line into its record, in whatever order their names come. */
export class NamedValues {
  readonly #demands: Demands;
  readonly #instant = new Instant();
  /** By the field's place: the rank of the name that filled it. */
  readonly #claims = new Uint8Array(fields.length).fill(UNCLAIMED);
  /** Fields filled in any line so far, a bit for each place. */
  #met = 0;
  /** The time under a name that tells no end of the request; NaN for none. */
  #eitherMs = Number.NaN;
  #eitherRank = UNCLAIMED;
  #eitherZone = Number.NaN;
  #eitherIsStart = false;
  #eitherIsZoneless = false;
  #record: LineRecord | undefined;
  #requestRank = UNCLAIMED;
  /** Takes what a request line is split into, where no better name has told it. */
  readonly #requestParts: Pick<LineRecord, 'setRange'> = {
    setRange: (slot, at, end) => this.#setRange(slot, this.#requestRank, at, end),
  };

  constructor(demands: Demands) {
    this.#demands = demands;
  }

  /** The fields that any line has carried so far: names tell what a log holds only line by line. */
  get fields(): ReadonlySet<Field> {
    return new Set(fields.filter((_, place) => (this.#met & (1 << place)) !== 0));
  }

  /** Begins a line; the record is cleared already. */
  begin(record: LineRecord): void {
    this.#record = record;
    this.#claims.fill(UNCLAIMED);
    this.#eitherMs = Number.NaN;
    this.#eitherRank = UNCLAIMED;
  }

  /** Takes `bytes[at, end)` as the value of a name; a miss where it cannot be one. */
  take(
    { reading, rank, malformed }: NameEntry,
    bytes: Uint8Array,
    at: number,
    end: number,
  ): Miss | undefined {
    if (reading === undefined || isAbsent(bytes, at, end)) return undefined;
    switch (reading.kind) {
      case 'text':
        this.#takeText(reading, rank, bytes, at, end);
        return undefined;
      case 'number':
        return this.#takeNumber(reading, rank, bytes, at, end) ? undefined : malformed;
      case 'request':
        this.#takeRequest(rank, bytes, at, end);
        return undefined;
      case 'time':
        return this.#takeTime(reading, rank, bytes, at, end) ? undefined : malformed;
    }
  }

  #takeText({ field }: NamedText, rank: number, bytes: Uint8Array, at: number, end: number): void {
    const hasMark = field === 'query' && bytes[at] === QUESTION_MARK;
    this.#setRange(textSlot(field), rank, hasMark ? at + 1 : at, end);
  }

  #takeNumber(
    reading: NamedNumber,
    rank: number,
    bytes: Uint8Array,
    at: number,
    end: number,
  ): boolean {
    const number = readLooseNumber(bytes, at, end, reading);
    if (number === MALFORMED) return false;
    if (number !== ABSENT) this.#setNumber(numberSlot(reading.field), rank, number);
    return true;
  }

  #takeRequest(rank: number, bytes: Uint8Array, at: number, end: number): void {
    this.#requestRank = rank;
    if (bytes[at] !== SLASH) {
      splitRequest(bytes, at, end, this.#requestParts);
      return;
    }
    this.#setRange(requestSlot, rank, at, end);
    this.#setRange(targetSlot, rank, at, end);
  }

  #takeTime(
    { stamp }: NamedTime,
    rank: number,
    bytes: Uint8Array,
    at: number,
    end: number,
  ): boolean {
    const epochMs = this.#instant.read(bytes, at, end);
    if (Number.isNaN(epochMs)) return false;
    if (stamp === 'either') {
      if (rank >= this.#eitherRank) return true;
      this.#eitherRank = rank;
      this.#eitherMs = epochMs;
      this.#eitherIsStart = this.#instant.isBracketed;
      this.#eitherZone = this.#instant.zoneMinutes;
      this.#eitherIsZoneless = this.#instant.isZoneless;
      return true;
    }
    this.#setTime(numberSlot(stamp), rank, epochMs, this.#instant);
    return true;
  }

  /** Ends the line: the miss for what it ought to have told and did not. */
  settle(): Miss | undefined {
    const lacksStatus = this.#demands.status && this.#claims[statusPlace] === UNCLAIMED;
    if (!this.#hasStamp()) {
      if (Number.isNaN(this.#eitherMs)) return lacksStatus ? NOTHING : NO_TIME;
      this.#setTime(this.#eitherIsStart ? startPlace : endPlace, 0, this.#eitherMs, {
        zoneMinutes: this.#eitherZone,
        isZoneless: this.#eitherIsZoneless,
      });
    }
    return lacksStatus ? NO_STATUS : undefined;
  }

  #hasStamp(): boolean {
    return this.#claims[startPlace] !== UNCLAIMED || this.#claims[endPlace] !== UNCLAIMED;
  }

  #setTime(slot: number, rank: number, epochMs: number, written: WrittenZone): void {
    if (!this.#claim(slot, rank)) return;
    this.#record?.setNumber(slot, epochMs);
    this.#record?.setZoneless(slot, written.isZoneless);
    this.#setNumber(zonePlace, rank, written.zoneMinutes);
  }

  #setNumber(slot: number, rank: number, value: number): void {
    if (!Number.isNaN(value) && this.#claim(slot, rank)) this.#record?.setNumber(slot, value);
  }

  #setRange(slot: number, rank: number, at: number, end: number): void {
    if (this.#claim(TEXT_PLACES + slot, rank)) this.#record?.setRange(slot, at, end);
  }

  /** Whether a name of this rank goes before the one that filled the field, if any; it has filled it then. */
  #claim(place: number, rank: number): boolean {
    if (rank >= (this.#claims[place] ?? 0)) return false;
    this.#claims[place] = rank;
    this.#met |= 1 << place;
    return true;
  }
}

function isAbsent(bytes: Uint8Array, at: number, end: number): boolean {
  return end <= at || (end - at === 1 && bytes[at] === DASH);
}
