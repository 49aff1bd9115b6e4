import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { httpGet, RETRIES, shownUrl } from '../../src/live/http-get.ts';
import { ApiServer, type Reply } from './api-server.ts';

let api: ApiServer | undefined;
afterEach(async () => {
  await api?.stop();
  api = undefined;
});

const access = { headers: { 'X-Test': 'yes' }, authority: undefined };
const settings = { name: 'http://prometheus', access, retryPauseMs: 1 };

async function get(answer: (url: URL, turn: number) => Reply, more: object = {}) {
  api = await ApiServer.start(answer);
  const { status, body } = await httpGet(new URL(`${api.address}/a?b=c`), { ...settings, ...more });
  return { status, text: new TextDecoder().decode(body) };
}

describe('httpGet', () => {
  it('gives the answer, and sends its headers', async () => {
    expect(await get(() => ({ body: 'hello' }))).toEqual({ status: 200, text: 'hello' });
    expect(
      api?.asked.map(({ url, headers }) => [url.pathname, url.search, headers['x-test']]),
    ).toEqual([['/a', '?b=c', 'yes']]);
  });

  it('inflates', async () => {
    const headers = { 'Content-Encoding': 'gzip' };
    expect(await get(() => ({ headers, body: gzipSync('hello') }))).toMatchObject({
      text: 'hello',
    });
  });

  it.each([
    ['503', { status: 503 }],
    ['429', { status: 429 }],
    ['a cut connection', { cut: true }],
  ] as const)('tries again after %s', async (_, failure) => {
    const answer = (_url: URL, turn: number) => (turn < 3 ? failure : { body: 'at last' });
    expect(await get(answer)).toEqual({ status: 200, text: 'at last' });
    expect(api?.asked).toHaveLength(3);
  });

  it('ends trying', async () => {
    expect(await get(() => ({ status: 503 }))).toMatchObject({ status: 503 });
    expect(api?.asked).toHaveLength(1 + RETRIES);
  });

  it('does not try again what stays wrong', async () => {
    expect(await get(() => ({ status: 400 }))).toMatchObject({ status: 400 });
    expect(api?.asked).toHaveLength(1);
  });

  it('says what is wrong in one line', async () => {
    await expect(get(() => ({ silent: true }), { timeoutMs: 20 })).rejects.toThrow(
      /^http:\/\/prometheus cannot be asked: no answer in 0.02 s; /,
    );
    await api?.stop();
    await expect(get(() => ({ cut: true }))).rejects.toThrow(/the connection was cut/);
    await api?.stop();
    await expect(get(() => ({ body: 'x'.repeat(3000) }), { maxBytes: 2999 })).rejects.toThrow(
      /answers with over .* narrow it/,
    );
    await api?.stop();
    const bomb = { headers: { 'Content-Encoding': 'gzip' }, body: gzipSync('x'.repeat(3000)) };
    await expect(get(() => bomb, { maxBytes: 2999 })).rejects.toThrow(/answers with over/);
  });

  it('names what does not listen', async () => {
    api = await ApiServer.start(() => ({}));
    const { address } = api;
    await api.stop();
    await expect(httpGet(new URL(address), settings)).rejects.toThrow(/nothing listens there/);
    await expect(httpGet(new URL('http://no-such-host.invalid/'), settings)).rejects.toThrow(
      /host/,
    );
  });

  it('shows no secrets of an address', () => {
    expect(shownUrl(new URL('https://user:secret@prom.example:9090/x/?token=secret#secret'))).toBe(
      'https://prom.example:9090/x/',
    );
  });
});
