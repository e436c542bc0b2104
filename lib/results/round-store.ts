// The store of rounds. A round is claimed before a token is spent on it and finished once:
//
//   claim ──► item {state: claimed} ──► race ──► finish ──► item {state: finished, samples}
//     │ a second claim: false, nobody races twice     │ a second finish: 'duplicate', nothing changes
//     │ crash here: the claim stays, a gap            │ no claim (the table was down then): the finish puts the item itself
//
// A round that is stored late, when its hour may have been read or frozen, leaves a late marker, before and after: before, so that a crash cannot lose it; after, so
// that a publisher which took the first one away before the round was there comes again.
import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Round, RoundKey } from '../domain/round.ts';
import { isoSeconds } from '../domain/time.ts';
import type { Table } from './document-client.ts';
import { RoundTooLargeError } from './errors.ts';
import { markLate } from './late-markers.ts';
import { getAll, type Item, queryAll } from './query.ts';
import { roundAttributes, roundFromItem } from './round-item.ts';
import {
  dayOf,
  expiresAtEpochSeconds,
  hourOf,
  type ItemKey,
  parseRoundKey,
  ROUND_TTL_MS,
  roundKey,
  roundPartition,
} from './table.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ROUNDS_AT_ONCE = 50; // one request; as objects some 8 MB

/** An hour is recomputed until this long after its end, then frozen. */
export const FREEZE_AFTER_MS = 3 * HOUR_MS;
/** A round that is stored this long after its instant is late: whoever lists rounds may have been there before. */
export const LATE_AFTER_MS = 10 * 60_000;

export interface RoundRange {
  readonly workload: string;
  readonly region: string;
  /** Scheduled at or after. */
  readonly fromMs: number;
  /** Scheduled before. */
  readonly toMs: number;
}

export interface RoundState {
  readonly key: RoundKey;
  /** False for a claim that nobody has finished (yet). */
  readonly finished: boolean;
}

export interface RoundStore {
  /**
   * Takes a round for the caller, before anything is spent on it.
   * @returns false if somebody has it or had it: then do not race
   * @throws KeyPartError; whatever the table throws
   */
  claim(key: RoundKey): Promise<boolean>;
  /**
   * Stores what a round found. Safe to repeat.
   * @throws RoundTooLargeError where repeating cannot help; whatever the table throws
   */
  finish(round: Round): Promise<'stored' | 'duplicate'>;
  /** One finished round, or `null`. */
  round(key: RoundKey): Promise<Round | null>;
  /** The finished ones among some rounds, in no order. */
  roundsAt(keys: readonly RoundKey[]): AsyncGenerator<Round>;
  /** The finished rounds of a range, by scheduled instant and shard. */
  rounds(range: RoundRange): AsyncGenerator<Round>;
  /** Claimed and finished rounds of a range without their samples. */
  states(range: RoundRange): Promise<RoundState[]>;
}

// The names of conditions; `#state` because `state` is a reserved word.
const nobodyHasIt = 'attribute_not_exists(pk)';
// The client repeats a put whose answer was lost: its own claim must not look like somebody else's.
const nobodyHasItOrIJustTookIt = `${nobodyHasIt} OR (claimedBy = :me AND #state = :claimed)`;
const isClaimedOnly = '#state = :claimed';
const CLAIMED = 'claimed';
const FINISHED = 'finished';

/** @param now epoch ms; decides what is expired, and which finish is late */
export function createRoundStore(table: Table, now: () => number = Date.now): RoundStore {
  const { client, name } = table;

  async function claim(key: RoundKey): Promise<boolean> {
    const me = randomUUID();
    const item = {
      ...roundKey(key),
      state: CLAIMED,
      claimedBy: me,
      claimedAt: isoSeconds(now()),
      expiresAt: expiryOf(key),
    };
    return unlessConditionFails(
      client.send(
        new PutCommand({
          TableName: name,
          Item: item,
          ConditionExpression: nobodyHasItOrIJustTookIt,
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':me': me, ':claimed': CLAIMED },
        }),
      ),
    );
  }

  async function finish(round: Round): Promise<'stored' | 'duplicate'> {
    const { workload, region } = round;
    const scheduledMs = Date.parse(round.scheduledAt);
    const hourMs = hourOf(scheduledMs);
    const isLate = () => now() >= scheduledMs + LATE_AFTER_MS;
    if (isLate()) await markLate(table, { workload, region, hourMs }, now());
    const stored = await writeOnce(round).catch((error: unknown) => {
      throw isTooLarge(error) ? new RoundTooLargeError(round, round.samples.length, error) : error;
    });
    if (isLate()) await markLate(table, { workload, region, hourMs }, now());
    return stored ? 'stored' : 'duplicate';
  }

  async function writeOnce(round: Round): Promise<boolean> {
    const attributes = { ...roundAttributes(round), state: FINISHED, finishedAt: isoSeconds(now()) };
    const finished = await unlessConditionFails(
      client.send(
        new UpdateCommand({
          TableName: name,
          Key: roundKey(round),
          ...assignments(attributes),
          ConditionExpression: isClaimedOnly,
        }),
      ),
    );
    if (finished) return true;
    return unlessConditionFails(
      client.send(
        new PutCommand({
          TableName: name,
          Item: { ...roundKey(round), ...attributes, expiresAt: expiryOf(round) },
          ConditionExpression: nobodyHasIt,
        }),
      ),
    );
  }

  async function round(key: RoundKey): Promise<Round | null> {
    const { Item: item } = await client.send(
      new GetCommand({ TableName: name, Key: roundKey(key), ConsistentRead: true }),
    );
    return item && item.state === FINISHED && isAlive(item, now()) ? roundFromItem(key, item) : null;
  }

  async function* roundsAt(keys: readonly RoundKey[]): AsyncGenerator<Round> {
    for (let at = 0; at < keys.length; at += ROUNDS_AT_ONCE) {
      for (const item of await getAll(table, keys.slice(at, at + ROUNDS_AT_ONCE).map(roundKey))) {
        const key = parseRoundKey(item as unknown as ItemKey);
        if (key && item.state === FINISHED && isAlive(item, now())) yield roundFromItem(key, item);
      }
    }
  }

  async function* rounds(range: RoundRange): AsyncGenerator<Round> {
    for await (const item of itemsOf(table, range)) {
      const key = parseRoundKey(item as unknown as ItemKey);
      if (key && item.state === FINISHED && isAlive(item, now())) yield roundFromItem(key, item);
    }
  }

  async function states(range: RoundRange): Promise<RoundState[]> {
    const found: RoundState[] = [];
    for await (const item of itemsOf(table, range, ['pk', 'sk', 'state', 'expiresAt'])) {
      const key = parseRoundKey(item as unknown as ItemKey);
      if (key && isAlive(item, now())) found.push({ key, finished: item.state === FINISHED });
    }
    return found;
  }

  return { claim, finish, round, roundsAt, rounds, states };
}

async function* itemsOf(table: Table, range: RoundRange, attributes?: readonly string[]): AsyncGenerator<Item> {
  const fromMs = Math.ceil(range.fromMs / 1_000) * 1_000;
  const toMs = Math.ceil(range.toMs / 1_000) * 1_000;
  for (let dayMs = dayOf(fromMs); dayMs < toMs; dayMs += DAY_MS) {
    // Sort keys go on with a shard, so the bare instant of the end sorts before the rounds of that instant.
    const between = [isoSeconds(Math.max(fromMs, dayMs)), isoSeconds(Math.min(toMs, dayMs + DAY_MS))] as const;
    const partition = roundPartition(range.workload, range.region, dayMs);
    yield* queryAll(table, { partition, between, ...(attributes && { attributes }) });
  }
}

function expiryOf(key: RoundKey): number {
  return expiresAtEpochSeconds(Date.parse(key.scheduledAt), ROUND_TTL_MS);
}

// The engine deletes expired items hours or days later, or, embedded, never.
function isAlive(item: Item, nowMs: number): boolean {
  const expiresAt = item.expiresAt;
  return typeof expiresAt !== 'number' || expiresAt * 1_000 > nowMs;
}

function assignments(attributes: Item) {
  const names = Object.keys(attributes);
  return {
    UpdateExpression: `SET ${names.map((_, index) => `#a${index} = :a${index}`).join(', ')}`,
    ExpressionAttributeNames: {
      '#state': 'state',
      ...Object.fromEntries(names.map((attribute, index) => [`#a${index}`, attribute])),
    },
    ExpressionAttributeValues: {
      ':claimed': CLAIMED,
      ...Object.fromEntries(names.map((attribute, index) => [`:a${index}`, attributes[attribute]])),
    },
  };
}

async function unlessConditionFails(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && error.name === 'ValidationException' && /item size/i.test(error.message);
}
