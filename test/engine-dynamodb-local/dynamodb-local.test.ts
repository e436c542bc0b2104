// The store on Amazon's own engine for one machine. Where it differs from the embedded one, this suite says how:
// - it knows UpdateTimeToLive, the embedded one does not (`expires` below); neither deletes expired items within a test;
// - it keeps regions and credentials apart, the embedded one is one store for all: our keys hold the region, so neither matters.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { inject } from 'vitest';
import { documentClient } from '../../lib/results/document-client.ts';
import { describeStore } from '../results/store-contract.ts';
import type {} from './setup.ts';

async function open() {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const endpoint = inject('dynamodbLocalEndpoint');
  const client = documentClient(new DynamoDBClient({ endpoint, region: 'us-east-1', credentials }));
  return { client, close: async () => client.destroy() };
}

describeStore('DynamoDB Local', open, { expires: true });
