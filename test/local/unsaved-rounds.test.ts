import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Round } from '../../lib/domain/round.ts';
import { createUnsavedRounds } from '../../lib/local/unsaved-rounds.ts';
import { RoundTooLargeError } from '../../lib/results/errors.ts';
import type { RoundStore } from '../../lib/results/round-store.ts';
import { saveRound } from '../../lib/results/unsaved.ts';
import { roundAt } from '../results/fixtures.ts';

const START_MS = Date.parse('2026-11-20T00:00:00Z');
const older = roundAt(START_MS, { 'a/one': {} });
const newer = roundAt(START_MS + 300_000, { 'a/one': {} });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'photofinish-'));
});
afterEach(() => rm(folder, { recursive: true }));

function storeThat(finish: (round: Round) => void) {
  const finished: Round[] = [];
  const store = {
    finish: async (round: Round) => {
      finish(round);
      finished.push(round);
      return 'stored';
    },
  } as unknown as RoundStore;
  return { store, finished };
}
const down = () => {
  throw new Error('the table is down');
};

test('a round that the table refuses is kept and stored later, oldest first', async () => {
  const unsaved = createUnsavedRounds(folder);
  for (const round of [newer, older]) {
    expect(await saveRound(storeThat(down).store, unsaved, round)).toMatchObject({ outcome: 'kept' });
  }
  const { store, finished } = storeThat(() => undefined);
  expect(await createUnsavedRounds(folder).drain(store)).toEqual({ stored: 2, left: 0, setAside: [] });
  expect(finished).toEqual([older, newer]);
  expect(await readdir(folder)).toEqual([]);
});

test('what the table refuses again stays, whole', async () => {
  const unsaved = createUnsavedRounds(folder);
  await unsaved.keep(older);
  await unsaved.keep(newer);
  expect(await unsaved.drain(storeThat(down).store)).toEqual({ stored: 0, left: 2, setAside: [] });
  expect(await unsaved.drain(storeThat(() => undefined).store)).toMatchObject({ stored: 2 });
});

test('rounds of one instant in several regions and shards do not overwrite each other', async () => {
  const unsaved = createUnsavedRounds(folder);
  await Promise.all(
    [older, { ...older, region: 'eu-west-1' }, { ...older, shard: '1' }].map((round) => unsaved.keep(round)),
  );
  expect(await unsaved.drain(storeThat(() => undefined).store)).toMatchObject({ stored: 3 });
});

test('a damaged file is put aside with a word, and the others are stored', async () => {
  const unsaved = createUnsavedRounds(folder);
  await unsaved.keep(newer);
  const [name] = await readdir(folder);
  await writeFile(join(folder, `0-${name}`), '{"workload": "chat", "sam');
  const { stored, left, setAside } = await unsaved.drain(storeThat(() => undefined).store);
  expect({ stored, left }).toEqual({ stored: 1, left: 0 });
  expect(setAside[0]).toMatch(/put aside at .*set-aside.*not a whole round/);
  expect(await readFile(join(folder, 'set-aside', `0-${name}`), 'utf8')).toContain('"sam');
});

test('a round that can never be stored does not hold up those behind it', async () => {
  const unsaved = createUnsavedRounds(folder);
  await unsaved.keep(older);
  await unsaved.keep(newer);
  const { store, finished } = storeThat((round) => {
    if (round.scheduledAt === older.scheduledAt) throw new RoundTooLargeError(older, 900, null);
  });
  const report = await unsaved.drain(store);
  expect(report).toMatchObject({ stored: 1, left: 0 });
  expect(report.setAside[0]).toContain('shards');
  expect(finished).toEqual([newer]);
});

test('a half-written file of a crash is not taken for a round', async () => {
  await writeFile(join(folder, 'x.json.tmp'), '{');
  expect(await createUnsavedRounds(folder).drain(storeThat(down).store)).toEqual({ stored: 0, left: 0, setAside: [] });
});

test('without a folder there is nothing to store', async () => {
  const unsaved = createUnsavedRounds(join(folder, 'none'));
  expect(await unsaved.drain(storeThat(down).store)).toEqual({ stored: 0, left: 0, setAside: [] });
});
