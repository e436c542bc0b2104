// `npm run destroy`: takes the deployment away. The data and the keys stay unless they are asked for by name.
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import type { Config } from '../../domain/config.ts';
import { boardBucket, DATA_STACK, HUB_STACK, KEY_PATH, PUBLISHER_SCHEDULE, TABLE_NAME } from '../../names/names.ts';
import { callerIn } from '../account.ts';
import { inRegion, unlessMissing } from '../aws-trouble.ts';
import type { Aws } from '../clients.ts';
import { DeploymentRefusedError } from '../errors.ts';
import { DEFAULT_GROUP, disableSchedule } from '../schedules.ts';
import { deleteStack, findStack, survey } from '../stacks.ts';
import { emptyBucket } from './bucket.ts';
import { stopRounds } from './quiet.ts';
import { deleteRaceStack, retireKeys, retireRegion } from './retire.ts';
import { forEach, type Tools } from './tools.ts';

export interface Removal {
  readonly config: Config;
  /** Whether the table goes too. */
  readonly data: boolean;
  /** Whether the keys go too. */
  readonly keys: boolean;
}

// The CDN takes a quarter of an hour to let go of a page, a table as long to let go of its replicas.
const STACK_LIMIT_S = 60 * 60;
const STACK_PAUSE_S = 10;

/** @throws OperatorError where something must not go, or does not */
export async function destroy(removal: Removal, tools: Tools): Promise<void> {
  const { config, data, keys } = removal;
  const { aws, say } = tools;
  const { account } = await callerIn(aws, config.regions[0]!);
  const there = await survey(aws, config.regions);
  if (data) await refuseProtected(aws, config, there.data);
  const regions = [...new Set([...config.regions, ...there.race, ...there.replicas])];
  say(`Removing the deployment from account ${account}`);
  sayWhatStays(removal, say);
  await forEach(there.hub, (region) => stopPublisher(tools, region));
  await forEach(there.race, async (region) => {
    if (!data) return retireRegion(tools, config, region);
    await stopRounds(tools, config, region);
    await deleteRaceStack(tools, region);
  });
  await forEach(there.hub, (region) => deleteHub(tools, account, region));
  if (data) await forEach(there.data, (region) => deleteOne(tools, region, DATA_STACK));
  if (keys) await forEach(regions, (region) => retireKeys(tools, region));
  say(there.hub.length + there.race.length + (data ? there.data.length : 0) === 0 ? 'There was no stack.' : 'Removed.');
}

function sayWhatStays({ data, keys }: Removal, say: Tools['say']): void {
  if (!data)
    say(
      `The table ${TABLE_NAME} with all results stays (stack ${DATA_STACK}); npm run destroy -- --data takes it too.`,
    );
  if (!keys) say(`The keys below ${KEY_PATH} stay; npm run destroy -- --keys takes them too.`);
  say('The stacks CDKToolkit stay, since other projects may use them.');
}

/** @throws DeploymentRefusedError */
async function refuseProtected(aws: Aws, config: Config, regions: readonly string[]): Promise<void> {
  if (config.aws.deletionProtection) {
    throw new DeploymentRefusedError(
      'The table is protected: the config says aws.deletionProtection: true, or nothing, which means the same. ' +
        'To delete all results for good, write aws: { deletionProtection: false }, run npm run deploy, then this again.',
    );
  }
  for (const region of regions) {
    const stack = await inRegion(region, findStack(aws, region, DATA_STACK));
    const asked = aws.dynamo(region).send(new DescribeTableCommand({ TableName: TABLE_NAME }));
    const table = (await inRegion(region, unlessMissing(asked)))?.Table;
    if (stack?.EnableTerminationProtection !== true && table?.DeletionProtectionEnabled !== true) continue;
    throw new DeploymentRefusedError(
      `The table in ${region} is still protected: the config takes the protection back, but was not deployed since. ` +
        'Run npm run deploy, then this again.',
    );
  }
}

/** So that nothing is written into the bucket that is being emptied. */
async function stopPublisher({ aws, nowMs }: Tools, region: string): Promise<void> {
  const schedule = { region, group: DEFAULT_GROUP, name: PUBLISHER_SCHEDULE };
  await inRegion(region, disableSchedule(aws, schedule, nowMs()));
}

async function deleteHub(tools: Tools, account: string, region: string): Promise<void> {
  const bucket = boardBucket(account, region);
  const empty = async () => {
    const deleted = await inRegion(region, emptyBucket(tools.aws.s3(region), bucket));
    if (deleted > 0) tools.say(`${region}: ${deleted} files of the board are deleted`);
  };
  await empty();
  try {
    await deleteOne(tools, region, HUB_STACK);
  } catch (error) {
    if (!(error instanceof DeploymentRefusedError)) throw error;
    // a publication that was under way may have written once more
    await empty();
    await deleteOne(tools, region, HUB_STACK);
  }
}

async function deleteOne({ aws, say }: Tools, region: string, name: string): Promise<void> {
  say(`${region}: deleting the stack ${name} (this can take a quarter of an hour)`);
  await deleteStack(aws, { region, name, maxWaitS: STACK_LIMIT_S, everyS: STACK_PAUSE_S });
  say(`${region}: the stack ${name} is gone`);
}
