// The completions dialect: server-sent chunks with text. It knows no roles, and no reasoning but what stands in the text.
import { type ChunkForm, chunkWire } from './openai-chunks.ts';
import type { WireFactory } from './wire.ts';

const FORM: ChunkForm = {
  object: 'text_completion',
  idPrefix: 'cmpl-',
  choiceOf: (_kind, text) => ({ text }),
  emptyChoice: { text: '' },
  roleChoice: null,
};

/** The renderer of one response. */
export const completionsWire: WireFactory = (script, context) => chunkWire(FORM, script, context);
