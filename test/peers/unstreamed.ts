// What a peer answers to the same question when nothing is streamed: asked with bare HTTP, without our dialects and the SDKs
// beneath them, so that it is the truth that our reading of the stream is held against.
import type { Api } from '../../lib/domain/target.ts';
import type { Ask } from '../../lib/providers/dialect.ts';

/** An answer as a whole. */
export interface Whole {
  readonly answer: string;
  readonly reasoning: string;
  /** Names and arguments of the tools that it calls, one after the other. */
  readonly tool: string;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
}

type Path = readonly (string | number)[];
type Words = Partial<Pick<Whole, 'answer' | 'reasoning' | 'tool'>>;

interface Form {
  readonly path: (ask: Ask) => string;
  readonly keyHeader: (key: string) => Readonly<Record<string, string>>;
  readonly body: (ask: Ask) => Readonly<Record<string, unknown>>;
  /** Where the parts of the answer stand, and how one of them is read. */
  readonly parts: Path;
  readonly read: (part: unknown) => Words;
  /** Where the counts stand that make up the input, and that of the output. */
  readonly input: readonly Path[];
  readonly output: Path;
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const common = ({ model, temperature }: Ask) => ({ model, temperature });
const messages = ({ prompt }: Ask) => [{ role: 'user', content: prompt }];
const OPENAI_COUNTS = { input: [['usage', 'prompt_tokens']], output: ['usage', 'completion_tokens'] };

const FORMS: Readonly<Record<Api, Form>> = {
  'chat-completions': {
    path: ({ target: { quirks } }) =>
      `/chat/completions${quirks.apiVersion ? `?api-version=${quirks.apiVersion}` : ''}`,
    keyHeader: bearer,
    body: (ask) => ({ ...common(ask), messages: messages(ask), max_tokens: ask.maxOutputTokens }),
    parts: ['choices'],
    read: (choice) => ({
      answer: textAt(choice, 'message', 'content'),
      reasoning: textAt(choice, 'message', 'reasoning_content'),
      tool: joined(itemsAt(choice, 'message', 'tool_calls'), ['function', 'name'], ['function', 'arguments']),
    }),
    ...OPENAI_COUNTS,
  },
  completions: {
    path: () => '/completions',
    keyHeader: bearer,
    body: (ask) => ({ ...common(ask), prompt: ask.prompt, max_tokens: ask.maxOutputTokens }),
    parts: ['choices'],
    read: (choice) => ({ answer: textAt(choice, 'text') }),
    ...OPENAI_COUNTS,
  },
  responses: {
    path: () => '/responses',
    keyHeader: bearer,
    body: (ask) => ({ ...common(ask), input: ask.prompt, max_output_tokens: ask.maxOutputTokens, store: false }),
    parts: ['output'],
    read: (item) => {
      const texts = joined([...itemsAt(item, 'summary'), ...itemsAt(item, 'content')], ['text']);
      if (at(item, 'type') === 'reasoning') return { reasoning: texts };
      return { answer: texts, tool: textAt(item, 'arguments') };
    },
    input: [['usage', 'input_tokens']],
    output: ['usage', 'output_tokens'],
  },
  'anthropic-messages': {
    path: () => '/messages',
    keyHeader: (key) => ({ 'x-api-key': key, 'anthropic-version': '2023-06-01' }),
    body: (ask) => ({ ...common(ask), messages: messages(ask), max_tokens: ask.maxOutputTokens }),
    parts: ['content'],
    read: (block) => ({
      answer: textAt(block, 'text'),
      reasoning: textAt(block, 'thinking'),
      tool: textAt(block, 'name') + textAt(block, 'input'),
    }),
    // read from a cache or not
    input: [
      ['usage', 'input_tokens'],
      ['usage', 'cache_read_input_tokens'],
    ],
    output: ['usage', 'output_tokens'],
  },
  'gemini-generate-content': {
    path: ({ model }) => `/v1beta/models/${model}:generateContent`,
    keyHeader: (key) => ({ 'x-goog-api-key': key }),
    body: ({ prompt, maxOutputTokens, temperature }) => ({
      contents: [{ role: 'user', parts: [{ text: prompt }] }],
      generationConfig: { maxOutputTokens, temperature },
    }),
    parts: ['candidates', 0, 'content', 'parts'],
    read: (part) => ({
      [at(part, 'thought') === true ? 'reasoning' : 'answer']: textAt(part, 'text'),
      tool: textAt(part, 'functionCall', 'name') + textAt(part, 'functionCall', 'args'),
    }),
    input: [['usageMetadata', 'promptTokenCount']],
    output: ['usageMetadata', 'candidatesTokenCount'],
  },
  'bedrock-converse': {
    path: ({ model }) => `/model/${model}/converse`,
    keyHeader: bearer,
    body: ({ prompt, maxOutputTokens, temperature }) => ({
      messages: [{ role: 'user', content: [{ text: prompt }] }],
      inferenceConfig: { maxTokens: maxOutputTokens, temperature },
    }),
    parts: ['output', 'message', 'content'],
    read: (block) => ({
      answer: textAt(block, 'text'),
      reasoning: textAt(block, 'reasoningContent', 'reasoningText', 'text'),
      tool: textAt(block, 'toolUse', 'name') + textAt(block, 'toolUse', 'input'),
    }),
    input: [['usage', 'inputTokens']],
    output: ['usage', 'outputTokens'],
  },
};

/** @throws Error if the peer refuses */
export async function unstreamed(ask: Ask): Promise<Whole> {
  const form = FORMS[ask.target.api];
  const response = await fetch(`${ask.baseUrl}${form.path(ask)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(ask.key === null ? {} : form.keyHeader(ask.key)) },
    body: JSON.stringify({ ...form.body(ask), ...ask.target.quirks.extraBody }),
  });
  const body = await response.text();
  if (!response.ok) throw new Error(`${ask.target.id} refused: ${response.status} ${body}`);
  const said: unknown = JSON.parse(body);
  const parts = itemsAt(said, ...form.parts).map(form.read);
  const inputs = form.input.map((path) => countAt(said, path)).filter((count) => count !== null);
  return {
    answer: parts.map(({ answer = '' }) => answer).join(''),
    reasoning: parts.map(({ reasoning = '' }) => reasoning).join(''),
    tool: parts.map(({ tool = '' }) => tool).join(''),
    inputTokens: inputs.length === 0 ? null : inputs.reduce((sum, count) => sum + count, 0),
    outputTokens: countAt(said, form.output),
  };
}

function at(value: unknown, ...path: Path): unknown {
  return path.reduce<unknown>((inner, name) => (inner as Readonly<Record<string, unknown>> | null)?.[name], value);
}

function itemsAt(value: unknown, ...path: Path): readonly unknown[] {
  const items = at(value, ...path);
  return Array.isArray(items) ? items : [];
}

function textAt(value: unknown, ...path: Path): string {
  const text = at(value, ...path) ?? '';
  return typeof text === 'string' ? text : JSON.stringify(text);
}

function countAt(value: unknown, path: Path): number | null {
  const count = at(value, ...path);
  return typeof count === 'number' ? count : null;
}

/** Texts of each item, one after the other. */
function joined(items: readonly unknown[], ...paths: readonly Path[]): string {
  return items.flatMap((item) => paths.map((path) => textAt(item, ...path))).join('');
}
