// What stands where in AWS: every name that one part gives and another one looks for. The stacks, the functions and the
// operator's commands all take them from here, so that no stack needs a reference to another.
import type { RoundKey } from '../domain/round.ts';

export const PROJECT = 'photofinish';

/** The hub's stack of what must outlive a redeployment: the table. */
export const DATA_STACK = `${PROJECT}-data`;
/** The hub's stack of all that can be made anew: publisher, bucket, page. */
export const HUB_STACK = `${PROJECT}-hub`;

/** The stack of a probing region. */
export function raceStack(region: string): string {
  return `${PROJECT}-race-${region}`;
}

export const STARTER_FUNCTION = `${PROJECT}-starter`;
export const RACE_FUNCTION = `${PROJECT}-race`;
export const SAVER_FUNCTION = `${PROJECT}-saver`;
export const PUBLISHER_FUNCTION = `${PROJECT}-publisher`;

/** The one table; in every region a replica of it has the same name. */
export const TABLE_NAME = PROJECT;

export const SCHEDULE_GROUP = PROJECT;
export const PUBLISHER_SCHEDULE = `${PROJECT}-publisher`;
export const SAVER_SCHEDULE = `${PROJECT}-saver`;

/** The schedule of one shard of one workload. */
export function roundSchedule(workload: string, shard: string): string {
  return `${PROJECT}-${workload}-${shard}`;
}

/** Rounds that the table could not take. */
export const UNSAVED_QUEUE = `${PROJECT}-unsaved`;
/** What could not be handled at all: invocations that failed, rounds that can never be stored. */
export const DEAD_LETTER_QUEUE = `${PROJECT}-dead-letters`;
/** Who is told of alarms; one topic in each region. */
export const ALARM_TOPIC = `${PROJECT}-alarms`;
export const DASHBOARD = PROJECT;

/** Names of buckets are shared by the whole world, so the account is part of it. */
export function boardBucket(account: string, region: string): string {
  return `${PROJECT}-board-${account}-${region}`;
}

/** Keys are SSM parameters below this path, each under the name of its variable; the path ends in `/`. */
export const KEY_PATH = `/${PROJECT}/keys/`;

export function logGroup(functionName: string): string {
  return `/aws/lambda/${functionName}`;
}

/** The output of the hub's stack that holds the page's address. */
export const PAGE_OUTPUT = 'PageAddress';
/** The output that holds the name of the distribution itself, which the records of an own domain point to. */
export const DISTRIBUTION_OUTPUT = 'DistributionName';
/** The context by which a deployment of the data stack is told of other replicas than the config's: with commas between. */
export const REPLICAS_CONTEXT = 'replicas';

/** Variables of the functions: what a function cannot know by convention. */
export const ENV = {
  /** Address of `UNSAVED_QUEUE`: race and saver. */
  unsavedQueueUrl: 'PHOTOFINISH_UNSAVED_QUEUE_URL',
  /** Address of `DEAD_LETTER_QUEUE`: saver. */
  deadLetterQueueUrl: 'PHOTOFINISH_DEAD_LETTER_QUEUE_URL',
  /** The region whose CloudWatch is told that a round was stored: race. */
  watchRegion: 'PHOTOFINISH_WATCH_REGION',
  /** Name of the bucket: publisher. */
  boardBucket: 'PHOTOFINISH_BOARD_BUCKET',
  /** ARN of the hub's `ALARM_TOPIC`: publisher. */
  alarmTopicArn: 'PHOTOFINISH_ALARM_TOPIC_ARN',
  /** Address of the page: publisher. */
  pageUrl: 'PHOTOFINISH_PAGE_URL',
} as const;

/** The config as the functions read it, a file beside their code: `lib/domain/config.ts` as JSON, no key in it. */
export const CONFIG_FILE = 'config.json';
/** What pages are made with, files beside the publisher's code; the last three are read only for the pages behind the leaderboard. */
export const PAGE_FILES = {
  assets: 'page-assets.json',
  requests: 'requests.json',
  wasm: 'resvg.wasm',
  font: 'font.ttf',
} as const;
/** The file and the function in it that Lambda calls: `index.mjs`, `handler`. */
export const HANDLER = 'index.handler';

/** What the scheduler sends, and the starter passes on. */
export interface Tick extends Pick<RoundKey, 'workload' | 'scheduledAt' | 'shard'> {
  /** How long after `scheduledAt` the gun is due; 0 = at once. */
  readonly gunDelayMs: number;
}

/** The scheduler fills in the instant that an invocation was scheduled for, ISO 8601 UTC to the second. */
export const SCHEDULED_TIME = '<aws.scheduler.scheduled-time>';

/** The region that watches over another one: the next in the list, so that a region's silence is noticed elsewhere. */
export function watcherOf(region: string, regions: readonly string[]): string {
  return regions[(regions.indexOf(region) + 1) % regions.length] ?? region;
}
