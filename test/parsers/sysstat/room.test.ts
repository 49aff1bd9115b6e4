import { describe, expect, it } from 'vitest';
import { isMiss, type MetricSource } from '../../../parsers/contract.ts';
import { sysstatRoom } from '../../../parsers/sysstat/room.ts';
import { LocalZone } from '../../../src/request/local-zone.ts';
import { readSeries } from '../../../src/series/read.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const source: MetricSource = { fileName: 'sa21.json', path: 'log/sa21.json' };

/** A sample of the given second, as sysstat 12 writes it. */
function sample(second: number, measured: object, zone: object = { utc: 1 }): object {
  const time = `12:00:0${second}`;
  return { timestamp: { date: '2026-11-21', time, ...zone, interval: 1 }, ...measured };
}

function document(statistics: readonly object[], more: object = {}): string {
  const host = { nodename: 'web1', 'number-of-cpus': 4, ...more, statistics };
  return JSON.stringify({ sysstat: { hosts: [host] } });
}

function read(text: string, from: MetricSource = source) {
  const reading = sysstatRoom.read(encode(text), from);
  if (isMiss(reading)) return reading.reason;
  const series = reading.series.map(({ name, labels, values, kind }) => {
    return [name + JSON.stringify(labels), kind, ...values];
  });
  return { series, notes: reading.notes };
}

describe('sysstatRoom', () => {
  it.each([
    [encode('{"sysstat": {\n\t"hosts": ['), true],
    [encode('{"status":"success"}'), false],
    [Uint8Array.of(0x96, 0xd5, 0x75, 0x21, 0x0c), true],
    [Uint8Array.of(0xd5, 0x96, 0x21, 0x71, 0x0c), true],
    [Uint8Array.of(0x96, 0xd5, 0x75, 0x22, 0x0c), false],
    [new Uint8Array(0), false],
  ])('recognises %j: %s', (head, expected) => {
    expect(sysstatRoom.recognises(head)).toBe(expected);
  });

  it('reads activities, with one series for each device', () => {
    const dev = (lo: number, eth0: number) => ({
      network: {
        'net-dev': [
          { iface: 'lo', rxkB: lo },
          { iface: 'eth0', rxkB: eth0 },
        ],
        'net-nfs': { call: 0 },
      },
      queue: { 'ldavg-1': lo },
      io: { tps: 1, 'io-reads': { bread: eth0 } },
      interrupts: [{ intr: 'sum', all: 64 }],
    });
    expect(read(document([sample(0, dev(1, 2)), sample(1, dev(3, 4))]))).toEqual({
      series: [
        ['io.tps{}', 'rate', 1, 1],
        ['io.io-reads.bread{}', 'rate', 2, 4],
        ['queue.ldavg-1{}', 'gauge', 1, 3],
        ['network.net-dev.rxkB{"iface":"lo"}', 'rate', 1, 3],
        ['network.net-dev.rxkB{"iface":"eth0"}', 'rate', 2, 4],
      ],
      notes: [],
    });
  });

  it('gives the load of all CPUs in percent of one', () => {
    const load = {
      'cpu-load': [
        { cpu: 'all', user: 25 },
        { cpu: '0', user: 50 },
      ],
    };
    expect(read(document([sample(0, load)]))).toMatchObject({
      series: [
        ['cpu-load.user{"cpu":"all"}', 'rate', 100],
        ['cpu-load.user{"cpu":"0"}', 'rate', 50],
      ],
    });
  });

  describe('the size of the memory', () => {
    const totalOf = (memory: object) => {
      const told = read(document([sample(0, { memory })]));
      return typeof told === 'string'
        ? told
        : told.series.find(([name]) => name === 'memory.memtotal{}')?.[2];
    };
    // sysstat 12.5.2 on a machine of 24,684,084 kB.
    const whole = {
      memfree: 23_555_332,
      memused: 102_472,
      'memused-percent': 0.42,
      buffers: 172_612,
      cached: 589_956,
    };
    it('is what adds up to it since 12.1', () => {
      expect(totalOf({ ...whole, slab: 263_712 })).toBe(24_684_084);
    });
    it('is free and used before', () => {
      expect(
        totalOf({ memfree: 25, memused: 75, 'memused-percent': 75, buffers: 5, cached: 5 }),
      ).toBe(100);
    });
    it('is told by the percentage where the slab is not there', () => {
      expect(
        totalOf({ memfree: 20, memused: 60, 'memused-percent': 60, buffers: 5, cached: 5 }),
      ).toBe(100);
    });
    it('is not known where no memory is used', () => {
      expect(totalOf({ memfree: 1, memused: 0, 'memused-percent': 0 })).toBeUndefined();
    });
  });

  describe('times', () => {
    const timesOf = (text: string, from = source) => {
      const reading = sysstatRoom.read(encode(text), from);
      return isMiss(reading)
        ? reading.reason
        : {
            times: [...(reading.series[0]?.times ?? [])].map((time) =>
              new Date(time).toISOString(),
            ),
            notes: reading.notes,
          };
    };
    const noon = '2026-11-21T12:00:00.000Z';
    const queue = { queue: { 'runq-sz': 1 } };
    const assumed = ['no zone: its times are taken as UTC (sadf without -t and -T writes UTC)'];

    it.each([
      [{ utc: 1 }, noon, []],
      [{ tz: 'UTC' }, noon, []],
      [{ utc: 0 }, noon, assumed],
      [{ tz: 'CET' }, noon, assumed],
    ])('of %j', (zone, time, notes) => {
      expect(timesOf(document([sample(0, queue, zone)]))).toEqual({ times: [time], notes });
    });

    it('are in the zone that is told, where they are local', () => {
      const from = { ...source, zone: new LocalZone('Asia/Kolkata') };
      expect(timesOf(document([sample(0, queue, { utc: 0 })]), from)).toEqual({
        times: ['2026-11-21T06:30:00.000Z'],
        notes: [],
      });
      expect(timesOf(document([sample(0, queue)]), from)).toEqual({ times: [noon], notes: [] });
    });

    it('that go back are left out, and told', () => {
      const told = timesOf(document([sample(1, queue), sample(0, queue), sample(2, queue)]));
      expect(told).toEqual({
        times: ['2026-11-21T12:00:01.000Z', '2026-11-21T12:00:02.000Z'],
        notes: ['samples without a later time than the one before, left out: 1'],
      });
    });
  });

  it('tells of restarts', () => {
    const restarts = [{ boot: { date: '2026-11-21', time: '11:00:00' } }];
    const text = document([sample(0, { queue: { 'runq-sz': 1 } })], { restarts });
    expect(read(text)).toMatchObject({ notes: ['restarts of web1: 1'] });
  });

  it('refuses binary files with the command that writes them out', () => {
    const reading = sysstatRoom.read(Uint8Array.of(0x96, 0xd5, 0x75, 0x21), {
      fileName: 'sa21',
      path: '/var/log/sysstat/sa21',
    });
    expect(reading).toEqual({
      reason:
        "sysstat's binary file: write it out on its host with sadf -j /var/log/sysstat/sa21 -- -A > sa21.json",
    });
  });

  it.each([
    ['{"sysstat": {"hosts": [', 'damaged sadf document: no sysstat.hosts'],
    ['{"sysstat": {}}', 'damaged sadf document: no sysstat.hosts'],
    ['{"sysstat": {"hosts": [1]}}', 'damaged sadf document: no hosts'],
    ['{"sysstat": {"hosts": [{"nodename": "a"}]}}', 'damaged sadf document: no statistics'],
    ['{"sysstat": {"hosts": [{"statistics": []}]}}', 'damaged sadf document: no nodename'],
    [document([]), 'sadf output without samples that are read'],
    [document([{ queue: { 'runq-sz': 1 } }]), 'sadf output without samples that are read'],
  ])('misses %s: %s', (text, reason) => {
    expect(read(text)).toBe(reason);
  });
});

it('the days of several files are one series', () => {
  const day = (date: string) => {
    const timestamp = { date, time: '12:00:00', utc: 1, interval: 600 };
    const later = { ...timestamp, time: '12:10:00' };
    const queue = { 'ldavg-1': Number(date.slice(-2)) };
    const samples = [
      { timestamp, queue },
      { timestamp: later, queue },
    ];
    return { path: `sa${date}.json`, bytes: encode(document(samples)) };
  };
  const { series } = readSeries([day('2026-11-21'), day('2026-11-20')]);
  expect(series.map(({ name, node, values }) => [name, node, ...values])).toEqual([
    ['queue.ldavg-1', 'web1', 20, 20, Number.NaN, 21, 21],
  ]);
});
