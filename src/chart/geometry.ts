import type { Panel } from './panel.ts';
import type { Picture } from './picture.ts';

/** Where the strips of a picture stand, in pixels. */
export interface Geometry {
  readonly width: number;
  readonly height: number;
  /** Left and right edge of what is drawn: the labels of values stand left of it. */
  readonly left: number;
  readonly right: number;
  readonly strips: readonly Strip[];
  /** Where the small print begins. */
  readonly legendTop: number;
}

/** One panel: its title begins at `titleTop`, its values lie between `top` and `top + height`. */
export interface Strip {
  readonly titleTop: number;
  readonly top: number;
  readonly height: number;
}

const heights: Readonly<Record<Panel['kind'], number>> = { primary: 150, culprit: 72, other: 56 };

/** Room for the title and its note, between strips, and below the last for the labels of time. */
const TITLE_HEIGHT = 48;
const PAUSE = 16;
const TIME_LABELS = 32;
const EDGE = 10;
const VALUE_LABELS = 74;

/** Font sizes; at a phone's width a picture is shrunk to four fifths. */
export const TEXT_PIXELS = 15;
export const NOTE_PIXELS = 13;
export const LEGEND_LINE_PIXELS: number = NOTE_PIXELS + 4;
/** Below the last line. */
const LEGEND_END = 9;

export function geometryOf(
  { panels, legend }: Pick<Picture, 'panels' | 'legend'>,
  width: number,
): Geometry {
  const strips: Strip[] = [];
  let next = EDGE;
  for (const { kind } of panels) {
    const height = heights[kind];
    strips.push({ titleTop: next, top: next + TITLE_HEIGHT, height });
    next += TITLE_HEIGHT + height + PAUSE;
  }
  const legendTop = next - PAUSE + TIME_LABELS;
  return {
    width,
    height: legendTop + legend.length * LEGEND_LINE_PIXELS + LEGEND_END,
    legendTop,
    left: VALUE_LABELS,
    right: width - 2 * EDGE,
    strips,
  };
}
