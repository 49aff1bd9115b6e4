import { afterEach, beforeEach, vi } from 'vitest';

const methods = ['log', 'warn', 'error', 'info', 'debug'] as const;

beforeEach(() => {
  for (const method of methods) {
    vi.spyOn(console, method).mockImplementation((...text: unknown[]) => {
      throw new Error(`console.${method} was called: ${text.join(' ')}`);
    });
  }
});

afterEach(() => {
  vi.restoreAllMocks();
});
