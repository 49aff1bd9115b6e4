import { defineConfig } from 'vitest/config';

const LIVE = 'test/watch/live/**/*.test.ts';

export default defineConfig({
  test: {
    setupFiles: ['test/support/fail-on-console.ts', 'test/support/seeded-properties.ts'],
    sequence: { shuffle: true },
    expandSnapshotDiff: true,
    // It ends what hangs: a host with much other work is slow, not wrong.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Many tests wait for servers and browsers: one worker on two cores leaves both idle half of the time.
    maxWorkers: 2,
    env: { TZ: process.env['TZ'] ?? 'Pacific/Chatham' },
    projects: [
      { extends: true, test: { name: 'tests', include: ['test/**/*.test.ts'], exclude: [LIVE] } },
      {
        extends: true,
        // These look at connections and processes of the whole host, of which other tests have many: they come last, one by one.
        test: { name: 'live', include: [LIVE], maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
    coverage: { provider: 'v8', include: ['src/**', 'parsers/**'] },
  },
});
