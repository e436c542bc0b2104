// The mailer through Amazon's own client, against a server on loopback that answers as SNS does.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mailer } from '../../lib/cloud/mailer.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:000000000000:photofinish-alarms';
const ENVIRONMENT = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
const asked: URLSearchParams[] = [];
let refuses = false;
const server = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  asked.push(new URLSearchParams(Buffer.concat(parts).toString()));
  response.writeHead(refuses ? 403 : 200, { 'content-type': 'text/xml' });
  const error =
    '<ErrorResponse><Error><Code>AuthorizationError</Code><Message>may not publish</Message></Error></ErrorResponse>';
  const done = '<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>';
  response.end(refuses ? error : done);
});
const before: Record<string, string | undefined> = {};

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const [name, value] of Object.entries({ ...ENVIRONMENT, AWS_ENDPOINT_URL_SNS: endpoint })) {
    before[name] = process.env[name];
    process.env[name] = value;
  }
});
afterAll(() => {
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  server.closeAllConnections();
  server.close();
});

it('publishes subject and text to the topic', async () => {
  await mailer(TOPIC)({ subject: 'Photofinish: a/one is slower', text: 'two\nlines & more' });
  expect(Object.fromEntries(asked[0] ?? [])).toMatchObject({
    Action: 'Publish',
    TopicArn: TOPIC,
    Subject: 'Photofinish: a/one is slower',
    Message: 'two\nlines & more',
  });
});

it('rejects where it is refused, so that nothing is taken for told', async () => {
  refuses = true;
  await expect(mailer(TOPIC)({ subject: 's', text: 't' })).rejects.toThrow('may not publish');
});
