// The start line: the SDK's request is caught here on its way out, held, and answered when the race is over.
import type { Ask, Dialect, StreamEvent, WireRequest, WireResponse } from '../providers/dialect.ts';
import { NoResponseError } from './errors.ts';

/** A request that waits, and the reader of the answer that will be given to it. */
export interface HeldRequest {
  readonly request: WireRequest;
  /** Answers the SDK, and yields what it reads. To be called once. */
  answer(response: WireResponse): AsyncIterable<StreamEvent>;
  /** Lets the SDK go without an answer. */
  dismiss(): void;
}

/**
 * Has the dialect's SDK build its request.
 * @throws what the SDK throws while building: a malformed address, credentials it cannot find
 */
export async function holdAtStartLine(dialect: Dialect, ask: Ask): Promise<HeldRequest> {
  const built = Promise.withResolvers<WireRequest>();
  const response = Promise.withResolvers<WireResponse>();
  response.promise.catch(() => undefined);
  const events = dialect
    .ask(ask, (request) => {
      built.resolve(request);
      return response.promise;
    })
    [Symbol.asyncIterator]();
  // The generator runs until its SDK waits for the response; the first event is what it will read then.
  const first = events.next();
  first.catch((error: unknown) => built.reject(error));
  const request = await built.promise;

  return {
    request,
    async *answer(answered) {
      response.resolve(answered);
      let result = await first;
      while (!result.done) {
        yield result.value;
        result = await events.next();
      }
    },
    dismiss() {
      response.reject(new NoResponseError());
    },
  };
}
