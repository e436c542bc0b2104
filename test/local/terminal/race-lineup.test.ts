import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { notRacingLines, raceLineup } from '../../../lib/local/terminal/race-lineup.ts';
import { type RaceWords, raceOptions } from '../../../lib/local/terminal/race-options.ts';

const folder = mkdtempSync(join(tmpdir(), 'photofinish-lineup-'));
afterAll(() => rmSync(folder, { recursive: true }));

const config = join(folder, 'config.yaml');
writeFileSync(
  config,
  `workloads:
  chat: { every: 5 minutes, prompt: Hello., maxOutputTokens: 16 }
  long: { every: 1 hour, prompt: Hello again., maxOutputTokens: 32 }
targets:
  - { id: one/fast, api: chat-completions, baseUrl: 'http://127.0.0.1:1/v1', key: ONE_KEY, model: m }
  - { id: one/slow, api: chat-completions, baseUrl: 'http://127.0.0.1:1/v1', key: ONE_KEY, model: m }
  - { id: two/other, api: chat-completions, baseUrl: 'http://127.0.0.1:1/v1', key: TWO_KEY, model: m }
  - { id: three/open, api: chat-completions, baseUrl: 'http://127.0.0.1:1/v1', model: m }
`,
);

const env = join(folder, 'keys.env');
writeFileSync(env, 'ONE_KEY=hunter2\nAWS_PROFILE=from-file\nAWS_REGION=from-file\n');

function lineup(words: Partial<RaceWords> = {}, environment: NodeJS.ProcessEnv = {}) {
  return raceLineup(raceOptions({ config, env, ...words }), [], environment);
}
const idsOf = (targets: readonly { readonly id: string }[]) => targets.map(({ id }) => id);

describe('raceLineup', () => {
  it('takes the first workload, and all targets that have their key', () => {
    const { workload, racing, notRacing } = lineup();
    expect(workload.name).toBe('chat');
    expect(idsOf(racing)).toEqual(['one/fast', 'one/slow', 'three/open']);
    expect(idsOf(notRacing.map(({ target }) => target))).toEqual(['two/other']);
  });

  it('takes what is asked for, and nothing else', () => {
    const { workload, racing, notRacing, config: cut } = lineup({ workload: 'long', targets: 'three/open,one/slow' });
    expect(workload.name).toBe('long');
    expect(idsOf(racing)).toEqual(['one/slow', 'three/open']);
    expect(notRacing).toEqual([]);
    expect(idsOf(cut.targets)).toEqual(['one/slow', 'three/open']);
  });

  it('gives the AWS SDK the variables that stand only in the file', () => {
    const environment: NodeJS.ProcessEnv = { AWS_REGION: 'already-set' };
    lineup({}, environment);
    expect(environment).toEqual({ AWS_REGION: 'already-set', AWS_PROFILE: 'from-file' });
  });

  it.each<[Partial<RaceWords>, string]>([
    [{ targets: 'one/fats' }, `${config} has no target "one/fats". Did you mean one/fast?`],
    [{ targets: 'zzzzzzzz' }, 'It has one/fast, one/slow, two/other, three/open.'],
    [{ workload: 'caht' }, `${config} has no workload "caht". Did you mean chat?`],
    [{ targets: 'two/other' }, 'Nobody can race: no key is set. Set TWO_KEY in the environment or in'],
    [{ targets: 'two/other' }, '--config config/demo.yaml'],
  ])('refuses %j', (words, message) => {
    expect(() => lineup(words)).toThrow(message);
  });

  it('names everybody who misses the same key in one line', () => {
    const lines = notRacingLines(lineup({}, { ONE_KEY: '' }));
    expect(lines).toEqual([
      'Not racing: one/fast, one/slow (ONE_KEY is not set).',
      'Not racing: two/other (TWO_KEY is not set).',
    ]);
  });
});
