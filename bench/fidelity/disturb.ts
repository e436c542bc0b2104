// What keeps an instrument from being on time: work on its own loop, and other processes on its cores.
import { spawn } from 'node:child_process';

export interface Disturbance {
  readonly name: string;
  /** Begins it; returns how to end it. */
  readonly begin: () => () => void;
}

const LONGEST_MS = 15_000;

export const disturbances: readonly Disturbance[] = [
  { name: 'none', begin: () => () => undefined },
  {
    name: 'own loop blocked 5-30 ms, every 50-150 ms',
    begin: () => {
      let timer = setTimeout(block, 20);
      function block(): void {
        const untilMs = performance.now() + 5 + Math.random() * 25;
        while (performance.now() < untilMs);
        timer = setTimeout(block, 50 + Math.random() * 100);
      }
      return () => clearTimeout(timer);
    },
  },
  {
    name: 'two busy processes beside it',
    begin: () => {
      const code = `const until = Date.now() + ${LONGEST_MS}; while (Date.now() < until);`;
      const hogs = [0, 1].map(() => spawn(process.execPath, ['-e', code], { stdio: 'ignore' }));
      return () => {
        for (const hog of hogs) hog.kill();
      };
    },
  },
];
