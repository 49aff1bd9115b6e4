import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStatusPage } from '../../parsers/status-pages.ts';

/** Values by name and labels. */
function valuesOf(text: string): Readonly<Record<string, number>> | undefined {
  const values = readStatusPage(text)?.map(({ name, labels, value }) => {
    const [label] = Object.values(labels);
    return [label === undefined ? name : `${name} ${label}`, value] as const;
  });
  return values === undefined ? undefined : Object.fromEntries(values);
}

const apache = [
  'web1.example.org',
  'ServerVersion: Apache/2.4.62 (Debian)',
  'Load1: 0.25',
  'Total Accesses: 1234',
  'Total kBytes: 567',
  'Uptime: 99',
  'BusyWorkers: 3',
  'IdleWorkers: 5',
  'Processes: 2',
  'ConnsTotal: 7',
  'Scoreboard: _W_R__KK....',
  '',
].join('\n');

describe('a status page', () => {
  it('of Apache tells workers, places, requests and bytes', () => {
    expect(valuesOf(apache)).toMatchObject({
      'apache_workers busy': 3,
      'apache_workers idle': 5,
      'apache_scoreboard reply': 1,
      'apache_scoreboard read': 1,
      'apache_scoreboard keepalive': 2,
      'apache_scoreboard open_slot': 4,
      'apache_scoreboard closing': 0,
      apache_accesses_total: 1234,
      apache_sent_kilobytes_total: 567,
      'apache_connections total': 7,
      'apache_processes all': 2,
    });
  });

  it('of Apache without ExtendedStatus has no counts of requests', () => {
    const values = valuesOf('BusyWorkers: 1\nIdleWorkers: 9\nScoreboard: _W________\n');
    expect(values).toMatchObject({ 'apache_workers busy': 1 });
    expect(values).not.toHaveProperty('apache_accesses_total');
  });

  it('of lighttpd tells connections, requests and bytes', () => {
    const text =
      'Total Accesses: 9\nTotal kBytes: 2\nUptime: 5\nBusyServers: 4\nIdleServers: 124\nScoreboard: r____\n';
    expect(valuesOf(text)).toEqual({
      lighttpd_busy_servers: 4,
      lighttpd_idle_servers: 124,
      lighttpd_accesses_total: 9,
      lighttpd_kilobytes_total: 2,
    });
  });

  it.each([
    'Active connections: 291 \nserver accepts handled requests\n 16630948 16630947 31070465 \nReading: 6 Writing: 179 Waiting: 106 \n',
    'Active connections: 291 \nserver accepts handled requests request_time\n 16630948 16630947 31070465 77 \nReading: 6 Writing: 179 Waiting: 106 \n',
  ])('of nginx and its kin tells connections and requests', (text) => {
    expect(valuesOf(text)).toEqual({
      nginx_connections_active: 291,
      nginx_connections_accepted: 16630948,
      nginx_http_requests_total: 31070465,
      nginx_connections_reading: 6,
      nginx_connections_writing: 179,
      nginx_connections_waiting: 106,
    });
  });

  it('that is none is said to be none, whatever it is', () => {
    expect(readStatusPage('<html>It works</html>')).toBeUndefined();
    fc.assert(fc.property(fc.string(), (text) => void readStatusPage(text)));
  });
});
