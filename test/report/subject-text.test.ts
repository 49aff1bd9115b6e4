import { describe, expect, it } from 'vitest';
import { subjectCell, subjectText } from '../../src/report/subject-text.ts';
import type { Subject } from '../../src/rollup/dimension.ts';

describe('subjectText', () => {
  const names: readonly (readonly [Subject, string])[] = [
    [{}, 'all traffic'],
    [{ route: '/partner/feed.php', agent: 'SeekportBot' }, 'SeekportBot at /partner/feed.php'],
    [{ route: '/a' }, '/a'],
    [{ client: '1.2.3.4' }, 'client 1.2.3.4'],
    [{ network: '10.0.0.0/24', route: '/a' }, 'network 10.0.0.0/24 at /a'],
    [{ status: '499', route: '/a' }, '/a, status 499'],
    [{ method: 'POST', protocol: 'HTTP/2.0' }, 'method POST, protocol HTTP/2.0'],
    [{ vhost: 'shop.example' }, 'vhost shop.example'],
    [{ referer: 'https://a.example/' }, 'referer https://a.example/'],
    [{ size: '>=1GB' }, 'responses >= 1 GB'],
    [{ size: '100MB-1GB', route: '/a' }, '/a, responses 100 MB to 1 GB'],
    [{ duration: '>=60s' }, 'requests >= 60 s'],
    [{ duration: '<1s' }, 'requests < 1 s'],
    [{ agent: 'a\u001b[31m' }, 'a\\x1b[31m'],
  ];
  it.each(names)('names %j as %s', (subject, text) => {
    expect(subjectText(subject)).toBe(text);
  });

  it('puts values of the log in code, and clips them in cells', () => {
    expect(subjectCell({ route: `/${'x'.repeat(60)}`, agent: 'bot' })).toEqual([
      { type: 'inlineCode', value: 'bot' },
      ' at ',
      { type: 'inlineCode', value: `/${'x'.repeat(12)}\u2026${'x'.repeat(12)}` },
    ]);
    expect(subjectCell({ size: '<b>' })).toEqual([
      'responses ',
      { type: 'inlineCode', value: '<b>' },
    ]);
  });
});
