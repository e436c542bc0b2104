// `photofinish doctor`: looks at everything a deployment needs, all at once, and tells it in order.
import type { Stack } from '@aws-sdk/client-cloudformation';
import type { Config } from '../../domain/config.ts';
import { DATA_STACK, HUB_STACK, raceStack } from '../../names/names.ts';
import { type Caller, callerIn } from '../account.ts';
import type { Aws } from '../clients.ts';
import { AwsTroubleError } from '../errors.ts';
import { findStack } from '../stacks.ts';
import { type Check, type Finding, findingsOf, ok, skipped } from './finding.ts';
import { hubChecks } from './hub-checks.ts';
import { keysCheck, queueChecks, roundChecks, schedulesCheck } from './region-checks.ts';
import { bootstrapCheck, stackCheck } from './stack-checks.ts';

/** One check may take so long. */
const LIMIT_MS = 30_000;

export interface Patient {
  readonly aws: Aws;
  readonly config: Config;
  readonly nowMs: number;
}

/** All that is to be said of a deployment, in order and as soon as it is known. */
export async function* examine(patient: Patient): AsyncGenerator<Finding> {
  const { aws, config } = patient;
  let caller: Caller;
  try {
    caller = await callerIn(aws, config.regions[0]!);
  } catch (error) {
    if (!(error instanceof AwsTroubleError)) throw error;
    yield { subject: 'credentials', mark: 'fail', saw: error.what, remedy: error.remedy };
    for (const { subject } of checksOf(patient, '')) yield { subject, ...skipped('needs credentials') };
    return;
  }
  yield { subject: 'credentials', ...ok(`account ${caller.account}, ${caller.arn}`) };
  const looking = checksOf(patient, caller.account).map((check) => findingsOf(check, LIMIT_MS));
  for (const findings of looking) yield* await findings;
}

function checksOf({ aws, config, nowMs }: Patient, account: string): readonly Check[] {
  const { regions } = config;
  const hub = regions[0]!;
  const stackOf = (name: string, region: string) => once(() => findStack(aws, region, name));
  const hubStack = stackOf(HUB_STACK, hub);
  const places = regions.map((region) => ({
    ...{ aws, config, region, nowMs },
    stack: stackOf(raceStack(region), region),
  }));
  return [
    ...regions.map((region) => bootstrapCheck(aws, region)),
    stackCheck(DATA_STACK, hub, stackOf(DATA_STACK, hub)),
    stackCheck(HUB_STACK, hub, hubStack),
    ...places.flatMap((place) => [
      stackCheck(raceStack(place.region), place.region, place.stack),
      keysCheck(place),
      schedulesCheck(place),
      ...queueChecks(place),
      ...roundChecks(place, hub),
    ]),
    ...hubChecks({ aws, regions, account, nowMs, stack: hubStack }),
  ];
}

function once(find: () => Promise<Stack | null>): () => Promise<Stack | null> {
  let asked: Promise<Stack | null> | undefined;
  return () => {
    asked ??= find();
    return asked;
  };
}
