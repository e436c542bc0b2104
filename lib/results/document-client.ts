// The client that the store speaks through.
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** What the store needs of a client; tests wrap one to make it fail. */
export type TableClient = Pick<DynamoDBDocumentClient, 'send'>;

export interface Table {
  readonly client: TableClient;
  readonly name: string;
}

/** A document client over any DynamoDB client; what is `undefined` is not written. */
export function documentClient(client: DynamoDBClient): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}
