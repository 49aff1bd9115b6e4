import { describe, expect, it } from 'vitest';
import { ltsv } from '../../parsers/ltsv/index.ts';
import { describeRoom } from './contract.ts';
import { compiled, parserOf, readWholeLine } from './read-line.ts';

describeRoom({
  room: ltsv,
  escaping: 'backslash',
  print: ({ client, user, vhost, time, request, status, bytes, referer, agent }) =>
    `host:${client}\tuser:${user}\ttime:[${time}]\tvhost:${vhost}\treq:${request}\tstatus:${status}\tsize:${bytes}\treferer:${referer}\tua:${agent}`,
  refused: [
    ['caddy', /caddy is none of any/],
    ['durationSecs=t', /did you mean durationSeconds\?/],
    ['time=', /no name tells the time/],
  ],
});

describe('lines of LTSV', () => {
  const parser = compiled(ltsv, '');
  const time = 'time:2026-11-21T04:06:17Z';
  const told = { endMs: Date.UTC(2026, 10, 21, 4, 6, 17), zoneMinutes: 0, status: 200 };

  it.each<[string, string, object]>([
    ['labels nobody knows', `x:1\t${time}\ty:\tstatus:200`, told],
    [
      'colons in a value',
      `${time}\tstatus:200\turi:/a:b\treferer:http://a/`,
      { ...told, target: '/a:b', referer: 'http://a/' },
    ],
    ['an empty value and a dash', `${time}\tstatus:200\tua:\tapptime:-`, told],
    ['a tab behind', `${time}\tstatus:200\t`, told],
    [
      'microseconds before seconds',
      `${time}\tstatus:200\treqtime:0\treqtime_microsec:1418`,
      { ...told, durationMs: 1.418 },
    ],
    ['escapes', `${time}\tstatus:200\tua:\\x22a\\tb`, { ...told, agent: '"a\tb' }],
  ])('reads %s', (_, line, record) => {
    expect(readWholeLine(parser, line)).toEqual(record);
  });

  it.each([
    [`${time}\tstatus`, /no label with a colon/],
    [`${time}\t\tstatus:200`, /no label with a colon/],
    [':x', /no label with a colon/],
    [time, /tells the status/],
    ['status:200', /tells the time/],
    ['', /tells the time/],
    [`${time}\tstatus:OK`, /^status is no number$/],
  ])('misses %j', (line, reason) => {
    expect(readWholeLine(parser, line)).toHaveProperty('reason', expect.stringMatching(reason));
  });

  it('takes a mapping of labels', () => {
    const mapped = parserOf('ltsv:client=from,durationSeconds=taken');
    expect(readWholeLine(mapped, `${time}\tstatus:200\tfrom:192.0.2.7\ttaken:0.5\thost:x`)).toEqual(
      {
        ...told,
        client: '192.0.2.7',
        durationMs: 500,
      },
    );
  });
});
