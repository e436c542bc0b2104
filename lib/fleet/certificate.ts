// A certificate for the loopback address, made anew at each start and trusted by nobody but who is given it.
import { randomBytes } from 'node:crypto';
import { FleetStartError } from './errors.ts';

export interface Certificate {
  /** PEM; also what a client has to trust. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
}

/** ECDSA P-256 for 127.0.0.1 and localhost, valid for a year from yesterday. */
export async function loopbackCertificate(): Promise<Certificate> {
  const { generate } = await import('selfsigned');
  const notBeforeDate = new Date(Date.now() - 86_400_000);
  try {
    // issuers are looked up by name: two fleets of one name could not be trusted together
    const commonName = `photofinish fleet ${randomBytes(8).toString('hex')}`;
    const made = await generate([{ name: 'commonName', value: commonName }], {
      keyType: 'ec',
      curve: 'P-256',
      algorithm: 'sha256',
      notBeforeDate,
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
        { name: 'extKeyUsage', serverAuth: true },
        {
          name: 'subjectAltName',
          altNames: [
            { type: 2, value: 'localhost' },
            { type: 7, ip: '127.0.0.1' },
          ],
        },
      ],
    });
    return { cert: made.cert, key: made.private };
  } catch (cause) {
    throw new FleetStartError('The fleet could not make its TLS certificate', { cause });
  }
}
