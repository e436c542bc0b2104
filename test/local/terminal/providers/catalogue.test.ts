import { describe, expect, it } from 'vitest';
import { KNOWN_GROUPS, KNOWN_PRESETS } from '../../../../bin/known-presets.ts';
import { parseConfig } from '../../../../lib/config/load.ts';
import { OptionError } from '../../../../lib/local/errors.ts';
import { type Catalogue, catalogueText } from '../../../../lib/local/terminal/providers/catalogue.ts';
import { snippetOf } from '../../../../lib/local/terminal/providers/snippet.ts';
import { plainPaint } from '../../../../lib/local/terminal/screen.ts';

const KEY = 'hunter2-hunter2';
const around = (columns: number): Catalogue => ({
  groups: KNOWN_GROUPS,
  env: { GROQ_API_KEY: KEY, HOME: '/nonexistent' },
  columns,
  paint: plainPaint,
});
const printed = (name: string | null, format = 'table', columns = 80) => catalogueText(name, format, around(columns));
const lineOf = (text: string, provider: string) => text.split('\n').find((line) => line.startsWith(`${provider} `));

describe('all presets in a terminal', () => {
  it.each([80, 100, 160])('fit %i columns', (columns) => {
    const lines = printed(null, 'table', columns).split('\n');
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
    expect(lines.filter((line) => line !== line.trimEnd())).toEqual([]);
  });

  it('stand in a line each, with their dialects in columns', () => {
    const text = printed(null);
    for (const { provider } of KNOWN_PRESETS) expect(lineOf(text, provider)).toBeDefined();
    const head = text.split('\n')[0] ?? '';
    const anthropic = lineOf(text, 'anthropic') ?? '';
    expect(anthropic[head.indexOf('chat')]).toBe('○');
    expect(anthropic[head.indexOf('anth')]).toBe('●');
    expect(anthropic[head.indexOf('resp')]).toBe(' ');
  });

  it('tell which key is set, and never the key', () => {
    const text = printed(null);
    expect(lineOf(text, 'groq')).toMatch(/^groq +✓ GROQ_API_KEY/);
    expect(lineOf(text, 'together')).toMatch(/^together +TOGETHER_API_KEY/);
    expect(lineOf(text, 'bedrock')).toMatch(/^bedrock +AWS credentials/);
    expect(lineOf(text, 'vllm')).toMatch(/^vllm +none needed/);
    expect(text).not.toContain(KEY);
  });

  it('have their quirks under them', () => {
    expect(printed(null, 'table', 100)).toMatch(
      /^openai .*\n {2}cap is max_completion_tokens; no temperature; sends stream_options\.include_obfuscation: false$/m,
    );
  });

  it('have their names where there is room', () => {
    expect(printed(null, 'table', 80)).not.toContain('Together AI');
    expect(printed(null, 'table', 120)).toContain('Together AI');
  });
});

describe('one preset', () => {
  it('is told in full', () => {
    expect(printed('zai')).toBe(
      [
        'Z.ai (zai)',
        '',
        'Speaks    chat-completions',
        'Address   https://api.z.ai/api/paas/v4',
        'Key       ZAI_API_KEY, not set',
        'Quirks    none',
        'Also      api: anthropic-messages (at https://api.z.ai/api/anthropic; key in',
        '          authorization)',
        'Note      In China baseUrl: https://open.bigmodel.cn/api/paas/v4.',
        'Source    https://docs.z.ai/scenario-example/develop-tools/claude',
        '',
        'A target of it, to paste under targets:',
        '',
        '  - id: zai/name-of-yours',
        '    provider: zai',
        '    model: MODEL-ID',
        '',
      ].join('\n'),
    );
  });

  it('says that the demo is a simulation', () => {
    expect(printed('demo')).toContain('SIMULATION');
  });

  it.each(KNOWN_PRESETS.map((preset) => [preset.provider, preset] as const))(
    'gives lines to paste that are right: %s',
    (_, preset) => {
      const text = `targets:\n${snippetOf(preset).join('\n')}\n`;
      const { targets } = parseConfig(text, { file: 'c.yaml', presets: KNOWN_PRESETS });
      expect(targets).toHaveLength(1);
    },
  );

  it.each([
    ['opnai', 'table', 'There is no preset "opnai". Did you mean openai?'],
    ['zebra', 'json', 'There is no preset "zebra". Without a name all are listed.'],
    ['openai', 'pdf', '--format "pdf" is not right. Give one of table, json, md.'],
  ])('%s as %s is refused', (name, format, message) => {
    expect(() => printed(name, format)).toThrow(OptionError);
    expect(() => printed(name, format)).toThrow(message);
  });
});

describe('for programs', () => {
  const { schema, providers } = JSON.parse(printed(null, 'json'));
  const of = (name: string) => providers.find(({ provider }: { provider: string }) => provider === name);

  it('all are in one document', () => {
    expect(schema).toBe('photofinish/providers@1');
    expect(providers).toHaveLength(KNOWN_PRESETS.length);
    expect(of('groq')).toMatchObject({
      keyName: 'GROQ_API_KEY',
      key: 'set',
      group: 'Hosts of models',
      simulated: false,
    });
    expect(of('ollama')).toMatchObject({ keyName: null, key: 'unneeded' });
    expect(JSON.stringify(providers)).not.toContain(KEY);
  });

  it('each dialect stands with its own address and quirks, the usual one first', () => {
    const { dialects } = of('gemini');
    expect(dialects.map(({ api, baseUrl }: { api: string; baseUrl: string }) => [api, baseUrl])).toEqual([
      ['chat-completions', 'https://generativelanguage.googleapis.com/v1beta/openai'],
      ['gemini-generate-content', 'https://generativelanguage.googleapis.com'],
    ]);
    expect(dialects[1].quirks.usageExcludesReasoning).toBe(false);
  });
});

describe('as Markdown', () => {
  it('has a table for each group, or a row for one', () => {
    expect(printed(null, 'md').match(/^### /gm)).toHaveLength(KNOWN_GROUPS.length);
    expect(printed('mistral', 'md').match(/^\| `/gm)).toHaveLength(1);
  });

  it('breaks no cell', () => {
    const rows = printed(null, 'md')
      .split('\n')
      .filter((line) => line.startsWith('|'));
    expect(new Set(rows.map((row) => row.match(/(?<!\\)\|/g)?.length))).toEqual(new Set([7]));
  });
});
