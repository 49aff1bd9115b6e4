import { describe, expect, it } from 'vitest';
import { expositionRoom } from '../../../parsers/prometheus/exposition-room.ts';
import { UNTIMED_HINT } from '../../../parsers/prometheus/scrape.ts';
import { readText } from './read-text.ts';

const read = (text: string, fileName?: string) => readText(expositionRoom, text, fileName);
const at = Date.parse('2026-11-21T05:06:17Z');

describe('scrapes without times', () => {
  const scrape = '# TYPE a gauge\na 1\n';
  const hint = `samples without times give no series: ${UNTIMED_HINT}`;

  it.each([
    'metrics-2026-11-21T05:06:17Z.prom',
    'metrics-20261121T050617Z.prom',
    'node_2026-11-21_05-06-17.prom',
    'metrics-20261121-070617+02:00.txt',
    '1795237577.prom',
    'metrics.1795237577000',
  ])('take the time of the file name %s', (fileName) => {
    expect(read(scrape, fileName)).toEqual({ series: { a: [[at, 1]] }, notes: [] });
  });

  it.each(['metrics', 'node1.prom', '127.0.0.1-9100.prom', 'metrics-20269921T050617Z.prom'])(
    'give no series where the file is called %s, and say what to do',
    (fileName) => {
      expect(read(scrape, fileName)).toEqual({ series: {}, notes: [hint] });
    },
  );

  it.each([
    ['# scraped at 2026-11-21T05:06:17Z', '# Scraped at: 2026-11-21 05:07:17Z'],
    ['# 1795237577', '# 1795237637'],
    ['# time=1795237577.000', '# time=1795237637.000'],
    ['#timestamp 2026-11-21T06:06:17+01:00', '#timestamp 2026-11-21T06:07:17+01:00'],
  ])('take the times of the comments %s and %s', (first, second) => {
    const series = {
      a: [
        [at, 1],
        [at + 60_000, 2],
      ],
    };
    const other = '# TYPE a gauge\na 2\n';
    expect(read(`${first}\n${scrape}${second}\n${other}`)).toEqual({ series, notes: [] });
    const ended = `${first}\n${scrape}# EOF\n${second}\n${other}# EOF\n`;
    expect(read(ended)).toEqual({ series, notes: [] });
  });

  it.each(['# 404', '# scraped', '# see 2026-11-21T05:06:17Z', '# version 2026'])(
    'take no time of the comment %s',
    (comment) => {
      expect(read(`${comment}\n${scrape}`)).toMatchObject({ series: {} });
    },
  );

  it('are left out beside samples that have a time', () => {
    expect(read('a 1\nb 1 1000\n')).toEqual({
      series: { b: [[1000, 1]] },
      notes: [`1 samples without times give no series: ${UNTIMED_HINT}`],
    });
  });
});
