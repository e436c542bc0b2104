import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { FleetCrashedError, FleetStartError } from '../../lib/fleet/errors.ts';
import type { FleetPlan } from '../../lib/fleet/fleet.ts';
import { spawnFleet } from '../../lib/fleet/spawn.ts';
import { exchange } from './exchange.ts';

const PLAN: FleetPlan = { tls: false, providers: { reference: { personality: 'reference' } } };

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('the fleet answers from a process of its own, on the same monotonic clock, until it is closed', async () => {
  const fleet = await spawnFleet(PLAN);
  expect(fleet.pid).not.toBe(process.pid);
  const before = process.hrtime.bigint();
  const { text } = await exchange(fleet.targets.reference?.origin ?? '');
  const received = BigInt(/^: received (\d+)$/m.exec(text)?.[1] ?? 0);
  expect(received).toBeGreaterThan(before);
  expect(received).toBeLessThan(process.hrtime.bigint());
  await fleet.close();
  expect(isAlive(fleet.pid)).toBe(false);
  await fleet.close();
});

test('a fleet with TLS sends its certificate along', async () => {
  const fleet = await spawnFleet({ ...PLAN, tls: true });
  expect(fleet.ca).toContain('BEGIN CERTIFICATE');
  await fleet.close();
});

test('a plan that cannot be played is an error at the start', async () => {
  const providers = { a: { personality: 'nobody' } } as unknown as FleetPlan['providers'];
  const start = spawnFleet({ tls: false, providers });
  await expect(start).rejects.toThrow(FleetStartError);
  await expect(start).rejects.toThrow(/did not start: No personality 'nobody'/);
});

test('a process that is killed while in use is told as a crash', async () => {
  const fleet = await spawnFleet(PLAN);
  const crash = new Promise((resolve) => fleet.onCrash(resolve));
  process.kill(fleet.pid, 'SIGKILL');
  const error = await crash;
  expect(error).toBeInstanceOf(FleetCrashedError);
  expect(String(error)).toContain('SIGKILL');
  await fleet.close();
});

test('a parent that is killed takes its fleet with it', async () => {
  const parent = spawn(process.execPath, [fileURLToPath(new URL('./orphan-parent.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(parent.stdout, 'data');
  const { origin } = JSON.parse(String(line));
  expect((await exchange(origin)).text).toContain('[DONE]');
  parent.kill('SIGKILL');
  // the port is free again; an orphan that nobody has buried yet would still have its pid
  await expect.poll(async () => (await exchange(origin)).text, { timeout: 5_000 }).toBe('');
});
