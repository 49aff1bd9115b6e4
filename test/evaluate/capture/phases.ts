/** The three parts of a capture, seconds from its begin. */
export interface Phases {
  readonly incident: number;
  readonly recovery: number;
  readonly end: number;
}

const USUAL: Phases = { incident: 180, recovery: 360, end: 450 };

/** Three minutes of baseline, three of incident, one and a half of recovery; all of them shorter by one factor, to try a capture. */
export function phasesOf(factor: number): Phases {
  const { incident, recovery, end } = USUAL;
  return { incident: incident * factor, recovery: recovery * factor, end: end * factor };
}
