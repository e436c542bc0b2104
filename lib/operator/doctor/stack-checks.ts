// Whether a stack stands, and whether it stands well.
import type { Stack } from '@aws-sdk/client-cloudformation';
import type { Aws } from '../clients.ts';
import { BOOTSTRAP_VERSION, bootstrapVersion } from '../deployment/deploy.ts';
import { type Check, fail, ok, type Seen, warn } from './finding.ts';

export function bootstrapCheck(aws: Aws, region: string): Check {
  return {
    subject: `bootstrap ${region}`,
    region,
    look: async () => {
      const version = await bootstrapVersion(aws, region);
      if (version === null) return fail('not there', 'npm run deploy makes it.');
      if (version < BOOTSTRAP_VERSION) return fail(`version ${version} is too old`, 'npm run deploy renews it.');
      return ok(`version ${version}`);
    },
  };
}

/** @param stack shared with the checks of what is in it */
export function stackCheck(name: string, region: string, stack: () => Promise<Stack | null>): Check {
  return {
    subject: `stack ${name.endsWith(region) ? name : `${name} ${region}`}`,
    region,
    look: async () => {
      const found = await stack();
      return found === null ? fail('not there', 'npm run deploy') : seenOf(found);
    },
  };
}

const REPEAT = 'Look at its events in the CloudFormation console, then npm run deploy.';

function seenOf({ StackStatus, LastUpdatedTime: updatedAt, CreationTime: madeAt }: Stack): Seen {
  const status: string = StackStatus ?? 'no status';
  const at = (updatedAt ?? madeAt)?.toISOString().slice(0, 16).replace('T', ' ');
  if (/^(?:CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status))
    return ok(`${status}${at === undefined ? '' : `, ${at} UTC`}`);
  if (status.endsWith('_IN_PROGRESS')) return warn(status, 'Wait until it has ended, then look again.');
  if (status === 'UPDATE_ROLLBACK_COMPLETE') {
    return warn(`${status}: the last deployment failed, and what stood before it stands`, REPEAT);
  }
  return fail(status, REPEAT);
}
