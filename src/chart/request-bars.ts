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

/** Height of a bar and of the row it lies in. */
const BAR_PIXELS = 5;
const ROW_SHARE = 0.07;

/** Bars in rows above the bottom of the first strip, each its own line; a short one is still a dot. */
export function requestLines(
  bars: readonly RequestBar[],
  { min, max }: ValueScale,
  palette: Palette,
): LineSeriesOption[] {
  return bars.map(({ fromMs, toMs, colour }, row) => {
    const height = min + (row + 0.7) * ROW_SHARE * (max - min);
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
