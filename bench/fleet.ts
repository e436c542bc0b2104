// npm run bench:fleet: does the fleet keep its schedule? Asked against got rates, and lateness with many streams at once.
import { readFileSync } from 'node:fs';
import { Agent, type Dispatcher } from 'undici';
import { answerScript } from '../lib/fleet/answer.ts';
import { type SpawnedFleet, spawnFleet } from '../lib/fleet/spawn.ts';
import { median, percentile } from './figures.ts';

const RATES = [50, 100, 500, 2_000];
const STREAMS = 100;
const ROUNDS = 5;
const STREAM = { tokens: 24, intervalMs: 25 };
// First tokens are spread over 200 to 800 ms, as those of many providers are.
const firstTokenMs = (stream: number): number => 200 + (600 * stream) / STREAMS;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** The body of one answer, and when each read of it came. */
async function answerOf(fleet: SpawnedFleet, name: string, dispatcher: Dispatcher) {
  const path = '/v1/chat/completions';
  const reply = await dispatcher.request({
    origin: fleet.targets[name]?.origin ?? '',
    path,
    method: 'POST',
    body: JSON.stringify({ model: 'bench', messages: [{ role: 'user', content: 'Go.' }] }),
  });
  const reads: { atMs: number; text: string }[] = [];
  for await (const read of reply.body) reads.push({ atMs: performance.now(), text: String(read) });
  return reads;
}

/** Tokens a second as a client sees them: those after the first read, over the time since it. */
async function rateOf(fleet: SpawnedFleet, name: string, dispatcher: Dispatcher): Promise<number> {
  const bearing = (await answerOf(fleet, name, dispatcher))
    .map(({ atMs, text }) => ({ atMs, tokens: tokensIn(text) }))
    .filter(({ tokens }) => tokens > 0);
  const later = bearing.slice(1).reduce((sum, { tokens }) => sum + tokens, 0);
  return (later * 1_000) / ((bearing.at(-1)?.atMs ?? 0) - (bearing[0]?.atMs ?? 0));
}

/** How far each write of an answer was behind its schedule, ms; by its first token, the one that waited longest. */
function latenesses(text: string, stream: number): number[] {
  const receivedNs = BigInt(/^: received (\d+)$/m.exec(text)?.[1] ?? '');
  let sent = 0;
  return text
    .split(/^: written /m)
    .slice(1)
    .map((write) => {
      const dueMs = firstTokenMs(stream) + sent * STREAM.intervalMs;
      sent += tokensIn(write);
      return Number(BigInt(write.slice(0, write.indexOf('\n'))) - receivedNs) / 1e6 - dueMs;
    });
}

const tokensIn = (text: string): number => text.split('"content":" ').length - 1;

/** CPU time of a process so far, ms; Linux counts it in hundredths of a second. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

const scripted = (tokens: number, intervalMs: number, firstMs = 100) => {
  const script = answerScript({
    firstTokenMs: firstMs,
    tokens,
    pace: { tokensPerSecond: 1_000 / intervalMs },
    stamps: true,
  });
  return { personality: 'script' as const, script };
};
const single = RATES.map((rate) => [`rate-${rate}`, scripted(rate, 1_000 / rate)] as const);
const many = Array.from(
  { length: STREAMS },
  (_, index) => [`stream-${index}`, scripted(STREAM.tokens, STREAM.intervalMs, firstTokenMs(index))] as const,
);
const fleet = await spawnFleet({ tls: true, providers: Object.fromEntries([...single, ...many]) });
const dispatcher = new Agent({ connect: { ca: fleet.ca ?? '' } });

print(`asked tokens/s   got, median of ${ROUNDS}`);
for (const rate of RATES) {
  const got: number[] = [];
  for (let round = 0; round < ROUNDS; round++) got.push(await rateOf(fleet, `rate-${rate}`, dispatcher));
  print(`${String(rate).padStart(14)}   ${median(got).toFixed(1)}`);
}

print(`\n${STREAMS} streams of ${STREAM.tokens} tokens at once, TLS`);
print('round   lateness ms p50    p99    max   CPU % of a core');
for (let round = 0; round <= ROUNDS; round++) {
  const [cpuBeforeMs, beforeMs] = [cpuMs(fleet.pid), performance.now()];
  const answers = await Promise.all(many.map(([name]) => answerOf(fleet, name, dispatcher)));
  const share = (100 * (cpuMs(fleet.pid) - cpuBeforeMs)) / (performance.now() - beforeMs);
  const late = answers.flatMap((reads, stream) => latenesses(reads.map(({ text }) => text).join(''), stream));
  const figures = [0.5, 0.99, 1].map((q) => percentile(late, q).toFixed(2).padStart(6)).join(' ');
  print(`${round === 0 ? ' cold' : String(round).padStart(5)}            ${figures}   ${share.toFixed(0)}`);
}
await dispatcher.close();
await fleet.close();
