import { defineConfig } from 'vitest/config';

// A deployment on an emulator of AWS: `npm run e2e:aws`. Needs Python 3.10 with venv; takes some five minutes.
export default defineConfig({
  test: {
    name: 'aws',
    include: ['test/e2e-aws/**/*.test.ts'],
    globalSetup: ['test/scratch.ts', 'test/e2e-aws/setup.ts'],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    env: { NO_COLOR: '1' },
  },
});
