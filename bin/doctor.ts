// `photofinish doctor`.
import { Command } from 'commander';
import type { Finding } from '../lib/operator/doctor/finding.ts';

interface Words {
  readonly config: string;
  readonly env: string;
}

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Check all that a deployment needs, one line a thing, each with what to do. Changes nothing.')
    .option('--config <file>', 'the config file', 'config/photofinish.yaml')
    .option('--env <file>', 'file with keys, NAME=value a line', '.env')
    .action(doctor);
}

async function doctor(words: Words): Promise<void> {
  const { findingLine } = await import('../lib/operator/doctor/finding.ts');
  let failed = false;
  for await (const finding of findings(words)) {
    failed ||= finding.mark === 'fail';
    process.stdout.write(`${findingLine(finding, process.stdout)}\n`);
  }
  if (failed) process.exitCode = 1;
}

async function* findings({ config: file, env: envFile }: Words): AsyncGenerator<Finding> {
  const { loadConfig } = await import('../lib/config/load.ts');
  const { readEnv } = await import('../lib/config/keys.ts');
  const { ConfigError } = await import('../lib/config/errors.ts');
  const { configFinding, localKeysFinding, nodeFinding } = await import('../lib/operator/doctor/machine.ts');
  const { examine } = await import('../lib/operator/doctor/doctor.ts');
  const { awsClients, IMPATIENT } = await import('../lib/operator/clients.ts');
  const { KNOWN_PRESETS } = await import('./known-presets.ts');
  yield nodeFinding(process.versions.node);
  try {
    const config = loadConfig(file, { presets: KNOWN_PRESETS });
    yield configFinding(file, config);
    yield localKeysFinding(envFile, config, readEnv(envFile, process.env));
    yield* examine({ aws: awsClients(IMPATIENT), config, nowMs: Date.now() });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    yield { subject: 'config', mark: 'fail', saw: error.message, remedy: 'npx photofinish config check' };
    yield { subject: 'AWS', mark: 'skipped', saw: 'not checked: without a config it is not known where', remedy: null };
  }
}
