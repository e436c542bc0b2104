// `photofinish config check` and `photofinish config import`.
import { Command } from 'commander';

const DEFAULT_FILE = 'config/photofinish.yaml';

export function configCommand(): Command {
  const command = new Command('config').description('Check the config, or import a list of vendors into it.');
  command
    .command('check')
    .description('Check a config file; list its targets, which of them would race, and about how many tokens a day.')
    .argument('[file]', 'the config file', DEFAULT_FILE)
    .option('--env <file>', 'file with keys, NAME=value a line', '.env')
    .action(check);
  command
    .command('import')
    .description('Turn a JSON list of {vendor, model, api_key} into a config; the keys go to .env.')
    .argument('<file>', 'the JSON list')
    .option('--out <file>', 'where to write the config (default: standard output)')
    .option('--env <file>', 'where to add the keys', '.env')
    .action(importFile);
  return command;
}

async function check(file: string, options: { env: string }): Promise<void> {
  const { loadConfig } = await import('../lib/config/load.ts');
  const { readEnv, splitByKey } = await import('../lib/config/keys.ts');
  const { checkReport } = await import('../lib/config/check-report.ts');
  const { KNOWN_PRESETS } = await import('./known-presets.ts');
  const config = loadConfig(file, { presets: KNOWN_PRESETS });
  const { notRacing } = splitByKey(config.targets, readEnv(options.env, process.env));
  process.stdout.write(checkReport(file, config, notRacing));
}

async function importFile(file: string, options: { out?: string; env: string }): Promise<void> {
  const { importFrom } = await import('../lib/config/import-file.ts');
  const { PRESETS } = await import('../lib/providers/presets.ts');
  const { yaml, said } = importFrom(file, { presets: PRESETS, out: options.out ?? null, env: options.env });
  if (options.out === undefined) process.stdout.write(yaml);
  process.stderr.write(said.map((line) => `${line}\n`).join(''));
}
