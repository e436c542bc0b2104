// From a request to its response: who is asked, by which script it is answered, and the record of it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { KEY_HEADERS } from '../domain/target.ts';
import { chatCompletionsWire } from './chat-completions-wire.ts';
import type { FleetClock } from './clock.ts';
import { refusal } from './faults.ts';
import type { Intake } from './intake.ts';
import type { Pacer } from './pacer.ts';
import type { Personality } from './personality.ts';
import { planOf } from './plan.ts';
import { play } from './playback.ts';
import { type Random, seededRandom } from './random.ts';
import { networkDelayMs } from './regions.ts';
import { type Ask, askOf, type FleetApi, MAX_BODY_BYTES, type Route, readBody, routeOf } from './request.ts';
import type { Script } from './script.ts';
import { createStampStore, promptHead, type ResponseRecord, STAMPS_PATH } from './stamps.ts';
import type { WireFactory } from './wire.ts';

export interface AnsweringOptions {
  /** The provider's name. */
  readonly name: string;
  readonly personality: Personality;
  readonly seed: string;
  readonly wires: Readonly<Partial<Record<FleetApi, WireFactory>>>;
  readonly pacer: Pacer;
  readonly clock: FleetClock;
  readonly intake: Intake;
  readonly onResponse: (record: ResponseRecord) => void;
}

interface Asked {
  readonly route: Route | null;
  /** `null` = too long. */
  readonly body: string | null;
  readonly ask: Ask | null;
  readonly region: string;
  readonly requestIndex: number;
  readonly random: Random;
  readonly authorization: string;
}

const ID_HEADERS: Readonly<Partial<Record<FleetApi, string>>> = {
  'bedrock-converse': 'x-amzn-requestid',
  'anthropic-messages': 'request-id',
};

// Where in the endless text an answer may begin.
const FIRST_WORDS = 10_000;

/**
 * The request listener of one provider.
 * @param connections the TCP sockets below its connections, by the client's port
 */
export function createAnswering(
  options: AnsweringOptions,
  connections: ReadonlyMap<number, Socket>,
): (request: IncomingMessage, response: ServerResponse) => void {
  const stamps = createStampStore();
  const counts = new Map<string, number>();

  async function answer(request: IncomingMessage, response: ServerResponse, receivedNs: bigint): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fleet');
    if (request.method === 'GET' && url.pathname === STAMPS_PATH) {
      const found = stamps.find(url.searchParams.get('nonce') ?? '');
      response.writeHead(found === null ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(found));
      return;
    }
    const tcp = connections.get(request.socket.remotePort ?? 0);
    if (tcp === undefined) return;
    const asked = await readAsked(request, url.pathname);
    const script = scriptFor(asked, options);
    const prompt = promptHead(asked.ask?.prompt ?? '');
    const { region, requestIndex } = asked;
    const known = { name: options.name, region, requestIndex, prompt, status: script.status, receivedNs };
    play({ ...staged(script, asked, options), response, tcp, receivedNs }, options.pacer, options.clock, (played) => {
      const record = { ...known, ...played };
      stamps.add(record);
      options.onResponse(record);
    });
  }

  async function readAsked(request: IncomingMessage, path: string): Promise<Asked> {
    const route = request.method === 'POST' ? routeOf(path) : null;
    const body = await readBody(request);
    const ask = route === null || body === null ? null : askOf(body, route);
    const region = route?.region ?? '';
    const requestIndex = counts.get(region) ?? 0;
    counts.set(region, requestIndex + 1);
    // a generator for each request, so that an answer does not depend on what other regions asked meanwhile
    const random = seededRandom(`${options.seed}/${options.name}/${region}/${requestIndex}`);
    const authorization = keyHeaderOf(request);
    return { route, body, ask, region, requestIndex, random, authorization };
  }

  return (request, response) => {
    const receivedNs = options.clock.monotonicNs();
    // a body that breaks off is the client's doing, and its connection is gone with it
    options.intake(() => void answer(request, response, receivedNs).catch(() => response.destroy()));
  };
}

function keyHeaderOf({ headers }: IncomingMessage): string {
  return String(headers.authorization ?? KEY_HEADERS.map((name) => headers[name]).find((value) => value) ?? '');
}

function scriptFor(asked: Asked, { personality, clock }: AnsweringOptions): Script {
  const { route, body, ask, region, requestIndex, random } = asked;
  if (route === null || route.api !== personality.api) {
    return refusal({ status: 404, message: `Not served here: this provider speaks ${personality.api}` });
  }
  if (body === null) return refusal({ status: 413, message: `Request body longer than ${MAX_BODY_BYTES} bytes` });
  if (ask === null) return refusal({ status: 400, message: 'Request body is not a JSON object' });
  const { model, maxTokens } = ask;
  return personality.respond({ model, region, maxTokens, requestIndex, nowMs: clock.wallMs() }, random);
}

/** Everything rendered: status, headers and the plan of the body. */
function staged(script: Script, asked: Asked, { name, personality, seed, wires, clock }: AnsweringOptions) {
  const { ask, region, requestIndex, random, authorization } = asked;
  // it stands in a header, and names and regions may hold what a header may not
  const requestId = `${name}-${region}-${requestIndex}`.replace(/[^\w.-]+/g, '-');
  const wire = (wires[personality.api] ?? chatCompletionsWire)(script, {
    requestId,
    model: ask?.model ?? '',
    // about four characters a token, as in English
    promptTokens: Math.ceil((ask?.prompt.length ?? 0) / 4),
    authorization,
    createdS: Math.floor(clock.wallMs() / 1_000),
    firstWord: Math.floor(random() * FIRST_WORDS),
  });
  const idHeader = ID_HEADERS[personality.api] ?? 'x-request-id';
  const contentType = script.contentType ?? wire.contentType;
  const delayMs = personality.network ? networkDelayMs(name, region, seed) : 0;
  return {
    status: script.status,
    headers: { 'content-type': contentType, [idHeader]: requestId, ...script.headers },
    plan: planOf(script, wire, delayMs),
    wire,
    stamps: script.stamps,
  };
}
