import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/fail-on-console.ts'],
    sequence: { shuffle: true },
    expandSnapshotDiff: true,
    testTimeout: 30_000,
    env: { TZ: process.env['TZ'] ?? 'Pacific/Chatham' },
    coverage: { provider: 'v8', include: ['src/**', 'parsers/**'] },
  },
});
