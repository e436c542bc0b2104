// Write stamps: what a response really did, by the server's own clock. They are the truth that measurements are held against.

/** Where the stamps of the last responses can be asked for, with `?nonce=` and any part of the prompt. */
export const STAMPS_PATH = '/photofinish/stamps';

const KEPT_RESPONSES = 256;
const KEPT_PROMPT_CHARACTERS = 512;

/** CLOCK_MONOTONIC ns as decimal text: JSON has no integer wide enough. */
export interface WriteStamps {
  /** When the request's head had been read. */
  readonly received: string;
  /** Each write that completed tokens: the moment before the write call, and how many tokens. */
  readonly writes: readonly (readonly [ns: string, tokens: number])[];
}

/** One response as it was played. */
export interface ResponseRecord {
  readonly name: string;
  readonly region: string;
  readonly requestIndex: number;
  /** The beginning of the last message of the prompt. */
  readonly prompt: string;
  readonly status: number;
  readonly receivedNs: bigint;
  readonly writes: readonly { readonly ns: bigint; readonly tokens: number }[];
  /** The longest that a write was behind its schedule. */
  readonly latestMs: number;
  /** Played to its end, cut as the script has it, or given up by the client. */
  readonly outcome: 'ended' | 'cut' | 'abandoned';
}

/** The stamps of a response in their portable form. */
export function stampsOf({ receivedNs, writes }: Pick<ResponseRecord, 'receivedNs' | 'writes'>): WriteStamps {
  return { received: String(receivedNs), writes: writes.map(({ ns, tokens }) => [String(ns), tokens]) };
}

/** The last responses of a server, found by a part of their prompt. */
export interface StampStore {
  readonly add: (record: ResponseRecord) => void;
  readonly find: (nonce: string) => WriteStamps | null;
}

export function createStampStore(): StampStore {
  const records: ResponseRecord[] = [];
  return {
    add: (record) => {
      records.push(record);
      if (records.length > KEPT_RESPONSES) records.shift();
    },
    find: (nonce) => {
      const record = records.findLast(({ prompt }) => prompt.includes(nonce));
      return record === undefined ? null : stampsOf(record);
    },
  };
}

/** As much of a prompt as is kept to find a response by. */
export function promptHead(prompt: string): string {
  return prompt.slice(0, KEPT_PROMPT_CHARACTERS);
}
