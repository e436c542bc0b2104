// A `fetch` whose way to the network is our transport: for the SDKs that take one.
import type { Transport, WireResponse } from './dialect.ts';

/** Hands over what an SDK fetches, and answers with a body that is pulled piece by piece, never ahead of its reader. */
export function fetchOver(transport: Transport): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const response = await transport({
      url: new URL(request.url),
      method: request.method,
      headers: Object.fromEntries(request.headers),
      body: new Uint8Array(await request.arrayBuffer()),
    });
    return new Response(pulledBody(response), { status: response.status, headers: { ...response.headers } });
  };
}

function pulledBody(response: WireResponse): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const bytes = await response.pull();
        if (bytes === null) controller.close();
        else controller.enqueue(bytes);
      },
    },
    { highWaterMark: 0 },
  );
}
