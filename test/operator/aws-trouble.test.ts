import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { awsTrouble, inRegion, unlessMissing } from '../../lib/operator/aws-trouble.ts';
import { AwsTroubleError, OperatorError } from '../../lib/operator/errors.ts';
import { awsError } from './fake-cloud.ts';

beforeEach(() => {
  vi.stubEnv('AWS_PROFILE', '');
});

const said = (error: unknown, region = 'eu-west-1') => awsTrouble(error, region).message;

describe('an error of AWS is told as one sentence and a remedy', () => {
  it.each([
    [
      'CredentialsProviderError',
      'Could not load credentials from any providers',
      /^There are no AWS credentials\. Sign in/,
    ],
    ['CredentialsProviderError', 'The SSO session has expired', /^The AWS credentials have expired\. Sign in again/],
    [
      'ExpiredTokenException',
      'The security token included in the request is expired',
      /^The AWS credentials have expired/,
    ],
    ['InvalidClientTokenId', 'The security token is invalid', /^AWS in eu-west-1 does not know these credentials/],
    [
      'AccessDeniedException',
      'User: arn:x is not authorized to perform: ssm:PutParameter on resource: y',
      /^These AWS credentials may not do ssm:PutParameter in eu-west-1\./,
    ],
    ['ThrottlingException', 'Rate exceeded', /^AWS in eu-west-1 takes no more requests for the moment\. Wait/],
    ['TimeoutError', 'socket hang up', /^AWS in eu-west-1 does not answer\. Look at the network/],
    ['Odd', 'Something new.\n  at line 3', /^AWS in eu-west-1 answered Odd: Something new\. Repeat/],
  ])('%s: %s', (name, message, expected) => {
    expect(said(awsError(name, message))).toMatch(expected);
    expect(said(awsError(name, message))).not.toContain('\n');
  });

  it('a region that must be enabled first, from what AWS says of credentials that others take', () => {
    expect(said(awsError('UnrecognizedClientException'), 'af-south-1')).toMatch(
      /^The account has not enabled af-south-1, .* Enable the region/,
    );
    expect(said(awsError('UnrecognizedClientException'), 'eu-west-1')).not.toContain('enable');
  });

  it("not with AWS's own words where they could repeat what was sent", () => {
    const error = awsError('ValidationException', "Value 'my-secret' failed");
    expect(awsTrouble(error, 'eu-west-1', { quote: false }).message).toBe(
      'AWS in eu-west-1 answered ValidationException. Repeat the command.',
    );
  });

  it('names the profile that there are no credentials for', () => {
    vi.stubEnv('AWS_PROFILE', 'opps');
    const message = said(awsError('CredentialsProviderError', 'Could not resolve credentials using profile: [opps]'));
    expect(message).toMatch(/^There are no AWS credentials under AWS_PROFILE=opps\. Sign in/);
  });

  it('a refusal without a name, as S3 gives it', () => {
    const error = Object.assign(awsError('Unknown', 'UnknownError'), { $metadata: { httpStatusCode: 403 } });
    expect(said(error)).toMatch(/^These AWS credentials may not do this in eu-west-1\./);
  });

  it('as an error of this room, once', () => {
    const trouble = awsTrouble(awsError('Odd'), 'eu-west-1');
    expect(trouble).toBeInstanceOf(OperatorError);
    expect(awsTrouble(trouble, 'us-east-1')).toBe(trouble);
  });
});

describe('with the real client', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  async function clientOf(status: number, body: object): Promise<SSMClient> {
    server = createServer((_, response) => response.writeHead(status).end(JSON.stringify(body)));
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return clientAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  function clientAt(endpoint: string, credentials = true): SSMClient {
    const keys = { accessKeyId: 'a', secretAccessKey: 'b' };
    const none = async () => Promise.reject(awsError('CredentialsProviderError', 'Could not load credentials'));
    return new SSMClient({ region: 'eu-west-1', endpoint, maxAttempts: 1, credentials: credentials ? keys : none });
  }

  const ask = (client: SSMClient) => client.send(new GetParameterCommand({ Name: '/x' }));

  it('tells a missing permission', async () => {
    const message = 'User: u is not authorized to perform: ssm:GetParameter because no identity-based policy allows it';
    const client = await clientOf(400, { __type: 'AccessDeniedException', message });
    await expect(inRegion('eu-west-1', ask(client))).rejects.toThrow(
      'These AWS credentials may not do ssm:GetParameter in eu-west-1.',
    );
  });

  it('tells what is not there from what is wrong', async () => {
    expect(await unlessMissing(ask(await clientOf(400, { __type: 'ParameterNotFound' })))).toBeNull();
    server?.close();
    await expect(unlessMissing(ask(await clientOf(400, { __type: 'InternalServerError' })))).rejects.toThrow();
  });

  it('tells that nobody answers, and that there are no credentials', async () => {
    const nobody = 'http://127.0.0.1:1';
    await expect(inRegion('eu-west-1', ask(clientAt(nobody)))).rejects.toThrow('AWS in eu-west-1 does not answer.');
    const asked = inRegion('eu-west-1', ask(clientAt(nobody, false)));
    await expect(asked).rejects.toThrow(AwsTroubleError);
    await expect(asked).rejects.toThrow('There are no AWS credentials.');
  });
});
