import { readFileSync } from 'node:fs';
import { namedShapes } from '../../src/report/report-shape.ts';
import type { Shape } from '../../src/report/shape.ts';

export type Schema = Readonly<Record<string, unknown>>;

interface Settings {
  /** Whether a field that is not named is an error everywhere, not only where the report says so. */
  readonly strict?: boolean;
}

const SOURCES = ['src/report/report.ts', 'src/report/incident-chart.ts'];
const TIME = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$';

/** The JSON Schema of a report, as its shape says it, with the docstrings of its types. */
export function schemaOfReport(settings: Settings = {}): Schema {
  const docs = docstrings(SOURCES.map((path) => readFileSync(path, 'utf8')).join('\n'));
  const definitions = Object.entries(namedShapes).map(([name, shape]) => [
    name,
    described(docs.get(name), definition(name, shape, { docs, settings })),
  ]);
  const { Report: report, ...others } = Object.fromEntries(definitions) as Record<string, Schema>;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:culprit:report:1',
    title: 'culprit/report@1',
    ...report,
    $defs: others,
  };
}

interface Context {
  readonly docs: ReadonlyMap<string, string>;
  readonly settings: Settings;
  /** What the shape is of: `Incident`, `Incident.onset`. */
  readonly owner: string;
}

function definition(name: string, shape: Shape, context: Omit<Context, 'owner'>): Schema {
  const own = { ...context, owner: name };
  return shape.kind === 'object' ? objectSchema(shape, own) : schemaOf(shape, own);
}

function schemaOf(shape: Shape, context: Context): Schema {
  const name = Object.keys(namedShapes).find((one) => namedShapes[one] === shape);
  if (name !== undefined) return { $ref: `#/$defs/${name}` };
  switch (shape.kind) {
    case 'text':
      return { type: 'string' };
    case 'time':
      return { type: 'string', format: 'date-time', pattern: TIME };
    case 'number':
      return { type: 'number' };
    case 'flag':
      return { type: 'boolean' };
    case 'tally':
      return { type: 'object', additionalProperties: { type: 'number' } };
    case 'word':
      return shape.words.length === 1 ? { const: shape.words[0] } : { enum: shape.words };
    case 'list':
      return { type: 'array', items: schemaOf(shape.of, context) };
    case 'optional':
      return schemaOf(shape.of, context);
    case 'nullable':
      return orNull(schemaOf(shape.of, context));
    case 'object':
      return objectSchema(shape, context);
  }
}

function orNull(schema: Schema): Schema {
  const { type } = schema;
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  return { ...schema, type: [type, 'null'] };
}

function objectSchema(
  { fields, closed }: Extract<Shape, { kind: 'object' }>,
  context: Context,
): Schema {
  const properties = Object.entries(fields).map(([name, shape]) => {
    const owner = `${context.owner}.${name}`;
    return [name, described(context.docs.get(owner), schemaOf(shape, { ...context, owner }))];
  });
  const required = Object.keys(fields).filter((name) => fields[name]?.kind !== 'optional');
  return {
    type: 'object',
    properties: Object.fromEntries(properties) as Schema,
    ...(required.length === 0 ? {} : { required }),
    ...(closed || context.settings.strict === true ? { additionalProperties: false } : {}),
  };
}

function described(description: string | undefined, schema: Schema): Schema {
  return description === undefined ? schema : { description, ...schema };
}

/**
 * What stands in the docstrings of interfaces, their fields and the fields of these, by `Interface`, `Interface.field` and
 * `Interface.field.inner`.
 */
function docstrings(source: string): ReadonlyMap<string, string> {
  const docs = new Map<string, string>();
  let place: readonly string[] = [];
  let doc: string | undefined;
  for (const { groups = {} } of source.matchAll(DECLARATIONS)) {
    const { comment, name, indent = '', field } = groups;
    if (comment !== undefined) {
      doc = comment.replace(/\s*\n\s*\*\s?/g, ' ').trim();
      continue;
    }
    place = name !== undefined ? [name] : [...place.slice(0, indent.length / 2), field ?? ''];
    if (doc !== undefined) docs.set(place.join('.'), doc);
    doc = undefined;
  }
  return withInherited(docs, source);
}

/** A docstring, the head of an interface, or a field. */
const DECLARATIONS =
  /\/\*\*(?<comment>.*?)\*\/|export interface (?<name>\w+)|^(?<indent> +)readonly (?<field>\w+)\??:/gms;

function withInherited(docs: ReadonlyMap<string, string>, source: string): Map<string, string> {
  const all = new Map(docs);
  for (const [, child, parent] of source.matchAll(/export interface (\w+) extends (\w+)/g)) {
    for (const [key, text] of docs) {
      if (key.startsWith(`${parent}.`)) all.set(key.replace(`${parent}`, `${child}`), text);
    }
  }
  return all;
}
