// All temporary files of a run lie in one folder, which goes with it, whatever a test or a worker that was stopped left there.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'photofinish-test-'));
  // the workers are started later, and take it over
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
