// Starts the engines once for the whole run, has AWS's runtime client built, and bundles the functions.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { parseConfig } from '../../lib/config/load.ts';
import { APIS } from '../../lib/domain/target.ts';
import { type Bundles, bundleFunctions } from '../../lib/infra/bundle.ts';
import { publisherFiles } from '../../lib/local/publisher-files.ts';
import { startEngine } from '../dynamodb-local/engine.ts';
import { startMinistack } from '../emulators/ministack.ts';
import { fetchRuntimeClient } from '../emulators/runtime-client.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    runtimeClient: string;
    tableEndpoint: string;
    servicesEndpoint: string;
    /** Of any config: each world puts its own beside the code. */
    bundles: Bundles;
  }
}

// Bundles differ by the config that lies in them, and by the dialects that its targets speak: here, all.
const ANY_CONFIG = [
  'targets:',
  ...APIS.map((api) => `  - { id: a/${api}, api: ${api}, baseUrl: 'http://127.0.0.1:9', key: KEY, model: m }`),
].join('\n');

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide('runtimeClient', await fetchRuntimeClient());
  const folder = await mkdtemp(join(tmpdir(), 'photofinish-e2e-bundles-'));
  const config = parseConfig(ANY_CONFIG, { file: 'any.yaml', presets: [] });
  project.provide('bundles', await bundleFunctions(config, await publisherFiles(config), folder));
  const table = await startEngine();
  const services = await startMinistack({ strict: false }).catch(async (error: unknown) => {
    await table.stop();
    throw error;
  });
  project.provide('tableEndpoint', table.endpoint);
  project.provide('servicesEndpoint', services.endpoint);
  return async () => {
    await Promise.all([table.stop(), services.close(), rm(folder, { recursive: true, force: true })]);
  };
}
