// The fleet in a process of its own: orders come from the parent by IPC, and it ends when the parent does.
import { type FleetPlan, startFleet } from './fleet.ts';
import type { FleetMessage } from './spawn.ts';

const tell = (message: FleetMessage): void => {
  process.send?.(message);
};

process.once('message', (plan: FleetPlan) => {
  startFleet(plan).then(
    ({ targets, ca }) => tell({ type: 'ready', targets, ca }),
    (error: unknown) => tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
  );
});
// The channel closes on close() and also when the parent is killed: nobody is left to race then.
process.once('disconnect', () => process.exit(0));
// Ctrl-C goes to the whole group, but the parent still wants to finish its round.
process.on('SIGINT', () => {});
