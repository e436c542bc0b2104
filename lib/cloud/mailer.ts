// Mails by way of the alarms' topic, to whoever is subscribed to it.
import type { Mail } from './regression-mail.ts';

/** @returns sends one mail; its client is loaded when there is first something to tell, which is rare */
export function mailer(topicArn: string): (mail: Mail) => Promise<void> {
  return async ({ subject, text }) => {
    const { PublishCommand, SNSClient } = await import('@aws-sdk/client-sns');
    const client = new SNSClient({});
    try {
      await client.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: text }));
    } finally {
      client.destroy();
    }
  };
}
