// The chat-completions dialect: server-sent chunks with deltas.
import { chunkWire } from './openai-chunks.ts';
import type { WireFactory } from './wire.ts';

/** The renderer of one response. */
export const chatCompletionsWire: WireFactory = (script, context) =>
  chunkWire(
    {
      object: 'chat.completion.chunk',
      idPrefix: 'chatcmpl-',
      choiceOf: (kind, text) => ({ delta: kind === 'answer' ? { content: text } : { [script.reasoningField]: text } }),
      emptyChoice: { delta: {} },
      roleChoice: { delta: { role: 'assistant', content: '' } },
    },
    script,
    context,
  );
