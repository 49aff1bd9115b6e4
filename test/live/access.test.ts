import { describe, expect, it } from 'vitest';
import { accessFor } from '../../src/live/access.ts';
import { TempFolder } from '../support/temp-folder.ts';

const files = new TempFolder();
const AUTHORIZATION = 'Authorization';
const basic = (user: string) => `Basic ${Buffer.from(user).toString('base64')}`;

describe('accessFor', () => {
  it.each([
    ['nothing', 'http://a', {}, undefined],
    ['a token', 'http://a', { CULPRIT_BEARER_TOKEN: 'abc' }, 'Bearer abc'],
    ['a user', 'http://a', { CULPRIT_BASIC_AUTH: 'me:pass word' }, basic('me:pass word')],
    [
      'a token before a user',
      'http://a',
      { CULPRIT_BEARER_TOKEN: 'abc', CULPRIT_BASIC_AUTH: 'me:x' },
      'Bearer abc',
    ],
    ['the user of the address', 'http://me:p%40ss@a', {}, basic('me:p@ss')],
    [
      'the environment before the address',
      'http://me:x@a',
      { CULPRIT_BASIC_AUTH: 'you:y' },
      basic('you:y'),
    ],
    ['an empty variable', 'http://a', { CULPRIT_BEARER_TOKEN: '' }, undefined],
  ] as const)('takes %s', async (_, address, environment, expected) => {
    const { headers } = await accessFor(new URL(address), environment);
    expect(headers[AUTHORIZATION]).toBe(expected);
  });

  it('reads files without their last line break', async () => {
    const token = files.file('token', 'abc\n');
    const { headers } = await accessFor(new URL('http://a'), { CULPRIT_BEARER_TOKEN_FILE: token });
    expect(headers[AUTHORIZATION]).toBe('Bearer abc');
    const user = files.file('user', 'me:x\n');
    const other = await accessFor(new URL('http://a'), { CULPRIT_BASIC_AUTH_FILE: user });
    expect(other.headers[AUTHORIZATION]).toBe(basic('me:x'));
  });

  it('takes a tenant and an authority', async () => {
    const pem = files.file('ca.pem', 'certificate');
    const access = await accessFor(new URL('https://a'), {
      CULPRIT_TENANT: 'web',
      CULPRIT_CA_FILE: pem,
    });
    expect(access).toEqual({ headers: { 'X-Scope-OrgID': 'web' }, authority: 'certificate' });
  });

  it.each([
    [
      { CULPRIT_BEARER_TOKEN: 'a\r\nX: y' },
      /CULPRIT_BEARER_TOKEN holds what cannot stand in a header/,
    ],
    [{ CULPRIT_CA_FILE: '/no/such/file' }, /cannot read \/no\/such\/file: there is no such file/],
  ])('refuses %j', async (environment, message) => {
    await expect(accessFor(new URL('http://a'), environment)).rejects.toThrow(message);
  });
});
