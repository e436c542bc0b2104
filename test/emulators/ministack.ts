// MiniStack, an emulator of AWS in one process, and cfn-lint beside it: fetched from PyPI when a suite first needs them, into a
// folder of their own that `npm ci` clears away.
import { mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Agent, get } from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loopbackCertificate } from '../../lib/fleet/certificate.ts';
import { freePort } from './free-port.ts';
import { fetchPythonPackages } from './python-packages.ts';
import { answers, type ServerProcess, startServer } from './server-process.ts';

const PACKAGES = ['ministack==1.5.33', 'cbor2==6.3.0', 'cfn-lint==1.58.0'];
const HOME = resolve('node_modules/.cache/ministack');
const PROGRAM = fileURLToPath(new URL('./emulate_aws.py', import.meta.url));

/** The account that MiniStack gives to whoever has no other. */
export const ACCOUNT = '000000000000';

export interface MinistackOptions {
  /** True speaks TLS, checks signatures, and lets nobody do what no policy allows. */
  readonly strict: boolean;
  /** Variables that every function sees beside its own. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Ministack extends ServerProcess {
  readonly endpoint: string;
  /** PEM of the certificate that its clients have to trust; without TLS none. */
  readonly ca: string | undefined;
  /** Variables that lead a program with an SDK or the CDK here, as the account's root. */
  readonly clientEnvironment: Readonly<Record<string, string>>;
  /** The same for a client of the SDK within the test. */
  client(region: string, account?: string): ClientConfig;
  /** What it has logged so far. */
  log(): string;
}

export type ClientConfig = ReturnType<typeof clientConfig>;

export async function startMinistack({ strict, environment = {} }: MinistackOptions): Promise<Ministack> {
  fetchPythonTools();
  const folder = mkdtempSync(join(tmpdir(), 'photofinish-ministack-'));
  const port = await freePort();
  const endpoint = `${strict ? 'https' : 'http'}://127.0.0.1:${port}`;
  const tls = strict ? await ownCertificate(folder) : null;
  const logFile = join(folder, 'ministack.log');
  const log = openSync(logFile, 'w');
  const server = await startServer({
    name: 'MiniStack',
    program: join(HOME, 'bin/python'),
    args: [PROGRAM],
    options: {
      // its input ends with us, and it with its input
      stdio: ['pipe', log, log],
      env: {
        ...{ GATEWAY_PORT: String(port), BIND_HOST: '127.0.0.1', IOT_MTLS_ENABLED: '0', SFTP_ENABLED: '0' },
        // functions run on the Node.js that runs this
        ...{ HOME: folder, TMPDIR: folder, PATH: `${dirname(process.execPath)}:${process.env.PATH}` },
        ...(tls === null ? {} : { AUTH: 'true', USE_SSL: '1', ...tls.serverEnvironment }),
        ...{ AWS_ENDPOINT_URL: endpoint, ...tls?.clientEnvironment },
        ...environment,
      },
    },
    isReady: () => isHealthy(endpoint, tls?.ca),
  }).catch(async (error: unknown) => {
    const said = readFileSync(logFile, 'utf8').slice(-2_000);
    await rm(folder, { recursive: true, force: true });
    throw new Error(`MiniStack could not be started. It said: ${said}`, { cause: error });
  });
  return {
    ...{ endpoint, ca: tls?.ca },
    clientEnvironment: { AWS_ENDPOINT_URL: endpoint, ...ROOT, ...tls?.clientEnvironment },
    client: (region, account = ACCOUNT) => clientConfig(endpoint, region, account, tls?.ca),
    log: () => readFileSync(logFile, 'utf8'),
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

// An access key that is an account's number stands for that account's root.
const ROOT = {
  ...{ AWS_ACCESS_KEY_ID: ACCOUNT, AWS_SECRET_ACCESS_KEY: 'test' },
  // no other place is asked for credentials
  AWS_EC2_METADATA_DISABLED: 'true',
};

function clientConfig(endpoint: string, region: string, account: string, ca: string | undefined) {
  const credentials = { accessKeyId: account, secretAccessKey: 'test' };
  const requestHandler = ca === undefined ? {} : { httpsAgent: new Agent({ ca, keepAlive: true }) };
  return { endpoint, region, credentials, requestHandler };
}

async function ownCertificate(folder: string) {
  const { cert, key } = await loopbackCertificate();
  const [certFile, keyFile] = [join(folder, 'server.crt'), join(folder, 'server.key')];
  writeFileSync(certFile, cert);
  writeFileSync(keyFile, key, { mode: 0o600 });
  return {
    ca: cert,
    serverEnvironment: { MINISTACK_SSL_CERT: certFile, MINISTACK_SSL_KEY: keyFile },
    // the second one for the CDK, which does not go by the first
    clientEnvironment: { NODE_EXTRA_CA_CERTS: certFile, AWS_CA_BUNDLE: certFile },
  };
}

async function isHealthy(endpoint: string, ca: string | undefined): Promise<boolean> {
  if (ca === undefined) return answers(endpoint);
  return new Promise((resolve) => {
    get(endpoint, { ca }, (response) => {
      response.resume();
      resolve(true);
    }).on('error', () => resolve(false));
  });
}

/** Folder with the commands of the Python packages, which are installed if need be. */
export function fetchPythonTools(): string {
  return fetchPythonPackages(HOME, PACKAGES);
}
