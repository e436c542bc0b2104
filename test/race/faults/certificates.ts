// TLS servers that are wrong in one way each.
import { generate } from 'selfsigned';
import { loopbackCertificate } from '../../../lib/fleet/certificate.ts';
import type { RawBehaviour } from './raw-server.ts';

const DAY_MS = 86_400_000;

interface WrongTls {
  readonly servers: Readonly<Record<string, RawBehaviour>>;
  /** PEM; with these trusted, each server is left with the one fault of its name. */
  readonly trusted: readonly string[];
}

export async function wrongTls(): Promise<WrongTls> {
  const expired = await certificate('expired', -DAY_MS, { type: 7, ip: '127.0.0.1' });
  const astray = await certificate('astray', DAY_MS, { type: 2, value: 'elsewhere.example' });
  const good = await loopbackCertificate();
  return {
    servers: {
      'a certificate of nobody we trust': { tls: await loopbackCertificate() },
      'a certificate of another time': { tls: expired },
      'a certificate of another host': { tls: astray },
      'only HTTP/2': { tls: { ...good, ALPNProtocols: ['h2'] } },
    },
    trusted: [expired.cert, astray.cert, good.cert],
  };
}

type AltName = { readonly type: 2; readonly value: string } | { readonly type: 7; readonly ip: string };

async function certificate(
  commonName: string,
  endsInMs: number,
  altName: AltName,
): Promise<{ cert: string; key: string }> {
  const made = await generate([{ name: 'commonName', value: `test ${commonName}` }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() + endsInMs - 9 * DAY_MS),
    notAfterDate: new Date(Date.now() + endsInMs),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'subjectAltName', altNames: [altName] },
    ],
  });
  return { cert: made.cert, key: made.private };
}
