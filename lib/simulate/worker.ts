// A thread that does one job after the other.
import { parentPort } from 'node:worker_threads';
import { type Job, run } from './job.ts';

parentPort?.on('message', (job: Job) => parentPort?.postMessage(run(job)));
