import type { LineSeriesOption } from 'echarts/charts';
import type { Incident } from '../report/report.ts';
import { localMs } from './clock.ts';
import { type Colour, culpritColour, type Palette } from './theme.ts';
import type { ValueScale } from './value-scale.ts';

/** One request over its time, in the colour of its culprit. Times are `localMs`. */
export interface RequestBar {
  readonly fromMs: number;
  readonly toMs: number;
  readonly colour: Colour;
}

/** The largest requests of each culprit, by its id: those whose time is known. */
export function requestBars({ culprits }: Incident): Readonly<Record<string, RequestBar[]>> {
  return Object.fromEntries(
    culprits.map(({ id, rank, exemplars }) => [
      id,
      exemplars.flatMap(({ start, durationSeconds = 0 }) => {
        if (start === undefined) return [];
        const fromMs = localMs(start);
        return [{ fromMs, toMs: fromMs + durationSeconds * 1000, colour: culpritColour(rank) }];
      }),
    ]),
  );
}

/** Height of a bar, and of the rows that they lie in as a share of the strip's. */
const BAR_PIXELS = 6;
const ROW_SHARE = 0.08;
/** Bars nearer to each other than this share of the picture's time would touch. */
const APART_SHARE = 0.01;

/** Bars above the bottom of the first strip, each in the lowest row that is free; a short one is still a dot. */
export function requestLines(
  bars: readonly RequestBar[],
  { min, max }: ValueScale,
  spanMs: number,
  palette: Palette,
): LineSeriesOption[] {
  const rows = rowsOf(bars, APART_SHARE * spanMs);
  return bars.map(({ fromMs, toMs, colour }, at) => {
    const height = min + ((rows[at] ?? 0) + 0.6) * ROW_SHARE * (max - min);
    const color = palette[colour];
    return {
      type: 'line',
      xAxisIndex: 0,
      yAxisIndex: 0,
      silent: true,
      emphasis: { disabled: true },
      symbol: 'rect',
      symbolSize: BAR_PIXELS,
      itemStyle: { color },
      lineStyle: { color, width: BAR_PIXELS },
      data: [
        [fromMs, height],
        [toMs, height],
      ],
    };
  });
}

/** The row of each bar: bars of one row are `apartMs` from each other. */
export function rowsOf(
  bars: readonly Pick<RequestBar, 'fromMs' | 'toMs'>[],
  apartMs: number,
): readonly number[] {
  const rows: { fromMs: number; toMs: number }[][] = [];
  return bars.map((bar) => {
    const isFree = (row: readonly { fromMs: number; toMs: number }[]): boolean =>
      row.every((one) => one.toMs + apartMs <= bar.fromMs || bar.toMs + apartMs <= one.fromMs);
    const free = rows.findIndex(isFree);
    const at = free < 0 ? rows.length : free;
    rows[at] = [...(rows[at] ?? []), bar];
    return at;
  });
}
