// What must outlive a redeployment: the table, with a replica in every other region that races.
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, Billing, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { Config } from '../domain/config.ts';
import { DATA_STACK, TABLE_NAME } from '../names/names.ts';
import { PARTITION_KEY, SORT_KEY, TTL_ATTRIBUTE } from '../results/table.ts';

/** @param replicas other regions than those of the config, while replicas are added or removed one by one */
export function makeDataStack(
  scope: Construct,
  { regions, aws }: Config,
  replicas: readonly string[] = regions.slice(1),
): Stack {
  const [hub] = regions;
  const stack = new Stack(scope, DATA_STACK, {
    stackName: DATA_STACK,
    description: 'Photofinish: the table of rounds and blocks, kept when all else is taken away.',
    env: { region: hub! },
    terminationProtection: aws.deletionProtection,
  });
  new TableV2(stack, 'Table', {
    tableName: TABLE_NAME,
    partitionKey: { name: PARTITION_KEY, type: AttributeType.STRING },
    sortKey: { name: SORT_KEY, type: AttributeType.STRING },
    billing: Billing.onDemand(),
    timeToLiveAttribute: TTL_ATTRIBUTE,
    // for every replica alike
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: aws.deletionProtection,
    // a table that stayed behind would stand in the way of the next deployment; the protections above keep it
    removalPolicy: RemovalPolicy.DESTROY,
    replicas: replicas.map((region) => ({ region })),
  });
  return stack;
}
