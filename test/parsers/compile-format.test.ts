import { describe, expect, it } from 'vitest';
import { compileFormat } from '../../parsers/compile-format.ts';
import { isMiss } from '../../parsers/contract.ts';
import { rooms } from '../../parsers/rooms.ts';

describe('compileFormat', () => {
  const presets = rooms.flatMap((room) =>
    room.presets.map(({ name }) => [name, room.name] as const),
  );

  it.each(presets)('takes the preset %s of %s', (name, room) => {
    expect(compileFormat(name)).toMatchObject({ name, room: { name: room } });
  });

  it('gives every preset a name of its own', () => {
    expect(new Set(presets.map(([name]) => name)).size).toBe(presets.length);
  });

  it.each([
    ['$remote_addr [$time_local]', 'nginx'],
    ["'$remote_addr 100% ' '$status'", 'nginx'],
    ['%h %l %u %t "%r" %>s %b', 'apache'],
    ['%h %V %u %t \\"%r\\" %>s %b %D', 'lighttpd'],
    ['%(addr) $%(status)', 'uwsgi'],
    ['uwsgi:%(addr)', 'uwsgi'],
    ['lighttpd:%h %l %t', 'lighttpd'],
    ['apache:%h %V %u %t "%r" %>s %b', 'apache'],
    ['nginx:$status', 'nginx'],
  ])('%s is of %s, under a name that it takes back', (spec, room) => {
    const format = compileFormat(spec);
    if (isMiss(format)) throw new Error(format.reason);
    expect(format.room.name).toBe(room);
    expect(format.name).toBe(spec.startsWith(`${room}:`) ? spec : `${room}:${spec}`);
    expect(compileFormat(format.name)).toMatchObject({ name: format.name });
  });

  it.each([
    ['combinde', /no preset and no format string; did you mean combined\?/],
    ['squid', /the presets are combined, common/],
    ['', /the presets are/],
    ['%h %Y', /%Y is no directive of Apache/],
    ['lighttpd:%S', /no directive of lighttpd/],
  ])('refuses %j', (spec, reason) => {
    expect(compileFormat(spec)).toHaveProperty('reason', expect.stringMatching(reason));
  });
});
