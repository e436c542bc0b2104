// Rounds that the table could not take, as messages of a queue, which keeps them for 14 days.
import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type DrainReport, isHopeless, parseRound, type UnsavedRounds } from '../results/unsaved.ts';

type Client = Pick<SQSClient, 'send'>;

/** Keeps a round in a queue. */
export function keptInQueue(client: Client, queueUrl: string): Pick<UnsavedRounds, 'keep'> {
  return {
    keep: async (round) => {
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: asciiJson(round) }));
    },
  };
}

export interface Queues {
  readonly client: Client;
  readonly unsavedUrl: string;
  /** Takes what can never be stored, with the reason. */
  readonly deadLetterUrl: string;
  /** True once no further message is to be begun. */
  readonly isOver: () => boolean;
}

const MESSAGES_AT_ONCE = 10;

/**
 * Stores what is kept in a queue, until it is empty or the table fails; what is left comes back by itself.
 * @throws whatever the queue answers; never for the table
 */
export async function drainQueue(
  queues: Queues,
  store: { finish(round: NonNullable<ReturnType<typeof parseRound>>): Promise<unknown> },
): Promise<DrainReport> {
  const setAside: string[] = [];
  let stored = 0;
  while (!queues.isOver()) {
    const messages = await receive(queues);
    if (messages.length === 0) break;
    for (const [index, message] of messages.entries()) {
      const outcome = await settle(message, store);
      if (outcome === 'table-failed') return { stored, left: messages.length - index, setAside };
      if (outcome === 'stored') stored++;
      else setAside.push(await putAside(queues, message, outcome));
      await forget(queues, message);
    }
  }
  return { stored, left: 0, setAside };
}

async function receive({ client, unsavedUrl }: Queues): Promise<readonly Message[]> {
  const request = { QueueUrl: unsavedUrl, MaxNumberOfMessages: MESSAGES_AT_ONCE, WaitTimeSeconds: 1 };
  return (await client.send(new ReceiveMessageCommand(request))).Messages ?? [];
}

/** @returns `stored`, `table-failed`, or why it can never be stored */
async function settle(message: Message, store: Parameters<typeof drainQueue>[1]): Promise<string> {
  const round = parseRound(message.Body ?? '');
  if (round === null) return 'it is not a whole round';
  try {
    await store.finish(round);
    return 'stored';
  } catch (error) {
    return isHopeless(error) ? error.message : 'table-failed';
  }
}

async function putAside({ client, deadLetterUrl }: Queues, message: Message, reason: string): Promise<string> {
  await client.send(
    new SendMessageCommand({
      QueueUrl: deadLetterUrl,
      MessageBody: message.Body ?? '',
      MessageAttributes: { reason: { DataType: 'String', StringValue: reason } },
    }),
  );
  return `An unsaved round was put aside in the dead-letter queue: ${reason}`;
}

async function forget({ client, unsavedUrl }: Queues, { ReceiptHandle: handle }: Message): Promise<void> {
  await client.send(new DeleteMessageCommand({ QueueUrl: unsavedUrl, ReceiptHandle: handle }));
}

// A queue refuses some characters beyond ASCII.
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
