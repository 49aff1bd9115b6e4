import { describe, expect, it } from 'vitest';
import { isMiss } from '../../parsers/contract.ts';
import { compileFormat } from '../../parsers/index.ts';
import { configuredFormats, fittingFormat } from '../../src/server-config/configured-format.ts';
import type { ReadConfig } from '../../src/server-config/read-server-config.ts';
import { combinedLines } from '../support/made-log.ts';

const COMBINED = '%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"';

function configOf(logs: Readonly<Record<string, string>>, host?: string): ReadConfig {
  return {
    path: '/etc/httpd.conf',
    ...(host === undefined ? {} : { host }),
    server: 'apache',
    capacities: [],
    notes: [],
    logs: Object.entries(logs).map(([path, text]) => {
      const format = compileFormat(`apache:${text}`);
      if (isMiss(format)) throw new Error(format.reason);
      return { path, format, directive: `CustomLog ${path}` };
    }),
  };
}

function formatsFor(path: string, configs: readonly ReadConfig[], host?: string) {
  const formats = configuredFormats({ path, host }, configs);
  return formats.map(({ format, votes }) => [format.name.replace('apache:', ''), votes]);
}

describe('the formats of a log', () => {
  const config = configOf({ '/l/a.log': '%h %t', '/l/b.log': '%a %t', '/m/c.log': '%a %t' });

  it('are that of the log with its name', () => {
    expect(formatsFor('/copy/a.log.1.gz', [config])).toEqual([['%h %t', 1]]);
  });

  it('are all where none has its name, those of most logs first', () => {
    expect(formatsFor('/copy/z.log', [config])).toEqual([
      ['%a %t', 2],
      ['%h %t', 1],
    ]);
  });

  it('are not those of another host', () => {
    const web1 = configOf({ '/l/a.log': '%h %t' }, 'web1');
    const web2 = configOf({ '/l/a.log': '%a %t' }, 'web2.example.org');
    expect(formatsFor('/x/a.log', [web1, web2], 'web2')).toEqual([['%a %t', 1]]);
    expect(formatsFor('/x/a.log', [web1, web2], 'web3')).toEqual([]);
    expect(formatsFor('/x/a.log', [web1, web2])).toHaveLength(2);
  });
});

describe('the format that fits', () => {
  const lines = combinedLines(20).map((line) => Buffer.from(line));
  const [clock, other] = [
    `${COMBINED} %D`,
    '%h %l %u %t "%r" %>s %O "%{Referer}i" "%{User-Agent}i"',
  ];
  const fitting = (formats: readonly string[], log = lines) => {
    const logs = Object.fromEntries(formats.map((format, at) => [`/${at}.log`, format]));
    return fittingFormat(
      'it',
      log,
      configuredFormats({ path: '-', host: undefined }, [configOf(logs)]),
    );
  };

  it('is found among others', () => {
    expect(fitting([clock, COMBINED])?.format.name).toBe(`apache:${COMBINED}`);
  });

  it('is none where none does', () => {
    expect(fitting([clock])).toBeUndefined();
    expect(fitting([])).toBeUndefined();
  });

  it('is that of most logs where several do', () => {
    expect(fitting([COMBINED, other, other])?.format.name).toBe(`apache:${other}`);
  });

  it('is found behind what a logger puts in front', () => {
    const wrapped = combinedLines(20).map((line) =>
      Buffer.from(
        JSON.stringify({ log: `${line}\n`, stream: 'stdout', time: '2026-11-21T02:00:00Z' }),
      ),
    );
    expect(fitting([COMBINED], wrapped)?.format.name).toBe(`docker:apache:${COMBINED}`);
  });

  it('is none of another server’s log that no configuration names', () => {
    // Only nginx has 499.
    const refused = combinedLines(20).map((line) => Buffer.from(line.replace('" 200 ', '" 499 ')));
    expect(fitting([COMBINED], refused)).toBeUndefined();
  });

  it('is asked for where several do alike', () => {
    expect(() => fitting([COMBINED, other])).toThrow(
      'it could be any of CustomLog /0.log, CustomLog /1.log; give its format with --log-format',
    );
  });
});
