import type { Draw } from '../generate/draw.ts';
import { browser } from '../generate/site.ts';
import type { CaptureKind } from './capture-kind.ts';
import type { Phases } from './phases.ts';
import { type SentRequest, sent } from './sent-request.ts';
import { apache, lighttpd, nginx } from './web-servers.ts';

const MB = 1e6;

/** Requests that come by chance while the incident lasts. */
function during(
  { incident, recovery }: Phases,
  draw: Draw,
  { rate, request }: { readonly rate: number; readonly request: (at: number) => SentRequest },
): readonly SentRequest[] {
  return draw.arrivals(rate, incident, recovery).map(request);
}

/** Captures in which somebody asks for what harms. */
export const abusive: readonly CaptureKind[] = [
  {
    name: 'nginx-oversized',
    title: 'an export of 250 MB, made in memory, behind nginx',
    server: nginx({ format: 'timed' }),
    rate: 25,
    root: '/depot',
    incident: true,
    culprit: { kind: 'oversized-response', logRegex: '/depot/ledger/full' },
    plan: ({ incident, recovery }, draw) => ({
      requests: [0.02, 0.3, 0.55, 0.8].map((part, at) =>
        sent({
          at: incident + part * (recovery - incident),
          client: `127.44.9.${17 + at}`,
          agent: browser(draw),
          target: `/depot/ledger/full?year=${2019 + at}`,
          ...{ bytes: 250 * MB, memoryBytes: 250 * MB, waitSeconds: 15, bytesPerSecond: 25 * MB },
        }),
      ),
    }),
  },
  {
    name: 'apache-oversized',
    title: 'one client fetches dumps of 200 MB slowly, through Apache',
    server: apache('event', { format: 'combined', workers: 150 }),
    rate: 25,
    root: '',
    incident: true,
    culprit: { kind: 'oversized-response', logRegex: '/dump/orders' },
    plan: (phases, draw) => ({
      requests: during(phases, draw, {
        rate: 1 / 25,
        request: (at) =>
          sent({
            ...{ at, client: '127.90.3.2', agent: 'Wget/1.21.3', target: '/dump/orders?range=all' },
            ...{ bytes: 120 * MB, memoryBytes: 120 * MB, bytesPerSecond: 4 * MB },
          }),
      }),
    }),
  },
  {
    name: 'apache-aborts',
    title: 'clients hang up in the midst of a stream and leave threads behind, behind Apache',
    server: apache('event', { format: 'combined', workers: 150 }),
    rate: 25,
    root: '/m',
    incident: true,
    culprit: { kind: 'client-aborts', logRegex: '/m/live/ticker' },
    plan: (phases, draw) => ({
      requests: during(phases, draw, {
        rate: 1.5,
        request: (at) => hangingUp(draw, { at, target: '/m/live/ticker' }),
      }),
    }),
  },
  {
    name: 'lighttpd-aborts',
    title: 'one client hangs up again and again and leaves threads behind, behind lighttpd',
    server: lighttpd,
    rate: 25,
    root: '/v3',
    incident: true,
    culprit: { kind: 'client-aborts', logRegex: '/v3/changes\\?since' },
    plan: (phases, draw) => ({
      requests: during(phases, draw, {
        rate: 2,
        request: (at) => ({
          ...hangingUp(draw, { at, target: `/v3/changes?since=${Math.floor(at)}` }),
          client: '127.58.12.77',
          agent: 'okhttp/4.12.0',
          // lighttpd takes the whole response before it sends any: it must still be waited for.
          waitSeconds: 5,
        }),
      }),
    }),
  },
  {
    name: 'nginx-upload-leak',
    title: 'steady small uploads over kept connections, each of which leaks, behind nginx',
    server: nginx({ format: 'combined' }),
    rate: 25,
    root: '/hub',
    incident: true,
    culprit: { kind: 'upload', logRegex: 'POST /hub/telemetry/batch' },
    plan: (phases, draw) => ({
      requests: during(phases, draw, {
        rate: 30,
        request: (at) =>
          sent({
            ...{ at, client: `127.71.5.${draw.whole(1, 6)}`, agent: 'sensor-gateway/2.3' },
            ...{ target: '/hub/telemetry/batch', method: 'POST', bytes: 20 },
            ...{ bodyBytes: 8192, leakedBytes: 40_000, isKeptAlive: true },
          }),
      }),
    }),
  },
  {
    name: 'lighttpd-bruteforce',
    title: 'one client tries passwords, behind lighttpd',
    server: lighttpd,
    rate: 20,
    root: '',
    incident: true,
    culprit: { kind: 'bruteforce', logRegex: '127\\.31\\.200\\.9 ' },
    plan: (phases, draw) => ({
      requests: during(phases, draw, {
        rate: 30,
        request: (at) =>
          sent({
            ...{ at, client: '127.31.200.9', agent: browser(draw), target: '/account/signin' },
            ...{ method: 'POST', status: 403, bytes: 1200, bodyBytes: 60 },
            ...{ waitSeconds: 0.8, memoryBytes: 4 * MB },
          }),
      }),
    }),
  },
  {
    name: 'apache-slowloris',
    title: 'three clients hold all workers by heads that they never end, on Apache',
    server: apache('prefork', { format: 'vhostCombinedD', workers: 60 }),
    rate: 20,
    root: '',
    incident: true,
    culprit: { kind: 'slow-clients', logRegex: '127\\.83\\.1\\.\\d+ ' },
    plan: ({ incident, recovery }, draw) => ({
      requests: Array.from({ length: 150 }, () =>
        sent({
          at: draw.between(incident, recovery - 70),
          ...{ client: `127.83.1.${draw.whole(4, 6)}`, agent: '-', target: '/', headSeconds: 70 },
        }),
      ),
    }),
  },
  {
    name: 'nginx-slow-readers',
    title: 'slow clients fill worker_connections, on nginx',
    server: nginx({ format: 'timed', connections: 128 }),
    rate: 20,
    root: '',
    incident: true,
    culprit: { kind: 'slow-clients', logRegex: '/media/trailer-' },
    plan: (phases, draw) => ({
      requests: during(phases, draw, {
        rate: 1,
        request: (at) =>
          sent({
            ...{ at, client: `127.120.${draw.whole(0, 9)}.${draw.whole(1, 250)}` },
            ...{ agent: browser(draw), target: `/media/trailer-${draw.whole(1, 4)}.mp4` },
            ...{ bytes: 6 * MB, bytesPerSecond: 50_000 },
          }),
      }),
    }),
  },
  {
    name: 'apache-surge',
    title: 'six times the usual visitors, on Apache prefork',
    server: apache('prefork', { format: 'combined', workers: 100 }),
    rate: 12,
    root: '/news',
    incident: true,
    culprit: { kind: 'flashcrowd', logRegex: '"(GET|POST) /news/' },
    plan: ({ incident, recovery }, draw) => ({
      visits: (visits) => [
        ...visits,
        ...visits
          .filter(({ at }) => at < incident)
          .flatMap((visit) =>
            Array.from({ length: 5 }, () => ({
              ...visit,
              at: draw.between(incident, recovery),
              client: `127.${draw.whole(130, 140)}.${draw.whole(0, 255)}.${draw.whole(1, 254)}`,
              waitSeconds: visit.waitSeconds * 3,
            })),
          ),
      ],
    }),
  },
];

/** Takes a part of a stream that is larger than what buffers hold. */
function hangingUp(
  draw: Draw,
  { at, target }: { readonly at: number; readonly target: string },
): SentRequest {
  return sent({
    ...{ at, target, client: `127.52.${draw.whole(0, 3)}.${draw.whole(1, 250)}` },
    ...{ agent: browser(draw), bytes: 30 * MB, bytesPerSecond: 100_000 },
    ...{ leakedThreads: 1, patienceSeconds: draw.between(1, 3) },
  });
}
