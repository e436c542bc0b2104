// `photofinish race`: one or more rounds now.
import { Command } from 'commander';
import { DEFAULT_ROUNDS, RACE_FORMATS, type RaceWords, raceOptions } from '../lib/local/terminal/race-options.ts';
import { EXIT } from './outcome.ts';
import { stopSignals } from './stop-signals.ts';

export function raceCommand(): Command {
  return new Command('race')
    .description(
      'Race the targets of a config now, round after round, and tell who is faster as far as it can be told.\n' +
        'Data goes to standard output, progress to standard error.',
    )
    .option('--config <file>', 'the config file', 'config/photofinish.yaml')
    .option('--env <file>', 'file with keys, NAME=value a line', '.env')
    .option('--workload <name>', 'what is asked (default: the first of the config)')
    .option('--targets <ids>', 'only these, with commas between (default: all that have their key)')
    .option('--rounds <n>', `how many rounds; a rank needs 10 good ones (default: ${DEFAULT_ROUNDS})`)
    .option('--every <s>', 'seconds from start to start (default: 1 second after the last round ended)')
    .option('--format <name>', `${RACE_FORMATS.join(', ')} (default: what the name of --out ends in, or table)`)
    .option('--out <file>', 'write to a file, whole or not at all (default: standard output)')
    .option('--share [address]', SHARE)
    .option('--quiet', 'nothing on standard error but errors, and the link of --share', false)
    .action(race);
}

const SHARE =
  "print a link that shows this race on a board's page, its figures in the link itself: nothing is uploaded " +
  '(default: the page.url of the config, or else the local monitor)';

async function race(words: RaceWords): Promise<void> {
  const options = raceOptions(words);
  const { raceSession } = await import('../lib/local/terminal/race-session.ts');
  const { SYSTEM_CLOCK } = await import('../lib/local/clock.ts');
  const { screenOf } = await import('../lib/local/terminal/screen.ts');
  const { KNOWN_PRESETS } = await import('./known-presets.ts');
  const signals = stopSignals('Ending without the round in progress; once more ends at once.');
  signals.second.addEventListener('abort', () => process.exit(EXIT.interrupted));
  const outcome = await raceSession(options, {
    presets: KNOWN_PRESETS,
    environment: process.env,
    stdout: screenOf(process.stdout, process.env),
    stderr: screenOf(process.stderr, process.env),
    clock: SYSTEM_CLOCK,
    signal: signals.first,
  });
  process.exitCode = STATUS[outcome];
}

const STATUS = { done: EXIT.done, 'all-probes-failed': EXIT.allProbesFailed, interrupted: EXIT.interrupted } as const;
