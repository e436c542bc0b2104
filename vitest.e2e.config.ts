import { defineConfig } from 'vitest/config';

// The program as people run it, in processes of its own: `npm run e2e:local`. Needs nothing but npm; takes a minute.
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    fileParallelism: false,
    env: { NO_COLOR: '1' },
  },
});
