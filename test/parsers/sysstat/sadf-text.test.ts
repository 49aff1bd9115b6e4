import { describe, expect, it } from 'vitest';
import { isMiss } from '../../../parsers/contract.ts';
import { sysstatRoom } from '../../../parsers/sysstat/room.ts';

const encode = (text: string) => new TextEncoder().encode(text);

function read(text: string) {
  expect(sysstatRoom.recognises(encode(text))).toBe(true);
  const reading = sysstatRoom.read(encode(text), { fileName: 'sa.txt', path: 'sa.txt' });
  if (isMiss(reading)) return reading.reason;
  const series = reading.series.map(({ name, labels, node, times, values }) => {
    const from = new Date(times[0] ?? 0).toISOString().slice(0, 19);
    return [node, name + JSON.stringify(labels), from, ...values];
  });
  return { series, notes: reading.notes };
}

const at = '2026-11-21T07:56:57';
const expected = [
  ['web1', 'cpu-load.user{"cpu":"all"}', at, 20, 40],
  ['web1', 'cpu-load.user{"cpu":"0"}', at, 5, 10],
  ['web1', 'network.net-dev.rxkB{"iface":"eth0"}', at, 1.5, 2.5],
];

describe('what sadf prints as text', () => {
  it('-d: a line for each device', () => {
    const lines = [
      'web1;-1;2026-11-21 07:56:00 UTC;LINUX-RESTART\t(4 CPU)',
      '# hostname;interval;timestamp;CPU;%user;%unknown',
      'web1;1;2026-11-21 07:56:57 UTC;-1;5.00;1',
      'web1;1;2026-11-21 07:56:57 UTC;0;5.00;1',
      'web1;1;2026-11-21 07:56:58 UTC;-1;10.00;1',
      'web1;1;2026-11-21 07:56:58 UTC;0;10.00;1',
      '# hostname;interval;timestamp;IFACE;rxpck/s;rxkB/s',
      'web1;1;2026-11-21 07:56:57 UTC;eth0;3;1.50',
      'web1;1;2026-11-21 07:56:58 UTC;eth0;3;2.50',
    ];
    expect(read(lines.join('\n'))).toEqual({ series: expected, notes: ['restarts of web1: 1'] });
  });

  it('-p: a line for each number', () => {
    const lines = [
      'web1\t-1\t2026-11-21 07:56:00 UTC\tLINUX-RESTART\t(4 CPU)',
      'web1\t1\t2026-11-21 07:56:57 UTC\tall\t%user\t5.00',
      'web1\t1\t2026-11-21 07:56:57 UTC\tcpu0\t%user\t5.00',
      'web1\t1\t2026-11-21 07:56:57 UTC\teth0\trxkB/s\t1.50',
      'web1\t1\t2026-11-21 07:56:58 UTC\tall\t%user\t10.00',
      'web1\t1\t2026-11-21 07:56:58 UTC\tcpu0\t%user\t10.00',
      'web1\t1\t2026-11-21 07:56:58 UTC\teth0\trxkB/s\t2.50',
    ];
    expect(read(lines.join('\r\n'))).toEqual({ series: expected, notes: ['restarts of web1: 1'] });
  });

  it('-U: seconds since 1970; without it, a time without a zone is told', () => {
    const head = '# hostname;interval;timestamp;ldavg-1\n';
    expect(read(`${head}web1;1;1795247817;0.5\n`)).toEqual({
      series: [['web1', 'queue.ldavg-1{}', at, 0.5]],
      notes: [],
    });
    expect(read(`${head}web1;1;2026-11-21 07:56:57;0.5\n`)).toMatchObject({
      notes: ['no zone: its times are taken as UTC (sadf without -t and -T writes UTC)'],
    });
  });

  it('without a field that is known is a miss', () => {
    expect(read('# hostname;interval;timestamp;TTY;brk/s\nweb1;1;1795247817;0;1\n')).toBe(
      'sadf output without samples that are read',
    );
  });
});
