// The configuration once it is checked: what the other rooms are given. lib/config makes it from YAML.
import type { Target } from './target.ts';
import type { Timeouts, Workload } from './workload.ts';

export interface AlarmSettings {
  readonly regression: 'per-target' | 'fleet' | 'off';
  readonly email: readonly string[];
}

/** The metrics of single series that may be sent to CloudWatch. */
export const SERIES_METRICS = ['ttft', 'throughput', 'failures'] as const;
export type SeriesMetric = (typeof SERIES_METRICS)[number];

/** How it stands in AWS; nothing else reads this. */
export interface AwsSettings {
  /** Whether the table refuses to be deleted until this is taken back. */
  readonly deletionProtection: boolean;
  /** The page's own address; `null` leaves it at the one that CloudFront gives. */
  readonly domain: {
    readonly name: string;
    /** Of a certificate in us-east-1, where CloudFront looks for it. */
    readonly certificateArn: string;
    /** Of the Route 53 zone that gets the records; `null` leaves them to the operator. */
    readonly hostedZoneId: string | null;
  } | null;
  /** How long the functions' logs are kept. */
  readonly logDays: number;
  /** True keeps everything deployed and starts no round. */
  readonly paused: boolean;
  /** Where docs/runbook.md can be read; alarms link to it. */
  readonly runbook: string;
}

export const DEFAULT_AWS: AwsSettings = {
  deletionProtection: true,
  domain: null,
  logDays: 30,
  paused: false,
  runbook: 'docs/runbook.md',
};

/** What the public page says of its publisher. */
export interface PageSettings {
  /** Where the site is read, ending in `/`; `null` = not told: deployed, it is the address that the deployment has. */
  readonly url: string | null;
  /** A mail address or a web address to which corrections go; `null` = none is given. */
  readonly contact: string | null;
  /** Licence of the published data, by its SPDX name. */
  readonly dataLicence: string;
}

export const DEFAULT_PAGE: PageSettings = { url: null, contact: null, dataLicence: 'CC-BY-4.0' };

export interface Config {
  readonly name: string;
  /** The first is the hub. */
  readonly regions: readonly string[];
  /** In the order of the file; the first is the one shown first. */
  readonly workloads: readonly Workload[];
  readonly timeouts: Timeouts;
  readonly alarms: AlarmSettings;
  /** Which metrics every series has in CloudWatch; none = lean. An alarm of a target adds the one that it needs. */
  readonly metrics: readonly SeriesMetric[];
  readonly aws: AwsSettings;
  readonly page: PageSettings;
  readonly targets: readonly Target[];
}

/** Whether any figure comes from the demo fleet; then all that is shown must say so. */
export function isSimulation(config: Config): boolean {
  return config.targets.some((target) => target.simulated);
}
