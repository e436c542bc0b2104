// The CDK's own command line, of the version that this project pins.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import type { Cdk } from './tools.ts';

/** Its standard output and error are ours. */
export const cdkCommand: Cdk = (words) =>
  new Promise((resolve, reject) => {
    const program = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
    const child = spawn(process.execPath, [program, ...words], { stdio: 'inherit' });
    // A Ctrl-C reaches the child by itself; we wait for its end, to tell how it ended.
    const ignore = () => {};
    process.on('SIGINT', ignore);
    child.once('error', reject);
    child.once('close', (status) => {
      process.off('SIGINT', ignore);
      resolve(status ?? INTERRUPTED);
    });
  });

const INTERRUPTED = 130;
