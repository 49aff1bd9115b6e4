import { apacheConfig } from './apache/server-config.ts';
import type { ServerConfigRoom } from './server-config.ts';

/** The servers whose configuration is read, in the order of `rooms.ts`. */
export const serverConfigRooms: readonly ServerConfigRoom[] = [apacheConfig];
