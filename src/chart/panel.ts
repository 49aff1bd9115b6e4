import type { ChartActivity, ChartSeries, IncidentChart } from '../report/incident-chart.ts';
import { clippedText } from '../report/log-text.ts';
import { costNames, roleName } from '../report/names.ts';
import { quantity } from '../report/numbers.ts';
import type { Culprit, Incident } from '../report/report.ts';
import { subjectText } from '../report/subject-text.ts';
import { type Colour, culpritColour } from './theme.ts';

/** One strip of a picture: values of one unit over the common clock. */
export interface Panel {
  readonly kind: 'primary' | 'culprit' | 'other';
  /** The culprit's id, else the series' name. */
  readonly id: string;
  /** What it is, and in smaller print what is drawn: one line each, safe to show. */
  readonly title: string;
  readonly note: string;
  readonly unit: string;
  readonly colour: Colour;
  readonly values: readonly (number | null)[];
  /** Drawn behind: the same of all traffic. */
  readonly allTraffic?: readonly (number | null)[];
  readonly baseline?: number;
  /** Absent where it is far above all that is drawn. */
  readonly limit?: number;
}

/** More culprits and resources than this are no picture any more; the report's text has them all. */
export const MOST_CULPRIT_PANELS = 4;
export const MOST_OTHER_PANELS = 3;

/** Characters of a title and of the smaller line below it: what fits above a strip. */
const TITLE_CHARACTERS = 50;
const NOTE_CHARACTERS = 62;
const UNIT_CHARACTERS = 16;

/** A limit is drawn up to this multiple of what was reached: a higher one would flatten all else. */
const LIMIT_IN_SIGHT = 2.5;

/** The strips of an incident's picture from top to bottom: the resource, its culprits, other resources. */
export function panelsOf(
  { culprits }: Pick<Incident, 'culprits'>,
  { series, activities }: IncidentChart,
): readonly Panel[] {
  const [primary, ...others] = series;
  const drawn = activities.slice(0, MOST_CULPRIT_PANELS).flatMap((activity) => {
    const culprit = culprits.find(({ id }) => id === activity.culprit);
    return culprit === undefined ? [] : [culpritPanel(activity, culprit)];
  });
  return [
    ...(primary === undefined ? [] : [resourcePanel(primary, 'primary')]),
    ...drawn,
    ...others.slice(0, MOST_OTHER_PANELS).map((one) => resourcePanel(one, 'other')),
  ];
}

function resourcePanel(column: ChartSeries, kind: 'primary' | 'other'): Panel {
  const { series, role, unit, baseline, limit, values } = column;
  const highest = values.reduce<number>((max, value) => Math.max(max, value ?? max), baseline);
  const inSight = limit !== undefined && limit <= LIMIT_IN_SIGHT * highest;
  const safeUnit = clippedText(unit, UNIT_CHARACTERS);
  const beyond =
    limit === undefined || inSight ? '' : `; its limit is ${quantity(limit, safeUnit)}`;
  return {
    kind,
    id: series,
    title: capital(clippedText(roleName(role) ?? series, TITLE_CHARACTERS)),
    note: `${clippedText(series, NOTE_CHARACTERS - beyond.length)}${beyond}`,
    unit: safeUnit,
    colour: 'resource',
    values,
    baseline,
    ...(inSight ? { limit } : {}),
  };
}

function culpritPanel(activity: ChartActivity, { id, rank, subject, verdict }: Culprit): Panel {
  const { cost, unit, values, allTraffic } = activity;
  return {
    kind: 'culprit',
    id,
    title: clippedText(`${capital(verdict)} ${id}: ${subjectText(subject)}`, TITLE_CHARACTERS),
    note: `${capital(costNames[cost])}; grey: of all traffic`,
    unit: clippedText(unit, UNIT_CHARACTERS),
    colour: culpritColour(rank),
    values,
    allTraffic,
  };
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
