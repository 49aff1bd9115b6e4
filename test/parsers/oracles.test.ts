import { describe, expect } from 'vitest';
import { isMiss } from '../../parsers/contract.ts';
import { parserOf, readLine, type Values } from './read-line.ts';
import { access, linesOf, needsCorpus, textOf, why } from './shared-logs.ts';

/** One line as another parser reads it, by the names that it uses. */
type Told = ReadonlyMap<string, unknown>;

interface Case {
  readonly sample?: string;
  readonly line?: string;
  readonly expected: Readonly<Record<string, unknown>>;
}

function casesOf(path: string): readonly Case[] {
  return (JSON.parse(textOf(path)) as { readonly cases: readonly Case[] }).cases;
}

/** What an oracle leaves out or writes as `-` is absent here. */
function present(values: { readonly [field in keyof Values]: unknown }): object {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== '-'),
  );
}

function http(version: unknown): string | undefined {
  return version === undefined ? undefined : `HTTP/${version}`;
}

describe('Datadog', () => {
  const cases = 'corpus/oracle/DataDog__integrations-core_access_expected.json';
  const timed =
    'nginx:$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent $request_time "$http_referer" "$http_user_agent"';
  const formats: readonly (readonly [index: number, format: string])[] = [
    [0, 'lighttpd'],
    [1, 'common'],
    [2, 'combined'],
    [3, 'nginx_main'],
    [5, timed],
  ];

  needsCorpus.each(formats)(`case %d is read alike as %s ${why}`, (index, format) => {
    const { sample, expected } = casesOf(cases)[index] as Case;
    const told: Told = new Map(Object.entries(expected));
    const nanoseconds = told.get('duration');
    const { startMs, endMs, ...values } = readLine(parserOf(format), String(sample)) as Values;
    expect(startMs ?? endMs).toBe(told.get('timestamp') ?? told.get('date_access'));
    expect(values).toMatchObject(
      present({
        client: told.get('network.client.ip'),
        vhost: told.get('http.ident'),
        user: told.get('http.auth'),
        method: told.get('http.method'),
        target: told.get('http.url'),
        protocol: http(told.get('http.version')),
        status: told.get('http.status_code'),
        bodyBytes: told.get('network.bytes_written'),
        referer: told.get('http.referer'),
        agent: told.get('http.useragent'),
        durationMs: nanoseconds === undefined ? undefined : Number(nanoseconds) / 1e6,
      }),
    );
  });

  needsCorpus(`takes any text behind a line, which is a miss here ${why}`, () => {
    const sample = String(casesOf(cases)[4]?.sample);
    expect(sample).toMatch(/ those are random characters$/);
    expect(readLine(parserOf('nginx_main'), sample)).toHaveProperty('reason');
  });
});

describe('Filebeat', () => {
  needsCorpus(`reads the lines of nginx alike, lists of addresses too ${why}`, () => {
    const cases = casesOf('corpus/oracle/elastic__beats_nginx_access_expected.json');
    expect(cases).toHaveLength(7);
    for (const [index, { line, expected }] of cases.entries()) {
      const told: Told = new Map(Object.entries(expected));
      const parser = parserOf(index === 1 ? 'nginx_main' : 'nginx');
      const values = readLine(parser, String(line)) as Values;
      expect(values).toMatchObject(
        present({
          method: told.get('http.request.method'),
          target: told.get('url.original'),
          protocol: http(told.get('http.version')),
          status: told.get('http.response.status_code'),
          bodyBytes: told.get('http.response.body.bytes'),
          referer: told.get('http.request.referrer'),
          agent: told.get('user_agent.original'),
          endMs: Date.parse(String(told.get('@timestamp'))),
        }),
      );
      const addresses = values.client?.replaceAll('"', '').split(/,? /);
      expect(addresses).toEqual(told.get('nginx.access.remote_ip_list'));
    }
  });
});

describe('CrowdSec', () => {
  const ASSERTION =
    /^results\["s01-parse"\]\["[\w/-]+"\]\[(\d+)\]\.Evt\.Parsed\["(\w+)"\] == (".*")$/gm;

  /** What its parsers found, line by line. */
  function linesTold(path: string): readonly Told[] {
    const found = new Map<string, Map<string, string>>();
    for (const [, index = '', key = '', value = ''] of textOf(path).matchAll(ASSERTION)) {
      const line = found.get(index) ?? new Map<string, string>();
      found.set(index, line.set(key, JSON.parse(value)));
    }
    return [...found.values()].filter((line) => line.has('status') || line.has('response'));
  }

  needsCorpus.each([
    ['apache2-malformed', ['combined'], 11],
    ['nginx_http-logs', ['nginx_vhost', 'nginx'], 7],
    ['bunkerweb-http-malformed', ['nginx_vhost'], 12],
  ])(`reads the lines of %s alike ${why}`, (name, formats, count) => {
    const lines = linesTold(access(`crowdsecurity__hub/${name}.parser.assert`));
    const read = lines.flatMap((told) => {
      const client = told.get('remote_addr') ?? told.get('clientip');
      const readings = formats.map((format) =>
        readLine(parserOf(format), String(told.get('message'))),
      );
      const own = readings.find((values) => !isMiss(values) && values.client === client);
      return own === undefined ? [] : [{ told, values: own }];
    });
    expect(read).toHaveLength(count);
    for (const { told, values } of read) {
      expect(values).toMatchObject(
        present({
          status: Number(told.get('status') ?? told.get('response')),
          bodyBytes: Number(told.get('body_bytes_sent') ?? told.get('bytes')),
          agent: told.get('http_user_agent'),
          referer: told.get('http_referer') ?? told.get('referrer'),
          method: told.get('verb'),
          target: told.has('verb') ? told.get('request') : undefined,
        }),
      );
    }
  });
});

describe('CrowdSec, of JSON', () => {
  const ASSERTION =
    /^results\["s01-parse"\]\["[\w/-]+"\]\[(\d+)\]\.Evt\.(?:Parsed|Meta)\["(\w+)"\] == (".*")$/gm;

  needsCorpus.each([
    ['caddy-logs', 'caddy', 10],
    ['traefik_json', 'traefik', 6],
  ])(`reads the lines of %s alike ${why}`, (name, format, count) => {
    const lines = new Map<string, Map<string, string>>();
    const text = textOf(access(`crowdsecurity__hub/${name}.parser.assert`));
    for (const [, index = '', key = '', value = ''] of text.matchAll(ASSERTION)) {
      const line = lines.get(index) ?? new Map<string, string>();
      lines.set(index, line.set(key, JSON.parse(value)));
    }
    const read = [...lines.values()].filter(
      (told) => told.get('message')?.startsWith('{') && told.has('http_status'),
    );
    expect(read).toHaveLength(count);
    for (const told of read) {
      const values = readLine(parserOf(format), String(told.get('message'))) as Values;
      // It takes the last address where Traefik was told a list.
      expect({ ...values, client: values.client?.split(',').at(-1) }).toMatchObject(
        present({
          client: told.get('source_ip'),
          vhost: told.get('target_fqdn'),
          method: told.get('http_verb'),
          target: told.get('request'),
          protocol: http(told.get('http_version')),
          status: Number(told.get('http_status')),
          agent: told.get('http_user_agent'),
        }),
      );
    }
  });
});

describe('mtail', () => {
  needsCorpus(`counts the same in a log of lighttpd ${why}`, () => {
    const parser = parserOf('lighttpd_proxied');
    const totals = new Map<string, number>();
    for (const line of linesOf(access('google__mtail/lighttpd_access.log'))) {
      const values = readLine(parser, line) as Values;
      // Its program leaves health checks out.
      if (values.target === '/healthz') continue;
      for (const [key, value] of countersOf(values))
        totals.set(key, (totals.get(key) ?? 0) + value);
    }
    const golden = textOf(access('google__mtail/lighttpd_accesslog.golden'));
    const counters = [...golden.matchAll(/^counter (\w+) \{(.*)\} (\d+) /gm)];
    expect(counters).toHaveLength(11);
    for (const [, name = '', labels = '', value] of counters) {
      const status = /status=(\d+)/.exec(labels)?.[1] ?? '';
      const part = /subtotal=(\w+)/.exec(labels)?.[1] ?? name;
      expect(totals.get(`${part} ${status}`)).toBe(Number(value));
    }
  });

  function countersOf(values: Values): readonly (readonly [string, number])[] {
    const { status, durationMs = 0, bodyBytes = 0, bytesIn = 0, bytesOut = 0 } = values;
    return [
      [`request ${status}`, 1],
      [`time_taken ${status}`, durationMs / 1000],
      [`resp_body ${status}`, bodyBytes],
      [`resp_header ${status}`, bytesOut - bodyBytes],
      [`bytes_in ${status}`, bytesIn],
      ['requests ', values.forwardedFor === undefined ? 0 : 1],
    ];
  }
});
