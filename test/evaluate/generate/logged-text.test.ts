import { expect, it } from 'vitest';
import { loggedText } from './logged-text.ts';

it.each([
  ['apache', '/plain?a=b', '/plain?a=b'],
  ['apache', 'a "b" \\ \u0016é', 'a \\"b\\" \\\\ \\x16\\xc3\\xa9'],
  ['nginx', 'a "b" \\ \u0016é', 'a \\x22b\\x22 \\x5C \\x16\\xC3\\xA9'],
  ['lighttpd', 'a "b" é', 'a \\"b\\" \\xC3\\xA9'],
  ['uwsgi', 'a "b"\n é', 'a "b" é'],
] as const)('%s writes %j as %s', (server, text, written) => {
  expect(loggedText(text, server)).toBe(written);
});
