// The clients of AWS's services, one of each kind for a region, made when first used.
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';

type In<Client> = (region: string) => Client;

export interface Aws {
  readonly cloudFormation: In<CloudFormationClient>;
  readonly dynamo: In<DynamoDBClient>;
  readonly lambda: In<LambdaClient>;
  readonly s3: In<S3Client>;
  readonly scheduler: In<SchedulerClient>;
  readonly sqs: In<SQSClient>;
  readonly ssm: In<SSMClient>;
  readonly sts: In<STSClient>;
}

export interface Patience {
  readonly connectMs: number;
  /** Until an answer begins. */
  readonly answerMs: number;
  /** How often a request is tried; throttled ones wait longer each time. */
  readonly attempts: number;
}

// SSM takes only a few puts a second, so that one of a region's last keys may well be throttled; a saver works for a minute.
const PATIENT: Patience = { connectMs: 5_000, answerMs: 90_000, attempts: 8 };
/** For looking whether something is there. */
export const IMPATIENT: Patience = { connectMs: 3_000, answerMs: 10_000, attempts: 3 };

/** Clients with the credentials that AWS's own tools would find here; they are looked for once. */
export function awsClients({ connectMs, answerMs, attempts }: Patience = PATIENT): Aws {
  const shared = {
    maxAttempts: attempts,
    requestHandler: { connectionTimeout: connectMs, requestTimeout: answerMs, throwOnRequestTimeout: true },
  };
  const { credentials } = new STSClient({ region: 'us-east-1', ...shared }).config;
  const settings = (region: string) => ({ region, credentials, ...shared });
  return {
    cloudFormation: oneEach((region) => new CloudFormationClient(settings(region))),
    dynamo: oneEach((region) => new DynamoDBClient(settings(region))),
    lambda: oneEach((region) => new LambdaClient(settings(region))),
    s3: oneEach((region) => new S3Client(settings(region))),
    scheduler: oneEach((region) => new SchedulerClient(settings(region))),
    sqs: oneEach((region) => new SQSClient(settings(region))),
    ssm: oneEach((region) => new SSMClient(settings(region))),
    sts: oneEach((region) => new STSClient(settings(region))),
  };
}

function oneEach<Client>(make: In<Client>): In<Client> {
  const made = new Map<string, Client>();
  return (region) => {
    const known = made.get(region) ?? make(region);
    made.set(region, known);
    return known;
  };
}
