// Reads the public page as a browser does, but for the name: the emulator answers for every host.
import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import type { Ministack } from '../emulators/ministack.ts';

export interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** @param address that of the page */
export async function read(aws: Ministack, address: string, path: string): Promise<Answer> {
  const { hostname, port } = new URL(aws.endpoint);
  const headers = { host: new URL(address).host };
  const asked = request({ hostname, port, path, headers, ca: aws.ca, servername: 'localhost' }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}
