// From a script to the steps of one response, with every byte rendered before the first is due.
import type { Script, ScriptEvent } from './script.ts';
import { tokensOf, type Wire } from './wire.ts';

/** One thing to do at one moment, in ms since the request was received. */
export interface Step {
  readonly dueMs: number;
  readonly act: 'headers' | 'write' | 'end' | 'close' | 'reset';
  readonly bytes: Buffer;
  /** Tokens that these bytes complete. */
  readonly tokens: number;
}

export interface Plan {
  /** Never earlier than the one before. */
  readonly steps: readonly Step[];
  /** Written for ever after the last step, the first time one interval after it. */
  readonly repeat: { readonly step: Step; readonly fromMs: number; readonly everyMs: number } | null;
}

const NOTHING = Buffer.alloc(0);

/** The plan of a script. @param delayMs added to every moment: the simulated network */
export function planOf(script: Script, wire: Wire, delayMs: number): Plan {
  if (script.headersAtMs === 'never') return { steps: [], repeat: null };
  const events = script.events.toSorted((a, b) => a.atMs - b.atMs);
  const steps = events.flatMap((event) => stepsOf(event, wire));
  if (script.headersAtMs !== 'with-first-write') {
    const headersMs = script.headersAtMs;
    const place = steps.findIndex(({ dueMs }) => dueMs >= headersMs);
    const headers: Step = { dueMs: headersMs, act: 'headers', bytes: NOTHING, tokens: 0 };
    steps.splice(place === -1 ? steps.length : place, 0, headers);
  }
  const delayed = inOrder(steps).map((step) => ({ ...step, dueMs: step.dueMs + delayMs }));
  return { steps: merged(delayed), repeat: repeatOf(script, wire, delayed.at(-1)?.dueMs ?? delayMs) };
}

/** The step at a place of the plan, `null` after the last. */
export function stepAt({ steps, repeat }: Plan, place: number): Step | null {
  const step = steps[place];
  if (step !== undefined || repeat === null) return step ?? null;
  const times = place - steps.length + 1;
  return { ...repeat.step, dueMs: repeat.fromMs + times * repeat.everyMs };
}

function stepsOf(event: ScriptEvent, wire: Wire): Step[] {
  const dueMs = event.atMs;
  switch (event.type) {
    case 'end':
    case 'close':
    case 'reset':
      return [{ dueMs, act: event.type, bytes: NOTHING, tokens: 0 }];
    default: {
      const bytes = wire.render(event);
      const tokens = tokensOf(event)?.tokens ?? 0;
      if (event.split === undefined) return [{ dueMs, act: 'write', bytes, tokens }];
      const { atByte, gapMs } = event.split;
      return [
        { dueMs, act: 'write', bytes: bytes.subarray(0, atByte), tokens: 0 },
        { dueMs: dueMs + gapMs, act: 'write', bytes: bytes.subarray(atByte), tokens },
      ];
    }
  }
}

// The rest of a split event may be due after its successor, which then has to wait for it.
function inOrder(steps: readonly Step[]): Step[] {
  let latestMs = Number.NEGATIVE_INFINITY;
  return steps.map((step) => {
    latestMs = Math.max(latestMs, step.dueMs);
    return step.dueMs === latestMs ? step : { ...step, dueMs: latestMs };
  });
}

function merged(steps: readonly Step[]): Step[] {
  const result: Step[] = [];
  for (let first = 0; first < steps.length; ) {
    const step = steps[first];
    if (step === undefined) break;
    let after = first + 1;
    if (step.act === 'write') {
      while (steps[after]?.act === 'write' && steps[after]?.dueMs === step.dueMs) after++;
    }
    const same = steps.slice(first, after);
    const tokens = same.reduce((sum, next) => sum + next.tokens, 0);
    result.push(same.length === 1 ? step : { ...step, bytes: Buffer.concat(same.map(({ bytes }) => bytes)), tokens });
    first = after;
  }
  return result;
}

function repeatOf({ repeat }: Script, wire: Wire, fromMs: number): Plan['repeat'] {
  if (repeat === null) return null;
  const step = stepsOf({ ...repeat.event, atMs: 0 }, wire)[0];
  return step === undefined ? null : { step, fromMs, everyMs: repeat.everyMs };
}
