import type { WireRequest } from './exchange.ts';

/** What every server of these tests serves; `LARGE` is more than the buffers of a socket take. */
export const SMALL_FILE = 'hello.txt';
export const SMALL_TEXT = 'hello, world\n';
export const LARGE_FILE = 'large.bin';
export const LARGE_BYTES: number = 16 * 1024 * 1024;

/** How long the backend takes for `/slow`: longer than a time of whole seconds can be off. */
export const SLOW_MS = 2200;

export const VHOST = 'www.example.test';

const host = ['Host', VHOST] as const;
const close = ['Connection', 'close'] as const;

/** Requests as browsers and scripts send them. */
const ordinary: readonly WireRequest[] = [
  {
    name: 'a browser',
    line: 'GET /hello.txt?a=1&b=%22two%22 HTTP/1.1',
    headers: [
      host,
      ['Referer', 'http://www.example.test/?q=a%20b'],
      ['User-Agent', 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/128.0'],
      ['X-Forwarded-For', '198.51.100.1, 10.0.0.1'],
      ['Cookie', 'session=abc; theme=dark'],
      close,
    ],
  },
  { name: 'no headers but the host', line: 'GET /hello.txt HTTP/1.1', headers: [host, close] },
  {
    name: 'HEAD',
    line: 'HEAD /hello.txt HTTP/1.1',
    headers: [host, ['User-Agent', 'curl/8.5.0'], close],
  },
  {
    name: 'a part of a file',
    line: 'GET /large.bin HTTP/1.1',
    headers: [host, ['Range', 'bytes=1000-1999'], close],
  },
  { name: 'HTTP/1.0 without a host', line: 'GET /hello.txt HTTP/1.0' },
  {
    name: 'a file that is not there',
    line: 'GET /missing/ HTTP/1.1',
    headers: [host, ['Referer', '-'], ['User-Agent', '-'], close],
  },
  {
    name: 'a body',
    line: 'POST /hello.txt HTTP/1.1',
    headers: [host, ['Content-Length', '10000'], ['User-Agent', 'post'], close],
    body: Buffer.alloc(10_000, 'x'),
  },
  {
    name: 'a body that is read',
    line: 'POST /upload HTTP/1.1',
    headers: [host, ['Content-Length', '10000'], close],
    body: Buffer.alloc(10_000, 'x'),
  },
  {
    name: 'a large file',
    line: 'GET /large.bin HTTP/1.1',
    headers: [host, ['User-Agent', 'wget'], close],
  },
];

/** Texts that try to break the line that they are written into. */
const hostileTexts: Readonly<Record<string, string | Uint8Array>> = {
  quotes: 'say "hi", say "ho"',
  'the rest of a line': '" 200 5 "-" "other',
  backslashes: 'C:\\temp\\new\\x41\\" \\\\',
  'a backslash at the end': 'ends in \\',
  'a tab': 'one\ttwo',
  'UTF-8': 'Grüße 日本語 🎉',
  'bytes that are no UTF-8': Uint8Array.of(0x61, 0xff, 0xc3, 0x62, 0x80),
  JSON: '","status":999,"x":"{}',
  'a label of LTSV': 'status:999 host:192.0.2.1',
  brackets: '[21/Nov/2026:05:06:17 +0100] ] [',
  'signs of format strings': '%s %h $host %(uri) %{X}i',
  'Markdown and HTML': '`|*_<b>&lt;</b>\u202e',
  'nothing but an empty text': '',
  'a long text': 'long '.repeat(1200).trim(),
};

const hostileHeaders: readonly WireRequest[] = Object.entries(hostileTexts).map(
  ([name, value]) => ({
    name: `a User-Agent of ${name}`,
    line: 'GET /hello.txt HTTP/1.1',
    headers: [host, ['Referer', value], ['User-Agent', value], ['X-Odd', value], close],
  }),
);

const hostileTargets: readonly WireRequest[] = [
  ['quotes', '/hello.txt?a="b"&c=\'d\''],
  ['backslashes', '/hello.txt?a=\\b\\x41\\"'],
  ['UTF-8', '/hello.txt?ü=é&日本=🎉'],
  ['spaces', '/hello.txt?a b  c'],
  ['the rest of a line', '/" 200 5 "-" "x'],
  ['encoded control bytes', '/hello%00.txt?%0a%0d%1b'],
  ['brackets', '/hello.txt?[21/Nov/2026:05:06:17%20+0100]'],
  ['double slashes', '//hello.txt//?//'],
  ['many question marks', '/hello.txt???a?b=?'],
  ['length', `/hello.txt?${'long'.repeat(1600)}`],
  ['the absolute form', 'http://www.example.test/hello.txt?a=1'],
].map(([name = '', target = '']) => ({
  name: `a target of ${name}`,
  line: `GET ${target} HTTP/1.1`,
  headers: [host, ['User-Agent', 'target'], close],
}));

/** First lines that are no good requests, which servers refuse and log all the same. */
const refused: readonly WireRequest[] = [
  {
    name: 'control bytes',
    line: Uint8Array.of(...Buffer.from('GET /a'), 1, 9, 0x7f, ...Buffer.from('b HTTP/1.1')),
    headers: [host, close],
  },
  { name: 'a method of its own', line: 'BREW /hello.txt HTTP/1.1', headers: [host, close] },
  { name: 'OPTIONS of all', line: 'OPTIONS * HTTP/1.1', headers: [host, close] },
  {
    name: 'TLS',
    line: '',
    raw: Buffer.from('160301020001fc0303a5118922095c9c0d0a0d0a', 'hex'),
  },
];

const slow: WireRequest = {
  name: 'a slow answer',
  line: 'GET /slow HTTP/1.1',
  headers: [host, close],
  takesMs: SLOW_MS,
};

const aborted: WireRequest = {
  name: 'a client that hangs up',
  line: 'GET /large.bin HTTP/1.1',
  headers: [host, ['User-Agent', 'impatient'], close],
  abortAfter: 1000,
};

/** All of them, an ordinary one last: what is still to be written before it has been when it is answered. */
export const requests: readonly WireRequest[] = [
  ...ordinary,
  ...hostileHeaders,
  ...hostileTargets,
  ...refused,
  slow,
  aborted,
  { name: 'the last one', line: 'GET /hello.txt HTTP/1.1', headers: [host, close] },
];
