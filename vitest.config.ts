import { defineConfig } from 'vitest/config';

// `npm test` runs what is fast and needs nothing but npm; heavier suites have commands of their own.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [
      'test/e2e/**',
      'test/e2e-*/**',
      'test/engine-*/**',
      'test/peers/**',
      'test/page-e2e/**',
      'node_modules/**',
    ],
    globalSetup: ['test/scratch.ts'],
    testTimeout: 20_000,
    pool: 'forks',
    // what a file imports, the CDK above all, is loaded once a worker: a test that changes something shared puts it back
    isolate: false,
    // most tests wait for sockets: two at a time are quicker even on one core
    maxWorkers: 2,
    env: { NO_COLOR: '1' },
  },
});
