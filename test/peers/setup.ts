// Starts llama.cpp once for the whole run.
import type { TestProject } from 'vitest/node';
import { startLlamaServer } from './llama-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    llamaOrigin: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startLlamaServer();
  project.provide('llamaOrigin', server.origin);
  return () => server.close();
}
