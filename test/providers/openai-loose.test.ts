import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chatCompletions } from '../../lib/providers/chat-completions.ts';
import { completions } from '../../lib/providers/completions.ts';
import { responses } from '../../lib/providers/responses.ts';
import { askOf, eventsOf } from './asking.ts';

const anything = fc.jsonValue({ maxDepth: 2 });
// a choice of null is refused by the SDK itself
const choices = fc.oneof(
  anything.filter((value) => !Array.isArray(value)),
  fc.array(
    objectOf(['delta', 'text', 'finish_reason', 'usage', 'error'], { delta: objectOf(['content', 'reasoning']) }),
  ),
);
const CHUNK_FIELDS = ['model', 'usage', 'x_groq', 'object', 'provider', 'time_info', 'timings', 'perf_metrics'];
const chunks = fc.oneof(objectOf(CHUNK_FIELDS, { choices }), anything.filter(hasNoError));
const events = objectOf(['delta', 'response'], {
  type: fc.constantFrom('response.created', 'response.completed', 'response.incomplete', 'response.failed', 'error', 7),
  response: objectOf(['id', 'model', 'usage', 'error', 'incomplete_details', 'service_tier']),
});

function objectOf(fields: readonly string[], known: Readonly<Record<string, fc.Arbitrary<unknown>>> = {}) {
  const unknown = Object.fromEntries(fields.map((field) => [field, anything]));
  return fc.record({ ...unknown, ...known }, { requiredKeys: [] });
}

function hasNoError(value: unknown): boolean {
  return typeof value !== 'object' || value === null || !('error' in value || 'choices' in value);
}

it.each([
  [chatCompletions, chunks],
  [completions, chunks],
  [responses, events],
] as const)('$api: whatever JSON comes, it is read', async (dialect, frames) => {
  await fc.assert(
    fc.asyncProperty(fc.array<unknown>(frames, { maxLength: 4 }), async (sent) => {
      const text = sent.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join('');
      for (const event of await eventsOf(dialect, askOf(), [Buffer.from(text)])) {
        if (event.kind === 'token') expect(event.text).not.toBe('');
        if (event.kind === 'error') expect(event.message).not.toBe('');
        if (event.kind === 'finish') expect(event.reason).not.toBe('');
      }
    }),
    { numRuns: 100 },
  );
});
