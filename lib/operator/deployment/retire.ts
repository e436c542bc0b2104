// Taking a region away without losing a round that was measured there.
import type { Config } from '../../domain/config.ts';
import { raceStack } from '../../names/names.ts';
import { inRegion } from '../aws-trouble.ts';
import { deleteKeys } from '../keys/stored-keys.ts';
import { deleteStack } from '../stacks.ts';
import { saveWaitingRounds, stopRounds } from './quiet.ts';
import type { Tools } from './tools.ts';

const STACK_LIMIT_S = 30 * 60;
const STACK_PAUSE_S = 5;

/** Stops a region's rounds, stores what waits, and deletes its stack. @throws OperatorError where a step cannot be done */
export async function retireRegion(tools: Tools, config: Config, region: string): Promise<void> {
  await stopRounds(tools, config, region);
  await saveWaitingRounds(tools, region);
  await deleteRaceStack(tools, region);
}

export async function deleteRaceStack({ aws, say }: Tools, region: string): Promise<void> {
  const name = raceStack(region);
  say(`${region}: deleting the stack ${name}`);
  await deleteStack(aws, { region, name, maxWaitS: STACK_LIMIT_S, everyS: STACK_PAUSE_S });
  say(`${region}: the stack is gone`);
}

/** Takes the keys of a region away; every other one has the same. */
export async function retireKeys({ aws, say }: Tools, region: string): Promise<void> {
  const names = await inRegion(region, deleteKeys(aws.ssm(region)));
  if (names.length > 0) say(`${region}: its keys are deleted (${names.join(', ')})`);
}
