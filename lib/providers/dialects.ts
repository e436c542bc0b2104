// The dialects we speak. A new one is one file and one row here.
import type { Api } from '../domain/target.ts';
import { bedrockConverse } from './bedrock-converse.ts';
import { chatCompletions } from './chat-completions.ts';
import type { Dialect } from './dialect.ts';

export const DIALECTS: Readonly<Record<Api, Dialect>> = {
  'chat-completions': chatCompletions,
  'bedrock-converse': bedrockConverse,
};
