import {
  BedrockRuntimeClient,
  ConverseStreamCommand,
  type ConverseStreamOutput,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerScript } from '../../lib/fleet/answer.ts';
import { errorAt, refusal } from '../../lib/fleet/faults.ts';
import { type Fleet, startFleet } from '../../lib/fleet/fleet.ts';

const ANSWER = answerScript({
  firstTokenMs: 5,
  tokens: 6,
  pace: { intervalsMs: [2] },
  reasoningTokens: 2,
  finishReason: 'length',
});
const SCRIPTS = {
  answer: ANSWER,
  broken: errorAt(ANSWER, 10, 'modelStreamErrorException', 'went away'),
  limited: refusal({ status: 429, message: 'slow down' }),
};

let fleet: Fleet;
beforeAll(async () => {
  const scripted = Object.entries(SCRIPTS).map(
    ([name, script]) => [name, { personality: 'script', script, api: 'bedrock-converse' }] as const,
  );
  const style = { personality: 'bedrock-style', firstTokenMs: 5, tokensPerSecond: 1_000 } as const;
  fleet = await startFleet({ tls: false, providers: { ...Object.fromEntries(scripted), style } });
});
afterAll(() => fleet.close());

async function eventsOf(name: string, modelId = 'amazon.nova-pro-v1:0'): Promise<ConverseStreamOutput[]> {
  const client = new BedrockRuntimeClient({
    region: 'us-east-1',
    endpoint: `${fleet.targets[name]?.origin}/us-east-1`,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    requestHandler: new NodeHttpHandler(),
    maxAttempts: 1,
  });
  const messages = [{ role: 'user' as const, content: [{ text: 'Tell me a story.' }] }];
  const command = new ConverseStreamCommand({ modelId, messages, inferenceConfig: { maxTokens: 7 } });
  try {
    const { stream } = await client.send(command);
    const events: ConverseStreamOutput[] = [];
    for await (const event of stream ?? []) events.push(event);
    return events;
  } finally {
    client.destroy();
  }
}

test('the SDK reads the events of Converse in their order, with reasoning in a block of its own', async () => {
  const events = await eventsOf('answer');
  const names = events.map((event) => Object.keys(event)[0]);
  expect(names).toEqual([
    'messageStart',
    ...Array.from({ length: 2 }, () => 'contentBlockDelta'),
    'contentBlockStop',
    ...Array.from({ length: 4 }, () => 'contentBlockDelta'),
    'contentBlockStop',
    'messageStop',
    'metadata',
  ]);
  expect(events[1]?.contentBlockDelta?.delta?.reasoningContent?.text).toMatch(/^ [a-z]+$/);
  expect(events[4]?.contentBlockDelta).toMatchObject({
    contentBlockIndex: 1,
    delta: { text: expect.stringMatching(/^ /) },
  });
  expect(events.at(-2)?.messageStop?.stopReason).toBe('max_tokens');
  expect(events.at(-1)?.metadata).toMatchObject({
    usage: { inputTokens: 4, outputTokens: 6, totalTokens: 10 },
    metrics: { latencyMs: 15 },
  });
});

test('the in-band exception is thrown while iterating', async () => {
  await expect(eventsOf('broken')).rejects.toMatchObject({ name: 'ModelStreamErrorException' });
});

test('a refusal has the name and message that Bedrock would give it', async () => {
  await expect(eventsOf('limited')).rejects.toMatchObject({ name: 'ThrottlingException', message: 'slow down' });
});

test('the simulated provider honours inferenceConfig.maxTokens', async () => {
  const events = await eventsOf('style', 'arn:aws:bedrock:us-east-1:1:inference-profile/us.x');
  expect(events.at(-1)?.metadata?.usage?.outputTokens).toBe(7);
  expect(events.at(-2)?.messageStop?.stopReason).toBe('max_tokens');
});
