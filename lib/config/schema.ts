// The YAML form of the config, as zod sees it. Every message given here is the remedy: what would be right, as a sentence.
// The JSON Schema for editors is written from this same definition, so descriptions are for people too.
import * as z from 'zod';
import { DEFAULT_AWS, DEFAULT_PAGE, SERIES_METRICS, type SeriesMetric } from '../domain/config.ts';
import { DEFAULT_TIMEOUTS } from '../domain/workload.ts';
import { duration, line, regionList, slug, wholeNumber } from './scalars.ts';
import { strictMap } from './strict-map.ts';
import { targetSchema } from './target-schema.ts';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const timeout = (fallbackMs: number) =>
  duration({
    minMs: 1,
    maxMs: HOUR_MS,
    remedy: 'Write a time limit from 1ms to 1 hour, with its unit: 5s, 250ms.',
  }).prefault(`${fallbackMs / SECOND_MS}s`);

export const timeoutsSchema = strictMap(
  {
    connect: timeout(DEFAULT_TIMEOUTS.connectMs).describe('For DNS, TCP and TLS together.'),
    firstToken: timeout(DEFAULT_TIMEOUTS.firstTokenMs).describe('From the request on the wire to the first token.'),
    stall: timeout(DEFAULT_TIMEOUTS.stallMs).describe('The longest silence once the first token came.'),
    total: timeout(DEFAULT_TIMEOUTS.totalMs).describe('From the request on the wire to the end of the stream.'),
  },
  'Write { connect: 5s, firstToken: 20s, stall: 10s, total: 60s }, or any of the four.',
);

const every = duration({
  minMs: SECOND_MS,
  maxMs: DAY_MS,
  stepMs: SECOND_MS,
  remedy: 'Write a whole number of seconds, minutes or hours from 1 second to 1 day: 30s, 5 minutes, 1 hour.',
});

const gun = z
  .union(
    [
      z.literal('immediate'),
      duration({ minMs: 0, maxMs: HOUR_MS, remedy: 'Write immediate, or a length of time with its unit: 60s.' }),
    ],
    'Write immediate, or a length of time with its unit: 60s.',
  )
  .describe(
    'How long after its scheduled time a round is fired. Default 60s; immediate where rounds come every minute or oftener.',
  );

const REMEDY_PROMPT = 'Write one prompt as text.';
const temperature = z
  .number('Write a number from 0 to 2, or leave the field out.')
  .min(0, 'Write a number from 0 to 2, or leave the field out.')
  .max(2, 'Write a number from 0 to 2, or leave the field out.')
  .describe('Sent only to targets that take it. Left out: none is sent.');

export const workloadSchema = strictMap(
  {
    every: every.prefault('5 minutes').describe('Cadence of rounds, 1 second to 1 day.'),
    gun: gun.optional(),
    prompt: z
      .string(REMEDY_PROMPT)
      .max(1_000_000, 'A prompt has at most 1,000,000 characters.')
      .refine((text) => text.trim() !== '', REMEDY_PROMPT)
      .optional()
      .describe('What is asked. Either this or prompts.'),
    prompts: z
      .string('Write the name of a JSONL file, one prompt a line.')
      .min(1, 'Write the name of a JSONL file, one prompt a line.')
      .optional()
      .describe('A JSONL file beside this one: {"prompt": "..."} or "..." a line; one is drawn per round.'),
    inputTokens: wholeNumber(1, 1_000_000, 'tokens')
      .optional()
      .describe('The prompt is filled up to about this many tokens. Left out: it is sent as it is.'),
    maxOutputTokens: wholeNumber(1, 100_000, 'tokens').default(128).describe('Cap of output tokens per probe.'),
    temperature: temperature.optional(),
  },
  'Write the fields of a workload, at least a prompt.',
).meta({ oneOf: [{ required: ['prompt'] }, { required: ['prompts'] }] });

export const workloadsSchema = z
  .record(
    slug('Name a workload with small letters, digits and hyphens, at most 40, a letter first: long-context.'),
    workloadSchema,
    'Write at least one workload by its name: chat: { every: 5 minutes, prompt: Tell me a story. }',
  )
  .describe('What is asked and how often; each has its own rounds and board. Left out: chat, every 5 minutes.');

const alarmsSchema = strictMap(
  {
    regression: z
      .enum(['per-target', 'fleet', 'off'], 'Write per-target, fleet or off.')
      .default('per-target')
      .describe('Alarms when a target gets slower than its own past and its peers.'),
    email: z
      .array(z.email('Write a mail address: ops@example.com.'), 'Write a list of mail addresses: [ops@example.com].')
      .default([])
      .describe('Who is told.'),
  },
  'Write { regression: per-target, email: [ops@example.com] }, or either of the two.',
);

const REMEDY_METRICS = 'Write lean, or a list of ttft, throughput and failures: [ttft, throughput].';
const metricsSchema = z
  .union(
    [
      z.literal('lean').transform((): SeriesMetric[] => []),
      z.array(z.enum(SERIES_METRICS, REMEDY_METRICS), REMEDY_METRICS).transform((names) => [...new Set(names)]),
    ],
    REMEDY_METRICS,
  )
  .describe(
    'Which metrics every series has in CloudWatch (each costs 0.30 USD a month): a list of ttft, throughput and failures, or lean for none. Default: [ttft, throughput].',
  );

const REMEDY_CERTIFICATE =
  'Write the ARN of a certificate in us-east-1: arn:aws:acm:us-east-1:123456789012:certificate/...';
const domainSchema = strictMap(
  {
    name: z
      .string('Write the name of the host: board.example.com.')
      .regex(/^(?=.{1,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, 'Write the name of the host: board.example.com.')
      .describe('The host name of the page.'),
    certificate: z
      .string(REMEDY_CERTIFICATE)
      .regex(/^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\/[\w-]+$/, REMEDY_CERTIFICATE)
      .describe('ARN of its certificate, in us-east-1 whatever the regions are.'),
    hostedZone: z
      .string('Write the id of a Route 53 hosted zone: Z0123456789ABC.')
      .regex(/^Z[A-Z0-9]{5,31}$/, 'Write the id of a Route 53 hosted zone: Z0123456789ABC.')
      .optional()
      .describe('Id of the Route 53 zone that gets the records. Left out: make them yourself.'),
  },
  'Write { name: board.example.com, certificate: arn:aws:acm:us-east-1:... }, with hostedZone if you like.',
);

// What CloudWatch Logs takes, up to a year.
const LOG_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365] as const;
const REMEDY_LOG_DAYS = `Write one of ${LOG_DAYS.join(', ')}.`;
const REMEDY_RUNBOOK = 'Write the address at which you keep docs/runbook.md: https://...';
const awsSchema = strictMap(
  {
    deletionProtection: z
      .boolean('Write true or false.')
      .default(DEFAULT_AWS.deletionProtection)
      .describe('Whether the table refuses to be deleted. Default true.'),
    domain: domainSchema.optional().describe("The page's own address. Left out: the one that CloudFront gives."),
    logDays: z
      .literal([...LOG_DAYS], REMEDY_LOG_DAYS)
      .default(30)
      .describe('Days that logs are kept. Default 30.'),
    paused: z
      .boolean('Write true or false.')
      .default(DEFAULT_AWS.paused)
      .describe('true keeps everything deployed and starts no round. Default false.'),
    runbook: z
      .url(REMEDY_RUNBOOK)
      .regex(/^https:\/\/[^\s#]+$/, REMEDY_RUNBOOK)
      .optional()
      .describe('Where docs/runbook.md can be read; alarms link to it. Left out: they name the file.'),
  },
  'Write the fields of the deployment: { deletionProtection: true, logDays: 30 }.',
);

const REMEDY_PAGE_URL = 'Write the address of the page: https://board.example.com/';
const REMEDY_CONTACT = 'Write a mail address or a web address: board@example.com.';
const pageSchema = strictMap(
  {
    url: z
      .url(REMEDY_PAGE_URL)
      .regex(/^https?:\/\/[^\s?#]+$/, REMEDY_PAGE_URL)
      .optional()
      .describe('Where the page is read. Left out: deployed, the address that CloudFront or aws.domain gives.'),
    contact: z
      .union([z.email(REMEDY_CONTACT), z.url(REMEDY_CONTACT).regex(/^https?:\/\//, REMEDY_CONTACT)], REMEDY_CONTACT)
      .optional()
      .describe('Where corrections are taken. Left out: none is given.'),
    dataLicence: line(60, 'Write the SPDX name of a licence: CC-BY-4.0.')
      .default(DEFAULT_PAGE.dataLicence)
      .describe('Licence of the published data, by its SPDX name. Default CC-BY-4.0.'),
  },
  'Write { url: https://board.example.com/, contact: board@example.com }, or either of the two.',
);

export const regionsSchema = regionList();

const REMEDY_TARGETS = 'Write a list of targets, each with id, provider and model.';

/** The whole file. */
export const configSchema = strictMap(
  {
    $schema: z.string().optional().describe('For editors only.'),
    name: line(100, 'Write a title of at most 100 characters on one line.')
      .default('LLM API leaderboard')
      .describe('The title of the board.'),
    regions: regionsSchema.default(['us-east-1']).describe('Where the races are run from; the first is the hub.'),
    workloads: workloadsSchema.optional(),
    timeouts: timeoutsSchema.prefault({}).describe('Deadlines of one probe.'),
    alarms: alarmsSchema.prefault({}).describe('Who is told of what.'),
    metrics: metricsSchema.prefault(['ttft', 'throughput']),
    aws: awsSchema.prefault({}).describe('How it is deployed to AWS; read by nothing else.'),
    page: pageSchema.prefault({}).describe('What the public page says of its publisher.'),
    targets: z.array(targetSchema, REMEDY_TARGETS).min(1, REMEDY_TARGETS).describe('What is raced.'),
  },
  'Write name, regions, workloads and targets, each on a line of its own.',
);

export type WorkloadForm = z.output<typeof workloadSchema>;
export type PageForm = z.output<typeof pageSchema>;
export type AwsForm = z.output<typeof awsSchema>;
