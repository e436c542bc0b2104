import { defineConfig } from 'vitest/config';

// The bundles in AWS's own runtime client: `npm run e2e:lambda`. Needs Java 17, Python 3.10, and a C++ compiler with cmake.
export default defineConfig({
  test: {
    name: 'lambda',
    include: ['test/e2e-lambda/**/*.test.ts'],
    globalSetup: ['test/e2e-lambda/setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // most of it is waiting
    maxWorkers: 2,
    env: { NO_COLOR: '1' },
  },
});
