import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/fail-on-console.ts', 'test/support/seeded-properties.ts'],
    sequence: { shuffle: true },
    expandSnapshotDiff: true,
    testTimeout: 30_000,
    // Many tests wait for servers and browsers: one worker on two cores leaves both idle half of the time.
    maxWorkers: 2,
    env: { TZ: process.env['TZ'] ?? 'Pacific/Chatham' },
    coverage: { provider: 'v8', include: ['src/**', 'parsers/**'] },
  },
});
