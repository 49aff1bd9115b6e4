import { apacheConfig } from './apache/server-config.ts';
import { lighttpdConfig } from './lighttpd/server-config.ts';
import { nginxConfig } from './nginx/server-config.ts';
import type { ServerConfigRoom } from './server-config.ts';
import { uwsgiConfig } from './uwsgi/server-config.ts';

/** The servers whose configuration is read, in the order of `rooms.ts`. */
export const serverConfigRooms: readonly ServerConfigRoom[] = [
  apacheConfig,
  lighttpdConfig,
  nginxConfig,
  uwsgiConfig,
];
