// docs/providers.md holds the tables that `photofinish providers --format md` prints.
// To bring them up to date: npx vitest run test/providers/docs.test.ts -u
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { KNOWN_PRESETS } from '../../bin/known-presets.ts';
import { parseConfig } from '../../lib/config/load.ts';
import { APIS, KEY_HEADERS } from '../../lib/domain/target.ts';
import { markdownText } from '../../lib/local/terminal/providers/markdown.ts';
import { PRESET_GROUPS } from '../../lib/providers/presets.ts';

const path = fileURLToPath(new URL('../../docs/providers.md', import.meta.url));
const page = readFileSync(path, 'utf8');
const TABLES = /(?<=^<!-- presets -->\n)[\s\S]*?(?=<!-- \/presets -->$)/m;

describe('docs/providers.md', () => {
  it('holds what is printed', async () => {
    expect(page.match(TABLES)).toHaveLength(1);
    await expect(page.replace(TABLES, () => `${markdownText(PRESET_GROUPS)}\n`)).toMatchFileSnapshot(path);
  });

  it('shows targets that are right', () => {
    const blocks = Array.from(page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm), ([, block = '']) => block);
    const { targets } = parseConfig(`targets:\n${blocks.join('')}`, { file: 'c.yaml', presets: KNOWN_PRESETS });
    expect(targets.length).toBe(blocks.length);
    expect(targets.map(({ api }) => api)).toContain('responses');
  });

  it.each([...APIS, ...KEY_HEADERS])('names %s', (word) => {
    expect(page).toContain(`\`${word}\``.replace('`authorization`', 'authorization').replace('`api-key`', 'api-key'));
  });

  it('writes no field that a target has not', () => {
    const written = Array.from(page.matchAll(/`(\w+): [^`]+` *\|$/gm), ([, field = '']) => field);
    const target = { id: 'a/b', api: 'chat-completions', baseUrl: 'http://x/v1', model: 'm' };
    expect(written.length).toBeGreaterThan(3);
    for (const [, line = ''] of page.matchAll(/`(\w+: [^`]+)` *\|$/gm)) {
      const text = JSON.stringify({ targets: [{ ...target, ...parse(line) }] });
      expect(() => parseConfig(text, { file: 'c.yaml', presets: [] })).not.toThrow();
    }
  });
});
