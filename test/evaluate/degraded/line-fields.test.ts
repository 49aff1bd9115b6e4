import { describe, expect, it } from 'vitest';
import { withoutAgent, withoutDuration, withoutSite } from './line-fields.ts';

const head = '192.0.2.1 - - [21/Nov/2026:02:00:00 +0000] "GET /a\\"b HTTP/1.1" 200 5';
const names = ' "http://www.example.org/" "curl/8 (\\"x\\")"';

describe('withoutDuration', () => {
  it.each([
    [`${head}${names} 137138`, head + names],
    [`${head}${names} "-" rt=0.000 urt="-"`, head + names],
    ['{"status":200,"request_time":0.5,"http_referer":""}', '{"status":200,"http_referer":""}'],
    [head + names, undefined],
    ['uWSGI start-up text', undefined],
  ])('%s', (line, less) => {
    expect(withoutDuration(line)).toBe(less);
  });
});

describe('withoutAgent', () => {
  it.each([
    [head + names, head],
    [`${head}${names} 137138`, `${head} 137138`],
    ['{"status":200,"http_referer":"","http_user_agent":"a \\"b\\""}', '{"status":200}'],
    [head, undefined],
  ])('%s', (line, less) => {
    expect(withoutAgent(line)).toBe(less);
  });
});

describe('withoutSite', () => {
  it.each([
    [`www.example.org:443 ${head}`, head],
    [head.replace(' - -', ' www.example.org -'), head],
    [head, undefined],
  ])('%s', (line, less) => {
    expect(withoutSite(line)).toBe(less);
  });
});
