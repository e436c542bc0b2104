// Schedules that were stopped past the CDK, by hand or by a removal that did not come to its end: a deployment that changes
// nothing about them would leave them so.
import type { Config } from '../../domain/config.ts';
import { PUBLISHER_SCHEDULE, SAVER_SCHEDULE, SCHEDULE_GROUP } from '../../names/names.ts';
import { inRegion } from '../aws-trouble.ts';
import { DEFAULT_GROUP, enableSchedule, roundSchedules, schedulesIn } from '../schedules.ts';
import { forEach, type Tools } from './tools.ts';

/** Starts every schedule that the config wants to run. @throws AwsTroubleError */
export async function resumeSchedules(tools: Tools, config: Config): Promise<void> {
  const hub = config.regions[0]!;
  await resume(tools, hub, DEFAULT_GROUP, [PUBLISHER_SCHEDULE]);
  await forEach(config.regions, (region) => {
    const rounds = config.aws.paused ? [] : roundSchedules(config, region);
    return resume(tools, region, SCHEDULE_GROUP, [SAVER_SCHEDULE, ...rounds]);
  });
}

async function resume({ aws, say }: Tools, region: string, group: string, names: readonly string[]): Promise<void> {
  const there = await inRegion(region, schedulesIn(aws, region, group));
  const stopped = names.filter((name) => there.get(name) === false);
  for (const name of stopped) await inRegion(region, enableSchedule(aws, { region, group, name }));
  if (stopped.length > 0) say(`${region}: started again what had been stopped (${stopped.join(', ')})`);
}
