import { expect, it } from 'vitest';
import { roleOfAlert } from '../../src/alert/alert-role.ts';

it.each([
  ['SWAP', 'swap'],
  ['HostSwapIsFillingUp', 'swap'],
  ['HostMemoryFillingUp', 'memory'],
  ['HostOutOfMemory', 'memory'],
  ['HostHighCpuLoad', 'cpu'],
  ['Current Load', 'load'],
  ['CRITICAL: web1 apache busy workers', 'workers'],
  ['web1: number of processes out of range', 'processes'],
  ['Total Processes', 'processes'],
  ['ProcessThreadsHigh', 'threads'],
  ['HostConntrackLimit', 'connections'],
  ['php-fpm listen queue', 'queue'],
  ['Upload failed', undefined],
  ['HTTP', undefined],
])('%s is about %s', (name, role) => {
  expect(roleOfAlert({ name })).toBe(role);
});

it('where the name says nothing, the text may', () => {
  expect(roleOfAlert({ name: 'check_nrpe', text: 'SWAP CRITICAL - 5% free' })).toBe('swap');
});
