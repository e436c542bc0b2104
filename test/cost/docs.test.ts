// docs/cost.md shows what the command prints: each block of it that begins with the command is made of parts of the output.
// To bring them up to date: npx vitest run test/cost/docs.test.ts -u
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { KNOWN_PRESETS } from '../../bin/known-presets.ts';
import { estimateOf } from '../../lib/cost/estimate.ts';
import { money } from '../../lib/cost/figures.ts';
import { leanForm } from '../../lib/cost/options.ts';
import { costText } from '../../lib/cost/session.ts';
import type { Config } from '../../lib/domain/config.ts';
import { AT_MS, PREMISES, SHIPPED } from './scene.ts';

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const page = readFileSync(path('docs/cost.md'), 'utf8');
const BLOCK = /(?<=^```\n\$ npx photofinish cost( --lean)?\n)[\s\S]*?(?=\n```$)/gm;

const printed = (lean: boolean) =>
  costText(
    { config: path('config/photofinish.yaml'), format: 'table', lean },
    { presets: KNOWN_PRESETS, environment: {}, nowMs: AT_MS },
  );

/** The page with each part of each block as it is printed now; a part is known by how it begins. */
function refreshed(): string {
  return page.replace(BLOCK, (block: string, lean: string | undefined) => {
    const parts = printed(lean !== undefined).split('\n\n');
    return block
      .split('\n\n')
      .map((part) => parts.find((each) => each.slice(0, 11) === part.slice(0, 11)) ?? `not printed: ${part}`)
      .join('\n\n');
  });
}

describe('docs/cost.md', () => {
  it('shows what is printed', async () => {
    expect(page.match(BLOCK)).toHaveLength(7);
    await expect(refreshed()).toMatchFileSnapshot(path('docs/cost.md'));
  });

  const billOf = (config: Config, more: Partial<typeof PREMISES.assumed> = {}) =>
    estimateOf(config, { ...PREMISES, assumed: { ...PREMISES.assumed, ...more } }).aws;
  const list = (config: Config) => billOf(SHIPPED).listUsd - billOf(config).listUsd;
  const immediate = SHIPPED.workloads.map((workload) => ({ ...workload, gunDelayMs: 0 }));

  it.each([
    ['the bill', `| ${money(billOf(SHIPPED).listUsd)} | **${money(billOf(SHIPPED).billUsd)}** |`],
    ['lean', `| ${money(billOf(leanForm(SHIPPED)).listUsd)} | **${money(billOf(leanForm(SHIPPED)).billUsd)}** |`],
    [
      'longer rounds',
      `with 15 s and not 10 s the shipped config's bill is ${money(billOf(SHIPPED, { roundSeconds: 15 }).billUsd)}`,
    ],
    ['one metric', `| ${money(list({ ...SHIPPED, metrics: ['ttft'] }))} at list price |`],
    ['no metrics', `| ${money(list({ ...SHIPPED, metrics: [] }))} at list price |`],
    ['an immediate gun', `| ${money(list({ ...SHIPPED, workloads: immediate }))} at list price |`],
  ])('says of %s: %s', (_, text) => {
    expect(page).toContain(text);
  });
});
