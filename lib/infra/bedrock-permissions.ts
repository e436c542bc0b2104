// Which models of Amazon Bedrock the race function may ask in a region: exactly those of the config's targets that are signed
// with its own role. A target with a key of its own needs no permission.
import type { Stack } from 'aws-cdk-lib';
import { modelIn, type Target } from '../domain/target.ts';
import { StackTooLargeError } from './errors.ts';
import { type Permission, permission } from './permissions.ts';

// A role's policies may have 10,240 characters; a model takes up to 200 of them.
const MOST_MODELS = 40;

/** @throws StackTooLargeError if they are more than a role's policy can name */
export function mayAskModels(stack: Stack, targets: readonly Target[], region: string): readonly Permission[] {
  const signed = targets.filter(({ api, keyName }) => api === 'bedrock-converse' && keyName === null);
  const models = [...new Set(signed.map((target) => modelIn(target, region)).filter((model) => model !== null))].sort();
  if (models.length > MOST_MODELS) {
    throw new StackTooLargeError(
      `targets[].model: ${models.length} different models of Bedrock are raced from ${region} with the credentials of the ` +
        `function; its permissions can name ${MOST_MODELS}. Give some of them a Bedrock API key (key: NAME), or fewer regions.`,
    );
  }
  const byArn = models.filter((model) => model.startsWith('arn:'));
  const byId = models.filter((model) => !model.startsWith('arn:'));
  return [...permissionsForIds(stack, byId), ...byArn.flatMap(permissionsForArn)];
}

// A cross-region profile is a model's id behind a geography: `us.`, `eu.`, `apac.`, `jp.`, `us-gov.`, `global.`, ...
const PROFILE = /^(?<geography>[a-z]{2}|us-gov|apac|global)\.(?<model>.+)$/;

interface Profile {
  readonly id: string;
  readonly geography: string;
  /** The model behind it. */
  readonly model: string;
}

function profileOf(id: string): Profile | null {
  const { geography, model } = PROFILE.exec(id)?.groups ?? {};
  return geography === undefined || model === undefined ? null : { id, geography, model };
}

function permissionsForIds(stack: Stack, ids: readonly string[]): readonly Permission[] {
  if (ids.length === 0) return [];
  const profiles = ids.map(profileOf).filter((profile) => profile !== null);
  const models = ids.filter((id) => profileOf(id) === null);
  const profileArn = (resourceName: string) =>
    stack.formatArn({ service: 'bedrock', resource: 'inference-profile', resourceName });
  const modelArn = (region: string, resourceName: string) =>
    stack.formatArn({ service: 'bedrock', region, account: '', resource: 'foundation-model', resourceName });
  const named = [...models.map((model) => modelArn(stack.region, model)), ...profiles.map(({ id }) => profileArn(id))];
  const geographies = Map.groupBy(profiles, ({ geography }) => geography);
  return [
    mayAsk(named),
    ...[...geographies].map(([geography, itsProfiles]) =>
      mayAskThrough(
        profileArn(`${geography}.*`),
        itsProfiles.map(({ model }) => modelArn('*', model)),
      ),
    ),
  ];
}

// A model or a profile that was written down by its ARN. An application's own profile tells neither its model nor the profile
// that it may be made from.
function permissionsForArn(arn: string): readonly Permission[] {
  const [, partition, , , account] = arn.split(':');
  const [, kind, name] = /:((?:application-)?inference-profile)\/(.+)$/.exec(arn) ?? [];
  if (kind === undefined || name === undefined) return [mayAsk([arn])];
  const behind = kind === 'inference-profile' ? profileOf(name) : null;
  const model = `arn:${partition}:bedrock:*::foundation-model/${behind?.model ?? '*'}`;
  const profiles = behind === null ? [`arn:${partition}:bedrock:*:${account}:inference-profile/*`] : [];
  return [mayAsk([arn]), mayAskThrough(arn, [model, ...profiles])];
}

const ACTIONS = ['bedrock:InvokeModelWithResponseStream'];

function mayAsk(resources: readonly string[]): Permission {
  return permission({ actions: ACTIONS, resources: [...resources] });
}

function mayAskThrough(profile: string, resources: readonly string[]): Permission {
  const conditions = { ArnLike: { 'bedrock:InferenceProfileArn': profile } };
  return permission(
    { actions: ACTIONS, resources: [...resources], conditions },
    'An inference profile picks the region that answers; the model is allowed through a profile only.',
  );
}
