import { defineConfig } from 'vitest/config';

// The storage tests on Amazon's own DynamoDB Local: `npm run test:dynamodb-local`. Needs Java 17 or later.
export default defineConfig({
  test: {
    include: ['test/engine-dynamodb-local/**/*.test.ts'],
    globalSetup: ['test/engine-dynamodb-local/setup.ts'],
    testTimeout: 60_000,
    pool: 'forks',
    env: { NO_COLOR: '1' },
  },
});
