// The peer of the fidelity bench: the provider's SDK as most people time it. Connections are kept alive, the clock is read
// before the call, and a stamp is taken in `for await`.
import type { Api } from '../../lib/domain/target.ts';
import { baseUrlPath } from '../../lib/fleet/request.ts';
import { stampsOf, trueTtftMs } from './truth.ts';

/** What one such client measures as the TTFT of a prompt, ms. */
type Timing = (prompt: string) => Promise<number>;

/** A round of all origins at once: absolute TTFT errors in ms, by the server's own stamps. */
export type OrdinaryRound = () => Promise<number[]>;

export async function ordinaryRounds(api: Api, origins: readonly string[]): Promise<OrdinaryRound> {
  const clients = await Promise.all(
    origins.map(async (origin) => ({ origin, ttftOf: await CLIENTS[api](origin + baseUrlPath(api)) })),
  );
  let round = 0;
  return async () => {
    round++;
    const timed = await Promise.all(
      clients.map(async ({ origin, ttftOf }, index) => {
        const prompt = `ordinary-${round}-${index} Count.`;
        return { origin, prompt, ttftMs: await ttftOf(prompt) };
      }),
    );
    return Promise.all(
      timed.map(async ({ origin, prompt, ttftMs }) => Math.abs(ttftMs - trueTtftMs(await stampsOf(origin, prompt)))),
    );
  };
}

function timing<Chunk>(
  open: (prompt: string) => PromiseLike<AsyncIterable<Chunk>>,
  textOf: (chunk: Chunk) => string | null | undefined,
): Timing {
  return async (prompt) => {
    const startMs = performance.now();
    let ttftMs = Number.NaN;
    for await (const chunk of await open(prompt)) {
      if (Number.isNaN(ttftMs) && textOf(chunk)) ttftMs = performance.now() - startMs;
    }
    return ttftMs;
  };
}

const CLIENTS: Readonly<Record<Api, (baseUrl: string) => Promise<Timing>>> = {
  'chat-completions': async (baseUrl) => {
    const client = await openai(baseUrl);
    return timing(
      (prompt) =>
        client.chat.completions.create({ model: 'bench', messages: [{ role: 'user', content: prompt }], stream: true }),
      (chunk) => chunk.choices[0]?.delta.content,
    );
  },
  completions: async (baseUrl) => {
    const client = await openai(baseUrl);
    return timing(
      (prompt) => client.completions.create({ model: 'bench', prompt, stream: true }),
      (chunk) => chunk.choices[0]?.text,
    );
  },
  responses: async (baseUrl) => {
    const client = await openai(baseUrl);
    return timing(
      (prompt) => client.responses.create({ model: 'bench', input: prompt, stream: true }),
      (event) => (event.type === 'response.output_text.delta' ? event.delta : null),
    );
  },
  'anthropic-messages': async (baseUrl) => {
    const { default: Anthropic } = await import('@anthropic-ai/sdk');
    const client = new Anthropic({ apiKey: 'bench', baseURL: new URL(baseUrl).origin });
    return timing(
      (prompt) =>
        client.messages.create({
          model: 'bench',
          max_tokens: 24,
          messages: [{ role: 'user', content: prompt }],
          stream: true,
        }),
      (event) => (event.type === 'content_block_delta' && event.delta.type === 'text_delta' ? event.delta.text : null),
    );
  },
  'gemini-generate-content': async (baseUrl) => {
    const { GoogleGenAI } = await import('@google/genai');
    const { models } = new GoogleGenAI({ apiKey: 'bench', httpOptions: { baseUrl } });
    return timing(
      (prompt) => models.generateContentStream({ model: 'bench', contents: prompt }),
      (chunk) => chunk.text,
    );
  },
  'bedrock-converse': async (endpoint) => {
    const { BedrockRuntimeClient, ConverseStreamCommand } = await import('@aws-sdk/client-bedrock-runtime');
    const { NodeHttpHandler } = await import('@smithy/node-http-handler');
    const client = new BedrockRuntimeClient({
      ...{ region: 'us-east-1', endpoint, token: { token: 'bench' }, authSchemePreference: ['httpBearerAuth'] },
      // the SDK's own choice is HTTP/2, which the fleet does not speak
      requestHandler: new NodeHttpHandler(),
    });
    return timing(
      async (prompt) => {
        const messages = [{ role: 'user' as const, content: [{ text: prompt }] }];
        const { stream } = await client.send(new ConverseStreamCommand({ modelId: 'bench', messages }));
        if (stream === undefined) throw new Error('the SDK gave no stream');
        return stream;
      },
      (event) => event.contentBlockDelta?.delta?.text,
    );
  },
};

async function openai(baseURL: string) {
  const { default: OpenAI } = await import('openai');
  return new OpenAI({ apiKey: 'bench', baseURL });
}
