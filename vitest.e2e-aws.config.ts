import { defineConfig } from 'vitest/config';

// A deployment on an emulator of AWS: `npm run e2e:aws`. Needs Python 3.10 with venv; takes some five minutes.
export default defineConfig({
  test: {
    include: ['test/e2e-aws/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    pool: 'forks',
    fileParallelism: false,
    // each step builds on the one before
    bail: 1,
    env: { NO_COLOR: '1' },
  },
});
