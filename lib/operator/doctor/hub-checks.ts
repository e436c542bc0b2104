// What there is once: the publisher, the board, and regions that the config has forgotten.
import type { Stack } from '@aws-sdk/client-cloudformation';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { BOARD_PATH } from '../../board/paths.ts';
import { boardBucket, PAGE_OUTPUT, PUBLISHER_SCHEDULE } from '../../names/names.ts';
import { PUBLISHER_EVERY_MS } from '../../names/timing.ts';
import { unlessMissing } from '../aws-trouble.ts';
import type { Aws } from '../clients.ts';
import { DEFAULT_GROUP, schedulesIn } from '../schedules.ts';
import { outputOf, survey } from '../stacks.ts';
import { ageText } from './age.ts';
import { type Check, fail, ok, skipped, warn } from './finding.ts';

const RUNBOOK = 'docs/runbook.md#board-too-old; the log of the publisher';
/** As the alarm says: three publications in a row. */
const TOO_OLD_MS = 3 * PUBLISHER_EVERY_MS;

export interface HubParts {
  readonly aws: Aws;
  readonly regions: readonly string[];
  readonly account: string;
  readonly nowMs: number;
  readonly stack: () => Promise<Stack | null>;
}

export function hubChecks(parts: HubParts): readonly Check[] {
  const hub = parts.regions[0]!;
  return [
    { subject: `publisher ${hub}`, region: hub, look: () => publisher(parts, hub) },
    { subject: `board ${hub}`, region: hub, look: () => board(parts, hub) },
    { subject: 'other regions', region: hub, look: () => leftOver(parts, hub) },
  ];
}

async function publisher({ aws, stack }: HubParts, hub: string) {
  if ((await stack()) === null) return skipped('the hub stack is not there');
  const enabled = (await schedulesIn(aws, hub, DEFAULT_GROUP)).get(PUBLISHER_SCHEDULE);
  if (enabled === undefined) return fail(`the schedule ${PUBLISHER_SCHEDULE} is not there`, 'npm run deploy');
  if (enabled) return ok('its schedule is enabled');
  return fail(`its schedule ${PUBLISHER_SCHEDULE} is disabled`, 'npm run deploy enables it again.');
}

async function board({ aws, account, nowMs, stack }: HubParts, hub: string) {
  const found = await stack();
  if (found === null) return skipped('the hub stack is not there');
  const request = new HeadObjectCommand({ Bucket: boardBucket(account, hub), Key: BOARD_PATH });
  const head = await unlessMissing(aws.s3(hub).send(request));
  if (head?.LastModified === undefined) {
    const isNew = nowMs - (found.CreationTime?.getTime() ?? 0) < TOO_OLD_MS;
    return isNew ? warn('not yet published', 'It was only just deployed: wait.') : fail('never published', RUNBOOK);
  }
  const ageMs = nowMs - head.LastModified.getTime();
  const saw = `published ${ageText(ageMs)} ago, ${outputOf(found, PAGE_OUTPUT) ?? 'no address'}`;
  return ageMs > TOO_OLD_MS ? fail(saw, RUNBOOK) : ok(saw);
}

async function leftOver({ aws, regions }: HubParts, hub: string) {
  const { data, hub: hubs, race, replicas } = await survey(aws, regions);
  const strange = [...new Set([...race, ...replicas])].filter((region) => !regions.includes(region));
  const moved = [...new Set([...data, ...hubs])].filter((region) => region !== hub);
  if (moved.length > 0) return fail(`the hub stands in ${moved.join(', ')}`, `Put ${moved[0]} first in the config.`);
  if (strange.length === 0) return ok('nothing of ours stands in a region that the config does not have');
  return warn(
    `${strange.join(', ')} still there, not in the config`,
    'npm run deploy takes them away without losing rounds.',
  );
}
