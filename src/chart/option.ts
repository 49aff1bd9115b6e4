import type { LineSeriesOption } from 'echarts/charts';
import type {
  GridComponentOption,
  MarkAreaComponentOption,
  MarkLineComponentOption,
  TitleComponentOption,
} from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import { decimal, quantity } from '../report/numbers.ts';
import { type Geometry, LEGEND_LINE_PIXELS, NOTE_PIXELS, TEXT_PIXELS } from './geometry.ts';
import type { Panel } from './panel.ts';
import type { Picture } from './picture.ts';
import { type RequestBar, requestLines } from './request-bars.ts';
import type { Palette } from './theme.ts';
import { timeTicks } from './time-ticks.ts';
import { type ValueScale, valueScale } from './value-scale.ts';

/** What ECharts draws: https://echarts.apache.org/en/option.html. Marks are parts of a line's option. */
export type ChartOption = ComposeOption<
  LineSeriesOption | GridComponentOption | TitleComponentOption
>;

/** How a picture is drawn. */
export interface Drawing {
  readonly geometry: Geometry;
  readonly palette: Palette;
  /** Times as the picture's. */
  readonly view?: { readonly fromMs: number; readonly toMs: number };
  /** Bars below the primary series. */
  readonly requests?: readonly RequestBar[];
}

/** Without quotes: the names are written into attributes as they are. */
const FONT = 'system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, sans-serif';

/** A picture as an option for ECharts; of the part of its time that is in `view`, and with single requests. */
export function chartOption(
  picture: Picture,
  { geometry, palette, view = picture, requests = [] }: Drawing,
): ChartOption {
  const { panels } = picture;
  return {
    animation: false,
    useUTC: true,
    backgroundColor: palette.paper,
    textStyle: { fontFamily: FONT },
    title: [
      ...panels.map((panel, at) => panelTitle(panel, at, geometry, palette)),
      footer(picture, geometry, palette),
    ],
    grid: geometry.strips.map(({ top, height }) => ({
      left: geometry.left,
      width: geometry.right - geometry.left,
      top,
      height,
      outerBoundsMode: 'none',
    })),
    xAxis: panels.map((_, at) => timeAxis(at === panels.length - 1, at, view, palette)),
    yAxis: panels.map((panel, at) => valueAxis(panel, at, palette)),
    series: [
      ...panels.flatMap((panel, at) => lines(panel, at, picture, palette)),
      ...(panels[0] === undefined
        ? []
        : requestLines(requests, scaleOf(panels[0]), view.toMs - view.fromMs, palette)),
    ],
  };
}

const TITLE_BOX = { padding: [0, 0, 0, 10], borderWidth: 0 };

function panelTitle(
  { title, note, colour }: Panel,
  at: number,
  { strips, right }: Geometry,
  palette: Palette,
): TitleComponentOption {
  const fits = { width: right, overflow: 'truncate' as const };
  return {
    text: title,
    subtext: note,
    left: 0,
    top: strips[at]?.titleTop ?? 0,
    ...TITLE_BOX,
    borderColor: palette.paper,
    itemGap: 2,
    textStyle: {
      ...fits,
      color: palette[colour],
      fontSize: TEXT_PIXELS,
      fontWeight: 'bold',
      lineHeight: TEXT_PIXELS + 3,
    },
    subtextStyle: {
      ...fits,
      color: palette.faint,
      fontSize: NOTE_PIXELS,
      lineHeight: NOTE_PIXELS + 3,
    },
  };
}

function footer(
  { legend }: Picture,
  { legendTop }: Geometry,
  palette: Palette,
): TitleComponentOption {
  return {
    text: legend.join('\n'),
    left: 0,
    top: legendTop,
    ...TITLE_BOX,
    borderColor: palette.paper,
    textStyle: {
      color: palette.faint,
      fontSize: NOTE_PIXELS,
      fontWeight: 'normal',
      lineHeight: LEGEND_LINE_PIXELS,
    },
  };
}

/** Labels that fit side by side. */
const MOST_TIME_LABELS = 6;

function timeAxis(
  isLast: boolean,
  at: number,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  palette: Palette,
): object {
  const line = { lineStyle: { color: palette.rule } };
  const ticks = timeTicks(fromMs, toMs, MOST_TIME_LABELS);
  const customValues = ticks.map(({ ms }) => ms);
  const labels = new Map(ticks.map(({ ms, label }) => [ms, label]));
  return {
    type: 'value',
    gridIndex: at,
    min: fromMs,
    max: toMs,
    axisLine: { onZero: false, ...line },
    axisTick: { show: isLast, customValues, ...line },
    splitLine: { show: true, customValues, ...line },
    axisLabel: {
      show: isLast,
      customValues,
      color: palette.faint,
      fontSize: NOTE_PIXELS,
      formatter: (ms: number) => labels.get(ms) ?? '',
    },
  };
}

function valueAxis(panel: Panel, at: number, palette: Palette): object {
  const { min, max, step } = scaleOf(panel);
  return {
    type: 'value',
    gridIndex: at,
    min,
    max,
    interval: step,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: palette.rule } },
    axisLabel: {
      color: palette.faint,
      fontSize: NOTE_PIXELS,
      formatter: (value: number) => valueLabel(value, panel.unit),
    },
  };
}

/** Units without which a number could not be read; what others count stands in the title. */
const labelledUnits: ReadonlySet<string> = new Set([
  'bytes',
  'bytes/s',
  'seconds',
  's',
  'percent',
  '%',
  '1/s',
]);

function valueLabel(value: number, unit: string): string {
  return labelledUnits.has(unit) ? quantity(value, unit) : decimal(value);
}

function scaleOf({ kind, values, allTraffic = [], baseline, limit }: Panel): ValueScale {
  const drawn = [...values, ...allTraffic, baseline, limit].filter(
    (value) => value !== null && value !== undefined,
  );
  return valueScale(drawn, kind === 'primary' ? 4 : 2);
}

function lines(panel: Panel, at: number, picture: Picture, palette: Palette): LineSeriesOption[] {
  const { kind, values, allTraffic, colour } = panel;
  const line = {
    type: 'line',
    xAxisIndex: at,
    yAxisIndex: at,
    symbol: 'none',
    silent: true,
    emphasis: { disabled: true },
  } as const;
  const isActivity = kind === 'culprit';
  const own: LineSeriesOption = {
    ...line,
    name: panel.id,
    ...(isActivity
      ? { step: 'end', areaStyle: { color: palette[colour], opacity: 0.3 } }
      : { connectNulls: false }),
    itemStyle: { color: palette[colour] },
    lineStyle: { color: palette[colour], width: isActivity ? 1.5 : 2 },
    data: points(values, picture, isActivity),
    markArea: bands(picture, palette),
    markLine: marks(panel, picture, palette),
  };
  if (allTraffic === undefined) return [own];
  const behind: LineSeriesOption = {
    ...line,
    name: `${panel.id} all traffic`,
    step: 'end',
    itemStyle: { color: palette.traffic },
    lineStyle: { color: palette.traffic, width: 1 },
    data: points(allTraffic, picture, true),
  };
  return [behind, own];
}

/** Samples stand at the ends of their points; what was done stands over the whole of them. */
function points(
  values: readonly (number | null)[],
  { fromMs, stepMs }: Picture,
  isActivity: boolean,
): [number, number | null][] {
  const shift = isActivity ? 0 : 1;
  const placed = values.map((value, at): [number, number | null] => [
    fromMs + (at + shift) * stepMs,
    value,
  ]);
  return isActivity
    ? [...placed, [fromMs + values.length * stepMs, values.at(-1) ?? null]]
    : placed;
}

/** The incident, and in it when it may have begun. */
function bands({ incident, onset }: Picture, palette: Palette): MarkAreaComponentOption {
  return {
    silent: true,
    data: [
      [
        { xAxis: incident.fromMs, itemStyle: { color: palette.band, opacity: 0.12 } },
        { xAxis: incident.toMs },
      ],
      [
        { xAxis: onset.fromMs, itemStyle: { color: palette.band, opacity: 0.3 } },
        { xAxis: onset.toMs },
      ],
    ],
  };
}

function marks(
  { baseline, limit, unit }: Panel,
  { onset }: Picture,
  palette: Palette,
): MarkLineComponentOption {
  const label = { show: false };
  return {
    silent: true,
    symbol: 'none',
    data: [
      { xAxis: onset.atMs, label, lineStyle: { color: palette.ink, type: [6, 4], width: 1.5 } },
      ...(baseline === undefined
        ? []
        : [{ yAxis: baseline, label, lineStyle: { color: palette.faint, type: [2, 3] } }]),
      ...(limit === undefined
        ? []
        : [
            {
              yAxis: limit,
              label: {
                position: 'insideStartBottom' as const,
                formatter: () => `limit ${quantity(limit, unit)}`,
                color: palette.limit,
                fontSize: NOTE_PIXELS,
              },
              lineStyle: { color: palette.limit, type: [10, 4], width: 2 },
            },
          ]),
    ],
  };
}
