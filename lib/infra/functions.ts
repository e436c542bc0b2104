// A function of ours: its code, its role with nothing but what it is told, its log with an end.
import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import type { Construct } from 'constructs';
import { type ENV, HANDLER, logGroup } from '../names/names.ts';
import { mayLog, type Permission } from './permissions.ts';

export interface FunctionParts {
  readonly name: string;
  readonly description: string;
  /** The folder of its bundle. */
  readonly code: string;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  readonly environment: Readonly<Partial<Record<(typeof ENV)[keyof typeof ENV], string>>>;
  /** Beside writing its log. */
  readonly permissions: readonly Permission[];
  /**
   * Where an event goes that ended with an error; `null` where the event says nothing and the next one does the same. The
   * permission for it is the caller's to give.
   */
  readonly deadLetters: IQueue | null;
  /** How long an event may wait for its turn, ms. */
  readonly maxEventAgeMs: number;
  readonly logDays: number;
  /** True lets only one of it run at a time, and takes that one out of what the account may run. Default false. */
  readonly alone?: boolean;
}

export function makeFunction(scope: Construct, id: string, parts: FunctionParts): LambdaFunction {
  const { name, deadLetters } = parts;
  const logs = new LogGroup(scope, `${id}Log`, {
    logGroupName: logGroup(name),
    retention: parts.logDays as RetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = makeRole(scope, `${id}Role`, [...parts.permissions, mayLog(logs.logGroupArn)]);
  return new LambdaFunction(scope, id, {
    functionName: name,
    description: parts.description,
    code: Code.fromAsset(parts.code),
    handler: HANDLER,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: parts.memoryMb,
    timeout: Duration.millis(parts.timeoutMs),
    environment: { ...parts.environment },
    // all it may do stands above: what the constructs would add by themselves is left out
    role: role.withoutPolicyUpdates(),
    logGroup: logs,
    // a round that is raced a second time would cost tokens and measure another moment
    retryAttempts: 0,
    maxEventAge: eventAge(parts.maxEventAgeMs),
    ...(deadLetters === null ? {} : { onFailure: new SqsDestination(deadLetters) }),
    ...(parts.alone === true ? { reservedConcurrentExecutions: 1 } : {}),
  });
}

function makeRole(scope: Construct, id: string, permissions: readonly Permission[]): Role {
  const statements = permissions.map(({ statement }) => statement);
  const role = new Role(scope, id, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { Work: new PolicyDocument({ statements }) },
  });
  for (const { statement, wildcardReason: reason } of permissions) {
    if (reason === null) continue;
    for (const resource of statement.resources) {
      const finding = flattenCfnReference(Stack.of(scope).resolve(resource));
      Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${finding}]`, reason });
    }
  }
  return role;
}

const MINUTE_MS = 60_000;
const SIX_HOURS_MS = 6 * 60 * MINUTE_MS;

/** Within what Lambda takes. */
function eventAge(ms: number): Duration {
  return Duration.millis(Math.min(SIX_HOURS_MS, Math.max(MINUTE_MS, ms)));
}
