// A config in three regions, and the cloud it was deployed to.
import { parseConfig } from '../../lib/config/load.ts';
import type { Config } from '../../lib/domain/config.ts';
import { isoSeconds } from '../../lib/domain/time.ts';
import { DISTRIBUTION_OUTPUT, KEY_PATH, PAGE_OUTPUT } from '../../lib/names/names.ts';
import { roundKey } from '../../lib/results/table.ts';
import { TEST_PRESETS } from '../config/presets-for-tests.ts';
import { ACCOUNT, type FakeCloud } from './fake-cloud.ts';

export const HUB = 'us-east-1';
export const REGIONS = [HUB, 'eu-west-1', 'ap-northeast-1'] as const;
export const BUCKET = `photofinish-board-${ACCOUNT}-${HUB}`;
/** Ten minutes after the cloud's stacks were made. */
export const NOW_MS = Date.parse('2026-11-20T08:10:30Z');

export function configFor(regions: readonly string[] = REGIONS, more = ''): Config {
  const text = `
regions: [${regions.join(', ')}]
${more}
targets:
  - { id: together/m, provider: together, model: m }
  - { id: openai/m, provider: openai, model: m }`;
  return parseConfig(text, { file: 'c.yaml', presets: TEST_PRESETS });
}

/** Fills a cloud with all that a deployment to `regions` leaves there, in good health. */
export function deployed(cloud: FakeCloud, regions: readonly string[] = REGIONS): void {
  const hub = cloud.in(regions[0]!);
  hub.stacks.set('photofinish-data', {});
  hub.stacks.set('photofinish-hub', {
    Outputs: [
      { OutputKey: PAGE_OUTPUT, OutputValue: 'https://board.example.com/' },
      { OutputKey: DISTRIBUTION_OUTPUT, OutputValue: 'd111.cloudfront.net' },
    ],
  });
  hub.schedules.set('default/photofinish-publisher', { state: 'ENABLED', input: '{}' });
  hub.buckets.set(`photofinish-board-${ACCOUNT}-${regions[0]}`, ['index.html', 'data/v1/board.json']);
  for (const region of regions) {
    const here = cloud.in(region);
    here.table = { Replicas: regions.map((name) => ({ RegionName: name })) };
    here.parameters.set('/cdk-bootstrap/hnb659fds/version', '30');
    for (const name of ['TOGETHER_API_KEY', 'OPENAI_API_KEY'])
      here.parameters.set(`${KEY_PATH}${name}`, `secret-${name}`);
    here.stacks.set(`photofinish-race-${region}`, {});
    here.schedules.set('photofinish/photofinish-chat-0', { state: 'ENABLED', input: '{"workload":"chat"}' });
    here.schedules.set('photofinish/photofinish-saver', { state: 'ENABLED', input: '{}' });
    here.queues.set('photofinish-unsaved', 0);
    here.queues.set('photofinish-dead-letters', 0);
    here.saver = () => ({ stored: 0, left: 0, setAside: 0 });
    hub.items.push(roundItem(region, NOW_MS - 30_000 - 5 * 60_000));
  }
}

/** A finished round as the doctor reads it. */
export function roundItem(region: string, scheduledMs: number): Record<string, unknown> {
  const key = { workload: 'chat', region, scheduledAt: isoSeconds(scheduledMs), shard: '0' };
  return { ...roundKey(key), state: 'finished' };
}
