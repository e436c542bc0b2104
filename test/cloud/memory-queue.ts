// A queue in memory behind the SDK's own commands: a message that was received and not deleted comes again when it is made visible.
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

interface Kept {
  readonly body: string;
  readonly reason: string | null;
  hidden: boolean;
}

export interface MemoryQueues {
  readonly client: Pick<SQSClient, 'send'>;
  /** Bodies in a queue, by its address. */
  bodies(url: string): readonly string[];
  /** Why messages were put there. */
  reasons(url: string): readonly (string | null)[];
  put(url: string, body: string): void;
  /** As when the invisibility of what was received has ended. */
  reveal(): void;
}

export function memoryQueues(): MemoryQueues {
  const queues = new Map<string, Map<string, Kept>>();
  let next = 0;
  const at = (url = '') => queues.get(url) ?? (queues.set(url, new Map()).get(url) as Map<string, Kept>);
  const put = (url: string | undefined, body: string, reason: string | null = null) =>
    void at(url).set(String(next++), { body, reason, hidden: false });
  const send = async (command: unknown) => {
    if (command instanceof SendMessageCommand) {
      const { QueueUrl: url, MessageBody: body = '', MessageAttributes: attributes } = command.input;
      put(url, body, attributes?.reason?.StringValue ?? null);
    } else if (command instanceof DeleteMessageCommand) {
      at(command.input.QueueUrl).delete(command.input.ReceiptHandle ?? '');
    } else if (command instanceof ReceiveMessageCommand) {
      const { QueueUrl: url, MaxNumberOfMessages: most = 1 } = command.input;
      const visible = [...at(url)].filter(([, kept]) => !kept.hidden).slice(0, most);
      for (const [, kept] of visible) kept.hidden = true;
      return { Messages: visible.map(([handle, { body }]) => ({ ReceiptHandle: handle, Body: body })) };
    } else throw new Error('an unexpected command');
    return {};
  };
  return {
    client: { send: send as SQSClient['send'] },
    bodies: (url) => Array.from(at(url).values(), ({ body }) => body),
    reasons: (url) => Array.from(at(url).values(), ({ reason }) => reason),
    put,
    reveal: () => {
      for (const queue of queues.values()) for (const kept of queue.values()) kept.hidden = false;
    },
  };
}
