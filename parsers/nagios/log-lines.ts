import { type Alert, type AlertReading, type AlertRoom, alertText, readingOf } from '../alert.ts';
import type { Miss } from '../contract.ts';

/**
 * What lines of Nagios' log carry behind the colon, by their kind, separated by semicolons. Icinga 1 and Naemon write the
 * same. https://assets.nagios.com/downloads/nagioscore/docs/nagioscore/4/en/configmain.html#log_notifications
 */
const kinds: Readonly<Record<string, readonly string[]>> = {
  'SERVICE ALERT': ['host', 'service', 'state', 'type', 'attempt', 'output'],
  'SERVICE NOTIFICATION': ['contact', 'host', 'service', 'state', 'command', 'output'],
  'HOST ALERT': ['host', 'state', 'type', 'attempt', 'output'],
  'HOST NOTIFICATION': ['contact', 'host', 'state', 'command', 'output'],
};

const line = /^\[(\d{9,11})\] (SERVICE|HOST) (ALERT|NOTIFICATION): (.*)$/;

/** States in which nothing is wrong: the end of a problem, or none. */
const well: ReadonlySet<string> = new Set(['OK', 'UP']);

/** `[1795284902] SERVICE ALERT: web1;SWAP;CRITICAL;SOFT;1;SWAP CRITICAL - 5% free` */
export const nagiosLog: AlertRoom = {
  name: 'Nagios log',
  recognises: (text) => text.split('\n').some((each) => line.test(each.trim())),
  read: readLog,
};

function readLog(text: string): AlertReading | Miss {
  const alerts = text.split('\n').flatMap((each) => alertOf(each.trim()) ?? []);
  // One problem is told to every contact, and again with each attempt.
  const first = new Map<string, Alert>();
  for (const one of alerts) {
    const key = `${one.timeMs} ${one.host} ${one.name}`;
    if (!first.has(key)) first.set(key, one);
  }
  return readingOf([...first.values()], 'no line of it tells of a problem');
}

function alertOf(text: string): Alert | undefined {
  const [, seconds, what, how, rest = ''] = line.exec(text) ?? [];
  if (seconds === undefined) return undefined;
  const names = kinds[`${what} ${how}`] ?? [];
  const values = rest.split(';');
  // The output stands last and may hold semicolons.
  const value = (name: string): string | undefined => {
    const at = names.indexOf(name);
    const own = at === names.length - 1 ? values.slice(at).join(';') : values[at];
    return at < 0 ? undefined : alertText(own);
  };
  const [host, state, output] = [value('host'), value('state'), value('output')];
  if (host === undefined || state === undefined || isWell(state)) return undefined;
  return {
    timeMs: Number(seconds) * 1000,
    isZoneless: false,
    host,
    name: value('service') ?? state,
    ...(output === undefined ? {} : { text: output }),
  };
}

/** Notifications of other things put them first: `ACKNOWLEDGEMENT (CRITICAL)`, `DOWNTIMESTART (OK)`. */
function isWell(state: string): boolean {
  return well.has(state.replace(/^.*\((\w+)\)$/, '$1'));
}
