// `@copilotkit/aimock`, a mock of the providers' addresses that others wrote. Which model is asked for decides what it says.
import { LLMock } from '@copilotkit/aimock';
import type { Api } from '../../lib/domain/target.ts';
import { type PeerChanges, peerTarget } from './peer-race.ts';

/** The key that it wants, in whatever header. */
export const AIMOCK_KEY = 'key-of-the-mock';

export const SAID = 'The keeper lit the lamp at dusk and slept.';
export const THOUGHT = 'It is night; a ship is near.';

/** Under the names of each dialect. */
const USAGE = {
  ...{ prompt_tokens: 9, completion_tokens: 11 },
  ...{ input_tokens: 9, output_tokens: 11 },
  ...{ promptTokenCount: 9, candidatesTokenCount: 11 },
};
const ANSWER = { content: SAID, usage: USAGE };

export async function startAimock(): Promise<LLMock> {
  // characters a chunk, and ms between two
  const mock = new LLMock({ port: 0, chunkSize: 5, latency: 2, auth: { apiKeys: [AIMOCK_KEY] } });
  mock.on({ model: 'plain' }, ANSWER, { openRouterProcessing: true });
  mock.on({ model: 'unaccounted' }, { content: SAID });
  mock.on({ model: 'thinker' }, { ...ANSWER, reasoning: THOUGHT });
  mock.on({ model: 'caller' }, { toolCalls: [{ name: 'light', arguments: '{"lamp":"north"}' }], usage: USAGE });
  mock.on({ model: 'capped' }, { ...ANSWER, finishReason: 'length' });
  mock.on({ model: 'filtered' }, { ...ANSWER, finishReason: 'content_filter' });
  mock.on({ model: 'throttled' }, refusal('rate_limit_error', 429));
  mock.on({ model: 'overloaded' }, refusal('overloaded_error', 529));
  mock.on({ model: 'broken' }, refusal('server_error', 500));
  mock.on({ model: 'cut' }, ANSWER, { truncateAfterChunks: 8 });
  mock.on({ model: 'gone' }, ANSWER, { chaos: { disconnectRate: 1 } });
  mock.on({ model: 'garbled' }, ANSWER, { chaos: { malformedRate: 1 } });
  await mock.start();
  return mock;
}

function refusal(type: string, status: number) {
  return { error: { message: `the mock says ${status}`, type }, status, retryAfter: 7 };
}

interface Surface {
  readonly api: Api;
  /** From the origin on. */
  readonly path: string;
  readonly changes?: PeerChanges;
}

/** The providers' addresses that it speaks and we do. */
export const SURFACES = {
  OpenAI: { api: 'chat-completions', path: '/v1' },
  'OpenAI responses': { api: 'responses', path: '/v1' },
  OpenRouter: { api: 'chat-completions', path: '/api/v1' },
  'Azure OpenAI': { api: 'chat-completions', path: '/openai/v1', changes: { quirks: { keyHeader: 'api-key' } } },
  'an Azure deployment': {
    api: 'chat-completions',
    path: '/openai/deployments/some-deployment',
    changes: { quirks: { keyHeader: 'api-key', apiVersion: '2024-10-21' } },
  },
  Anthropic: { api: 'anthropic-messages', path: '/v1' },
  Gemini: { api: 'gemini-generate-content', path: '' },
  Bedrock: { api: 'bedrock-converse', path: '' },
} as const satisfies Readonly<Record<string, Surface>>;

export type SurfaceName = keyof typeof SURFACES;

export function mockedTarget(mock: LLMock, name: SurfaceName, model: string) {
  const { api, path, changes = {} }: Surface = SURFACES[name];
  return peerTarget(api, `${mock.url}${path}`, { ...changes, model });
}
