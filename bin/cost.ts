// `photofinish cost`: what a month in AWS would cost, before anything is deployed.
import { Command } from 'commander';
import { type CostWords, formatOf, withAssumptions } from '../lib/cost/options.ts';

export function costCommand(): Command {
  const command = new Command('cost')
    .description(
      "Estimate a month of a config, line by line, before anything is deployed: AWS and, apart from it, the providers' tokens.\n" +
        'Needs no account and asks nobody. USD, without taxes.',
    )
    .option('--config <file>', 'the config file', 'config/photofinish.yaml')
    .option('--env <file>', 'count only targets whose key is in this file or the environment (default: all)')
    .option('--prices <file>', 'YAML with prices that you know better: tokens by target, AWS by region (docs/cost.md)')
    .option('--format <name>', 'table or json', formatOf, 'table')
    .option('--lean', 'as if the config said metrics: lean and gun: immediate', false);
  return withAssumptions(command).action(cost);
}

async function cost(words: CostWords): Promise<void> {
  const { costText } = await import('../lib/cost/session.ts');
  const { KNOWN_PRESETS } = await import('./known-presets.ts');
  const world = { presets: KNOWN_PRESETS, environment: process.env, nowMs: Date.now() };
  process.stdout.write(costText(words, world));
}
