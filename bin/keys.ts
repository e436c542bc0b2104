// `photofinish keys push` and `photofinish keys list`.
import { Command } from 'commander';
import { EXIT } from './outcome.ts';

interface Words {
  readonly config: string;
  readonly env: string;
  readonly regions?: string;
}

export function keysCommand(): Command {
  const command = new Command('keys').description("Bring the targets' keys to the regions, and tell which are there.");
  withOptions(command.command('push'))
    .description('Push the keys of .env to every region, as encrypted SSM parameters. Names are shown, values never.')
    .option('--env <file>', 'file with keys, NAME=value a line', '.env')
    .action(push);
  withOptions(command.command('list')).description('Tell which key each region has, and since when.').action(list);
  return command;
}

function withOptions(command: Command): Command {
  return command
    .option('--config <file>', 'the config file', 'config/photofinish.yaml')
    .option('--regions <names>', 'only these, with commas between (default: all of the config)');
}

async function push(words: Words): Promise<void> {
  const { readEnv } = await import('../lib/config/keys.ts');
  const { wantedKeys, wantedRegions } = await import('../lib/operator/keys/wanted-keys.ts');
  const { notSet, pushKeys, pushReport } = await import('../lib/operator/keys/push.ts');
  const { awsClients } = await import('../lib/operator/clients.ts');
  const config = await configOf(words);
  const regions = wantedRegions(config, words.regions ?? null);
  const { values, missing } = wantedKeys(config, readEnv(words.env, process.env));
  if (values.size === 0) {
    process.stdout.write(missing.length === 0 ? 'No target of the config needs a key.\n' : `${notSet(missing)}\n`);
    process.exitCode = missing.length === 0 ? EXIT.done : EXIT.wrongUse;
    return;
  }
  const pushed = await pushKeys(awsClients(), regions, values);
  process.stdout.write(pushReport(pushed, missing));
  if (pushed.some(({ trouble }) => trouble !== null)) process.exitCode = 1;
}

async function list(words: Words): Promise<void> {
  const { keyNamesOf, wantedRegions } = await import('../lib/operator/keys/wanted-keys.ts');
  const { listKeys, listReport } = await import('../lib/operator/keys/list.ts');
  const { awsClients, IMPATIENT } = await import('../lib/operator/clients.ts');
  const config = await configOf(words);
  const listed = await listKeys(awsClients(IMPATIENT), wantedRegions(config, words.regions ?? null));
  process.stdout.write(listReport(listed, keyNamesOf(config)));
  if (listed.some(({ trouble }) => trouble !== null)) process.exitCode = 1;
}

async function configOf({ config }: Words) {
  const { loadConfig } = await import('../lib/config/load.ts');
  return loadConfig(config, { presets: (await import('./known-presets.ts')).KNOWN_PRESETS });
}
