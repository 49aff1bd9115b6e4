import type { Draw } from '../generate/draw.ts';
import { siteTraffic } from '../generate/site.ts';
import { type SentRequest, sent } from './sent-request.ts';

/** A host with other work to do computes pages of a capture in less than a simulated one. */
const CPU_SHARE = 0.03;

export interface SiteSettings {
  readonly spanSeconds: number;
  /** Requests a second. */
  readonly rate: number;
  /** What stands before the site's paths, so that captures differ in their routes. */
  readonly root: string;
}

/** What comes to a site when nothing is wrong, from addresses of the loopback. */
export function siteVisits(
  { spanSeconds, rate, root }: SiteSettings,
  draw: Draw,
): readonly SentRequest[] {
  const day = { dailySwing: 0, startHour: 12, peakHour: 12 };
  return siteTraffic({ spanSeconds, rate, ...day }, draw).map((request) =>
    sent({
      ...request,
      client: loopbackAddress(request.client),
      target: `${root}${request.target}`,
      cpuSeconds: request.cpuSeconds * CPU_SHARE,
      memoryBytes: 0,
    }),
  );
}

/** 127.0.0.0/8 is one host's: a client can have any address of it. */
function loopbackAddress(address: string): string {
  return address.replace(/^\d+/, '127');
}
