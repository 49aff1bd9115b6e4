/** Whether a metrics path is an address rather than a file. */
export function isEndpoint(path: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(path);
}

/** Whether a metrics path is an endpoint that tells only of now, and must be asked again and again. */
export function isPolled(path: string): boolean {
  return isMunin(path) || metricsPage.test(path);
}

/** Whether a metrics path is the address of a munin-node. */
export function isMunin(path: string): boolean {
  return /^munin:\/\//i.test(path);
}

/** By its path, which all exporters have in common; the API of a Prometheus has none like it. */
const metricsPage = /^https?:\/\/[^/?#]+\/(?:[^?#]*\/)?metrics\/?(?:[?#]|$)/i;
