// The version of HTTP that is recorded is the one that was agreed on.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { expect, it } from 'vitest';
import { loopbackCertificate } from '../../lib/fleet/certificate.ts';
import { connect, trust } from '../../lib/race/connection.ts';

it.each([
  ['both versions', ['h2', 'http/1.1'], 'http/1.1'],
  ['no version by name', undefined, false],
])('is 1.1 with a server that offers %s', async (_, ALPNProtocols, agreed) => {
  const certificate = await loopbackCertificate();
  const server = tls.createServer({ ...certificate, ...(ALPNProtocols && { ALPNProtocols }) });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const { socket, times } = await connect(url, trust([certificate.cert]), 5_000, new AbortController().signal);
  expect((socket as tls.TLSSocket).alpnProtocol).toBe(agreed);
  expect(times.http).toBe('1.1');
  socket.destroy();
  server.close();
});
