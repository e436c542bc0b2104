// A program that starts a fleet, says so, and then waits to be killed.
import { spawnFleet } from '../../lib/fleet/spawn.ts';

const { targets } = await spawnFleet({ tls: false, providers: { reference: { personality: 'reference' } } });
process.stdout.write(`${JSON.stringify({ origin: targets.reference?.origin })}\n`);
setInterval(() => {}, 1_000);
