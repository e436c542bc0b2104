import { defineConfig } from 'vitest/config';

// What stands for AWS on this machine, side by side, because a deployment mostly waits: `npm run e2e:cloud`.
export default defineConfig({
  test: {
    projects: ['vitest.e2e-lambda.config.ts', 'vitest.e2e-aws.config.ts'],
    maxWorkers: 3,
  },
});
