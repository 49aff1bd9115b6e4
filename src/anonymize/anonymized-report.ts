import type { Culprit, Exemplar, Incident, Report } from '../report/report.ts';
import type { Subject } from '../rollup/dimension.ts';
import { anonymizedLine } from './anonymized-line.ts';
import { withoutAddresses, withoutQuotedValues } from './anonymized-text.ts';
import { Pseudonyms } from './pseudonyms.ts';

/**
 * The report with clients, users, addresses and the values of queries replaced, the same by the same everywhere. Clients are
 * numbered by the rank of the culprits that they are of. What was replaced is kept nowhere but in `pseudonyms`, for another
 * report in which the same is to be called the same.
 */
export function anonymizedReport(
  report: Report,
  pseudonyms: Pseudonyms = new Pseudonyms(),
): Report {
  if (report.anonymized === true) return report;
  const culprits = report.incidents.flatMap((incident) => incident.culprits);
  for (const culprit of culprits) nameClients(culprit, pseudonyms);
  const incidents = report.incidents.map((incident) =>
    anonymizedIncident(incident, report, pseudonyms),
  );
  const { inputs, limits, timeline, made, ...rest } = report;
  return {
    ...rest,
    ...(made === undefined ? {} : { made: mapTexts(made, addresses(pseudonyms)) }),
    inputs: mapTexts(inputs, addresses(pseudonyms)),
    incidents,
    timeline: mapTexts(timeline, sentences(pseudonyms)),
    limits: mapTexts(limits, sentences(pseudonyms)),
    anonymized: true,
  };
}

type TextChange = (text: string) => string;

function addresses(pseudonyms: Pseudonyms): TextChange {
  return (text) => withoutAddresses(text, pseudonyms);
}

function sentences(pseudonyms: Pseudonyms): TextChange {
  return (text) => withoutQuotedValues(text, pseudonyms);
}

function nameClients({ subject, aliases, exemplars }: Culprit, pseudonyms: Pseudonyms): void {
  for (const { client, network } of [subject, ...aliases, ...exemplars.map(clientOnly)]) {
    if (client !== undefined) pseudonyms.of('client', client);
    if (network !== undefined) pseudonyms.of('network', network);
  }
}

function clientOnly({ client }: Exemplar): Pick<Subject, 'client' | 'network'> {
  return client === undefined ? {} : { client };
}

function anonymizedIncident(
  // Who was new is only for the lines, which nobody prints by such a report.
  { culprits, victims, ruledOut, newNames: _, ...rest }: Incident,
  { inputs }: Report,
  pseudonyms: Pseudonyms,
): Incident {
  const formats = new Map(inputs.logs.map(({ path, format }) => [path, format]));
  const told = (items: Incident['victims']): Incident['victims'] =>
    items.map(({ subject, text }) => ({
      subject: anonymizedSubject(subject, pseudonyms),
      text: withoutQuotedValues(text, pseudonyms),
    }));
  return {
    ...mapTexts(rest, addresses(pseudonyms)),
    culprits: culprits.map((culprit) => anonymizedCulprit(culprit, formats, pseudonyms)),
    victims: told(victims),
    ruledOut: told(ruledOut),
  };
}

function anonymizedCulprit(
  culprit: Culprit,
  formats: ReadonlyMap<string, string>,
  pseudonyms: Pseudonyms,
): Culprit {
  const subjectOf = (subject: Subject): Subject => anonymizedSubject(subject, pseudonyms);
  return {
    ...culprit,
    subject: subjectOf(culprit.subject),
    aliases: culprit.aliases.map(subjectOf),
    evidence: mapTexts(culprit.evidence.filter(tellsNoNumber), sentences(pseudonyms)),
    exemplars: culprit.exemplars.map((exemplar) => ({
      ...mapTexts(exemplar, addresses(pseudonyms)),
      line: anonymizedLine(exemplar, formats.get(exemplar.path), pseudonyms),
    })),
  };
}

/** What is said of the numbers in a parameter is a value of a query. */
function tellsNoNumber({ factor, text }: Culprit['evidence'][number]): boolean {
  return factor !== 'argument' || !/ is [\d,.]+ or more, /.test(text);
}

function anonymizedSubject(subject: Subject, pseudonyms: Pseudonyms): Subject {
  const { client, network } = subject;
  return {
    ...mapTexts(subject, addresses(pseudonyms)),
    ...(client === undefined ? {} : { client: pseudonyms.of('client', client) }),
    ...(network === undefined ? {} : { network: pseudonyms.of('network', network) }),
  };
}

/** The same data with every text in it changed; the format of a log stays, for it is no text of the log. */
function mapTexts<T>(value: T, change: TextChange): T {
  return mapped(value, change) as T;
}

function mapped(value: unknown, change: TextChange): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapped(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === 'format' || name === 'formatSource' ? inner : mapped(inner, change),
    ]),
  );
}
