// `photofinish replay`: today's rules over stored samples.
import { Command, InvalidArgumentError, Option } from 'commander';

export function replayCommand(): Command {
  return new Command('replay')
    .description("Run today's rules for regressions over stored samples, and print what would have been told.")
    .requiredOption('--from <file|table>', 'a CSV or ndjson file of samples, also .gz; or table, for what is stored')
    .option('--every <seconds>', 'cadence of the rounds (default: the most frequent one in the samples)', seconds)
    .option('--step <seconds>', 'how far apart the moments are at which it is looked', seconds, 3_600)
    .option('--days <days>', 'days of the table that are read', seconds, 35)
    .addOption(
      new Option('--format <format>', 'ndjson is one event a line').choices(['text', 'ndjson']).default('text'),
    )
    .option('--config <file>', 'the config file, for table', 'config/photofinish.yaml')
    .option('--env <file>', 'file with keys, NAME=value a line, for table', '.env')
    .option('--data <dir>', 'where results are kept, for table', '.photofinish')
    .action(replay);
}

function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 86_400)
    throw new InvalidArgumentError('Write a whole number from 1 to 86400.');
  return value;
}

interface Words {
  from: string;
  every?: number;
  step: number;
  days: number;
  format: string;
  config: string;
  env: string;
  data: string;
}

async function replay(words: Words): Promise<void> {
  const { replaySession } = await import('../lib/local/replay/session.ts');
  const { replayLines, replayText } = await import('../lib/local/replay/report.ts');
  const { SYSTEM_CLOCK } = await import('../lib/local/clock.ts');
  const { KNOWN_PRESETS } = await import('./known-presets.ts');
  const settings = {
    ...{ from: words.from, configFile: words.config, envFile: words.env, dataDir: words.data, presets: KNOWN_PRESETS },
    ...{
      days: words.days,
      everyMs: words.every === undefined ? null : words.every * 1_000,
      stepMs: words.step * 1_000,
    },
  };
  const told = await replaySession(settings, process.env, SYSTEM_CLOCK, (what, share) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${what}: ${Math.floor(share * 100)} %${share >= 1 ? '\n' : ''}`);
  });
  process.stdout.write(words.format === 'ndjson' ? replayLines(told) : replayText(told));
}
