// What AWS's own errors mean to an operator: one sentence, and what to do about it.
import { AwsTroubleError } from './errors.ts';
import { isOptIn } from './regions.ts';

/** What to say of an error, with `{region}`, `{action}` and `{profile}` in it. */
interface Meaning {
  readonly of: (error: Signs) => boolean;
  readonly what: string;
  readonly remedy: string;
}

interface Signs {
  readonly name: string;
  readonly message: string;
  /** Of the socket: `ECONNREFUSED`; empty where there is none. */
  readonly code: string;
  /** HTTP; 0 where nothing was answered. */
  readonly status: number;
  readonly optIn: boolean;
}

const SIGN_IN =
  'Sign in again (aws login, aws sso login), or set AWS_PROFILE; docs/deploy.md says how to make credentials.';
const NOT_TAKEN =
  /^(?:InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId|AuthFailure|SignatureDoesNotMatch|InvalidSignatureException)$/;
const DENIED = /^(?:AccessDenied|AccessDeniedException|UnauthorizedOperation|Forbidden|403)$/;
const THROTTLED =
  /^(?:Throttling|ThrottlingException|ThrottledException|TooManyRequestsException|RequestLimitExceeded|SlowDown)$/;
const EXPIRED = /^(?:ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired)$/;
const NO_NETWORK = /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN)$/;

// The first that fits is told.
const MEANINGS: readonly Meaning[] = [
  {
    of: ({ name, message }) =>
      EXPIRED.test(name) || (/^(?:Credentials|Token)ProviderError$/.test(name) && /expired/i.test(message)),
    what: 'The AWS credentials have expired.',
    remedy: SIGN_IN,
  },
  {
    of: ({ name }) => /^(?:Credentials|Token)ProviderError$/.test(name),
    what: 'There are no AWS credentials{profile}.',
    remedy: SIGN_IN,
  },
  {
    of: ({ name, optIn }) => name === 'OptInRequired' || (optIn && NOT_TAKEN.test(name)),
    what: 'The account has not enabled {region}, or AWS does not know the credentials.',
    remedy:
      'Enable the region in the account settings of the AWS console (minutes to hours), or take it out of the config.',
  },
  {
    of: ({ name }) => NOT_TAKEN.test(name),
    what: 'AWS in {region} does not know these credentials.',
    remedy: SIGN_IN,
  },
  {
    // S3 gives no name to what it refuses of an object's head
    of: ({ name, status }) => DENIED.test(name) || status === 403,
    what: 'These AWS credentials may not do {action} in {region}.',
    remedy: 'Take credentials with the permissions of docs/deploy.md, or add this one.',
  },
  {
    of: ({ name }) => THROTTLED.test(name),
    what: 'AWS in {region} takes no more requests for the moment.',
    remedy: 'Wait a minute, then repeat the command.',
  },
  {
    of: ({ code }) => code === 'ENOTFOUND',
    what: 'AWS has no address for {region}.',
    remedy: 'Look at the spelling of the region, and whether this machine resolves names.',
  },
  {
    of: ({ name, code }) => NO_NETWORK.test(code) || /^Timeout(?:Error)?$/.test(name) || name === 'AbortError',
    what: 'AWS in {region} does not answer.',
    remedy: 'Look at the network of this machine (proxy, AWS_ENDPOINT_URL), then repeat the command.',
  },
];

/**
 * @param options.quote whether AWS's own words may be shown where the error is none that we know; they can repeat what was sent
 */
export function awsTrouble(error: unknown, region: string, options = { quote: true }): AwsTroubleError {
  if (error instanceof AwsTroubleError) return error;
  const signs = signsOf(error, region);
  const meaning = MEANINGS.find((each) => each.of(signs));
  if (meaning === undefined) {
    const words = options.quote && signs.message !== '' ? `: ${signs.message}` : '';
    return new AwsTroubleError(`AWS in ${region} answered ${signs.name}${words}.`, 'Repeat the command.', error);
  }
  const { AWS_PROFILE: profile = '' } = process.env;
  const what = meaning.what
    .replaceAll('{region}', region)
    .replaceAll('{action}', actionIn(signs.message))
    .replaceAll('{profile}', profile === '' ? '' : ` under AWS_PROFILE=${profile}`);
  return new AwsTroubleError(what, meaning.remedy, error);
}

/** @throws AwsTroubleError for whatever AWS throws */
export async function inRegion<Answer>(region: string, asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked;
  } catch (error) {
    throw awsTrouble(error, region);
  }
}

/** Whether AWS said by its error that something is not there. */
export function isMissing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const gone =
    /^(?:ResourceNotFound(?:Exception)?|ParameterNotFound|NotFound|NoSuchBucket|NoSuchKey|404|QueueDoesNotExist)$/;
  return (
    gone.test(error.name) ||
    /NonExistentQueue$/.test(error.name) ||
    (error.name === 'ValidationError' && /does not exist/.test(error.message))
  );
}

/** What was asked for, or `null` where it is not there. @throws whatever else AWS answers */
export async function unlessMissing<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asked;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function signsOf(error: unknown, region: string): Signs {
  const optIn = isOptIn(region);
  if (!(error instanceof Error)) return { name: 'an error', message: String(error), code: '', status: 0, optIn };
  const { code, $metadata: metadata } = error as { code?: unknown; $metadata?: { httpStatusCode?: number } };
  return {
    name: error.name,
    message: error.message.split('\n', 1)[0]!.replace(/\.$/, '').slice(0, 300),
    code: typeof code === 'string' ? code : '',
    status: metadata?.httpStatusCode ?? 0,
    optIn,
  };
}

// "... is not authorized to perform: ssm:PutParameter on resource: ..."
function actionIn(message: string): string {
  return /to perform: ?([\w-]+:\w+)/.exec(message)?.[1] ?? 'this';
}
