import { describe, expect, it } from 'vitest';
import type { ServerConfigRoom } from '../../parsers/server-config.ts';
import { readServerConfig } from '../../src/server-config/read-server-config.ts';
import { configTree } from '../support/config-tree.ts';

function roomOf(name: string, word: string, format: string = '%h %t'): ServerConfigRoom {
  return {
    name,
    likeness: (text) => text.split(word).length - 1,
    read: (path) =>
      path.includes('cut')
        ? { reason: 'it ends too early' }
        : { logs: [{ path: '/a.log', format }], capacities: [], notes: ['odd'] },
  };
}

const files = configTree({ '/one': 'x x y', '/two': 'y', '/none': 'z', '/cut': 'x' });
const rooms = [roomOf('apache', 'x'), roomOf('lighttpd', 'y', '%h %Q')];

describe('a configuration', () => {
  it('is read by the server that knows most of it', () => {
    expect(readServerConfig({ path: '/one', host: 'web1' }, { files, rooms })).toMatchObject({
      server: 'apache',
      host: 'web1',
      path: '/one',
      logs: [{ path: '/a.log', format: { name: 'apache:%h %t' } }],
      notes: ['odd'],
    });
  });

  it('tells formats that cannot be read', () => {
    const { logs, notes } = readServerConfig({ path: '/two' }, { files, rooms });
    expect(logs).toEqual([]);
    expect(notes).toEqual(['odd', expect.stringMatching(/^\/a\.log has a format .*%Q/)]);
  });

  it('calls a format by the preset that it is', () => {
    const preset = [roomOf('apache', 'x', '%h %l %u %t "%r" %>s %b')];
    const { logs } = readServerConfig({ path: '/one' }, { files, rooms: preset });
    expect(logs[0]?.format.name).toBe('common');
  });

  it.each([
    ['/none', '/none is no configuration of apache, lighttpd; name the main file'],
    ['/cut', 'cannot read /cut: it ends too early; name the main file'],
    ['/gone', 'cannot read /gone: not there; name the main file'],
  ])('%s is an error', (path, message) => {
    expect(() => readServerConfig({ path }, { files, rooms })).toThrow(message);
  });
});
