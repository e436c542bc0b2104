// The program of the reference target's own process.
import '../lib/fleet/process.ts';
