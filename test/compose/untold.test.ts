import { describe, expect, it } from 'vitest';
import { type Field, isMiss } from '../../parsers/contract.ts';
import { compileFormat } from '../../parsers/index.ts';
import { untoldBy } from '../../src/compose/untold.ts';
import { allFields, fieldsWithout } from './parts.ts';

const servers = ['apache', 'lighttpd', 'nginx', 'uwsgi', 'json', 'ltsv'];
const codes = (fields: ReadonlySet<Field>, server: string) =>
  untoldBy(fields, server).map(({ code }) => code);

describe('untoldBy', () => {
  it.each(servers)('has nothing to say of a log of %s with every field', (server) => {
    expect(untoldBy(allFields, server)).toEqual([]);
  });

  it.each<[string, readonly Field[]]>([
    ['no-durations', ['durationMs']],
    ['no-sizes', ['bytesOut', 'bodyBytes']],
    ['no-clients', ['client', 'peer', 'forwardedFor']],
    ['no-routes', ['target', 'path', 'request']],
    ['no-statuses', ['status']],
    ['no-agents', ['agent']],
    ['no-uploads', ['bytesIn']],
    ['no-aborts', ['connection']],
    ['no-vhosts', ['vhost']],
  ])('says %s where %j are absent, and not where one is there', (code, fields) => {
    expect(codes(fieldsWithout(...fields), 'apache')).toEqual([code]);
    for (const kept of fields) {
      const others = fields.filter((field) => field !== kept);
      expect(codes(fieldsWithout(...others), 'apache')).toEqual([]);
    }
  });

  it('takes the status 499 of nginx for what tells aborts, and of no other server', () => {
    expect(codes(fieldsWithout('connection'), 'nginx')).toEqual([]);
    expect(codes(fieldsWithout('connection'), 'lighttpd')).toEqual(['no-aborts']);
    expect(codes(fieldsWithout('connection', 'status'), 'nginx')).toContain('no-aborts');
  });

  it.each([
    ['apache', /(?<format>%\S+|"%\S+")/],
    ['lighttpd', /(?<format>%\S+|"%\S+")/],
    ['nginx', /(?<format>"?\$\w+"?)/],
    ['uwsgi', /(?<format>%\(\w+\))/],
  ])('names a directive of %s that gives the field', (server, directive) => {
    for (const { code, remedy } of untoldBy(new Set(), server)) {
      const { format: found } = directive.exec(remedy)?.groups ?? {};
      if (found === undefined) continue;
      const format = found.replace(/,$/, '');
      const compiled = compileFormat(
        `${server}:[${server === 'nginx' ? '$time_local' : '%t'}] ${format}`,
      );
      const fields = isMiss(compiled) ? new Set<Field>() : compiled.parser.fields;
      expect(codes(fields, server), `${remedy}: ${format}`).not.toContain(code);
    }
  });
});
