// The store on the embedded engine, in memory.
import { openMemoryEngine } from './memory-table.ts';
import { describeStore } from './store-contract.ts';

// It knows no UpdateTimeToLive.
describeStore('dynalite', openMemoryEngine, { expires: false });
