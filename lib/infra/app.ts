// The deployment: the data stack first, then the hub and every region's races side by side.
import { App } from 'aws-cdk-lib';
import type { Config } from '../domain/config.ts';
import type { Bundles } from './bundle.ts';
import { cdkContext } from './cdk-settings.ts';
import { makeDataStack } from './data-stack.ts';
import { makeHubStack } from './hub-stack.ts';
import { checkGoodPractice } from './nag.ts';
import { makeRaceStack } from './race-stack.ts';
import { checkWorkloads } from './region-plan.ts';

export interface AppOptions {
  /** Where the templates go; by default where the CDK's command line says. */
  readonly outdir?: string;
  /**
   * Whether the CDK checks each template's form, which takes it 2.6 s of a core. Default false: the tests have it done for a
   * small and a large config, and CloudFormation does it before it touches anything.
   */
  readonly checkTemplates?: boolean;
  /** The table's replicas, where they are not (yet) those of the config. Default: the config's regions but for the hub. */
  readonly replicas?: readonly string[] | undefined;
}

/**
 * All stacks of a config. Needs no account: it is left open until the deployment.
 * @throws ScheduleError if a workload asks for what AWS does not have
 */
export function photofinishApp(config: Config, bundles: Bundles, options: AppOptions = {}): App {
  checkWorkloads(config);
  const { checkTemplates = false, replicas, ...props } = options;
  const app = new App({
    ...props,
    context: { ...cdkContext() },
    analyticsReporting: false,
    builtinCloudFormationValidation: checkTemplates,
  });
  const data = makeDataStack(app, config, replicas);
  const others = [
    makeHubStack(app, config, bundles),
    ...config.regions.map((region) => makeRaceStack(app, config, region, bundles)),
  ];
  for (const stack of others) stack.addStackDependency(data, 'the table comes first');
  checkGoodPractice(app);
  return app;
}
