import { LineChart } from 'echarts/charts';
import {
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TitleComponent,
} from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { altText } from './alt-text.ts';
import { geometryOf } from './geometry.ts';
import { chartOption } from './option.ts';
import type { Picture } from './picture.ts';
import { darkRules, paletteOf } from './theme.ts';

use([LineChart, GridComponent, MarkAreaComponent, MarkLineComponent, TitleComponent, SVGRenderer]);

/** Wide enough for the titles; on a phone it is shrunk to four fifths, and still read. */
const WIDTH = 480;

/** What every picture begins with: files that begin so were written by culprit. */
export const SVG_START = '<svg xmlns="http://www.w3.org/2000/svg" class="culprit-incident"';

/** A picture as an SVG document of its own: it needs no font, style or script from anywhere. */
export function renderSvg(picture: Picture): string {
  const geometry = geometryOf(picture, WIDTH);
  const { width, height } = geometry;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(chartOption(picture, { geometry, palette: paletteOf('light') }));
    const drawn = still(chart.renderToSVGString());
    return [
      `${SVG_START} role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
      `<title>${escaped(altText(picture))}</title>`,
      `<style>${darkRules()}</style>`,
      drawn,
      '</svg>\n',
    ].join('\n');
  } finally {
    chart.dispose();
  }
}

/**
 * ECharts numbers its charts and writes what a live chart is found and hovered by: without it equal pictures are equal
 * texts. Text of the picture holds no quotation mark as such, and is left alone.
 */
function still(svg: string): string {
  return svg
    .replace(/ (?:class|ecmeta_\w+|pointer-events)="[^"]*"/g, '')
    .replace(/<style >[\s\S]*?<\/style>\n/, '')
    .replace(/( id="|="url\(#)zr\d+-/g, '$1');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
