// Bringing a region to rest: no further round, and every measured one in the table.
import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { Config } from '../../domain/config.ts';
import { slotAt } from '../../domain/time.ts';
import { DEAD_LETTER_QUEUE, SAVER_FUNCTION, SAVER_SCHEDULE, SCHEDULE_GROUP, UNSAVED_QUEUE } from '../../names/names.ts';
import { raceTimeoutMs } from '../../names/timing.ts';
import { inRegion, unlessMissing } from '../aws-trouble.ts';
import type { Aws } from '../clients.ts';
import { DeploymentRefusedError } from '../errors.ts';
import { queueDepth } from '../queues.ts';
import { disableSchedule, schedulesIn } from '../schedules.ts';
import type { Tools } from './tools.ts';

// The scheduler promises no more than the minute.
const SCHEDULER_MS = 60_000;
// What a run of the saver could not store stays hidden for two minutes; then come the runs that find it.
const DRAIN_LIMIT_MS = 5 * 60_000;
const DRAIN_PAUSE_MS = 5_000;

/** Stops the schedules of the rounds, and waits until no round can be on its way any more. The saver goes on. */
export async function stopRounds(tools: Tools, config: Config, region: string): Promise<void> {
  const { aws, say, nowMs, sleep } = tools;
  const schedules = await inRegion(region, schedulesIn(aws, region, SCHEDULE_GROUP));
  let stoppedMs = 0;
  for (const name of schedules.keys()) {
    if (name === SAVER_SCHEDULE) continue;
    const schedule = { region, group: SCHEDULE_GROUP, name };
    stoppedMs = Math.max(stoppedMs, (await inRegion(region, disableSchedule(aws, schedule, nowMs()))) ?? 0);
  }
  if (stoppedMs === 0) return;
  say(`${region}: its schedules are stopped`);
  const waitMs = lastRoundEndsMs(config, stoppedMs) - nowMs();
  if (waitMs <= 0) return;
  say(`${region}: waiting ${Math.ceil(waitMs / 1_000)} s for the rounds that may be on their way`);
  await sleep(waitMs);
}

/** Epoch ms at which no function of a round that began before a moment can be at work any more. */
export function lastRoundEndsMs({ workloads, timeouts }: Config, stoppedMs: number): number {
  const ends = workloads.map(
    ({ everyMs, gunDelayMs }) => slotAt(stoppedMs, everyMs) + SCHEDULER_MS + gunDelayMs + raceTimeoutMs(timeouts),
  );
  return Math.max(...ends);
}

/**
 * Has the saver store every round that waits in the queue.
 * @throws DeploymentRefusedError if rounds still wait after some minutes
 */
export async function saveWaitingRounds(tools: Tools, region: string): Promise<void> {
  const { aws, say, nowMs, sleep } = tools;
  const untilMs = nowMs() + DRAIN_LIMIT_MS;
  let saved = 0;
  let told: number | null = null;
  for (;;) {
    const { stored, trouble } = await inRegion(region, runSaver(aws, region));
    saved += stored;
    const waiting = await inRegion(region, queueDepth(aws, region, UNSAVED_QUEUE));
    if (waiting === null || (waiting === 0 && stored === 0)) break;
    if (nowMs() >= untilMs) throw stillWaiting(region, waiting, trouble);
    if (waiting > 0 && waiting !== told) say(`${region}: ${waiting} rounds wait to be stored`);
    told = waiting;
    await sleep(DRAIN_PAUSE_MS);
  }
  if (saved > 0) say(`${region}: ${saved} rounds that had waited are stored`);
  const dead = (await inRegion(region, queueDepth(aws, region, DEAD_LETTER_QUEUE))) ?? 0;
  if (dead > 0) say(`${region}: ${dead} dead letters go with the stack (docs/runbook.md says what they are)`);
}

function stillWaiting(region: string, waiting: number, trouble: string | null): DeploymentRefusedError {
  const why = trouble === null ? '' : ` The saver says: ${trouble}.`;
  return new DeploymentRefusedError(
    `${region}: ${waiting} measured rounds still wait to be stored, and would be lost with the region.${why} ` +
      'Its schedules are stopped, nothing else was changed. Look at docs/runbook.md#unsaved-rounds-waiting, then repeat the ' +
      'command; or put the region back into the config and deploy.',
  );
}

interface SaverRun {
  readonly stored: number;
  /** Why it did not end well; `null` where it did, or where there is no saver. */
  readonly trouble: string | null;
}

async function runSaver(aws: Aws, region: string): Promise<SaverRun> {
  const answer = await unlessMissing(aws.lambda(region).send(new InvokeCommand({ FunctionName: SAVER_FUNCTION })));
  if (answer === null) return { stored: 0, trouble: null };
  const said: unknown = JSON.parse(answer.Payload?.transformToString() || 'null');
  const facts = typeof said === 'object' && said !== null ? said : {};
  if (answer.FunctionError !== undefined) {
    return { stored: 0, trouble: 'errorMessage' in facts ? String(facts.errorMessage) : answer.FunctionError };
  }
  return { stored: 'stored' in facts && typeof facts.stored === 'number' ? facts.stored : 0, trouble: null };
}
