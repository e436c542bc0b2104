// What every function does around its work: log lines with the request's id, and the logger that they share.
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';

export const logger = new Logger({ serviceName: 'photofinish' });

/** A function that logs what it is given to do and what went wrong; to be given middlewares, and then its work. */
export function handling() {
  return middy<unknown, unknown, Error, Context>().use(injectLambdaContext(logger));
}

/** Aborts shortly before Lambda would stop the function, so that what happened can still be told. */
export function beforeTheEnd(context: Pick<Context, 'getRemainingTimeInMillis'>): AbortSignal {
  return AbortSignal.timeout(Math.max(1, context.getRemainingTimeInMillis() - 2_000));
}
