import { describe, expect, it } from 'vitest';
import { altText } from '../../src/chart/alt-text.ts';
import { MOST_CULPRIT_PANELS, MOST_OTHER_PANELS } from '../../src/chart/panel.ts';
import { type Picture, pictureOf } from '../../src/chart/picture.ts';
import { renderSvg } from '../../src/chart/svg.ts';
import { paletteOf } from '../../src/chart/theme.ts';
import { visibleText } from '../../src/report/log-text.ts';
import type { Incident } from '../../src/report/report.ts';
import { attackStrings } from '../report/attack-strings.ts';
import { chartedReport } from './charted-report.ts';

const [first, second] = chartedReport.incidents;

function pictured(incident: Incident | undefined): Picture {
  const picture = incident === undefined ? undefined : pictureOf(incident);
  if (picture === undefined) throw new Error('no picture');
  return picture;
}

/** The texts of a picture, as a reader sees them. */
function textsOf(svg: string): readonly string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);
}

const drawnTags: ReadonlySet<string> = new Set(
  'clipPath defs g path polygon rect style svg text title'.split(' '),
);

describe('the picture of an incident', () => {
  const svg = renderSvg(pictured(first));

  it('names resource, limit, onset, culprits and clock', () => {
    const texts = textsOf(svg).join('\n');
    for (const part of [
      'Processes',
      'limit 220',
      'it began 14:03:00 ± 5 min',
      'Culprit 1.1: SeekportBot at /partner/feed.php',
      'Suspect 1.2: /search, method POST',
      'Load',
      '2026-11-21 +01:00',
    ]) {
      expect(texts).toContain(part);
    }
  });

  it('is the same text each time, whatever was drawn before', () => {
    renderSvg(pictured(second));
    expect(renderSvg(pictured(first))).toBe(svg);
  });

  it('asks for nothing from anywhere', () => {
    const addresses = svg
      .replaceAll(/xmlns(?::xlink)?="[^"]*"/g, '')
      .match(/https?:|href|@import|url\((?!#)/g);
    expect(addresses).toBeNull();
  });

  it('is drawn in colours that turn dark', () => {
    const { light, dark } = { light: paletteOf('light'), dark: paletteOf('dark') };
    const drawn = new Set(
      [...svg.matchAll(/ (?:fill|stroke)="(#[^"]+)"/g)].map(([, colour]) => colour),
    );
    expect(drawn.size).toBeGreaterThan(4);
    drawn.delete('#000');
    for (const colour of drawn) expect(Object.values(light)).toContain(colour);
    for (const colour of Object.values(dark)) expect(svg).toContain(`{fill:${colour}}`);
  });

  it('tells in words what it shows', () => {
    expect(altText(pictured(first))).toBe(
      '2026-11-21 14:05:00 to 19:20:00 +01:00. Processes: 62.4 to 200, usually 62.4, limit 220. ' +
        'Culprit 1.1: SeekportBot at /partner/feed.php: up to 90 requests. Suspect 1.2: /search, method POST: up to 90 requests. ' +
        'Not drawn: 2 more resources.',
    );
  });

  it('says what there was no room for', () => {
    const [culprit] = first?.culprits ?? [];
    if (first?.chart === undefined || culprit === undefined) throw new Error('no culprit');
    const { chart } = first;
    const many = <Item>(most: number, item: (at: number) => Item): Item[] =>
      Array.from({ length: most }, (_, at) => item(at));
    const [resource] = chart.series;
    const [activity] = chart.activities;
    if (resource === undefined || activity === undefined) throw new Error('no columns');
    const crowded = (culprits: number, others: number): Incident => ({
      ...first,
      culprits: many(culprits, (at) => ({ ...culprit, id: `1.${at + 1}`, rank: at + 1 })),
      ladder: many(others, (at) => ({ series: `other ${at}`, role: 'load', onset: first.start })),
      chart: {
        ...chart,
        series: [resource, ...many(others, (at) => ({ ...resource, series: `other ${at}` }))],
        activities: many(culprits, (at) => ({ ...activity, culprit: `1.${at + 1}` })),
      },
    });
    const full = pictured(crowded(MOST_CULPRIT_PANELS, MOST_OTHER_PANELS));
    expect(full.leftOut).toBeUndefined();
    const over = pictured(crowded(MOST_CULPRIT_PANELS + 1, MOST_OTHER_PANELS + 2));
    const words = 'Not drawn: 1 more culprit, 2 more resources.';
    expect(over.leftOut).toBe(words);
    expect(textsOf(renderSvg(over))).toContain(words);
    expect(altText(over).endsWith(words)).toBe(true);
  });

  it('gives a long name of a culprit the place of its verdict', () => {
    const [one] = first?.culprits ?? [];
    if (first === undefined || one === undefined) throw new Error('no culprit');
    const subject = { client: '127.86.14.203', route: '/stats/export.php' };
    const { panels } = pictured({ ...first, culprits: [{ ...one, subject }] });
    expect(panels[1]?.title).toBe('1.1: client 127.86.14.203 at /stats/export.php');
  });

  it.each(attackStrings.map((text) => [text.slice(0, 40), text]))('shows %j as text', (_, text) => {
    if (first?.chart === undefined) throw new Error('no chart');
    const hostile: Incident = {
      ...first,
      culprits: first.culprits.map((one) => ({ ...one, subject: { agent: text, route: text } })),
      chart: {
        ...first.chart,
        series: first.chart.series.map((one) => ({ ...one, series: text, role: text })),
      },
    };
    const drawn = renderSvg(pictured(hostile));
    const tags = new Set([...drawn.matchAll(/<\/?(\w+)/g)].map(([, tag = '']) => tag));
    expect([...tags].filter((tag) => !drawnTags.has(tag))).toEqual([]);
    expect(drawn).not.toMatch(/<[^>]*\son\w+=/);
    expect(drawn.replaceAll('\n', '')).toBe(visibleText(drawn.replaceAll('\n', '')));
  });

  it('is none of an incident without a chart', () => {
    const { chart, ...bare } = first ?? ({} as Incident);
    expect(chart).toBeDefined();
    expect(pictureOf(bare)).toBeUndefined();
  });
});
