// The servers that misbehave, in a process of their own and behind all others on its cores.
import { setPriority } from 'node:os';
import { APIS, type Api } from '../../lib/domain/target.ts';
import { startFleet } from '../../lib/fleet/fleet.ts';
import { baseUrlPath } from '../../lib/fleet/request.ts';
import { type DialectRow, failingIn } from '../../test/race/faults/dialect-failing.ts';
import { FAILING } from '../../test/race/faults/raw-failing.ts';
import { startRaw } from '../../test/race/faults/raw-server.ts';
import type { BadServer } from './contract.ts';

const SERVERS = 60;
// Of each dialect, what costs a race most comes first.
const COSTLY = ['huge for ever', 'slow for ever', 'stall after some tokens', 'an error frame', 'silence', 'redirect'];

async function start(): Promise<BadServer[]> {
  // what is done as a connection is accepted comes before the gun or after it, as this slow process has it
  const timeless = FAILING.filter(([, { accept }]) => accept === undefined);
  const raw = timeless.map(async ([name, behaviour, verdict]): Promise<BadServer> => {
    const { origin } = await startRaw(behaviour);
    return { id: `raw/${slug(name)}`, origin: `${origin}/v1`, api: 'chat-completions', verdict };
  });
  const rows = COSTLY.flatMap((name) => APIS.map((api) => [api, rowOf(api, name)] as const));
  const scripted = rows.slice(0, Math.max(0, SERVERS - raw.length));
  const providers = scripted.map(([api, [name, script]]) => {
    return [`${api}/${slug(name)}`, { personality: 'script', script, api }] as const;
  });
  const fleet = await startFleet({ tls: false, providers: Object.fromEntries(providers) });
  const played = scripted.map(([api, [name, , verdict]]): BadServer => {
    const id = `${api}/${slug(name)}`;
    return { id, origin: `${fleet.targets[id]?.origin}${baseUrlPath(api)}`, api, verdict };
  });
  return [...(await Promise.all(raw)), ...played].slice(0, SERVERS);
}

function rowOf(api: Api, name: string): DialectRow {
  const row = failingIn(api).find(([known]) => known === name);
  if (row === undefined) throw new Error(`no row '${name}'`);
  return row;
}

function slug(name: string): string {
  return name.replace(/[^a-z0-9]+/gi, '-').toLowerCase();
}

setPriority(19);
process.once('disconnect', () => process.exit(0));
process.send?.(await start());
