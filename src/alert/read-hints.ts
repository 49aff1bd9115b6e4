import { readFileSync, statSync } from 'node:fs';
import { type Alert, MAX_ALERTS } from '../../parsers/alert.ts';
import { readAlerts } from '../../parsers/alert-rooms.ts';
import { isMiss } from '../../parsers/contract.ts';
import { ExpectedError } from '../errors.ts';
import type { Hint } from '../incidents/hint.ts';
import { LocalZone } from '../request/local-zone.ts';
import { roleOfAlert } from './alert-role.ts';

/** A file of alerts is no larger. */
export const MAX_ALERT_BYTES: number = 4 * 1024 * 1024;

/** The hints in a file of alerts. Throws an ExpectedError where it cannot be read, or holds none. */
export function hintsOfAlerts(path: string, zone: string): readonly Hint[] {
  const reading = readAlerts(textOf(path));
  if (isMiss(reading)) throw new ExpectedError(`--alert ${path}: ${reading.reason}`, REMEDY);
  if (reading.left > 0) {
    throw new ExpectedError(
      `--alert ${path} holds ${MAX_ALERTS + reading.left} alerts, more than ${MAX_ALERTS}`,
      'keep those of the incident',
    );
  }
  const local = new LocalZone(zone);
  return reading.alerts.map((alert) => hintOf(alert, local));
}

const REMEDY =
  'give a mail or log line of Nagios, a webhook of Alertmanager, what Prometheus’ /api/v1/alerts answers, or a line that begins with its time';

function textOf(path: string): string {
  try {
    if (statSync(path).size <= MAX_ALERT_BYTES) return readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new ExpectedError(`--alert ${path} cannot be read: ${why}`, 'name a file of alerts');
  }
  throw new ExpectedError(
    `--alert ${path} is larger than ${MAX_ALERT_BYTES} bytes`,
    'keep the alerts of the incident',
  );
}

function hintOf(alert: Alert, local: LocalZone): Hint {
  const { timeMs, isZoneless, host, name } = alert;
  const role = roleOfAlert(alert);
  return {
    timeMs: isZoneless ? local.utcOf(timeMs) : timeMs,
    ...(host === undefined ? {} : { host }),
    ...(role === undefined ? {} : { role }),
    source: `the alert ${name}`,
  };
}
