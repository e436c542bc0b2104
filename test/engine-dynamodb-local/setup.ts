// Starts DynamoDB Local once for the whole run.
import type { TestProject } from 'vitest/node';
import { startEngine } from '../dynamodb-local/engine.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    dynamodbLocalEndpoint: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const engine = await startEngine();
  project.provide('dynamodbLocalEndpoint', engine.endpoint);
  return () => engine.stop();
}
