import type { CulpritKind } from '../analysis/culprit-kind.ts';
import type { Pattern } from '../analysis/culprit-pattern.ts';
import { bruteForce } from './brute-force.ts';
import { cacheBusting } from './cache-busting.ts';
import { clientAborts } from './client-aborts.ts';
import type { Detector, Observation, SliceCase } from './detection.ts';
import { distributedCrawler } from './distributed-crawler.ts';
import { errorBurst } from './error-burst.ts';
import { flashCrowd } from './flash-crowd.ts';
import { givenUp } from './given-up.ts';
import { newcomers } from './newcomers.ts';
import { oneOrigin } from './one-origin.ts';
import { oversizedResponse } from './oversized-response.ts';
import { saturation } from './saturation.ts';
import { slowClients } from './slow-clients.ts';
import { slowDownloads } from './slow-downloads.ts';
import { slowUrl } from './slow-url.ts';
import { steadyGrowth } from './steady-growth.ts';
import { uploadStream } from './upload-stream.ts';

/**
 * Most telling first: of several that say a kind or a pattern the first is believed. To add one: write its rule and
 * thresholds into a file of its own, name it here, and give it rows in the tests.
 */
const detectors: readonly Detector[] = [
  slowClients,
  oversizedResponse,
  slowDownloads,
  clientAborts,
  errorBurst,
  givenUp,
  steadyGrowth,
  uploadStream,
  bruteForce,
  cacheBusting,
  newcomers,
  distributedCrawler,
  oneOrigin,
  flashCrowd,
  slowUrl,
  saturation,
];

/** What a slice did, how it went about it, and by which facts. */
export interface Diagnosis {
  readonly kind: CulpritKind;
  readonly pattern?: Pattern;
  readonly observations: readonly Observation[];
}

/** Explains a ranked slice by all detectors. Pure. */
export function diagnose(one: SliceCase): Diagnosis {
  const found = detectors.flatMap((detector) => {
    const detection = detector(one);
    return typeof detection === 'string' ? [] : [detection];
  });
  const pattern = found.find((detection) => detection.pattern !== undefined)?.pattern;
  return {
    kind: found.find(({ kind }) => kind !== undefined)?.kind ?? one.kind,
    ...(pattern === undefined ? {} : { pattern }),
    observations: found.flatMap(({ observations }) => observations),
  };
}
