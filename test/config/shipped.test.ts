// The files that ship: the schema on disk is the one the loader uses, and both configs are right by loader and by schema.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { KNOWN_PRESETS } from '../../bin/known-presets.ts';
import { configJsonSchema } from '../../lib/config/json-schema.ts';
import { splitByKey } from '../../lib/config/keys.ts';
import { loadConfig } from '../../lib/config/load.ts';
import { isSimulation } from '../../lib/domain/config.ts';
import { modelIn } from '../../lib/domain/target.ts';

const path = (name: string) => fileURLToPath(new URL(`../../config/${name}`, import.meta.url));
const schemaText = readFileSync(path('photofinish.schema.json'), 'utf8');
const editor = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(JSON.parse(schemaText));

describe('photofinish.schema.json', () => {
  it('is up to date; else run: npm run schema', () => {
    expect(schemaText).toBe(configJsonSchema());
  });

  it.each([
    ['an unknown field', { targets: [{ id: 'a/b', provider: 'x', model: 'm', modle: 'm' }] }],
    [
      'a bare number for a length of time',
      { timeouts: { total: 60 }, targets: [{ id: 'a/b', provider: 'x', model: 'm' }] },
    ],
    ['a target without preset and api', { targets: [{ id: 'a/b', model: 'm' }] }],
    ['a key in place of its name', { targets: [{ id: 'a/b', provider: 'x', model: 'm', key: 'sk-abc' }] }],
  ])('warns in the editor of %s', (_what, data) => {
    expect(editor(data)).toBe(false);
  });
});

describe.each(['photofinish.yaml', 'demo.yaml'])('%s', (name) => {
  const text = readFileSync(path(name), 'utf8');

  it('names the schema in its first line', () => {
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./photofinish.schema.json');
  });

  it('is right for the loader and for editors', () => {
    expect(loadConfig(path(name), { presets: KNOWN_PRESETS }).targets.length).toBeGreaterThan(0);
    editor(parse(text));
    expect(editor.errors).toBeNull();
  });
});

describe('the config of real targets', () => {
  const config = loadConfig(path('photofinish.yaml'), { presets: KNOWN_PRESETS });

  it('has about a dozen targets over at least six providers and Bedrock', () => {
    const providers = new Set(config.targets.map((target) => target.provider));
    expect(config.targets.length).toBeGreaterThanOrEqual(12);
    expect(providers.size).toBeGreaterThanOrEqual(7);
    expect(providers).toContain('bedrock');
  });

  it('races optimized Bedrock only where it exists, and each profile only from its own regions', () => {
    const optimized = config.targets.filter((target) => target.latency === 'optimized');
    expect(optimized.map((target) => target.regions)).toEqual([['us-east-1']]);
    const nova = config.targets.find((target) => target.id === 'bedrock/nova-pro');
    if (nova === undefined) throw new Error('bedrock/nova-pro is gone');
    expect(config.regions.map((region) => modelIn(nova, region)?.split('.')[0])).toEqual(['us', 'eu', 'apac']);
  });

  it('races nothing where no key is set, so that the demo can take over', () => {
    expect(splitByKey(config.targets, {}).racing).toEqual([]);
  });
});

describe('the demo', () => {
  const config = loadConfig(path('demo.yaml'), { presets: KNOWN_PRESETS });

  it('is a simulation through and through, and says so in its name', () => {
    expect(isSimulation(config)).toBe(true);
    expect(config.targets.every((target) => target.simulated)).toBe(true);
    expect(config.name).toContain('simulation');
  });

  it('needs no key', () => {
    expect(splitByKey(config.targets, {}).notRacing).toEqual([]);
  });
});
