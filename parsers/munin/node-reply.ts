/**
 * What a munin-node answers to `config` and `fetch`.
 * https://guide.munin-monitoring.org/en/latest/master/network-protocol.html,
 * https://guide.munin-monitoring.org/en/latest/reference/plugin.html
 */

/** One field of a plugin; a graph of a multigraph plugin counts as a plugin of its own. */
export interface NodeField {
  /** `plugin.field`, as the master names it: `diskstats_iops.vda.rdio`. */
  readonly name: string;
  readonly type: 'GAUGE' | 'COUNTER' | 'DERIVE' | 'ABSOLUTE';
  /** The bounds outside which a value is unknown. */
  readonly min?: number;
  readonly max?: number;
  /** `--upper-limit` of the graph's arguments. */
  readonly upperLimit?: number;
}

export interface NodeConfig {
  readonly fields: readonly NodeField[];
  /** Seconds between two fetches, where a graph asks for its own. */
  readonly updateSeconds?: number;
}

type Attributes = Map<string, string>;

const types: Readonly<Record<string, NodeField['type']>> = {
  GAUGE: 'GAUGE',
  COUNTER: 'COUNTER',
  DERIVE: 'DERIVE',
  ABSOLUTE: 'ABSOLUTE',
};
const multigraphShape = /^multigraph\s+(?<graph>\S+)\s*$/;
const attributeShape = /^(?<field>[A-Za-z_]\w*)\.(?<key>\w+)\s+(?<value>.*)$/;
const graphShape = /^(?<key>graph_\w+|update_rate)\s+(?<value>.*)$/;
const limitShape = /(?:^|\s)(?:--upper-limit|-u)[ =](?<limit>\d+(?:\.\d+)?)(?:\s|$)/;

/** Reads the answer to `config`; lines that are none of it are passed over. */
export function readNodeConfig(plugin: string, lines: readonly string[]): NodeConfig {
  const graphs = new Map<string, { own: Attributes; fields: Map<string, Attributes> }>();
  let graph = plugin;
  for (const line of lines) {
    graph = graphName(line) ?? graph;
    const entry = graphs.get(graph) ?? { own: new Map(), fields: new Map() };
    graphs.set(graph, entry);
    const { key: graphKey, value: graphValue = '' } = graphShape.exec(line)?.groups ?? {};
    if (graphKey !== undefined) entry.own.set(graphKey, graphValue.trim());
    const { field, key, value = '' } = attributeShape.exec(line)?.groups ?? {};
    if (field === undefined || key === undefined) continue;
    const attributes = entry.fields.get(field) ?? new Map<string, string>();
    entry.fields.set(field, attributes);
    attributes.set(key, value.trim());
  }
  const fields = [...graphs].flatMap(([name, { own, fields: ofGraph }]) =>
    [...ofGraph].map(([field, attributes]) => fieldOf(`${name}.${field}`, attributes, own)),
  );
  const rates = [...graphs.values()].flatMap(({ own }) => numberOf(own.get('update_rate')));
  const [updateSeconds] = rates.sort((a, b) => a - b);
  return updateSeconds === undefined ? { fields } : { fields, updateSeconds };
}

function fieldOf(name: string, attributes: Attributes, graph: Attributes): NodeField {
  const { limit } = limitShape.exec(graph.get('graph_args') ?? '')?.groups ?? {};
  const [min] = numberOf(attributes.get('min'));
  const [max] = numberOf(attributes.get('max'));
  return {
    name,
    type: types[attributes.get('type')?.toUpperCase() ?? ''] ?? 'GAUGE',
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(limit === undefined ? {} : { upperLimit: Number(limit) }),
  };
}

/** One value of one field. */
export interface NodeValue {
  readonly name: string;
  /** NaN for Munin's `U`, unknown. */
  readonly value: number;
  /** The time that the plugin gives itself, epoch seconds; else the time of the answer counts. */
  readonly seconds?: number;
}

/** Reads the answer to `fetch`: `field.value 12.5`, or `field.value 1795228800:12.5`. */
export function readNodeValues(plugin: string, lines: readonly string[]): readonly NodeValue[] {
  const values: NodeValue[] = [];
  let graph = plugin;
  for (const line of lines) {
    graph = graphName(line) ?? graph;
    const { field, key, value } = attributeShape.exec(line)?.groups ?? {};
    if (field === undefined || key !== 'value' || value === undefined) continue;
    const { time, number = '' } = /^(?:(?<time>\d+):)?(?<number>\S*)\s*$/.exec(value)?.groups ?? {};
    const [known = Number.NaN] = numberOf(number);
    const stamp = time === undefined ? {} : { seconds: Number(time) };
    values.push({ name: `${graph}.${field}`, value: known, ...stamp });
  }
  return values;
}

function graphName(line: string): string | undefined {
  const { graph } = multigraphShape.exec(line)?.groups ?? {};
  return graph;
}

function numberOf(text: string | undefined): number[] {
  return text !== undefined && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)
    ? [Number(text)]
    : [];
}
