// The personalities by name. Names and figures are plain data, so that a fleet can be ordered from another process.
import { type AnswerOptions, answerScript } from './answer.ts';
import { UnknownPersonalityError } from './errors.ts';
import { errorAt, refusal } from './faults.ts';
import { isOutage, isSlowRegime, rateLimitLeftMs } from './moods.ts';
import { type FleetRequest, lengthFor, type Personality } from './personality.ts';
import { logNormal, type Random, uniform } from './random.ts';
import type { FleetApi } from './request.ts';
import type { Script } from './script.ts';

/** How fast a simulated provider is when all is well; each personality has its own defaults. */
interface Speed {
  /** Median time to the first token before the network, ms. */
  readonly firstTokenMs: number;
  readonly tokensPerSecond: number;
}

const SPEEDS = {
  steady: { firstTokenMs: 210, tokensPerSecond: 85 },
  fast: { firstTokenMs: 90, tokensPerSecond: 150 },
  'heavy-tail': { firstTokenMs: 180, tokensPerSecond: 95 },
  coalescing: { firstTokenMs: 240, tokensPerSecond: 140 },
  reasoning: { firstTokenMs: 300, tokensPerSecond: 120 },
  'slow-tls': { firstTokenMs: 160, tokensPerSecond: 70 },
  'rate-limited': { firstTokenMs: 130, tokensPerSecond: 110 },
  'mid-stream-error': { firstTokenMs: 260, tokensPerSecond: 60 },
  'regime-change': { firstTokenMs: 190, tokensPerSecond: 90 },
  outage: { firstTokenMs: 220, tokensPerSecond: 75 },
  'bedrock-style': { firstTokenMs: 420, tokensPerSecond: 50 },
} as const satisfies Readonly<Record<string, Speed>>;

/** The simulated providers. */
export type SimulatedName = keyof typeof SPEEDS;
export const SIMULATED_NAMES = Object.keys(SPEEDS) as readonly SimulatedName[];

/** A personality as plain data. Ranges are [low, high]. */
export type PersonalitySpec =
  | ({ readonly personality: SimulatedName } & Partial<Speed>)
  /** The known schedule that shows the instrument's error: 120 ms, then a token every 10 ms, with write stamps. */
  | { readonly personality: 'reference' }
  /** Headers, role and first token in one write, the hardest to stamp; with write stamps where the wire has comments. */
  | {
      readonly personality: 'bench';
      /** Default 'chat-completions'. */
      readonly api?: FleetApi;
      readonly firstTokenMs: readonly [number, number];
      readonly tokens: number;
      readonly intervalMs: number;
    }
  /** Always the same script. */
  | { readonly personality: 'script'; readonly script: Script; readonly api?: FleetApi };

/**
 * The personality that a spec names.
 * @param seed tells apart providers of the same personality
 * @throws UnknownPersonalityError
 */
export function personalityOf(spec: PersonalitySpec, seed: string): Personality {
  switch (spec.personality) {
    case 'reference':
      return reference();
    case 'bench':
      return bench(spec);
    case 'script':
      return { api: spec.api ?? 'chat-completions', network: false, respond: () => spec.script };
    default:
      return simulated(spec, seed);
  }
}

function reference(): Personality {
  const respond = (request: FleetRequest): Script =>
    answerScript({
      ...lengthFor(request),
      firstTokenMs: 120,
      pace: { tokensPerSecond: 100 },
      stamps: true,
    });
  return { api: 'chat-completions', network: false, respond };
}

function bench(spec: Extract<PersonalitySpec, { personality: 'bench' }>): Personality {
  const { tokens, intervalMs } = spec;
  const respond = (_request: FleetRequest, random: Random): Script =>
    answerScript({
      firstTokenMs: uniform(random, ...spec.firstTokenMs),
      tokens,
      pace: { intervalsMs: [intervalMs] },
      headersAtMs: 'with-first-write',
      stamps: true,
    });
  return { api: spec.api ?? 'chat-completions', network: false, respond };
}

function simulated(spec: { readonly personality: SimulatedName } & Partial<Speed>, seed: string): Personality {
  const usual: Speed | undefined = SPEEDS[spec.personality];
  if (usual === undefined) {
    const known = ['reference', 'bench', 'script', ...SIMULATED_NAMES].join(', ');
    throw new UnknownPersonalityError(`No personality '${String(spec.personality)}'; there are ${known}`);
  }
  const speed = { ...usual, ...spec };
  const common = { api: 'chat-completions', network: true } as const;
  const answer = (request: FleetRequest, random: Random, changes: Partial<AnswerOptions> = {}): Script =>
    usualAnswer(speed, request, random, changes);
  switch (spec.personality) {
    case 'heavy-tail':
      return { ...common, respond: (q, random) => answer(q, random, heavyTail(speed, random)) };
    case 'coalescing':
      return { ...common, respond: (q, random) => answer(q, random, { tokensPerWrite: 8 }) };
    case 'reasoning':
      return { ...common, respond: (q, random) => answer(q, random, reasoningFirst(q)) };
    case 'slow-tls':
      return {
        ...common,
        respond: answer,
        arrive: (_, random) => ({ type: 'take', delayMs: uniform(random, 150, 400) }),
      };
    case 'rate-limited':
      return { ...common, respond: (q, random) => tooMany(q.nowMs, seed) ?? answer(q, random) };
    case 'mid-stream-error':
      return { ...common, respond: (q, random) => perhapsBroken(answer(q, random), random) };
    case 'regime-change':
      return { ...common, respond: (q, random) => answer(q, random, regime(speed, q.nowMs, seed, random)) };
    case 'outage':
      return {
        ...common,
        respond: (q, random) => down(q.nowMs, seed) ?? answer(q, random),
        arrive: (nowMs) => (isOutage(nowMs, seed) ? { type: 'reset' } : { type: 'take', delayMs: 0 }),
      };
    case 'bedrock-style':
      return { ...common, api: 'bedrock-converse', respond: answer };
    default:
      return { ...common, respond: answer };
  }
}

/** Fills the cap; the first token varies a little from request to request, and the gaps more. */
function usualAnswer(speed: Speed, request: FleetRequest, random: Random, changes: Partial<AnswerOptions>): Script {
  const length = lengthFor(request);
  const gapMs = 1_000 / speed.tokensPerSecond;
  const firstTokenMs = logNormal(random, speed.firstTokenMs, 0.12);
  const intervalsMs = Array.from({ length: length.tokens - 1 }, () => logNormal(random, gapMs, 0.25));
  const headersAtMs = firstTokenMs * 0.7;
  return answerScript({ ...length, firstTokenMs, pace: { intervalsMs }, headersAtMs, ...changes });
}

function heavyTail(speed: Speed, random: Random): Partial<AnswerOptions> {
  const firstTokenMs = logNormal(random, speed.firstTokenMs, 0.8);
  return { firstTokenMs, headersAtMs: firstTokenMs * 0.7 };
}

function reasoningFirst(request: FleetRequest): Partial<AnswerOptions> {
  return { reasoningTokens: Math.floor(lengthFor(request).tokens * 0.6) };
}

function tooMany(nowMs: number, seed: string): Script | null {
  const leftMs = rateLimitLeftMs(nowMs, seed);
  if (leftMs === 0) return null;
  const retryAfterS = Math.ceil(leftMs / 1_000);
  return refusal({ status: 429, code: 'rate_limit_exceeded', message: 'Too many requests', retryAfterS, atMs: 15 });
}

function perhapsBroken(script: Script, random: Random): Script {
  if (random() >= 1 / 8) return script;
  const atMs = (script.events.at(-1)?.atMs ?? 0) * uniform(random, 0.4, 0.9);
  return errorAt(script, atMs, 'server_error', 'The model worker went away');
}

function regime(speed: Speed, nowMs: number, seed: string, random: Random): Partial<AnswerOptions> {
  if (!isSlowRegime(nowMs, seed)) return {};
  const firstTokenMs = logNormal(random, speed.firstTokenMs * 2, 0.12);
  return { firstTokenMs, headersAtMs: firstTokenMs * 0.7 };
}

function down(nowMs: number, seed: string): Script | null {
  if (!isOutage(nowMs, seed)) return null;
  return refusal({ status: 503, code: 'service_unavailable', message: 'Service unavailable', atMs: 10 });
}
