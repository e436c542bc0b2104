// Every template by cfn-lint, which knows CloudFormation's own specification of each resource: small, large, with all that a
// config can ask for, and as shipped.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { photofinishApp } from '../../lib/infra/app.ts';
import { fetchPythonTools } from '../emulators/ministack.ts';
import { HUGE, MAXIMAL, MINIMAL, ONE_OF_TWO } from '../infra/configs.ts';
import { configOf, emptyBundles, scratchFolder } from '../infra/templates.ts';

const SHIPPED = readFileSync('config/photofinish.yaml', 'utf8');
/** Says that a DependsOn says what a reference says already: the CDK writes both. */
const IGNORED = 'W3005';

let cfnLint: string;
beforeAll(() => {
  cfnLint = join(fetchPythonTools(), 'cfn-lint');
});

/** What cfn-lint has to say; '' if nothing. */
async function lint(files: readonly string[]): Promise<string> {
  const run = promisify(execFile)(cfnLint, ['--format', 'parseable', '--ignore-checks', IGNORED, '--', ...files]);
  return run.then(
    ({ stdout }) => stdout,
    (error: { readonly stdout?: string; readonly message: string }) => error.stdout || error.message,
  );
}

describe('cfn-lint finds nothing wrong', () => {
  it.each([
    ['as shipped', SHIPPED],
    ['as little as can be', MINIMAL],
    ['all that a config can ask for', MAXIMAL],
    ['a region without targets', ONE_OF_TWO],
    ['500 targets in 10 regions', HUGE],
  ])('%s', async (_, yaml) => {
    const outdir = scratchFolder();
    const { stacks } = photofinishApp(configOf(yaml), emptyBundles(), { outdir }).synth();

    expect(await lint(stacks.map(({ templateFullPath }) => templateFullPath))).toBe('');
  });

  it('but does where something is', async () => {
    const outdir = scratchFolder();
    const [stack] = photofinishApp(configOf(MINIMAL), emptyBundles(), { outdir }).synth().stacks;
    const broken = readFileSync(stack?.templateFullPath ?? '', 'utf8').replace('"PAY_PER_REQUEST"', '"PAY_LATER"');
    writeFileSync(join(outdir, 'broken.json'), broken);

    expect(await lint([join(outdir, 'broken.json')])).toContain('PAY_LATER');
  });
});
