// The part of dynalite that is used; the package ships no types.
declare module 'dynalite' {
  import type { Server } from 'node:http';
  export default function dynalite(options: {
    /** Folder of the database; in memory without. */
    path?: string;
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }): Server;
}
