// A monitor to be killed: stores rounds one after the other, claims one more, and waits for its end.
import { openDataDir } from '../../lib/local/data-dir.ts';
import { openDatabase } from '../../lib/local/database.ts';
import { ensureTable } from '../../lib/results/ensure-table.ts';
import { createRoundStore } from '../../lib/results/round-store.ts';
import { keyAt, roundAt } from '../results/fixtures.ts';

const [folder, startedAt, count] = process.argv.slice(2) as [string, string, string];
const { client } = await openDatabase({ dataDir: await openDataDir(folder), env: {} });
const table = { client, name: 'photofinish' };
await ensureTable(table);
const startMs = Date.parse(startedAt);
const store = createRoundStore(table, () => startMs);
for (let index = 0; index <= Number(count); index++) {
  const atMs = startMs + index * 1_000;
  await store.claim(keyAt(atMs));
  if (index < Number(count)) await store.finish(roundAt(atMs, { 'a/one': {}, 'b/two': {} }));
  process.stdout.write(`${index}\n`);
}
setInterval(() => undefined, 1_000);
