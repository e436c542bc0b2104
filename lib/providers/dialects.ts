// The dialects we speak. A new one is one file and one row here. Each is loaded when a race first needs it: its SDK is large.
import type { Api } from '../domain/target.ts';
import type { Dialect } from './dialect.ts';

const LOAD: Readonly<Record<Api, () => Promise<Dialect>>> = {
  'chat-completions': async () => (await import('./chat-completions.ts')).chatCompletions,
  completions: async () => (await import('./completions.ts')).completions,
  responses: async () => (await import('./responses.ts')).responses,
  'anthropic-messages': async () => (await import('./anthropic-messages.ts')).anthropicMessages,
  'gemini-generate-content': async () => (await import('./gemini-generate-content.ts')).geminiGenerateContent,
  'bedrock-converse': async () => (await import('./bedrock-converse.ts')).bedrockConverse,
};

export type Dialects = Readonly<Partial<Record<Api, Dialect>>>;

/** The dialects of some apis; once loaded they stay so. */
export async function loadDialects(apis: Iterable<Api>): Promise<Dialects> {
  const loaded = Array.from(new Set(apis), async (api) => [api, await LOAD[api]()] as const);
  return Object.fromEntries(await Promise.all(loaded));
}
