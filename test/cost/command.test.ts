// The real program, as a person would start it.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
function cost(...args: readonly string[]) {
  const program = join(root, 'bin/photofinish.ts');
  const env = { PATH: process.env.PATH ?? '', HOME: '/nonexistent' };
  return spawnSync(process.execPath, [program, 'cost', ...args], { cwd: root, encoding: 'utf8', env });
}

describe('photofinish cost', () => {
  const shipped = cost();

  it('prints tables of at most 100 columns on stdout, and nothing on stderr', () => {
    expect([shipped.status, shipped.stderr]).toEqual([0, '']);
    const tooLong = shipped.stdout.split('\n').filter((line) => line.length > 100);
    expect(tooLong).toEqual([]);
  });

  it.each([
    [/^AWS +quantity +unit price +list +bill$/m],
    [/^ {2}metrics of series +86 metrics +0\.3 +25\.80 +2\d\.\d\d$/m],
    [/^AWS at list price: \d\d\.\d\d USD a month\. AWS bill after allowances: \d\d\.\d\d USD a month\.$/m],
    [/^Most of the bill: CloudWatch, metrics of series/m],
    [/^ {2}nvidia\/llama-3\.3-70b .* unknown +unknown$/m],
    [/^ {2}one more target, in every region +\d/m],
    [/^ {2}one more region \(us-west-2\) +\d/m],
    [/^ {2}chat every minute, gun immediate +\d/m],
    [/^one canary a target and region +43 canaries/m],
    [/^ {2}from the gun to the end of the slowest probe, on average +10 s +--round-seconds$/m],
  ])('says %s', (line) => {
    expect(shipped.stdout).toMatch(line);
  });

  it.each([
    [['--round-seconds', 'soon'], /round-seconds.*'soon' is invalid\. Write a number, 0 or more/],
    [['--format', 'pdf'], /format.*'pdf' is invalid\. Write table or json\./],
    [['--pricse', 'x'], /unknown option '--pricse'[\s\S]*--prices/],
    [['--config', 'config/demo.yaml'], /workloads\.chat\.every: on AWS rounds come every/],
  ])('%j ends with 2 and says why, without a stack', (args, message) => {
    const run = cost(...args);
    expect([run.status, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toMatch(message);
    expect(run.stderr).not.toMatch(/\n\s+at /);
  });
});
