// Waits for the gun, then wakes the race.
import { setTimeout as sleep } from 'node:timers/promises';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { handling, logger } from '../lib/cloud/handling.ts';
import { tickOf } from '../lib/cloud/tick.ts';
import { wakeInTime } from '../lib/cloud/wait-for-gun.ts';
import { RACE_FUNCTION } from '../lib/names/names.ts';

const lambda = new LambdaClient({});

export const handler = handling().handler(async (event) => {
  const tick = tickOf(event);
  const invocation = { FunctionName: RACE_FUNCTION, InvocationType: 'Event', Payload: JSON.stringify(tick) } as const;
  const invoke = () => lambda.send(new InvokeCommand(invocation));
  const waitedMs = await wakeInTime(tick, { nowMs: Date.now, sleep, invoke });
  logger.info('woke the race', { ...tick, waitedMs });
});
