// What the options do, without a process of its own for each.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { afterAll, describe, expect, it } from 'vitest';
import { KNOWN_PRESETS } from '../../bin/known-presets.ts';
import { ConfigRefusedError } from '../../lib/config/errors.ts';
import { type CostWords, withAssumptions } from '../../lib/cost/options.ts';
import { costText } from '../../lib/cost/session.ts';
import { AT_MS } from './scene.ts';

const folder = mkdtempSync(join(tmpdir(), 'photofinish-cost-'));
afterAll(() => rmSync(folder, { recursive: true }));
const SHIPPED = fileURLToPath(new URL('../../config/photofinish.yaml', import.meta.url));

function cost(words: Partial<CostWords>): string {
  const world = { presets: KNOWN_PRESETS, environment: {}, nowMs: AT_MS };
  return costText({ config: SHIPPED, format: 'table', lean: false, ...words }, world);
}

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

describe('the options', () => {
  it('of assumptions become numbers', () => {
    const command = withAssumptions(new Command()).exitOverride();
    command.parse(['--round-seconds', '20', '--page-views', '0'], { from: 'user' });
    expect(command.opts()).toEqual({ roundSeconds: 20, pageViews: 0 });
  });

  it('change what is assumed, and the JSON says so', () => {
    const report = JSON.parse(cost({ format: 'json', roundSeconds: 20, pageViews: 0 }));
    const lines: { what: string; quantity: number }[] = report.estimate.lines;
    expect(report.schema).toBe('photofinish/cost@1');
    expect(report.assumed).toMatchObject({ roundSeconds: 20, pageViews: 0, prepareSeconds: 4 });
    expect(lines.map(({ what }) => what)).not.toContain('CloudFront requests');
    expect(lines.find(({ what }) => what === 'race')?.quantity).toBeCloseTo(3 * 8_760 * 31, 6);
  });

  it('leave rounds no longer than their deadline', () => {
    const lines: { what: string; quantity: number }[] = JSON.parse(cost({ format: 'json', roundSeconds: 1e6 })).estimate
      .lines;
    expect(lines.find(({ what }) => what === 'race')?.quantity).toBeCloseTo(3 * 8_760 * 71, 6);
  });

  it('take the config as lean', () => {
    const text = cost({ lean: true });
    expect(text).toContain('chat every 5 minutes, gun immediate; metrics of series: none (lean).');
    expect(text).not.toMatch(/^ {2}(metrics of series|starter)/m);
  });

  it('count only targets that have their key in a file that is named', () => {
    const text = cost({ env: file('some.env', 'GROQ_API_KEY=hunter2\n') });
    // and the two of Bedrock, which need none
    expect(text).toMatch(/^LLM API leaderboard: 3 targets from us-east-1, eu-west-1, ap-northeast-1\.$/m);
    expect(text.replaceAll('\n', ' ')).toContain('Left out, for want of a key: cerebras/gpt-oss-120b,');
    expect(text).not.toContain('hunter2');
  });

  it('lay the prices of a file over ours', () => {
    const prices = file('prices.yaml', 'tokens:\n  nvidia/llama-3.3-70b: { input: 0, output: 0 }\n');
    expect(cost({ prices })).toMatch(/^ {2}nvidia\/llama-3\.3-70b .* 0, 0 +0 +price file$/m);
  });

  it('name files that are not there', () => {
    expect(() => cost({ config: 'none.yaml' })).toThrow(ConfigRefusedError);
    expect(() => cost({ prices: 'none.yaml' })).toThrow(/none\.yaml:1:1 the file does not exist/);
  });
});

describe('the report', () => {
  it('says what it takes for regions that it does not know', () => {
    const config = file('far.yaml', 'regions: [sa-east-1]\ntargets:\n  - { id: a/b, provider: groq, model: x }\n');
    expect(cost({ config })).toContain('sa-east-1: own prices are not known here; taken as us-east-1 times 1.25.');
  });

  it('of a paused config says that this is what standing still costs', () => {
    const text = 'aws: { paused: true }\ntargets:\n  - { id: a/b, provider: groq, model: x }\n';
    expect(cost({ config: file('paused.yaml', text) })).toContain('It is paused: no round is started');
  });

  it('stays within 100 columns for large configs', () => {
    const targets = Array.from(
      { length: 120 },
      (_, index) => `  - { id: groq/model-${index}, provider: groq, model: x }`,
    );
    const regions = 'regions: [us-east-1, eu-west-1, ap-northeast-1, us-west-2, sa-east-1, eu-central-1]';
    const config = file('large.yaml', [regions, 'targets:', ...targets, ''].join('\n'));
    const tooLong = cost({ config })
      .split('\n')
      .filter((line) => line.length > 100);
    expect(tooLong).toEqual([]);
  });
});
