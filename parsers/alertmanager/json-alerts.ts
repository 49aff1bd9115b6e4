import {
  type Alert,
  type AlertReading,
  type AlertRoom,
  alertText,
  hostOfInstance,
  readingOf,
} from '../alert.ts';
import { isoAlertTime } from '../alert-time.ts';
import type { Miss } from '../contract.ts';

/** What stands for a host among labels, the surest first: rules add the others in place of the exporter's address. */
const HOST_LABELS = ['nodename', 'hostname', 'host', 'node', 'instance'] as const;

/**
 * Alerts as JSON, which differ in where they stand and in what their time is called: the body that Alertmanager posts to a
 * webhook (Grafana's is alike), what its API lists, and what Prometheus' `/api/v1/alerts` answers.
 * https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 * https://prometheus.io/docs/prometheus/latest/querying/api/#alerts
 */
export const jsonAlerts: AlertRoom = {
  name: 'Alertmanager or Prometheus JSON',
  recognises: (text) => /^\s*[[{]/.test(text),
  read: readJson,
};

type Json = Readonly<Record<string, unknown>>;

function readJson(text: string): AlertReading | Miss {
  const parsed = parse(text);
  if (parsed === undefined) return { reason: 'it is no JSON' };
  const listed = listOf(parsed);
  if (listed === undefined) return { reason: 'it has no alerts where Alertmanager has them' };
  return readingOf(
    listed.flatMap((one) => alertOf(one) ?? []),
    noneOf(listed),
  );
}

function noneOf(listed: readonly unknown[]): string {
  return listed.length === 0 ? 'its list of alerts is empty' : 'none of its alerts has a time';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `alerts` of a webhook, `data.alerts` of Prometheus, the list itself of Alertmanager's API. */
function listOf(parsed: unknown): readonly unknown[] | undefined {
  if (Array.isArray(parsed)) return parsed;
  const { alerts, data } = asObject(parsed);
  const list = alerts ?? (Array.isArray(data) ? data : asObject(data)['alerts']);
  return Array.isArray(list) ? list : undefined;
}

function alertOf(given: unknown): Alert | undefined {
  const { labels, annotations, startsAt, activeAt } = asObject(given);
  const time = [startsAt, activeAt].map((each) => isoAlertTime(asText(each) ?? '')).find(Boolean);
  if (time === undefined) return undefined;
  const label = (name: string): string | undefined => alertText(asText(asObject(labels)[name]));
  const notes = asObject(annotations);
  const text = ['summary', 'description', 'message']
    .map((name) => alertText(asText(notes[name])))
    .find((each) => each !== undefined);
  const host = HOST_LABELS.map((name) => hostOfInstance(label(name))).find(Boolean);
  return {
    ...time,
    ...(host === undefined ? {} : { host }),
    name: label('alertname') ?? 'alert',
    ...(text === undefined ? {} : { text }),
  };
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
