// Everything that the estimate takes for granted, in one place: what cannot be derived from the config and the code. All of it is
// printed with the estimate; the main ones can be given as options. Sizes of items are held to the code by tests.

export interface Assumption {
  readonly value: number;
  readonly unit: string;
  readonly what: string;
  /** The option that changes it; none = fixed. */
  readonly option?: string;
}

export const ASSUMPTIONS = {
  roundSeconds: {
    // Twice what the times of bench/results/scene.ts give for 15 targets: 4 s mostly, and 20 s when one meets its deadline.
    ...{ value: 10, unit: 's', option: 'round-seconds' },
    what: 'from the gun to the end of the slowest probe, on average',
  },
  judgingSeconds: { value: 1, unit: 's', what: 'replay, judging and storing after a round' },
  prepareSeconds: {
    ...{ value: 4, unit: 's', option: 'prepare-seconds' },
    what: 'keys, dry runs and connections before an immediate gun',
  },
  starterSeconds: { value: 0.5, unit: 's', what: 'what the starter needs beyond its waiting' },
  saverSeconds: { value: 1.5, unit: 's', what: 'a look into an empty queue, of which 1 s is long polling' },
  publisherSeconds: { value: 1.5, unit: 's', what: 'a publication without its series' },
  publisherSecondsPerSeries: {
    value: 0.015,
    unit: 's',
    what: 'what each series adds (bench:results, on 0.58 of a core)',
  },
  detailSeconds: { value: 2, unit: 's', what: 'the pages behind the leaderboard, without their series' },
  detailSecondsPerSeries: { value: 0.05, unit: 's', what: 'what each series adds to that' },
  coldPublishersADay: {
    value: 12,
    unit: 'a day',
    what: 'publishers that start anew and read 30 days',
  },
  keyCacheMinutes: { value: 30, unit: 'min', what: 'how long a race function keeps its keys' },
  bytesPerRound: { value: 310, unit: 'bytes', what: 'a stored round without its samples' },
  bytesPerSample: { value: 550, unit: 'bytes', option: 'sample-bytes', what: 'a sample in a stored round' },
  bytesPerClaim: { value: 260, unit: 'bytes', what: 'the claim of a round, and a late marker' },
  bytesPerBlock: { value: 200, unit: 'bytes', what: 'an hour or day block without its slots' },
  bytesPerHourSlot: { value: 13, unit: 'bytes', what: 'a round in an hour block' },
  bytesPerDaySlot: { value: 15, unit: 'bytes', what: 'a round in a day block' },
  bytesPerRosterEntry: { value: 35, unit: 'bytes', what: 'a target in the note of how far blocks are frozen' },
  itemOverheadBytes: { value: 100, unit: 'bytes', what: 'what DynamoDB adds to each stored item' },
  roundDays: { value: 35, unit: 'days', what: 'how long rounds are kept' },
  hourBlockDays: { value: 100, unit: 'days', what: 'how long hour blocks are kept' },
  boardYears: { value: 1, unit: 'years', option: 'years', what: 'of day blocks in the table; they are kept for good' },
  lateShare: { value: 0.001, unit: 'of rounds', what: 'rounds that are stored late' },
  logKilobytesPerRound: { value: 3, unit: 'kB', what: 'log of a race function' },
  logKilobytesPerRun: { value: 1, unit: 'kB', what: 'log of a starter, saver or publisher' },
  pageViews: { value: 10_000, unit: 'a month', option: 'page-views', what: 'views of the public page' },
  requestsPerView: { value: 5, unit: 'requests', what: 'of a page view; half of them reach the bucket' },
  kilobytesPerView: { value: 150, unit: 'kB', what: 'of a page view, compressed' },
  kilobytesPerFile: { value: 60, unit: 'kB', what: 'of a published file' },
  bytesPerPublishedSample: { value: 85, unit: 'bytes', what: 'a sample in a download, compressed' },
  alarmMails: { value: 100, unit: 'a month', option: 'alarm-mails', what: 'messages of alarms to each address' },
  requestKilobytes: { value: 6, unit: 'kB', what: 'sent for a probe beside its prompt, TLS included' },
  metricKilobytes: { value: 1.5, unit: 'kB', what: 'sent to the watching region for a round' },
  outputShare: { value: 1, unit: 'of the cap', option: 'output-share', what: 'output tokens that a probe uses' },
  canarySeconds: { value: 5, unit: 's', what: 'one probe by a canary, its runtime included' },
  canaryStartSeconds: { value: 2, unit: 's', what: "a canary's runtime around a round of all targets" },
  canaryMemoryGb: { value: 1, unit: 'GB', what: 'of a canary (x86)' },
  canaryObjects: { value: 3, unit: 'objects', what: 'written to S3 by each run of a canary' },
  canaryMetrics: { value: 3, unit: 'metrics', what: 'that Synthetics sends for each canary' },
} as const satisfies Readonly<Record<string, Assumption>>;
export type AssumptionName = keyof typeof ASSUMPTIONS;

/** Their values, some of them changed by the user. */
export type Assumed = Readonly<Record<AssumptionName, number>>;

export function assumed(changed: Partial<Assumed> = {}): Assumed {
  const values = Object.fromEntries(Object.entries(ASSUMPTIONS).map(([name, { value }]) => [name, value]));
  return { ...(values as Record<AssumptionName, number>), ...changed };
}
