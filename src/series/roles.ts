import type { Vendor } from './input.ts';
import type { MetricFamily } from './role-rule.ts';
import { apacheExporter } from './roles-apache.ts';
import { cadvisor } from './roles-cadvisor.ts';
import { collectdPlugins } from './roles-collectd.ts';
import { lighttpdExporter } from './roles-lighttpd.ts';
import { muninPlugins } from './roles-munin.ts';
import { nginxExporter } from './roles-nginx.ts';
import { nodeExporter } from './roles-node-exporter.ts';
import { phpFpmExporter } from './roles-php-fpm.ts';
import { processExporter } from './roles-process-exporter.ts';
import { bookkeeping, clientLibrary } from './roles-self.ts';
import { sysstat } from './roles-sysstat.ts';
import { uwsgiExporter } from './roles-uwsgi.ts';

const exporters: readonly MetricFamily[] = [
  bookkeeping,
  nodeExporter,
  processExporter,
  apacheExporter,
  nginxExporter,
  phpFpmExporter,
  lighttpdExporter,
  uwsgiExporter,
  cadvisor,
  clientLibrary,
];

/**
 * The families of each vendor, the first that has a name counts. Of a known family only the metrics of
 * its table are taken; names of no family become `generic` series.
 */
export const families: Readonly<Record<Vendor, readonly MetricFamily[]>> = {
  prometheus: exporters,
  munin: [muninPlugins],
  collectd: [collectdPlugins],
  rrd: [],
  sysstat: [sysstat],
  // Tables name series as the source does that they were exported from.
  csv: exporters,
};
