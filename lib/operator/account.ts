// Whose credentials these are.
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { inRegion } from './aws-trouble.ts';
import type { Aws } from './clients.ts';

export interface Caller {
  readonly account: string;
  /** The user or the role. */
  readonly arn: string;
}

/** @throws AwsTroubleError without credentials that AWS takes */
export async function callerIn(aws: Aws, region: string): Promise<Caller> {
  const identity = await inRegion(region, aws.sts(region).send(new GetCallerIdentityCommand({})));
  return { account: identity.Account ?? '', arn: identity.Arn ?? '' };
}
