// What one more target, one more region and a faster cadence would add: the same estimate of an altered config.
import type { Config } from '../domain/config.ts';
import type { Target } from '../domain/target.ts';
import type { Workload } from '../domain/workload.ts';
import { type Estimate, estimateOf, type Premises, type Totals } from './estimate.ts';

export interface Change {
  readonly what: string;
  /** What it adds a month. */
  readonly added: Totals;
  /** Tokens whose price is known. */
  readonly addedTokensUsd: number;
  /** Where most of it comes from, `null` if nothing is added. */
  readonly mostly: { readonly what: string; readonly addedUsd: number } | null;
}

const ONE_MINUTE_MS = 60_000;
const LONGER_SECONDS = 5;
const FURTHER_REGIONS = ['us-west-2', 'eu-central-1', 'ap-southeast-1', 'us-east-1', 'eu-west-1', 'ap-northeast-1'];

export function changesOf(config: Config, before: Estimate, premises: Premises): Change[] {
  return alterations(config, premises).map(([what, altered, alteredPremises]) => {
    const after = estimateOf(altered, alteredPremises);
    return {
      what,
      added: {
        listUsd: after.aws.listUsd - before.aws.listUsd,
        billUsd: after.aws.billUsd - before.aws.billUsd,
      },
      addedTokensUsd: after.tokensUsd - before.tokensUsd,
      mostly: mostlyOf(before, after),
    };
  });
}

type Alteration = readonly [what: string, altered: Config, premises: Premises];

function alterations(config: Config, premises: Premises): Alteration[] {
  const region = FURTHER_REGIONS.find((each) => !config.regions.includes(each));
  const [first, ...others] = config.workloads;
  const faster = first && first.everyMs > ONE_MINUTE_MS ? everyMinute(first) : null;
  const { assumed } = premises;
  const longer = { ...assumed, roundSeconds: assumed.roundSeconds + LONGER_SECONDS };
  return [
    [
      'one more target, in every region',
      { ...config, targets: [...config.targets, oneMore(config.targets)] },
      premises,
    ],
    ...(region ? [oneMoreRegion(config, region, premises)] : []),
    ...(faster ? [[fasterText(faster), { ...config, workloads: [faster, ...others] }, premises] as const] : []),
    [`rounds that last ${LONGER_SECONDS} s longer`, config, { ...premises, assumed: longer }],
  ];
}

// A gun that comes when the next round is due cannot be.
function everyMinute(workload: Workload): Workload {
  return {
    ...workload,
    everyMs: ONE_MINUTE_MS,
    gunDelayMs: workload.gunDelayMs < ONE_MINUTE_MS ? workload.gunDelayMs : 0,
  };
}

function fasterText({ name, gunDelayMs }: Workload): string {
  return `${name} every minute${gunDelayMs === 0 ? ', gun immediate' : ''}`;
}

function oneMoreRegion(config: Config, region: string, premises: Premises): Alteration {
  return [`one more region (${region})`, { ...config, regions: [...config.regions, region] }, premises];
}

// Its tokens are another matter: they depend on the model.
function oneMore(targets: readonly Target[]): Target {
  const like = targets[0] as Target;
  const alarms = { ttftMs: null, failureShare: null };
  return {
    ...like,
    ...{ id: 'one-more/target', provider: 'one-more', model: 'any', regions: null, alarms, latency: null },
  };
}

function mostlyOf(before: Estimate, after: Estimate): Change['mostly'] {
  const nameOf = ({ group, what }: Estimate['lines'][number]) => `${group}: ${what}`;
  const costs = new Map(before.lines.map((line) => [nameOf(line), line.billUsd]));
  const added = after.lines.map((line) => ({
    what: nameOf(line),
    addedUsd: line.billUsd - (costs.get(nameOf(line)) ?? 0),
  }));
  const most = added.sort((a, b) => b.addedUsd - a.addedUsd)[0];
  return most === undefined || most.addedUsd <= 0 ? null : most;
}
