import { GRID_SECONDS } from './grid-level.ts';
import type { ServerName } from './log-formats.ts';
import type { Machine } from './machine.ts';
import type { Resources } from './resources.ts';
import type { SeriesFiles } from './series-files.ts';
import { processNames } from './series-samples.ts';
import type { Levels } from './server.ts';

/** A field of a Munin plugin; rates are kept a second. */
interface Field {
  readonly name: string;
  readonly type: 'GAUGE' | 'DERIVE';
  readonly values: Float64Array;
}

/** Munin asks its nodes as often. */
const UPDATE_SECONDS = 300;
const PAGE_BYTES = 4096;
const GROUP = 'example.org';

/**
 * A Munin directory whose files hold one archive of averages, as `rrdtool dump` prints them: https://oss.oetiker.ch/rrdtool/doc/rrddump.en.html
 * and https://github.com/munin-monitoring/munin/blob/stable-2.0/master/lib/Munin/Master/UpdateWorker.pm.
 */
export function muninFiles(
  host: {
    readonly name: string;
    readonly machine: Machine;
    readonly levels: Levels;
    readonly resources: Resources;
  },
  archive: { readonly server: ServerName; readonly epoch: number; readonly stepSeconds: number },
): SeriesFiles {
  const { stepSeconds, epoch } = archive;
  return Object.fromEntries(
    fieldsOf(host, archive.server).map(({ name, type, values }) => {
      const rows = rowsOf(values, type, stepSeconds);
      const letter = type === 'GAUGE' ? 'g' : 'd';
      const path = `munin/${GROUP}/${host.name}.${GROUP}-${name}-${letter}.rrd.dump.xml`;
      return [path, dumpText(rows, { type, stepSeconds, epoch })];
    }),
  );
}

function fieldsOf(
  { machine, levels, resources }: Parameters<typeof muninFiles>[0],
  server: ServerName,
): readonly Field[] {
  const { ramBytes, cores } = machine;
  const { memory, swap, cpu, processes, workers } = resources;
  const gauge = (name: string, values: Float64Array): Field => ({ name, type: 'GAUGE', values });
  const derive = (name: string, values: Float64Array): Field => ({ name, type: 'DERIVE', values });
  const swappedOut = swap.map((bytes, step) => Math.max(0, bytes - (swap[step - 1] ?? bytes)));
  const process = processNames[server];
  const machineFields = [
    gauge('memory-apps', memory),
    gauge(
      'memory-free',
      memory.map((used) => 0.6 * (ramBytes - used)),
    ),
    gauge(
      'memory-cached',
      memory.map((used) => 0.4 * (ramBytes - used)),
    ),
    gauge('memory-swap', swap),
    gauge('load-load', resources.load),
    gauge('threads-threads', resources.threads),
    gauge(`multips-${process}`, processes),
    gauge(`multips_memory-${process}`, resources.serverMemory),
    derive(
      'cpu-user',
      cpu.map((busy) => 100 * busy),
    ),
    derive(
      'cpu-idle',
      cpu.map((busy) => 100 * (cores - busy)),
    ),
    derive('if_eth0-up', levels.sentRate),
    derive(
      'swap-swap_out',
      swappedOut.map((bytes) => bytes / PAGE_BYTES / GRID_SECONDS),
    ),
  ];
  if (server === 'nginx') {
    const counted = derive('nginx_request-request', levels.requestRate);
    return [...machineFields, gauge('nginx_status-total', resources.connections), counted];
  }
  if (server !== 'apache') return machineFields;
  const idle = processes.map((count, step) => Math.max(0, count - (workers[step] ?? 0)));
  return [
    ...machineFields,
    gauge(
      'apache_processes-busy80',
      workers.map((busy) => Math.min(machine.workers, busy + 1)),
    ),
    gauge('apache_processes-idle80', idle),
    gauge(
      'apache_processes-free80',
      processes.map((count) => machine.workers - count),
    ),
    derive('apache_accesses-accesses80', levels.requestRate),
  ];
}

/** Means of what was seen each time that the node was asked; of rates, of all that went on. */
function rowsOf(values: Float64Array, type: Field['type'], stepSeconds: number): readonly number[] {
  const every = type === 'GAUGE' ? UPDATE_SECONDS / GRID_SECONDS : 1;
  const perRow = stepSeconds / GRID_SECONDS;
  return Array.from({ length: Math.floor(values.length / perRow) }, (_, row) => {
    const seen = values
      .subarray(row * perRow, (row + 1) * perRow)
      .filter((_value, step) => (step + 1) % every === 0);
    return seen.reduce((sum, value) => sum + value, 0) / seen.length;
  });
}

function dumpText(
  rows: readonly number[],
  {
    type,
    stepSeconds,
    epoch,
  }: { readonly type: string; readonly stepSeconds: number; readonly epoch: number },
): string {
  const lines = rows.map((value, row) => {
    const time = epoch + (row + 1) * stepSeconds;
    return `<!-- ${new Date(time * 1000).toISOString()} / ${time} --> <row><v>${value.toExponential(10)}</v></row>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<rrd>
<version>0003</version>
<step>${UPDATE_SECONDS}</step>
<lastupdate>${epoch + rows.length * stepSeconds}</lastupdate>
<ds><name> 42 </name><type> ${type} </type><minimal_heartbeat>600</minimal_heartbeat><min>NaN</min><max>NaN</max></ds>
<rra>
<cf>AVERAGE</cf>
<pdp_per_row>${stepSeconds / UPDATE_SECONDS}</pdp_per_row>
<params><xff>5.0000000000e-01</xff></params>
<database>
${lines.join('\n')}
</database>
</rra>
</rrd>
`;
}
