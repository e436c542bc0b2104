// What the functions may do, each as one statement with its actions and resources by name.
import type { Stack } from 'aws-cdk-lib';
import { PolicyStatement, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import { METRICS_NAMESPACE } from '../metrics/names.ts';
import { KEY_PATH, TABLE_NAME } from '../names/names.ts';

export interface Permission {
  readonly statement: PolicyStatement;
  /** Why a resource in it has a `*`; `null` if none has. */
  readonly wildcardReason: string | null;
}

export function permission(props: PolicyStatementProps, wildcardReason: string | null = null): Permission {
  return { statement: new PolicyStatement(props), wildcardReason };
}

export function mayInvoke(functionArns: readonly string[]): Permission {
  return permission({ sid: 'Invoke', actions: ['lambda:InvokeFunction'], resources: [...functionArns] });
}

export function maySend(queueArns: readonly string[]): Permission {
  return permission({ sid: 'SendToQueues', actions: ['sqs:SendMessage'], resources: [...queueArns] });
}

export function mayTakeFrom(queueArn: string): Permission {
  const actions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage'];
  return permission({ sid: 'TakeFromQueue', actions, resources: [queueArn] });
}

type TableAction = 'GetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'BatchGetItem' | 'BatchWriteItem';

/** On the table's replica in the stack's own region. */
export function mayUseTable(stack: Stack, actions: readonly TableAction[]): Permission {
  return permission({
    sid: 'UseTable',
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: TABLE_NAME })],
  });
}

/** In every region, because heartbeats go abroad. */
export function maySendMetrics(): Permission {
  const props = {
    sid: 'SendMetrics',
    actions: ['cloudwatch:PutMetricData'],
    resources: ['*'],
    conditions: { StringEquals: { 'cloudwatch:namespace': METRICS_NAMESPACE } },
  };
  return permission(props, 'CloudWatch knows no resource for PutMetricData; the statement is held to our namespace.');
}

/**
 * To read the keys of the stack's region. Systems Manager checks the path as it was asked for, so it stands here with and
 * without the slash at its end; whoever may read a path may read what lies below.
 */
export function mayReadKeys(stack: Stack): Permission {
  const path = KEY_PATH.slice(1);
  return permission({
    sid: 'ReadKeys',
    actions: ['ssm:GetParametersByPath'],
    resources: [path, path.slice(0, -1)].map((resourceName) =>
      stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName }),
    ),
  });
}

/** To the people who are told of alarms. */
export function mayPublish(topicArn: string): Permission {
  return permission({ sid: 'TellPeople', actions: ['sns:Publish'], resources: [topicArn] });
}

export function mayWriteFiles(bucketArn: string): Permission {
  const actions = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'];
  const props = { sid: 'WriteFiles', actions, resources: [`${bucketArn}/*`] };
  return permission(props, "The board's files change with the config; the bucket holds nothing else.");
}

export function mayLog(logGroupArn: string): Permission {
  const actions = ['logs:CreateLogStream', 'logs:PutLogEvents'];
  return permission({ sid: 'WriteLogs', actions, resources: [logGroupArn] });
}
