// What `npm run deploy`, `npm run diff` and `npm run destroy` run.
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { loadConfig } from '../lib/config/load.ts';
import { checkWorkloads } from '../lib/infra/region-plan.ts';
import { awsClients } from '../lib/operator/clients.ts';
import { cdkCommand } from '../lib/operator/deployment/cdk-command.ts';
import { deploy, diff } from '../lib/operator/deployment/deploy.ts';
import { destroy } from '../lib/operator/deployment/destroy.ts';
import type { Tools } from '../lib/operator/deployment/tools.ts';
import { KNOWN_PRESETS } from './known-presets.ts';
import { exitStatusOf, leaveQuietlyOnBrokenPipe, strict } from './outcome.ts';

interface Words {
  readonly config: string;
}

function orderOf({ config: configFile }: Words) {
  const config = loadConfig(configFile, { presets: KNOWN_PRESETS });
  checkWorkloads(config);
  return { config, configFile };
}

function tools(): Tools {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  return { aws: awsClients(), cdk: cdkCommand, say, nowMs: Date.now, sleep };
}

function program(): Command {
  const deployment = new Command('deployment').description('Bring the deployment in AWS to what the config says.');
  const command = (name: string) =>
    deployment.command(name).option('--config <file>', 'the config file', 'config/photofinish.yaml');
  command('deploy')
    .description('Deploy all stacks, where needed after preparing regions and after emptying those that were removed.')
    .action(async (words: Words) => {
      process.exitCode = await deploy(orderOf(words), tools());
    });
  command('diff')
    .description('Show what a deployment would change.')
    .action(async (words: Words) => {
      process.exitCode = await diff(orderOf(words), tools());
    });
  command('destroy')
    .description('Remove the deployment; the results and the keys stay.')
    .option('--data', 'delete the results too, for good', false)
    .option('--keys', 'delete the keys in SSM too', false)
    .action((words: Words & { data: boolean; keys: boolean }) => destroy({ ...words, ...orderOf(words) }, tools()));
  return strict(deployment);
}

leaveQuietlyOnBrokenPipe();
try {
  await program().parseAsync();
} catch (error) {
  process.exitCode = exitStatusOf(error);
}
