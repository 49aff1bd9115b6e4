import type { Report } from '../../report/report.ts';
import type { Series } from '../../series/series.ts';
import type { HealthNow } from '../health.ts';
import type { TrackedIncident } from '../incident-tracker.ts';
import type { TrafficNow } from '../traffic-now.ts';

/** How a line of the screen stands out. */
export type Emphasis = 'plain' | 'title' | 'faint' | 'alarm' | 'warning';

export interface ScreenLine {
  readonly text: string;
  readonly emphasis: Emphasis;
}

/** What the screen shows. */
export interface ScreenContent {
  /** The newest time of logs and series, ISO 8601; undefined before the first analysis. */
  readonly time: string | undefined;
  readonly report: Report | undefined;
  readonly series: readonly Series[];
  readonly traffic: readonly TrafficNow[];
  readonly tracked: readonly TrackedIncident[];
  readonly health: HealthNow;
  readonly lines: number;
  readonly isFrozen: boolean;
  /** The number of the finding that is open, from 1 on. */
  readonly opened: number | undefined;
  /** Said at the bottom for a while. */
  readonly notice: string | undefined;
}

export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

/** A line of the screen. */
export function line(text: string, emphasis: Emphasis = 'plain'): ScreenLine {
  return { text, emphasis };
}
