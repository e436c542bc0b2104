// All jobs, over as many threads as there are cores.
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Job, Outcome } from './job.ts';

export interface Done {
  readonly job: Job;
  readonly outcome: Outcome;
}

/** In the order of the jobs, whoever is ready first. @param onDone told after each, with how many are done */
export async function runAll(jobs: readonly Job[], onDone: (done: number) => void): Promise<Done[]> {
  const outcomes: Done[] = new Array(jobs.length);
  let [next, done] = [0, 0];
  const work = async (worker: Worker) => {
    for (let place = next++; place < jobs.length; place = next++) {
      const job = jobs[place] as Job;
      outcomes[place] = { job, outcome: await ask(worker, job) };
      onDone(++done);
    }
  };
  const crew = Array.from({ length: Math.min(availableParallelism(), jobs.length) }, () => {
    return new Worker(new URL('./worker.ts', import.meta.url));
  });
  try {
    await Promise.all(crew.map(work));
  } finally {
    await Promise.all(crew.map((worker) => worker.terminate()));
  }
  return outcomes;
}

async function ask(worker: Worker, job: Job): Promise<Outcome> {
  worker.postMessage(job);
  const [outcome] = await once(worker, 'message'); // throws what the thread throws
  return outcome as Outcome;
}
