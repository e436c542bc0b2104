import { defineConfig } from 'vitest/config';

// Servers that others wrote, as providers: `npm run test:peers`. Needs Python 3.10 with venv; installs llama.cpp by pip.
export default defineConfig({
  test: {
    include: ['test/peers/**/*.test.ts'],
    globalSetup: ['test/scratch.ts', 'test/peers/setup.ts'],
    testTimeout: 30_000,
    pool: 'forks',
    // side by side they would share the engine's slots
    fileParallelism: false,
    env: { NO_COLOR: '1' },
  },
});
