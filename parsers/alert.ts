import type { Miss } from './contract.ts';

/** One thing that a monitoring system told of. */
export interface Alert {
  /** When it was told, or began where that is known: epoch milliseconds UTC, of a local time as if it were UTC. */
  readonly timeMs: number;
  /** Whether the time was written without a zone that is known. */
  readonly isZoneless: boolean;
  /** The host it is about, without a port; absent where none is named. */
  readonly host?: string;
  /** What was checked: the service's or the rule's name. */
  readonly name: string;
  /** What the check said; absent where nothing. */
  readonly text?: string;
}

/** What a file of alerts holds. */
export interface AlertReading {
  /** In the order of the file, at most `MAX_ALERTS`. */
  readonly alerts: readonly Alert[];
  /** How many more there were. */
  readonly left: number;
}

/** The room of one form of alerts. */
export interface AlertRoom {
  readonly name: string;
  /** Whether a text is of this form. */
  recognises(text: string): boolean;
  /** The alerts in it, or why there are none. */
  read(text: string): AlertReading | Miss;
}

/** Alerts of one file that are taken; a monitoring system's log of months holds more. */
export const MAX_ALERTS = 100;
/** Characters of a name or text that are kept. */
export const MAX_ALERT_TEXT = 500;

/** A reading of these alerts, the first ones; a miss where there is none. */
export function readingOf(alerts: readonly Alert[], none: string): AlertReading | Miss {
  if (alerts.length === 0) return { reason: none };
  return { alerts: alerts.slice(0, MAX_ALERTS), left: Math.max(0, alerts.length - MAX_ALERTS) };
}

/** A text as an alert keeps it; undefined where it is blank. */
export function alertText(text: string | undefined): string | undefined {
  const kept = text?.trim().slice(0, MAX_ALERT_TEXT);
  return kept === undefined || kept === '' ? undefined : kept;
}

/** The host of `web1:9100`, `http://web1:80/` or `[2001:db8::1]:9100`; undefined of nothing. */
export function hostOfInstance(instance: string | undefined): string | undefined {
  const text = alertText(instance)?.replace(/^[a-z]+:\/\//i, '');
  const bracketed = /^\[([^\]]+)\]/.exec(text ?? '')?.[1];
  return alertText(bracketed ?? text?.split('/')[0]?.replace(/^([^:]*):\d+$/, '$1'));
}
