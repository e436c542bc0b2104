// The stacks of a deployment: which there are, where, and in which state.
import {
  DeleteStackCommand,
  DescribeStacksCommand,
  type Stack,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { DATA_STACK, HUB_STACK, raceStack, TABLE_NAME } from '../names/names.ts';
import { inRegion, unlessMissing } from './aws-trouble.ts';
import type { Aws } from './clients.ts';
import { DeploymentRefusedError } from './errors.ts';
import { REGIONS_OF_EVERY_ACCOUNT } from './regions.ts';

/** A stack, or `null` where there is none. @throws whatever CloudFormation answers */
export async function findStack(aws: Aws, region: string, name: string): Promise<Stack | null> {
  const answer = await unlessMissing(aws.cloudFormation(region).send(new DescribeStacksCommand({ StackName: name })));
  const stack = answer?.Stacks?.[0] ?? null;
  return stack === null || stack.StackStatus === 'DELETE_COMPLETE' ? null : stack;
}

export function outputOf(stack: Stack | null, name: string): string | null {
  return stack?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue ?? null;
}

/** The regions other than `region` that hold a replica of its table; none without a table. @throws whatever DynamoDB answers */
export async function replicasOf(aws: Aws, region: string): Promise<readonly string[]> {
  const answer = await unlessMissing(aws.dynamo(region).send(new DescribeTableCommand({ TableName: TABLE_NAME })));
  const names = (answer?.Table?.Replicas ?? []).flatMap(({ RegionName: name }) => (name === undefined ? [] : [name]));
  return names.filter((name) => name !== region);
}

/** Where something of ours stands. */
export interface Survey {
  readonly data: readonly string[];
  readonly hub: readonly string[];
  readonly race: readonly string[];
  /** Replicas of a table that stands in a region of the config. */
  readonly replicas: readonly string[];
}

/**
 * Looks for our stacks in the regions of the config, in those that their tables have replicas in, and in those of every account.
 * @throws AwsTroubleError where a region of the config does not tell; others may keep silent
 */
export async function survey(aws: Aws, regions: readonly string[]): Promise<Survey> {
  const replicas = await Promise.all(regions.map((region) => inRegion(region, replicasOf(aws, region))));
  const known = new Set([...regions, ...replicas.flat()]);
  const all = [...new Set([...known, ...REGIONS_OF_EVERY_ACCOUNT])];
  const where = async (stack: (region: string) => string) => {
    const found = await Promise.all(
      all.map(async (region) => {
        const asked = findStack(aws, region, stack(region));
        return known.has(region) ? inRegion(region, asked) : asked.catch(() => null);
      }),
    );
    return all.filter((_, index) => found[index] !== null);
  };
  const [data, hub, race] = await Promise.all([where(() => DATA_STACK), where(() => HUB_STACK), where(raceStack)]);
  return { data, hub, race, replicas: [...new Set(replicas.flat())] };
}

export interface Deletion {
  readonly region: string;
  readonly name: string;
  /** How long it is waited for. */
  readonly maxWaitS: number;
  /** Between two looks. */
  readonly everyS: number;
}

/** Deletes a stack and waits until it is gone. @throws DeploymentRefusedError if it is not gone in time, or cannot go */
export async function deleteStack(aws: Aws, { region, name, maxWaitS, everyS }: Deletion): Promise<void> {
  const client = aws.cloudFormation(region);
  const stack = await inRegion(region, findStack(aws, region, name));
  if (stack === null) return;
  await inRegion(region, client.send(new DeleteStackCommand({ StackName: name })));
  try {
    // by its id, under which CloudFormation knows it after its end too
    const id = stack.StackId ?? name;
    await waitUntilStackDeleteComplete(
      { client, maxWaitTime: maxWaitS, minDelay: everyS, maxDelay: everyS },
      { StackName: id },
    );
  } catch (error) {
    const left = await inRegion(region, findStack(aws, region, name));
    if (left === null) return;
    const why = left.StackStatusReason ?? left.StackStatus ?? 'no reason given';
    throw new DeploymentRefusedError(
      `The stack ${name} in ${region} could not be deleted (${why}). ` +
        'Look at its events in the CloudFormation console, then repeat the command.',
      { cause: error },
    );
  }
}
