// Asks a dialect without a network: the request it builds, and the events it reads out of given bytes.
import type { Target } from '../../lib/domain/target.ts';
import type { Ask, Dialect, StreamEvent, WireRequest } from '../../lib/providers/dialect.ts';
import { holdAtStartLine } from '../../lib/race/start-line.ts';
import { targetAt } from '../race/racing.ts';

export const ADDRESS = 'https://api.example.test/v1';

export function askOf(changes: Partial<Ask> = {}, target: Partial<Target> = {}): Ask {
  return {
    target: targetAt('test/one', ADDRESS, target),
    model: 'the-model',
    baseUrl: ADDRESS,
    region: 'eu-west-1',
    key: 'the-key',
    prompt: 'Hello.',
    maxOutputTokens: 64,
    temperature: 0,
    ...changes,
  };
}

export async function requestOf(
  dialect: Dialect,
  ask: Ask,
): Promise<WireRequest & { readonly json: Record<string, unknown> }> {
  const held = await holdAtStartLine(dialect, ask);
  held.dismiss();
  return { ...held.request, json: JSON.parse(Buffer.from(held.request.body).toString()) };
}

export async function eventsOf(dialect: Dialect, ask: Ask, chunks: readonly Uint8Array[]): Promise<StreamEvent[]> {
  const held = await holdAtStartLine(dialect, ask);
  let next = 0;
  const pull = async () => chunks[next++] ?? null;
  const events: StreamEvent[] = [];
  for await (const event of held.answer({ status: 200, headers: { 'content-type': dialect.contentType }, pull })) {
    events.push(event);
  }
  return events;
}
