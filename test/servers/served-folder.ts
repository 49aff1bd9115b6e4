import { chmodSync, truncateSync } from 'node:fs';
import { TempFolder } from '../support/temp-folder.ts';
import { LARGE_BYTES, LARGE_FILE, SMALL_FILE, SMALL_TEXT } from './requests.ts';

/** A folder that a server serves, which may run as a user of its own. */
export function servedFolder(): TempFolder {
  const folder = new TempFolder();
  folder.file(`www/${SMALL_FILE}`, SMALL_TEXT);
  truncateSync(folder.file(`www/${LARGE_FILE}`, ''), LARGE_BYTES);
  chmodSync(folder.path, 0o755);
  return folder;
}
