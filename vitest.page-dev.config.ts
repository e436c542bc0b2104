import { defineConfig } from 'vitest/config';

// The published pages in a real browser: `npm run test:page`. Needs Chromium; takes some four minutes on two cores.
// Lighthouse comes last and alone, because it measures time.
const SUITE = { testTimeout: 120_000, hookTimeout: 60_000, pool: 'forks', env: { NO_COLOR: '1' } } as const;

export default defineConfig({
  test: {
    globalSetup: ['test/scratch.ts', '/tmp/hx/setup-noreal.ts'],
    projects: [
      {
        test: {
          ...SUITE,
          name: 'pages',
          include: ['test/page-e2e/**/*.test.ts'],
          exclude: ['test/page-e2e/lighthouse.test.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...SUITE,
          name: 'lighthouse',
          include: ['test/page-e2e/lighthouse.test.ts'],
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
