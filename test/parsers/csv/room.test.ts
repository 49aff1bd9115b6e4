import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMiss, type MetricSource } from '../../../parsers/contract.ts';
import { csvRoom } from '../../../parsers/csv/room.ts';
import { MAX_SERIES } from '../../../parsers/csv/table.ts';
import { LocalZone } from '../../../src/request/local-zone.ts';
import { needsCorpus, readShared, why } from '../shared-logs.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const source: MetricSource = { fileName: 'web1-cpu.csv', path: 'web1-cpu.csv' };

interface Told {
  readonly series: readonly (readonly unknown[])[];
  readonly notes: readonly string[];
}

/** Name, labels as text, samples; or the reason of a miss. */
function read(text: string | Uint8Array, from: MetricSource = source): Told | string {
  const reading = csvRoom.read(typeof text === 'string' ? encode(text) : text, from);
  if (isMiss(reading)) return reading.reason;
  const series = reading.series.map(({ name, node, labels, unit, times, values }) => {
    const told = Object.entries({ node, ...labels, unit }).filter(
      ([, value]) => value !== undefined,
    );
    const samples = [...times].map((time, index) => [
      new Date(time).toISOString().slice(11, 19),
      values[index],
    ]);
    return [name, told.map((entry) => entry.join('=')).join(' '), ...samples];
  });
  return { series, notes: reading.notes };
}

const iso = (second: number): string => `2026-11-21T12:00:0${second}Z`;
const at = (second: number): string => `12:00:0${second}`;

/** Tables, and the series that they hold. */
const tables: readonly (readonly [string, string, readonly (readonly unknown[])[]])[] = [
  [
    "Grafana's series as rows",
    `"Series";"Time";"Value"\r\n"a";"1795262400";1\r\n"a";"1795262401";null\r\n"b";"1795262400";3`,
    [
      ['a', '', [at(0), 1]],
      ['b', '', [at(0), 3]],
    ],
  ],
  [
    "Grafana's series as columns, for Excel",
    `sep=;\nTime;a;b\n${iso(0)};1,5;undefined\n${iso(1)};2,25;7\n`,
    [
      ['a', '', [at(0), 1.5], [at(1), 2.25]],
      ['b', '', [at(1), 7]],
    ],
  ],
  [
    "Grafana's panel inspector, with units",
    `"Time","RAM used","CPU"\n2026-11-21 12:00:00,1.50 GiB,45%\n2026-11-21 12:00:01,512 MiB,\n`,
    [
      ['RAM used', 'unit=bytes', [at(0), 1.5 * 1024 ** 3], [at(1), 512 * 1024 ** 2]],
      ['CPU', 'unit=%', [at(0), 45]],
    ],
  ],
  [
    "Grafana's panel inspector, series named as Prometheus has them",
    `"Time","{__name__=""node_load1"", instance=""web1:9100""}","node_load5{instance=""web1:9100""}"\r\n1795262400000,1,2\r\n`,
    [
      ['node_load1', 'instance=web1:9100', [at(0), 1]],
      ['node_load5', 'instance=web1:9100', [at(0), 2]],
    ],
  ],
  [
    "Grafana's table for Excel, with tabs and a byte order mark",
    `\uFEFF"Time"\t"a"\n11/21/2026, 12:00:00 PM\t1\n11/21/2026, 12:00:01 PM\t2\n`,
    [['a', '', [at(0), 1], [at(1), 2]]],
  ],
  [
    'several tables in one file',
    `"Time","a"\n${iso(0)},1\n\n"Time","b"\n${iso(1)},2\n\n`,
    [
      ['a', '', [at(0), 1]],
      ['b', '', [at(1), 2]],
    ],
  ],
  [
    'a value alone: named by the file',
    `timestamp,value\n${iso(0)},1\n`,
    [['web1-cpu', '', [at(0), 1]]],
  ],
  ['no head', `${iso(0)},1\n${iso(1)},2\n`, [['web1-cpu', '', [at(0), 1], [at(1), 2]]]],
  [
    'no head, several columns',
    `${iso(0)},1,5\n${iso(1)},2,6\n`,
    [
      ['web1-cpu column 2', '', [at(0), 1], [at(1), 2]],
      ['web1-cpu column 3', '', [at(0), 5], [at(1), 6]],
    ],
  ],
  [
    'rows of series',
    `time,series,value\n${iso(0)},a,1\n${iso(0)},b,2\n${iso(1)},a,3\n`,
    [
      ['a', '', [at(0), 1], [at(1), 3]],
      ['b', '', [at(0), 2]],
    ],
  ],
  [
    'rows of hosts and metrics',
    `time,host,metric,value\n${iso(0)},web1,load,1\n${iso(0)},web2,load,2\n`,
    [
      ['load', 'node=web1', [at(0), 1]],
      ['load', 'node=web2', [at(0), 2]],
    ],
  ],
  [
    'rows of hosts with a column for each metric',
    `time,host,load,swap\n${iso(0)},web1,1,2\n${iso(0)},web2,3,4\n`,
    [
      ['load', 'node=web1', [at(0), 1]],
      ['swap', 'node=web1', [at(0), 2]],
      ['load', 'node=web2', [at(0), 3]],
      ['swap', 'node=web2', [at(0), 4]],
    ],
  ],
  [
    'labels that are numbers',
    `time,metric,cpu,value\n${iso(0)},busy,0,0.5\n${iso(0)},busy,1,0.25\n`,
    [
      ['busy', 'cpu=0', [at(0), 0.5]],
      ['busy', 'cpu=1', [at(0), 0.25]],
    ],
  ],
  [
    'rows without a head',
    `${iso(0)},a,1\n${iso(0)},b,2\n`,
    [
      ['a', '', [at(0), 1]],
      ['b', '', [at(0), 2]],
    ],
  ],
  [
    'the newest row first',
    `time;a\n${iso(3)};3\n${iso(2)};2\n${iso(1)};1\n`,
    [['a', '', [at(1), 1], [at(2), 2], [at(3), 3]]],
  ],
  [
    'two columns of one name',
    `time,a,a\n${iso(0)},1,2\n`,
    [
      ['a', 'column=2', [at(0), 1]],
      ['a', 'column=3', [at(0), 2]],
    ],
  ],
  ['remarks before it', `# exported\n#\ntime,a\n${iso(0)},1\n`, [['a', '', [at(0), 1]]]],
];

describe('csvRoom', () => {
  it.each(tables)('reads %s', (_, text, expected) => {
    expect(csvRoom.recognises(encode(text))).toBe(true);
    expect(read(text)).toMatchObject({ series: expected });
  });

  it.each([
    ['', 'an empty file'],
    ['{"status":"success","data":{"resultType":"matrix","result":[]}}', 'JSON'],
    ['[{"time":"2026-11-21T12:00:00Z","a":1}]', 'a list'],
    ['<rrd><step> 10 </step></rrd>', 'XML'],
    ['node_load1{a="b",c="d"} 1 1795262400\n', 'exposition text'],
    ['a,b\n1,2\n3,4\n', 'a table without times'],
    [`time,name\n${iso(0)},x\n`, 'a table without numbers'],
    ['2026/11/21 12:00:00 [error] 1#0: *1 open() failed, client: 10.0.0.1\n', "nginx's error log"],
    [
      '2026-11-21 12:00:00,123 INFO started\n2026-11-21 12:00:01,500 INFO served\n',
      'a program log',
    ],
    ['10.0.0.1 - - [21/Nov/2026:12:00:00 +0000] "GET /a,b HTTP/1.1" 200 5\n', 'an access log'],
    ['\u0000\u0001,2026-11-21', 'bytes'],
  ])('does not recognise %j: %s', (text) => {
    expect(csvRoom.recognises(encode(text))).toBe(false);
  });

  it('recognises a table whose head is longer than what is seen of it', () => {
    const names = Array.from({ length: 400 }, (_, one) => `node_load1{instance="web${one}:9100"}`);
    const head = encode(`Time;${names.join(';')}`).subarray(0, 4096);
    expect(csvRoom.recognises(head)).toBe(true);
    expect(csvRoom.recognises(encode(`Name;${names.join(';')}`).subarray(0, 4096))).toBe(false);
  });

  it.each([
    [
      `time,client,method,path,status,bytes\n${iso(0)},10.0.0.1,GET,/a,200,5\n${iso(1)},10.0.0.1,GET,/b,200,6\n`,
    ],
    [`time,url,status,duration\n${iso(0)},/a,200,0.5\n${iso(1)},/b,200,0.6\n`],
    [`${iso(0)},10.0.0.1,"GET /a HTTP/1.1",200,5\n${iso(1)},10.0.0.1,"GET /b HTTP/1.1",200,6\n`],
  ])('takes no access log for metrics: %j', (text) => {
    expect(csvRoom.recognises(encode(text))).toBe(false);
    expect(read(text)).toBe('a table of requests, not of metrics: give it as a log');
  });

  it('takes no events for samples', () => {
    const rows = Array.from({ length: 20 }, (_, row) => `${iso(Math.floor(row / 4))},${row}\n`);
    expect(read(`time,duration\n${rows.join('')}`)).toMatch(/several rows for one time/);
    const many = Array.from({ length: MAX_SERIES + 1 }, (_, row) => `${iso(0)},${row}x,1\n`);
    expect(read(`time,user,value\n${many.join('')}`)).toMatch(/over 20000 series/);
  });

  describe('dates that begin with the day or the month', () => {
    const table = (...dates: readonly string[]): string =>
      `time,a\n${dates.map((date, row) => `${date} 12:00,${row}\n`).join('')}`;

    it('are read where some row tells which', () => {
      expect(read(table('03/04/2026', '13/04/2026'))).toMatchObject({
        series: [['a', '', ['12:00:00', 0], ['12:00:00', 1]]],
      });
      const days = (text: string) => {
        const reading = csvRoom.read(encode(text), source);
        return isMiss(reading)
          ? reading.reason
          : [...(reading.series[0]?.times ?? [])].map((time) =>
              new Date(time).toISOString().slice(0, 10),
            );
      };
      expect(days(table('03/04/2026', '13/04/2026'))).toEqual(['2026-04-03', '2026-04-13']);
      expect(days(table('03/04/2026', '03/13/2026'))).toEqual(['2026-03-04', '2026-03-13']);
      expect(days(table('03.04.2026', '04.04.2026'))).toEqual(['2026-04-03', '2026-04-04']);
    });

    it('are refused where none does', () => {
      expect(read(table('03/04/2026', '04/04/2026'))).toBe(
        'dates like 03/04/2026 12:00 may begin with the day or with the month, and no row tells which: write them as 2026-11-21',
      );
    });
  });

  describe('zones', () => {
    const text = 'time,a\n2026-11-21 12:00:00,1\n';
    it('takes times without one as UTC and says so', () => {
      expect(read(text)).toMatchObject({
        series: [['a', '', [at(0), 1]]],
        notes: ['no zone: its times are taken as UTC'],
      });
    });
    it('takes the zone it is told', () => {
      const told = read(text, { ...source, zone: new LocalZone('Europe/Paris') });
      expect(told).toEqual({ series: [['a', '', ['11:00:00', 1]]], notes: [] });
    });
    it('prefers the zone that is written', () => {
      const zoned = read(`time,a\n${iso(0)},1\n`, {
        ...source,
        zone: new LocalZone('Europe/Paris'),
      });
      expect(zoned).toEqual({ series: [['a', '', [at(0), 1]]], notes: [] });
    });
  });

  describe('notes', () => {
    const head = `time,a,b\n${iso(0)},1,2\n${iso(1)},3,4\n${iso(2)},5,6\n`;
    it.each([
      [`${head}${iso(3)},7`, 'cut off in its last row, which is left out'],
      [`${head}${iso(3)},"7`, 'cut off in its last row, which is left out'],
      [`${head}total,7,8\n`, 'rows whose time is not read, left out: 1'],
      [`${head}${iso(3)},7,x\n`, 'cells that are no numbers, left out: 1'],
      [`${head}${iso(3)},7 s,8\n${iso(4)},7 B,8\n`, 'cells that are no numbers, left out: 1'],
      [`${head}${iso(3)},7\n`, 'rows with more or fewer cells than the first: 1'],
    ])('%j: %s', (text, note) => {
      expect(read(text)).toMatchObject({ notes: [note] });
    });

    it('a whole last row without a line end is taken', () => {
      const text = `time,a\n${iso(0)},1\n${iso(1)},2`;
      expect(read(text)).toEqual({ series: [['a', '', [at(0), 1], [at(1), 2]]], notes: [] });
    });
  });

  it('refuses a table whose times are not read', () => {
    const rows = Array.from(
      { length: 300 },
      (_, row) => `${row < 200 ? iso(row % 10) : 'x'},${row}\n`,
    );
    expect(read(`time,a\n${rows.join('')}${'x,1\n'.repeat(200)}`)).toMatch(
      /time column is not read/,
    );
  });

  it('never throws, whatever the bytes, and its samples ascend', () => {
    const unit = fc.constantFrom(
      iso(0),
      iso(1),
      '03/04/2026 10:00',
      'time',
      'value',
      '1',
      '1,5',
      'x',
      '"',
      ',',
      ';',
      '\n',
      '\r\n',
      '\n\n',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
        const reading = csvRoom.read(encode(text), source);
        csvRoom.recognises(encode(text));
        if (isMiss(reading)) return;
        for (const { times, values } of reading.series) {
          expect(times.length).toBe(values.length);
          expect(times.every((time, index) => index === 0 || time > (times[index - 1] ?? 0))).toBe(
            true,
          );
        }
      }),
    );
  });
});

describe('real tables', () => {
  needsCorpus(`numenta/NAB: five minutes of EC2 ${why}`, () => {
    const bytes = readShared('corpus/series/numenta__NAB/ec2_cpu_utilization_825cc2.csv');
    const reading = csvRoom.read(bytes, source);
    const [series] = isMiss(reading) ? [] : reading.series;
    expect(series?.times.length).toBe(4032);
    expect([series?.times[0], series?.values[0]]).toEqual([Date.UTC(2014, 3, 10, 0, 4), 91.958]);
    expect(series?.values[1]).toBe(94.797_999_999_999_99);
  });

  needsCorpus(`Grafana, before version 5 and in it ${why}`, () => {
    const old = read(readShared('corpus/series/grafana__grafana/pr4041_series_columns.csv'));
    expect(old).toMatchObject({
      series: [
        ['valA', ''],
        ['valB', ''],
      ].map((one) => expect.arrayContaining(one)),
    });
    const rows = read(readShared('corpus/series/grafana__grafana/file_export_series_as_rows.csv'));
    expect(rows).toMatchObject({ series: [{ length: 2 + 3 }, { length: 2 + 4 }], notes: [] });
  });
});
