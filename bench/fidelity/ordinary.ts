// The peer of the fidelity bench: the openai SDK as most people time it.
import tls from 'node:tls';
import OpenAI from 'openai';
import type { SpawnedFleet } from '../../lib/fleet/spawn.ts';

export interface OrdinaryClients {
  /** One round over all providers at once; absolute TTFT errors in ms, by the server's own stamps. */
  measure(): Promise<number[]>;
  close(): Promise<void>;
}

export function openOrdinary(fleet: SpawnedFleet): OrdinaryClients {
  const before = tls.getCACertificates('default');
  tls.setDefaultCACertificates([...before, ...(fleet.ca === null ? [] : [fleet.ca])]);
  const clients = Object.values(fleet.targets).map(({ origin }) => {
    return { origin, client: new OpenAI({ apiKey: 'bench', baseURL: `${origin}/v1` }) };
  });
  let round = 0;
  return {
    measure: async () => {
      round++;
      const timed = await Promise.all(
        clients.map(async ({ client, origin }, index) => {
          const nonce = `ordinary-${round}-${index}`;
          return { origin, nonce, ttftMs: await ttftOf(client, nonce) };
        }),
      );
      return Promise.all(
        timed.map(async ({ origin, nonce, ttftMs }) => Math.abs(ttftMs - (await trueTtftMs(origin, nonce)))),
      );
    },
    close: async () => tls.setDefaultCACertificates(before),
  };
}

async function ttftOf(client: OpenAI, nonce: string): Promise<number> {
  const startMs = performance.now();
  const stream = await client.chat.completions.create({
    model: 'bench',
    messages: [{ role: 'user', content: `${nonce} Count.` }],
    stream: true,
  });
  let ttftMs = Number.NaN;
  for await (const chunk of stream) {
    if (Number.isNaN(ttftMs) && chunk.choices[0]?.delta.content) ttftMs = performance.now() - startMs;
  }
  return ttftMs;
}

async function trueTtftMs(origin: string, nonce: string): Promise<number> {
  const response = await fetch(`${origin}/photofinish/stamps?nonce=${encodeURIComponent(nonce)}`);
  const stamps = (await response.json()) as { received: string; writes: [string, number][] };
  return Number(BigInt(stamps.writes[0]?.[0] ?? '0') - BigInt(stamps.received)) / 1e6;
}
