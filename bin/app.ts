// What the CDK's command line runs: from the config to the stacks. The config is config/photofinish.yaml, or the file that
// `-c config=FILE` or PHOTOFINISH_CONFIG names.
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { loadConfig } from '../lib/config/load.ts';
import type { Config } from '../lib/domain/config.ts';
import { configFile, replicasAskedFor } from '../lib/infra/cdk-settings.ts';
import { checkWorkloads } from '../lib/infra/region-plan.ts';
import { KNOWN_PRESETS } from './known-presets.ts';
import { exitStatusOf } from './outcome.ts';

// the command line says where, so that two of them at once do not take each other's files
const outdir = process.env.CDK_OUTDIR ?? 'dist/cdk.out';

async function bundle(config: Config) {
  const { publisherFiles } = await import('../lib/local/publisher-files.ts');
  const { bundleFunctions } = await import('../lib/infra/bundle.ts');
  return bundleFunctions(config, await publisherFiles(config), join(outdir, 'functions'));
}

try {
  enableCompileCache();
  const config = loadConfig(configFile(process.env), { presets: KNOWN_PRESETS });
  checkWorkloads(config);
  // esbuild works in a process of its own while the CDK is loaded
  const [bundles, { photofinishApp }] = await Promise.all([bundle(config), import('../lib/infra/app.ts')]);
  photofinishApp(config, bundles, { outdir, replicas: replicasAskedFor(process.env) }).synth();
} catch (error) {
  process.exitCode = exitStatusOf(error);
}
