// The database of a local monitor: a real DynamoDB endpoint if the environment names one, else the embedded engine.
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ClassicLevel } from 'classic-level';
import dynalite from 'dynalite';
import { documentClient } from '../results/document-client.ts';
import type { DataDir } from './data-dir.ts';
import { DatabaseUnusableError, DataDirInUseError } from './data-errors.ts';

/** The variable that sends the AWS clients to another DynamoDB; they know it themselves. */
export const ENDPOINT_VARIABLE = 'AWS_ENDPOINT_URL_DYNAMODB';
const DEFAULT_REGION = 'us-east-1';

export interface Database {
  readonly client: DynamoDBDocumentClient;
  /** For people: `embedded in <folder>`, or `at <address>`. */
  readonly where: string;
  /** Ends what is under way and frees the folder. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly dataDir: Pick<DataDir, 'path' | 'database'>;
  /** `AWS_ENDPOINT_URL_DYNAMODB` and the usual AWS variables; without the first, the embedded engine is started. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * @throws DataDirInUseError where another process has the folder's database open
 * @throws DatabaseUnusableError where it cannot be opened at all
 */
export async function openDatabase({ dataDir, env }: DatabaseOptions): Promise<Database> {
  const endpoint = env[ENDPOINT_VARIABLE];
  return endpoint ? connect(endpoint, env) : embed(dataDir);
}

function connect(endpoint: string, env: DatabaseOptions['env']): Database {
  const hasRegion = env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? env.AWS_PROFILE;
  const client = documentClient(new DynamoDBClient({ endpoint, ...(!hasRegion && { region: DEFAULT_REGION }) }));
  return { client, where: `at ${endpoint}`, close: async () => client.destroy() };
}

async function embed({ path, database }: DatabaseOptions['dataDir']): Promise<Database> {
  await tryLock(path, database);
  const engine = await startEngine(database);
  const client = documentClient(
    new DynamoDBClient({
      endpoint: `http://127.0.0.1:${(engine.address() as AddressInfo).port}`,
      region: DEFAULT_REGION,
      // The engine takes any; without, the client would search the machine for real ones.
      credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
    }),
  );
  async function close(): Promise<void> {
    client.destroy();
    const closed = once(engine, 'database-closed');
    engine.close((error) => engine.emit('database-closed', error));
    engine.closeIdleConnections();
    await closed;
  }
  try {
    await client.send(new ListTablesCommand({ Limit: 1 }));
  } catch (error) {
    await close();
    await tryLock(path, database); // somebody took it in between: say that
    throw new DatabaseUnusableError(path, error);
  }
  return { client, where: `embedded in ${database}`, close };
}

// The engine reports a folder that it cannot open only as a failure of each request. Opened here first, the reason is plain.
// The lock is the operating system's, so it goes with its process, however that ends.
async function tryLock(path: string, database: string): Promise<void> {
  const level = new ClassicLevel(database);
  try {
    await level.open();
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if ((cause as { code?: unknown } | undefined)?.code === 'LEVEL_LOCKED') throw new DataDirInUseError(path, error);
    throw new DatabaseUnusableError(path, error);
  } finally {
    await level.close();
  }
}

async function startEngine(database: string): Promise<Server> {
  const engine = dynalite({ path: database, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  engine.listen(0, '127.0.0.1');
  await once(engine, 'listening');
  return engine;
}
