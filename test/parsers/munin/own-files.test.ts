import { expect, it } from 'vitest';
import { isMuninState, muninDatabaseRoom } from '../../../parsers/munin/own-files.ts';

it.each([
  ['limits', true],
  ['limits.storable', true],
  ['munin-update.stats', true],
  ['state-example.org-web1.storable', true],
  ['datafile', false],
  ['web1-load-load-g.rrd', false],
])('%s is for Munin alone: %s', (fileName, expected) => {
  expect(isMuninState(fileName)).toBe(expected);
});

it.each([
  ['pst0\u0005\u000b', /Perl Storable/],
  ['SQLite format 3\0\u0010\0', /SQLite database, where Munin 3/],
])('recognises %j, and says that it is not read', (text, reason) => {
  const bytes = new TextEncoder().encode(text);
  expect(muninDatabaseRoom.recognises(bytes)).toBe(true);
  const read = muninDatabaseRoom.read(bytes, { fileName: 'a', path: 'a' });
  expect('reason' in read && read.reason).toMatch(reason);
});

it('recognises nothing else', () => {
  const bytes = new TextEncoder().encode('version 2.0.73\n');
  expect(muninDatabaseRoom.recognises(bytes)).toBe(false);
  expect(muninDatabaseRoom.read(bytes, { fileName: 'a', path: 'a' })).toHaveProperty('reason');
});
