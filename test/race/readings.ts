// A reading of which nothing was read yet.
import type { Reading } from '../../lib/race/replay.ts';

export function emptyReading(): Reading {
  return {
    tokenChunks: [],
    firstAnswerAtMs: null,
    text: { answer: '', reasoning: '', tool: '', refusal: '' },
    usage: null,
    finishReason: null,
    servedModel: null,
    servedBy: null,
    fingerprint: null,
    serviceTier: null,
    requestId: null,
    serverMs: null,
    serverTtftMs: null,
    toldError: null,
    readError: null,
  };
}
