import { colonLines, type MetricValue, valuesNamed } from '../metric-value.ts';

/**
 * Files of Linux' /proc that tell of the whole host, under the names of node_exporter.
 * https://www.kernel.org/doc/html/latest/filesystems/proc.html,
 * https://www.kernel.org/doc/html/latest/accounting/psi.html, https://man7.org/linux/man-pages/man5/proc.5.html,
 * https://github.com/prometheus/node_exporter/tree/master/collector
 */

const KIB = 1024;
/** Jiffies are told in hundredths of a second on every architecture that Node runs on (`man 7 time`, USER_HZ). */
const USER_HZ = 100;
const MICROSECONDS = 1e6;

const memory: readonly string[] = [
  'MemTotal',
  'MemFree',
  'MemAvailable',
  'Buffers',
  'Cached',
  'Shmem',
  'SwapTotal',
  'SwapFree',
];

/** `/proc/meminfo`: bytes. */
export function readMeminfo(text: string): readonly MetricValue[] {
  const lines = colonLines(text);
  const numbers = new Map([...lines].map(([word, value]) => [word, value.replace(/ kB$/, '')]));
  const names = Object.fromEntries(memory.map((word) => [word, `node_memory_${word}_bytes`]));
  return valuesNamed(names, numbers, KIB);
}

/** `/proc/loadavg`: the load of the last minute. */
export function readLoadavg(text: string): readonly MetricValue[] {
  const [one = ''] = text.split(' ');
  return valuesNamed({ one: 'node_load1' }, new Map([['one', one]]));
}

const modes = ['user', 'nice', 'system', 'idle', 'iowait', 'irq', 'softirq', 'steal'] as const;

/** `/proc/stat`: seconds of each CPU in each mode, and processes that run or wait for a disk. */
export function readStat(text: string): readonly MetricValue[] {
  const values: MetricValue[] = [];
  for (const line of text.split('\n')) {
    const [word = '', ...numbers] = line.split(/ +/);
    const cpu = /^cpu(\d+)$/.exec(word)?.[1];
    if (cpu !== undefined) {
      for (const [at, mode] of modes.entries()) {
        const value = Number(numbers[at] ?? 0) / USER_HZ;
        values.push({ name: 'node_cpu_seconds_total', labels: { cpu, mode }, value });
      }
    } else if (word === 'procs_running' || word === 'procs_blocked') {
      values.push({ name: `node_${word}`, labels: {}, value: Number(numbers[0]) });
    }
  }
  return values;
}

/** `/proc/vmstat`: pages that went to swap and came back, faults that had to read, kills for want of memory. */
export function readVmstat(text: string): readonly MetricValue[] {
  const words = ['pswpin', 'pswpout', 'pgmajfault', 'oom_kill'];
  const lines = text.split('\n').map((line): readonly [string, string] => {
    const [word = '', value = ''] = line.split(' ');
    return [word, value];
  });
  const names = Object.fromEntries(words.map((word) => [word, `node_vmstat_${word}`]));
  return valuesNamed(names, new Map(lines));
}

/** `/proc/pressure/<resource>`: seconds in which some task waited for it. */
export function readPressure(
  text: string,
  resource: 'cpu' | 'io' | 'memory',
): readonly MetricValue[] {
  const total = /^some .*\btotal=(\d+)/m.exec(text)?.[1];
  if (total === undefined) return [];
  const name = `node_pressure_${resource}_waiting_seconds_total`;
  return [{ name, labels: {}, value: Number(total) / MICROSECONDS }];
}

/** `/proc/net/sockstat` and `sockstat6`: TCP sockets in use, and those that wait for the end of a closed connection. */
export function readSockstat(text: string): readonly MetricValue[] {
  return [...text.matchAll(/^(TCP6?): (.*)$/gm)].flatMap(([, protocol = '', rest = '']) => {
    return [...rest.matchAll(/\b(inuse|tw|orphan) (\d+)/g)].map(([, word, value]) => ({
      name: `node_sockstat_${protocol}_${word}`,
      labels: {},
      value: Number(value),
    }));
  });
}

const netWords: Readonly<Record<string, readonly string[]>> = {
  Tcp: ['CurrEstab', 'PassiveOpens'],
  TcpExt: ['ListenOverflows', 'ListenDrops'],
};

/** `/proc/net/snmp` and `/proc/net/netstat`: connections now, those that were accepted, those that found the queue full. */
export function readNetstat(text: string): readonly MetricValue[] {
  const lines = text.split('\n');
  return lines.flatMap((heads, at) => {
    const [protocol = '', ...words] = heads.split(' ');
    const [same, ...numbers] = (lines[at + 1] ?? '').split(' ');
    const wanted = netWords[protocol.slice(0, -1)] ?? [];
    if (same !== protocol) return [];
    return wanted.flatMap((word) => {
      const value = Number(numbers[words.indexOf(word)] ?? Number.NaN);
      const name = `node_netstat_${protocol.slice(0, -1)}_${word}`;
      return Number.isFinite(value) ? [{ name, labels: {}, value }] : [];
    });
  });
}

/** Where what was received and what was sent stand in a line of `/proc/net/dev`, bytes. */
const RECEIVED = 0;
const SENT = 8;

/** `/proc/net/dev`: bytes by device. */
export function readNetDev(text: string): readonly MetricValue[] {
  return [...colonLines(text)].flatMap(([device, rest]) => {
    const numbers = rest.split(/ +/).map(Number);
    const [received, sent] = [numbers[RECEIVED], numbers[SENT]];
    if (received === undefined || sent === undefined || !Number.isFinite(sent)) return [];
    return [
      { name: 'node_network_receive_bytes_total', labels: { device }, value: received },
      { name: 'node_network_transmit_bytes_total', labels: { device }, value: sent },
    ];
  });
}
