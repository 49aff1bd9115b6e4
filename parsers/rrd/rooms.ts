import type { MetricRoom } from '../contract.ts';
import { dumpRoom } from './dump-room.ts';
import { fetchRoom } from './fetch-room.ts';
import { rrdRoom } from './room.ts';
import { xportRoom } from './xport-room.ts';

/** All that rrdtool writes: RRD files, and what it prints of them. */
export const rrdRooms: readonly MetricRoom[] = [rrdRoom, dumpRoom, xportRoom, fetchRoom];
