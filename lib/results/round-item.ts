// A round as an item of the table: people read it in a console or a dispute, so it keeps its names and stays a list of maps.
// What a reader can restore is left out, because an item is billed by its size: nulls, and what each sample repeats of its round.
import type { Failure } from '../domain/failure.ts';
import type { ReferenceCheck, Round, RoundKey } from '../domain/round.ts';
import { type ConnectionTimes, SAMPLE_SCHEMA, type Sample } from '../domain/sample.ts';

type Attributes = Readonly<Record<string, unknown>>;

type OfRound = 'schema' | 'round' | 'workload' | 'region' | 'dispatchSkewMs';
// The compiler finds a field of the contract that is forgotten here.
const NOT_KNOWN: { readonly [K in Exclude<keyof Sample, OfRound | 'target' | 'outcome'>]: null } = {
  void: null,
  failure: null,
  firedAt: null,
  connection: null,
  headersMs: null,
  ttftMs: null,
  firstAnswerMs: null,
  lastTokenMs: null,
  totalMs: null,
  stallMs: null,
  chunks: null,
  burst: null,
  inputTokens: null,
  outputTokens: null,
  reasoningTokens: null,
  cachedTokens: null,
  tokensFrom: null,
  countedTokens: null,
  cached: null,
  outputTokensPerSecond: null,
  endToEndTokensPerSecond: null,
  finishReason: null,
  servedModel: null,
  servedBy: null,
  fingerprint: null,
  serviceTier: null,
  requestId: null,
  serverMs: null,
  serverTtftMs: null,
  retryAfterMs: null,
  stampLateMs: null,
};
const NO_FAILURE = { status: null, message: null } satisfies Partial<Failure>;
const NO_CONNECTION = { dnsMs: null, tcpMs: null, tlsMs: null } satisfies Partial<ConnectionTimes>;
const NO_REFERENCE: ReferenceCheck = { ttftErrorMs: null, maxLateMs: null };
const NO_ROUND = { gunLateMs: null, dispatchSkewMs: null, reference: null } satisfies Partial<Round>;

/** The attributes of a finished round beside its key. */
export function roundAttributes(round: Round): Attributes {
  const { workload: _w, region: _r, scheduledAt: _s, shard: _h, samples, reference, ...rest } = round;
  return {
    ...without(rest, NO_ROUND),
    ...(reference && { reference: without(reference, NO_REFERENCE) }),
    samples: samples.map((sample) => packSample(sample, round)),
  };
}

/** The round that an item holds. Restores exactly what was given, but for -0, which numbers of the table do not know. */
export function roundFromItem(key: RoundKey, item: Attributes): Round {
  const reference = item.reference as Partial<ReferenceCheck> | undefined;
  const round: Omit<Round, 'samples'> = {
    ...key,
    gunAt: String(item.gunAt),
    gunLateMs: (item.gunLateMs as number | undefined) ?? null,
    dispatchSkewMs: (item.dispatchSkewMs as number | undefined) ?? null,
    reference: reference ? { ...NO_REFERENCE, ...reference } : null,
  };
  const samples = (item.samples ?? []) as readonly Attributes[];
  return { ...round, samples: samples.map((packed) => unpackSample(packed, round)) };
}

function ofRound(round: Omit<Round, 'samples'>): Pick<Sample, OfRound> {
  const { scheduledAt, workload, region, dispatchSkewMs } = round;
  return { schema: SAMPLE_SCHEMA, round: scheduledAt, workload, region, dispatchSkewMs };
}

function packSample(sample: Sample, round: Round): Attributes {
  const { failure, connection } = sample;
  return {
    ...without(sample, { ...ofRound(round), ...NOT_KNOWN }),
    ...(failure && { failure: without(failure, NO_FAILURE) }),
    ...(connection && { connection: without(connection, NO_CONNECTION) }),
  };
}

function unpackSample(packed: Attributes, round: Omit<Round, 'samples'>): Sample {
  const failure = packed.failure as Partial<Failure> | undefined;
  const connection = packed.connection as Partial<ConnectionTimes> | undefined;
  return {
    ...ofRound(round),
    target: '',
    outcome: 'failed',
    ...NOT_KNOWN,
    ...packed,
    ...(failure && { failure: { ...NO_FAILURE, ...failure } }),
    ...(connection && { connection: { ...NO_CONNECTION, ...connection } }),
  } as Sample;
}

/** Leaves out the entries that are the same in `defaults`. */
function without(values: object, defaults: object): Attributes {
  const known = defaults as Attributes;
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => !(name in known) || value !== known[name]),
  );
}
