import { type AlertReading, type AlertRoom, alertText, readingOf } from '../alert.ts';
import { type AlertTime, isoAlertTime, longAlertTime } from '../alert-time.ts';
import type { Miss } from '../contract.ts';

/**
 * The fields of the mails that Nagios' own notification commands send, and those of Icinga 2 and Centreon, each by the names
 * that it goes by. https://github.com/NagiosEnterprises/nagioscore/blob/master/sample-config/template-object/commands.cfg.in
 * https://github.com/Icinga/icinga2/blob/master/etc/icinga2/scripts/mail-service-notification.sh
 */
const fields = {
  time: ['date/time', 'when'],
  header: ['date'],
  host: ['host'],
  service: ['service'],
  state: ['state'],
  info: ['info', 'additional info', 'service output', 'host output'],
} as const;

/** Lines of a mail that are looked at. */
const MAX_LINES = 500;

/** What `printf "***** Nagios *****…" | mail` of the notification commands writes. */
export const nagiosMail: AlertRoom = {
  name: 'Nagios notification',
  recognises: (text) => {
    const known = fieldsOf(text);
    return known.has('host') && (known.has('notification type') || known.has('when'));
  },
  read: readMail,
};

function readMail(text: string): AlertReading | Miss {
  const known = fieldsOf(text);
  const value = (field: keyof typeof fields): string | undefined =>
    alertText(fields[field].map((name) => known.get(name)).find((each) => each !== undefined));
  const stated = value('time');
  const time = timeOf(stated) ?? timeOf(value('header'));
  const host = value('host');
  if (time === undefined) {
    return { reason: `its time is not understood: ${stated ?? 'there is no Date/Time'}` };
  }
  const state = value('state');
  const info = value('info');
  const alert = {
    ...time,
    ...(host === undefined ? {} : { host }),
    name: value('service') ?? state ?? 'host',
    ...(info === undefined ? {} : { text: info }),
  };
  return readingOf([alert], 'it tells of nothing');
}

function timeOf(text: string | undefined): AlertTime | undefined {
  return text === undefined ? undefined : (longAlertTime(text) ?? isoAlertTime(text));
}

/** The first value of each name, in lower case; of a name with nothing behind it the next line that has something. */
function fieldsOf(text: string): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  let waiting: string | undefined;
  for (const each of text.split('\n', MAX_LINES)) {
    const [, name, rest = ''] =
      /^\s{0,8}([A-Za-z][A-Za-z/ ]{1,30}?)\s{0,12}:(.*)$/.exec(each) ?? [];
    const value = rest.trim();
    if (name === undefined) {
      if (waiting !== undefined && each.trim() !== '') {
        known.set(waiting, each.trim());
        waiting = undefined;
      }
      continue;
    }
    const key = name.toLowerCase();
    waiting = undefined;
    if (known.has(key)) continue;
    if (value === '') waiting = key;
    else known.set(key, value);
  }
  return known;
}
