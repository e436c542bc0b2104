// `npm run deploy`: one command from a config to a deployment that follows it.
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import type { Config } from '../../domain/config.ts';
import { DATA_STACK, DISTRIBUTION_OUTPUT, HUB_STACK, PAGE_OUTPUT, REPLICAS_CONTEXT } from '../../names/names.ts';
import { callerIn } from '../account.ts';
import { inRegion, unlessMissing } from '../aws-trouble.ts';
import type { Aws } from '../clients.ts';
import { DeploymentRefusedError } from '../errors.ts';
import { listKeys } from '../keys/list.ts';
import { keyNamesOf } from '../keys/wanted-keys.ts';
import { findStack, outputOf, type Survey, survey } from '../stacks.ts';
import { replicaSteps } from './replicas.ts';
import { resumeSchedules } from './resume.ts';
import { retireKeys, retireRegion } from './retire.ts';
import { forEach, type Tools } from './tools.ts';

/** Where the CDK's bootstrap leaves its version. */
export const BOOTSTRAP_PARAMETER = '/cdk-bootstrap/hnb659fds/version';
/** The CDK's stacks ask for this version at least. */
export const BOOTSTRAP_VERSION = 6;

export interface Order {
  readonly config: Config;
  readonly configFile: string;
}

/**
 * @returns the exit status: that of the CDK where it failed
 * @throws OperatorError where something stands in the way before the CDK is called
 */
export async function deploy({ config, configFile }: Order, tools: Tools): Promise<number> {
  const { aws, cdk, say } = tools;
  const hub = config.regions[0]!;
  const { account, arn } = await callerIn(aws, hub);
  say(`Deploying to ${config.regions.join(', ')} of account ${account}, as ${arn}`);
  const there = await survey(aws, config.regions);
  refuseMovedHub(there, hub);
  const removed = [...new Set([...there.race, ...there.replicas])].filter((region) => !config.regions.includes(region));
  if (removed.length > 0) say(`No longer in the config: ${removed.join(', ')}`);
  await forEach(removed, async (region) => {
    await retireRegion(tools, config, region);
    await retireKeys(tools, region);
  });
  const bare = await unbootstrapped(aws, config.regions);
  if (bare.length > 0) {
    say(`Preparing ${bare.join(', ')} for the CDK (cdk bootstrap)`);
    const status = await cdk(['bootstrap', ...bare.map((region) => `aws://${account}/${region}`)]);
    if (status !== 0) return failed(say, 'cdk bootstrap', status);
  }
  const prepared = await changeReplicas({ config, configFile }, tools, there);
  if (prepared !== 0) return failed(say, 'cdk deploy', prepared);
  const words = ['deploy', '--all', '--require-approval', 'never', '--concurrency', '10', ...contextOf(configFile)];
  const status = await cdk(words);
  if (status !== 0) return failed(say, 'cdk deploy', status);
  await resumeSchedules(tools, config);
  await sayWhatIsNext(config, tools);
  return 0;
}

/** All updates of the table's replicas but the last, which comes with everything else. @returns the CDK's exit status */
async function changeReplicas({ config, configFile }: Order, { cdk, say }: Tools, there: Survey): Promise<number> {
  const [hub, ...wanted] = config.regions;
  if (!there.data.includes(hub!)) return 0;
  const replicas = there.replicas.filter((region) => region !== hub);
  for (const next of replicaSteps(replicas, wanted)) {
    say(`The table's replicas change one by one; next: ${next.join(', ') || 'none'}`);
    const context = [...contextOf(configFile), '--context', `${REPLICAS_CONTEXT}=${next.join(',')}`];
    const status = await cdk(['deploy', DATA_STACK, '--exclusively', '--require-approval', 'never', ...context]);
    if (status !== 0) return status;
  }
  return 0;
}

/** `npm run diff`: what a deployment would change. @returns the CDK's exit status */
export async function diff({ config, configFile }: Order, { aws, cdk }: Tools): Promise<number> {
  await callerIn(aws, config.regions[0]!);
  return cdk(['diff', ...contextOf(configFile)]);
}

/** How bin/app.ts is told of the config. */
function contextOf(configFile: string): readonly string[] {
  return ['--context', `config=${configFile}`];
}

function refuseMovedHub({ data, hub: hubs }: Survey, hub: string): void {
  const elsewhere = [...new Set([...data, ...hubs])].filter((region) => region !== hub);
  if (elsewhere.length === 0) return;
  throw new DeploymentRefusedError(
    `The hub is in ${elsewhere.join(', ')}, where the table and the page stand; the first region of the config says ${hub}. ` +
      `Put ${elsewhere[0]} first again. To move the hub all the same, see "Moving the hub" in docs/deploy.md.`,
  );
}

async function unbootstrapped(aws: Aws, regions: readonly string[]): Promise<readonly string[]> {
  const versions = await Promise.all(regions.map((region) => inRegion(region, bootstrapVersion(aws, region))));
  return regions.filter((_, index) => (versions[index] ?? 0) < BOOTSTRAP_VERSION);
}

/** The version of a region's bootstrap; `null` without one. @throws whatever SSM answers */
export async function bootstrapVersion(aws: Aws, region: string): Promise<number | null> {
  const answer = await unlessMissing(aws.ssm(region).send(new GetParameterCommand({ Name: BOOTSTRAP_PARAMETER })));
  return answer === null ? null : Number(answer.Parameter?.Value ?? 0);
}

function failed(say: Tools['say'], what: string, status: number): number {
  say(`${what} failed; what it said stands above. Once the cause is gone, repeat the command: it goes on from here.`);
  return status;
}

async function sayWhatIsNext(config: Config, { aws, say }: Tools): Promise<void> {
  const hub = config.regions[0]!;
  const stack = await inRegion(hub, findStack(aws, hub, HUB_STACK));
  const page = outputOf(stack, PAGE_OUTPUT);
  say('Deployed.');
  if (page !== null) say(`The page: ${page} (it fills with the first publication, within ten minutes)`);
  const { domain } = config.aws;
  if (domain !== null && domain.hostedZoneId === null) {
    say(`Where ${domain.name} is looked after: a CNAME from it to ${outputOf(stack, DISTRIBUTION_OUTPUT)}`);
  }
  const wanted = keyNamesOf(config);
  const lacking = (await listKeys(aws, config.regions)).filter(
    ({ keys }) => keys !== null && wanted.some((name) => !keys.has(name)),
  );
  if (lacking.length > 0) {
    say(`Keys are missing in ${lacking.map(({ region }) => region).join(', ')}: npx photofinish keys push`);
  }
  const { email } = config.alarms;
  if (email.length > 0) {
    say(
      `Alarms go to ${email.join(', ')}: AWS sends each a mail for each region, and stays silent until its link is opened.`,
    );
  }
  if (config.aws.paused) say('The config says paused: no round starts until it does not.');
  say('Whether all is well: npx photofinish doctor');
}
