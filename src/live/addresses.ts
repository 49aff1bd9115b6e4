/** Whether a metrics path is an address rather than a file. */
export function isEndpoint(path: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(path);
}

/** Whether a metrics path is an endpoint that tells only of now, and must be asked again and again. */
export function isPolled(path: string): boolean {
  return isMunin(path) || metricsPage.test(path) || isStatusPage(path);
}

/** Whether a metrics path is the address of a munin-node. */
export function isMunin(path: string): boolean {
  return /^munin:\/\//i.test(path);
}

/** By its path, which all exporters have in common; the API of a Prometheus has none like it. */
const metricsPage = /^https?:\/\/[^/?#]+\/(?:[^?#]*\/)?metrics\/?(?:[?#]|$)/i;

/** Whether a metrics path is a web server's own status page, as text: its path or query says so. */
export function isStatusPage(path: string): boolean {
  return statusPage.test(path);
}

/** `/server-status?auto` of Apache and lighttpd, `/nginx_status`, `/basic_status` of nginx; whatever is asked with `?auto`. */
const statusPage =
  /^https?:\/\/[^/?#]+\/(?:[^?#]*status[^/?#]*|[^?#]*\?(?:[^#]*&)?auto)(?:[?#&]|$)/i;

/** Whether a metrics path stands for the host itself. */
export function isProc(path: string): boolean {
  return path === PROC_ADDRESS;
}

/** How `--metrics` calls the host itself, by Linux' /proc. */
export const PROC_ADDRESS = 'proc:';
