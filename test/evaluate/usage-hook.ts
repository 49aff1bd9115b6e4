/** Loaded before the command (`node --import`): at its end it writes what it took to file descriptor 3. */
import { writeSync } from 'node:fs';

const USAGE_DESCRIPTOR = 3;
const KIB = 1024;
const MICROSECONDS = 1e6;

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cpuSeconds = (userCPUTime + systemCPUTime) / MICROSECONDS;
  writeSync(USAGE_DESCRIPTOR, JSON.stringify({ cpuSeconds, peakBytes: maxRSS * KIB }));
});
