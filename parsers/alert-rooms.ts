import type { AlertReading, AlertRoom } from './alert.ts';
import { alertLines } from './alert-line.ts';
import { jsonAlerts } from './alertmanager/json-alerts.ts';
import type { Miss } from './contract.ts';
import { nagiosLog } from './nagios/log-lines.ts';
import { nagiosMail } from './nagios/notification-mail.ts';

/** The forms of alerts, the first that recognises a text reads it. */
const rooms: readonly AlertRoom[] = [nagiosLog, jsonAlerts, nagiosMail, alertLines];

/** The alerts in a text, or why it is none that is known. */
export function readAlerts(text: string): AlertReading | Miss {
  const plain = text.replace(/\r\n?/g, '\n').replace(/^\uFEFF/, '');
  const room = rooms.find(({ recognises }) => recognises(plain));
  if (room === undefined) return { reason: 'it is no alert of a form that is known' };
  const reading = room.read(plain);
  return 'reason' in reading ? { reason: `read as ${room.name}: ${reading.reason}` } : reading;
}
