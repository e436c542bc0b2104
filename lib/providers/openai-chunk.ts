// What a chunk of the chat and of the text API says beside its tokens: who answered, why it ended, and what broke.
import type { StreamEvent } from './dialect.ts';
import { fieldsOf, itemsOf, type LooseObject, textOf } from './loose-json.ts';
import { toldErrorOf } from './openai-client.ts';
import { serverTimeOf } from './openai-timings.ts';
import { usageOf } from './openai-usage.ts';

/** The choices of a chunk: one, since one answer is asked for; none in a chunk that bears usage or a filter's verdict. */
export function choicesOf(chunk: LooseObject): readonly LooseObject[] {
  return itemsOf(chunk.choices).map(fieldsOf);
}

/** Who answered. */
export function* identityOf(chunk: LooseObject): Generator<StreamEvent> {
  const servedModel = textOf(chunk.model);
  const serviceTier = textOf(chunk.service_tier) || textOf(fieldsOf(chunk.usage).service_tier);
  const requestId = textOf(fieldsOf(chunk.x_groq).id);
  const fingerprint = textOf(chunk.system_fingerprint);
  // routers name the host that they chose
  const servedBy = textOf(chunk.provider);
  const identity = {
    ...(servedModel && { servedModel }),
    ...(serviceTier && { serviceTier }),
    ...(requestId && { requestId }),
    ...(fingerprint && { fingerprint }),
    ...(servedBy && { servedBy }),
  };
  if (Object.keys(identity).length > 0) yield { kind: 'identity', ...identity };
}

/** Why a choice ended, if it did. */
export function* finishOf(choice: LooseObject): Generator<StreamEvent> {
  const reason = textOf(choice.finish_reason);
  if (reason === 'error') {
    const told = choice.error ? toldErrorOf(choice.error) : { message: 'finish_reason "error"', code: null };
    yield { kind: 'error', ...told };
  } else if (reason) {
    yield { kind: 'finish', reason };
  }
}

/** Errors, usage and timings. A top-level `error` is not among them: the SDK throws it. */
export function* accountOf(chunk: LooseObject, usageExcludesReasoning: boolean): Generator<StreamEvent> {
  const groq = fieldsOf(chunk.x_groq);
  // vLLM once wrote its errors without a frame around them
  const error = groq.error || (chunk.object === 'error' ? chunk : null);
  if (error) yield { kind: 'error', ...toldErrorOf(error) };
  // Moonshot writes it into the choice, Groq beside it
  const places = [chunk.usage, groq.usage, choicesOf(chunk)[0]?.usage];
  const usage = fieldsOf(places.find((place) => typeof place === 'object' && place !== null));
  yield* usageOf(usage, usageExcludesReasoning);
  yield* serverTimeOf(chunk, usage);
}
