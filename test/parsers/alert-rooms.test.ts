import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AlertReading,
  hostOfInstance,
  MAX_ALERT_TEXT,
  MAX_ALERTS,
} from '../../parsers/alert.ts';
import { readAlerts } from '../../parsers/alert-rooms.ts';
import { isoAlertTime, longAlertTime } from '../../parsers/alert-time.ts';
import { isMiss, type Miss } from '../../parsers/contract.ts';

const atMs = Date.UTC(2026, 10, 21, 18, 15, 2);

function summary(reading: AlertReading | Miss): unknown {
  return isMiss(reading) ? reading.reason : reading.alerts;
}

const serviceMail = `From nagios@mon.example.org Sat Nov 21 19:15:03 2026
Date: Sat, 21 Nov 2026 19:15:03 +0100
Subject: ** PROBLEM Service Alert: web1/SWAP is CRITICAL **

***** Nagios *****

Notification Type: PROBLEM

Service: SWAP
Host: web1
Address: 192.0.2.1
State: CRITICAL

Date/Time: Sat Nov 21 19:15:02 CET 2026

Additional Info:

SWAP CRITICAL - 5% free (102 MB out of 2048 MB)
`;

const hostMail = `***** Nagios *****

Notification Type: PROBLEM
Host: web1.example.org
State: DOWN
Address: 192.0.2.1
Info: CRITICAL - Host Unreachable (192.0.2.1)

Date/Time: Mon Sept 7 05:06:07 NZST 2026
`;

const icingaMail = `***** Service Monitoring on mon *****

SWAP on web1 is CRITICAL!

Info:    SWAP CRITICAL - 5% free

When:    2026-11-21 19:15:02 +0100
Service: SWAP
Host:    web1
`;

describe('notification mails', () => {
  it('of Nagios tell time, host, service and what the check said', () => {
    expect(summary(readAlerts(serviceMail))).toEqual([
      {
        timeMs: atMs,
        isZoneless: false,
        host: 'web1',
        name: 'SWAP',
        text: 'SWAP CRITICAL - 5% free (102 MB out of 2048 MB)',
      },
    ]);
  });

  it('are read with the line ends of mail', () => {
    const crlf = serviceMail.replaceAll('\n', '\r\n');
    expect(readAlerts(crlf)).toEqual(readAlerts(serviceMail));
  });

  it('of hosts name the state, and a zone of several meanings is none', () => {
    expect(summary(readAlerts(hostMail))).toEqual([
      {
        timeMs: Date.UTC(2026, 8, 7, 5, 6, 7),
        isZoneless: true,
        host: 'web1.example.org',
        name: 'DOWN',
        text: 'CRITICAL - Host Unreachable (192.0.2.1)',
      },
    ]);
  });

  it('of Icinga are alike', () => {
    expect(summary(readAlerts(icingaMail))).toEqual([
      expect.objectContaining({ timeMs: atMs, isZoneless: false, host: 'web1', name: 'SWAP' }),
    ]);
  });

  it('whose time is not understood fall back on the header, or are missed', () => {
    const odd = serviceMail.replace(/^Date\/Time:.*$/m, 'Date/Time: yesterday');
    expect(summary(readAlerts(odd))).toEqual([expect.objectContaining({ timeMs: atMs + 1000 })]);
    const none = hostMail.replace(/^Date\/Time:.*$/m, 'Date/Time: yesterday');
    expect(summary(readAlerts(none))).toBe(
      'read as Nagios notification: its time is not understood: yesterday',
    );
  });
});

describe('lines of Nagios’ log', () => {
  const seconds = atMs / 1000;

  it('tell of problems, each once, whoever was told', () => {
    const log = `[${seconds - 60}] Auto-save of retention data completed successfully.
[${seconds}] SERVICE ALERT: web1;SWAP;CRITICAL;HARD;3;SWAP CRITICAL - 5% free; 102 MB
[${seconds}] SERVICE NOTIFICATION: ops;web1;SWAP;CRITICAL;notify-service-by-email;SWAP CRITICAL
[${seconds + 60}] HOST ALERT: web2;DOWN;HARD;1;no answer
[${seconds + 90}] SERVICE ALERT: web1;SWAP;OK;HARD;1;SWAP OK
[${seconds + 90}] SERVICE NOTIFICATION: ops;web1;SWAP;DOWNTIMESTART (OK);mail;SWAP OK
`;
    expect(summary(readAlerts(log))).toEqual([
      {
        timeMs: atMs,
        isZoneless: false,
        host: 'web1',
        name: 'SWAP',
        text: 'SWAP CRITICAL - 5% free; 102 MB',
      },
      { timeMs: atMs + 60_000, isZoneless: false, host: 'web2', name: 'DOWN', text: 'no answer' },
    ]);
  });

  it('without a problem are missed', () => {
    expect(summary(readAlerts(`[${seconds}] SERVICE ALERT: web1;SWAP;OK;HARD;1;fine`))).toBe(
      'read as Nagios log: no line of it tells of a problem',
    );
  });

  it('are counted beyond what is taken', () => {
    const lines = Array.from(
      { length: MAX_ALERTS + 5 },
      (_, i) => `[${seconds + i}] HOST ALERT: web2;DOWN;SOFT;1;gone`,
    );
    expect(readAlerts(lines.join('\n'))).toMatchObject({ left: 5 });
  });
});

describe('alerts as JSON', () => {
  const labels = { alertname: 'HostMemoryFillingUp', instance: 'web1:9100', severity: 'critical' };
  const annotations = { summary: 'less than 5 % of memory is left', description: 'x' };
  const began = { startsAt: '2026-11-21T19:15:02.000+01:00', endsAt: '0001-01-01T00:00:00Z' };
  const alert = {
    timeMs: atMs,
    isZoneless: false,
    host: 'web1',
    name: 'HostMemoryFillingUp',
    text: 'less than 5 % of memory is left',
  };

  it.each([
    ['a webhook', { version: '4', alerts: [{ status: 'firing', labels, annotations, ...began }] }],
    ['Alertmanager’s list', [{ labels, annotations, ...began, status: { state: 'active' } }]],
    [
      'Prometheus’ answer',
      {
        status: 'success',
        data: { alerts: [{ labels, annotations, activeAt: began.startsAt, state: 'firing' }] },
      },
    ],
  ])('of %s tell time, host, rule and summary', (_, json) => {
    expect(summary(readAlerts(JSON.stringify(json)))).toEqual([alert]);
  });

  it.each([
    ['{"alerts": []}', 'its list of alerts is empty'],
    ['{"alerts": [null, 1, {"labels": 7}]}', 'none of its alerts has a time'],
    ['{"alerts": {}}', 'it has no alerts where Alertmanager has them'],
    ['{"data": null}', 'it has no alerts where Alertmanager has them'],
    ['{"alerts"', 'it is no JSON'],
  ])('%s is missed', (text, reason) => {
    expect(summary(readAlerts(text))).toBe(`read as Alertmanager or Prometheus JSON: ${reason}`);
  });

  it('takes the name of a host before the address of its exporter', () => {
    const named = { ...labels, nodename: 'web7' };
    const json = JSON.stringify([{ labels: named, ...began }]);
    expect(summary(readAlerts(json))).toMatchObject([{ host: 'web7' }]);
  });
});

describe('lines with a time', () => {
  it.each([
    ['2026-11-21T18:15:02Z ALERT HostMemoryFillingUp host=web1', 'web1', false],
    ['2026-11-21 18:15:02 web1: number of processes out of range', undefined, true],
    [
      '  2026-11-21T19:15:02+01:00 CRITICAL: swap on host=web1.example.org',
      'web1.example.org',
      false,
    ],
  ])('%s', (text, host, isZoneless) => {
    const [first] = summary(readAlerts(text)) as { timeMs: number; host?: string }[];
    expect(first).toMatchObject({ timeMs: atMs, isZoneless });
    expect(first?.host).toBe(host);
  });

  it('anything else is no alert', () => {
    expect(summary(readAlerts('help'))).toBe('it is no alert of a form that is known');
  });
});

describe('hostile text', () => {
  it('is never thrown on, and is kept short', () => {
    const pieces = fc.oneof(
      fc.string(),
      fc.constantFrom(
        serviceMail,
        hostMail,
        '[1795284902] HOST ALERT: ',
        ';',
        '\u0000',
        '{"alerts":[',
      ),
    );
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const reading = readAlerts(parts.join(''));
        const alerts = isMiss(reading) ? [] : reading.alerts;
        for (const { timeMs, host = '', name, text = '' } of alerts) {
          expect(Number.isFinite(timeMs)).toBe(true);
          for (const one of [host, name, text])
            expect(one.length).toBeLessThanOrEqual(MAX_ALERT_TEXT);
        }
      }),
    );
  });

  it('does not slow it down', () => {
    const long = `Host: ${' '.repeat(200_000)}\nWhen: ${'9'.repeat(200_000)}\n${':'.repeat(100_000)}`;
    const before = performance.now();
    readAlerts(long);
    readAlerts(`${'['.repeat(100_000)}`);
    expect(performance.now() - before).toBeLessThan(5000);
  });
});

describe('times of alerts', () => {
  it.each([
    ['Sat Nov 21 19:15:02 CET 2026', atMs, false],
    ['Sat Nov 21 18:15:02 UTC 2026', atMs, false],
    ['Sat Nov 21 18:15:02 IST 2026', atMs, true],
    ['Sat, 21 Nov 2026 19:15:02 +0100 (CET)', atMs, false],
    ['Sat Nov 31 18:15:02 UTC 2026', undefined, undefined],
    ['Sat Nov 21 24:15:02 UTC 2026', undefined, undefined],
    ['Sat Nov 21 19:15:02 valueOf 2026', atMs + 3_600_000, true],
  ])('%s', (text, timeMs, isZoneless) => {
    expect(longAlertTime(text)).toEqual(timeMs === undefined ? undefined : { timeMs, isZoneless });
  });

  it.each([
    ['2026-11-21T18:15Z', atMs - 2000],
    ['2026-11-21 18:15', atMs - 2000],
    ['2026-11-21', undefined],
  ])('%s', (text, timeMs) => {
    expect(isoAlertTime(text)?.timeMs).toBe(timeMs);
  });
});

it.each([
  ['web1:9100', 'web1'],
  ['http://web1.example.org:80/x', 'web1.example.org'],
  ['[2001:db8::1]:9100', '2001:db8::1'],
  ['2001:db8::1', '2001:db8::1'],
  ['', undefined],
  [undefined, undefined],
])('the host of the instance %s is %s', (instance, host) => {
  expect(hostOfInstance(instance)).toBe(host);
});
