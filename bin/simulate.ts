// `npm run simulate`: intervals, ranks and alarms on synthetic noise, where the truth is known.
import { Command, Option } from 'commander';
import { FORMATS, type Format, reportOf } from '../lib/simulate/report.ts';
import { SEED_SETS, type SeedSet } from '../lib/simulate/seeds.ts';
import { simulate } from '../lib/simulate/session.ts';

interface Words {
  readonly seeds: SeedSet;
  readonly format: Format;
  readonly quick: boolean;
}

const command = new Command('simulate')
  .description('Measure intervals, ranks and alarms on seeded synthetic series. Some minutes on two cores; no network.')
  .addOption(
    new Option('--seeds <set>', 'tuning, by which rules are set, or judging, by which they are judged')
      .choices(SEED_SETS)
      .default('tuning'),
  )
  .addOption(new Option('--format <name>', 'table, md or json').choices(FORMATS).default('table'))
  .option('--quick', 'a few worlds only: whether it runs, not what it says', false)
  .action(async ({ seeds, format, quick }: Words) => {
    let percent = -1;
    const simulation = await simulate({ seeds, isQuick: quick }, (share) => {
      if (Math.floor(share * 100) === percent) return;
      percent = Math.floor(share * 100);
      process.stderr.write(process.stderr.isTTY ? `\r${percent} %` : percent % 10 === 0 ? `${percent} %\n` : '');
    });
    process.stderr.write(process.stderr.isTTY ? '\r' : '');
    process.stdout.write(reportOf(simulation, format));
  });
await command.parseAsync();
