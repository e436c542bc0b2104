// From what a server says went wrong (a status, a code, a finish reason) to a failure class: the tables.
import type { FailureClass } from '../domain/failure.ts';
import type { ToldError } from '../providers/dialect.ts';

// Bedrock names its errors in a header; the status alone does not tell them apart.
const AWS_ERRORS: Readonly<Record<string, FailureClass>> = {
  ThrottlingException: 'rate-limited',
  ServiceQuotaExceededException: 'rate-limited',
  ModelNotReadyException: 'overloaded',
  ModelTimeoutException: 'server-error',
  ModelErrorException: 'server-error',
  AccessDeniedException: 'auth',
};

const STATUSES: Readonly<Record<number, FailureClass>> = {
  401: 'auth',
  403: 'auth',
  408: 'server-error', // the server's own deadline
  424: 'server-error', // the model behind it failed
  429: 'rate-limited',
  498: 'overloaded', // Groq: no capacity in the flex tier
  503: 'overloaded',
  529: 'overloaded',
};

// The words of codes and types, with all but their letters taken out.
const CODES: readonly (readonly [RegExp, FailureClass])[] = [
  [/ratelimit|throttl|toomanyrequests|quota|resourceexhausted/, 'rate-limited'],
  [/overload|unavailable|modelnotready|capacity/, 'overloaded'],
  [/authenti|unauthor|permission|accessdenied|apikey|forbidden/, 'auth'],
  [/contentfilter|contentpolicy|moderation|safety|guardrail|responsibleai/, 'content-filter'],
  [/invalidrequest|invalidargument|validation|badrequest|notfound|unsupported|contextlength|toolarge/, 'client-error'],
];

// A model that is being loaded, or an endpoint that had gone to sleep.
const WAKING = /\bloading\b|warming up|starting up|waking|scaled to zero|cold start|not (?:yet )?ready/i;
const OVERLOADED = /overloaded/i;

/** The class of an answer that is no 2xx. @param awsError the name in `x-amzn-errortype` */
export function classOfRefusal(status: number, said: ToldError | null, awsError: string): FailureClass {
  if (status < 400) return 'redirected';
  const message = said?.message ?? '';
  const named = AWS_ERRORS[awsError];
  if (named !== undefined) return named;
  if ((status === 429 || status >= 500) && (OVERLOADED.test(message) || OVERLOADED.test(lettersOf(said?.code)))) {
    return 'overloaded';
  }
  if (status >= 500 && WAKING.test(message)) return 'overloaded';
  const byStatus = STATUSES[status] ?? (status >= 500 ? 'server-error' : 'client-error');
  // Azure refuses a prompt that its filter does not like with 400
  return byStatus === 'client-error' && classOfCode(said?.code) === 'content-filter' ? 'content-filter' : byStatus;
}

/** The class of an error that was told in the stream before any token: a refusal that came after the headers. */
export function classOfEarlyError({ code, message }: ToldError): FailureClass {
  const status = Number(code);
  // a server that failed in mid-stream is no other class than one that said so with a number
  if (status >= 400 && status < 500) return classOfRefusal(status, { code, message }, '');
  if (status >= 500) return STATUSES[status] ?? 'mid-stream-error';
  const byCode = classOfCode(code);
  if (byCode !== null) return byCode;
  if (/rate limit|too many requests/i.test(message)) return 'rate-limited';
  return OVERLOADED.test(message) ? 'overloaded' : 'mid-stream-error';
}

function classOfCode(code: string | number | null | undefined): FailureClass | null {
  const letters = lettersOf(code);
  return CODES.find(([words]) => words.test(letters))?.[1] ?? null;
}

function lettersOf(code: string | number | null | undefined): string {
  return typeof code === 'string' ? code.toLowerCase().replace(/[^a-z]/g, '') : '';
}

const FINISH_REASONS: Readonly<Record<string, FailureClass>> = {
  // OpenAI, Bedrock, Anthropic; hosts in China
  contentfilter: 'content-filter',
  contentfiltered: 'content-filter',
  guardrailintervened: 'content-filter',
  refusal: 'content-filter',
  sensitive: 'content-filter',
  moderation: 'content-filter',
  moderated: 'content-filter',
  // Gemini
  safety: 'content-filter',
  recitation: 'content-filter',
  blocklist: 'content-filter',
  prohibitedcontent: 'content-filter',
  spii: 'content-filter',
  modelarmor: 'content-filter',
  imagesafety: 'content-filter',
  imageprohibitedcontent: 'content-filter',
  imagerecitation: 'content-filter',
  jailbreak: 'content-filter',
  // a stream that says itself that it did not come to its end
  error: 'mid-stream-error',
  failed: 'mid-stream-error',
  cancelled: 'mid-stream-error',
  abort: 'mid-stream-error',
  networkerror: 'mid-stream-error',
  malformedmodeloutput: 'mid-stream-error',
  malformedresponse: 'mid-stream-error',
  insufficientsystemresource: 'overloaded',
};

/** The class of a finish reason that is none of an answer; `null` for all others. */
export function classOfFinish(reason: string): FailureClass | null {
  return FINISH_REASONS[lettersOf(reason)] ?? null;
}
