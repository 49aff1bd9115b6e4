import type { Incident } from '../report/report.ts';

/** What a watch tells as it happens: an incident began, has another first culprit, or ended. */
export const watchEventKinds = ['incident-began', 'culprit-changed', 'incident-ended'] as const;
export type WatchEventKind = (typeof watchEventKinds)[number];

/** One event, `culprit/event@1`: a line of JSON, what a command gets on its standard input. */
export interface WatchEvent {
  readonly schema: 'culprit/event@1';
  readonly event: WatchEventKind;
  /** The newest time of logs and series when it was found, ISO 8601. */
  readonly time: string;
  /** The incident's number in this watch, which stays the same; in `incident` too. */
  readonly id: string;
  /** Why the verdict may still change; empty where it will not. */
  readonly provisional: readonly string[];
  /** Set where the incident did not end, but is none any more: more data moved the baseline. */
  readonly isWithdrawn?: true;
  /** As in a report. */
  readonly incident: Incident;
}
