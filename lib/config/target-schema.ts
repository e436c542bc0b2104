// The YAML form of a target, as zod sees it; see schema.ts.
import * as z from 'zod';
import { APIS, KEY_HEADERS } from '../domain/target.ts';
import { API_VERSION } from './pasted-address.ts';
import { baseUrl, duration, keyName, line, percent, regionList, regionName, targetId } from './scalars.ts';
import { strictMap } from './strict-map.ts';

const HOUR_MS = 3_600_000;

const REMEDY_MODEL = 'Write the model id the provider uses, or one per region: { us-east-1: id, eu-west-1: id }.';
const modelId = line(256, REMEDY_MODEL).regex(/^\S+$/, REMEDY_MODEL);
const model = z
  .union([modelId, z.record(regionName(), modelId)], REMEDY_MODEL)
  .describe('The model id the provider uses; or a map with one per region.');

const targetAlarms = strictMap(
  {
    ttft: duration({ minMs: 1, maxMs: HOUR_MS, remedy: 'Write a length of time with its unit: 1500ms, 2s.' })
      .optional()
      .describe('Alarm when the time to first token stays above this.'),
    failures: percent().optional().describe('Alarm when the share of failed probes stays above this.'),
  },
  'Write { ttft: 1500ms, failures: 5% }, or either of the two.',
);

const REMEDY_API_VERSION = 'Write a version of Azure, most of them dates: 2024-10-21, 2025-04-01-preview.';
const REMEDY_TIER = 'Write one word, as the provider names its tiers: flex, priority.';
export const targetSchema = strictMap(
  {
    id: targetId().describe('provider/name, unique in this file: together/llama-3.3-70b.'),
    provider: z
      .string('Write the name of a preset: openai, together, bedrock, ...')
      .optional()
      .describe('A preset: address, key name, dialect and quirks. Left out: give api and baseUrl.'),
    label: line(60, 'Write a name of at most 60 characters on one line.')
      .optional()
      .describe('The provider name people read. Default: that of the preset, or the first part of the id.'),
    api: z
      .enum(APIS, `Write one of ${APIS.join(', ')}.`)
      .optional()
      .describe('The wire dialect. Comes with a preset; beside one, another of those that it speaks.'),
    baseUrl: baseUrl().optional().describe('The address up to /v1; may hold {region}. Comes with most presets.'),
    apiVersion: z
      .string(REMEDY_API_VERSION)
      .regex(API_VERSION, REMEDY_API_VERSION)
      .optional()
      .describe("Sent as ?api-version=, for Azure's addresses of deployments. Default: none is sent."),
    key: keyName()
      .optional()
      .describe('The NAME of the environment variable that holds the key, never its value. Comes with most presets.'),
    keyHeader: z
      .enum(KEY_HEADERS, `Write one of ${KEY_HEADERS.join(', ')}.`)
      .optional()
      .describe(
        'The header that carries the key, in authorization as a bearer token. Default: as is usual in the dialect.',
      ),
    model,
    latency: z
      .enum(['standard', 'optimized'], 'Write standard or optimized.')
      .optional()
      .describe('Latency class of Bedrock. Left out: the provider chooses.'),
    serviceTier: z
      .string(REMEDY_TIER)
      .regex(/^\w[\w.-]{0,39}$/, REMEDY_TIER)
      .optional()
      .describe('The service tier to ask for, as the provider names it: flex, priority. Left out: none is asked for.'),
    regions: regionList().optional().describe('Raced only from these. Left out: from all.'),
    temperature: z
      .boolean('Write true or false: whether the temperature of the workload is sent to this target.')
      .optional()
      .describe('Whether the temperature of the workload is sent. Default: as the preset says, else true.'),
    tokenCap: z
      .enum(['max_tokens', 'max_completion_tokens'], 'Write max_tokens or max_completion_tokens.')
      .optional()
      .describe('The request field that caps output tokens. Default: as the preset says, else max_tokens.'),
    body: z
      .record(z.string(), z.json(), 'Write a map of request fields: { reasoning_effort: low }.')
      .optional()
      .describe('Further fields of the request body, laid over those of the preset.'),
    alarms: targetAlarms.optional().describe('Limits of this target. Left out: none.'),
  },
  'Write the fields of a target, at least id, provider and model.',
).meta({ anyOf: [{ required: ['provider'] }, { required: ['api'] }] });

export type TargetForm = z.output<typeof targetSchema>;
