import type { ChartActivity, ChartSeries, IncidentChart } from '../report/incident-chart.ts';
import { clippedText } from '../report/log-text.ts';
import { costNames, roleName } from '../report/names.ts';
import { counted, quantity } from '../report/numbers.ts';
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

/** More culprits and resources than this are no picture any more: `leftOut` says how many there are. */
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

/** How many culprits and resources of the incident are in none of its panels; undefined where all are. */
export function leftOut(
  { culprits, primary, ladder }: Pick<Incident, 'culprits' | 'primary' | 'ladder'>,
  panels: readonly Panel[],
): string | undefined {
  const drawn = new Set(panels.map(({ id }) => id));
  const resources = new Set([primary, ...ladder].map(({ series }) => series));
  const parts = [
    { more: culprits.filter(({ id }) => !drawn.has(id)).length, noun: 'more culprit' },
    { more: [...resources].filter((name) => !drawn.has(name)).length, noun: 'more resource' },
  ].filter(({ more }) => more > 0);
  if (parts.length === 0) return undefined;
  return `Not drawn: ${parts.map(({ more, noun }) => counted(more, noun)).join(', ')}.`;
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
    title: culpritTitle(`${capital(verdict)} ${id}`, id, subjectText(subject)),
    note: `${capital(costNames[cost])}; grey: of all traffic`,
    unit: clippedText(unit, UNIT_CHARACTERS),
    colour: culpritColour(rank),
    values,
    allTraffic,
  };
}

/** Who it is matters more than the verdict, which the text has. */
function culpritTitle(named: string, id: string, subject: string): string {
  const whole = `${named}: ${subject}`;
  return clippedText(
    whole.length <= TITLE_CHARACTERS ? whole : `${id}: ${subject}`,
    TITLE_CHARACTERS,
  );
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
