// What the shipped config may cost. Where a bar is missed, the message names the dearest lines.
import { describe, expect, it } from 'vitest';
import { estimateOf } from '../../lib/cost/estimate.ts';
import { money } from '../../lib/cost/figures.ts';
import { leanForm } from '../../lib/cost/options.ts';
import type { Config } from '../../lib/domain/config.ts';
import { PREMISES, SHIPPED } from './scene.ts';

function bill(config: Config): { usd: number; dearest: string } {
  const { aws, lines } = estimateOf(config, PREMISES);
  const dearest = [...lines].sort((a, b) => b.billUsd - a.billUsd).slice(0, 5);
  return { usd: aws.billUsd, dearest: dearest.map(({ what, billUsd }) => `${what} ${money(billUsd)}`).join(', ') };
}

describe('the AWS bill of the shipped config, without tokens', () => {
  it('is of the form that the bars are set for', () => {
    expect(SHIPPED.targets).toHaveLength(15);
    expect(SHIPPED.regions).toHaveLength(3);
    expect(SHIPPED.workloads.map(({ everyMs, gunDelayMs }) => [everyMs, gunDelayMs])).toEqual([[300_000, 60_000]]);
    expect(SHIPPED.metrics).toEqual(['ttft', 'throughput']);
  });

  it('is at most 40 USD a month with TTFT and throughput of every series and a common gun', () => {
    const { usd, dearest } = bill(SHIPPED);
    expect(usd, dearest).toBeLessThanOrEqual(40);
  });

  it('is at most 10 USD a month lean and with an immediate gun', () => {
    const { usd, dearest } = bill(leanForm(SHIPPED));
    expect(usd, dearest).toBeLessThanOrEqual(10);
  });
});
