/** How the series of a case are sampled. */
export interface Resolution {
  /** Prometheus' replies, a table as Grafana exports it, or a Munin directory. */
  readonly source: 'prometheus' | 'table' | 'munin';
  readonly stepSeconds: number;
  /** As long as the step allows, and no longer: tests wait for it. */
  readonly spanSeconds: number;
  /** Requests a second. */
  readonly rate: number;
  /** How long trouble lasts, parts of the span; as `TROUBLE_SHARE` where nothing is said. */
  readonly troubleShare?: readonly [number, number];
}

const HOUR = 3600;

/** Trouble lasts from one of these parts of the span to the other. */
export const TROUBLE_SHARE: readonly [number, number] = [0.07, 0.2];

/** One of them is drawn for a case of most families. */
export const resolutions: readonly Resolution[] = [
  { source: 'prometheus', stepSeconds: 15, spanSeconds: 3 * HOUR, rate: 2 },
  { source: 'prometheus', stepSeconds: 60, spanSeconds: 6 * HOUR, rate: 1 },
  { source: 'prometheus', stepSeconds: 300, spanSeconds: 20 * HOUR, rate: 0.35 },
  { source: 'table', stepSeconds: 60, spanSeconds: 6 * HOUR, rate: 1 },
  { source: 'table', stepSeconds: 300, spanSeconds: 20 * HOUR, rate: 0.35 },
];

/** Munin's second archive: half an hour a row. */
export const secondArchive: Resolution = {
  source: 'munin',
  stepSeconds: 1800,
  spanSeconds: 144 * HOUR,
  rate: 0.08,
  troubleShare: [0.02, 0.08],
};

/** Long enough for two nights. */
export const nightly: readonly Resolution[] = [
  { source: 'prometheus', stepSeconds: 60, spanSeconds: 50 * HOUR, rate: 0.2 },
  { source: 'prometheus', stepSeconds: 300, spanSeconds: 50 * HOUR, rate: 0.2 },
  { source: 'table', stepSeconds: 300, spanSeconds: 50 * HOUR, rate: 0.2 },
];
