// For SDKs that take ever longer over bytes in which they find no event: garbage without end would cost seconds.
import type { Transport } from './dialect.ts';

// Far more than an event with some tokens has, and read within a blink.
const MAX_BYTES_WITHOUT_EVENT = 128 * 1024;

export interface Patience {
  readonly transport: Transport;
  /** To be called at each event that was read. */
  readonly renew: () => void;
}

/** A transport that gives up on an answer in which nothing is said for too many bytes. */
export function createPatience(transport: Transport): Patience {
  let bytesWithoutEvent = 0;
  return {
    transport: async (request) => {
      const response = await transport(request);
      const pull = async () => {
        if (bytesWithoutEvent > MAX_BYTES_WITHOUT_EVENT) throw new Error('more bytes than any event could have');
        const bytes = await response.pull();
        bytesWithoutEvent += bytes?.byteLength ?? 0;
        return bytes;
      };
      return { ...response, pull };
    },
    renew: () => {
      bytesWithoutEvent = 0;
    },
  };
}
