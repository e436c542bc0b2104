// How long a function waits for a service of AWS. The SDK's own answer is for ever: a table that takes a request and never
// answers would hold the function until Lambda stops it, and the round that it has measured would be lost with it.

/** For clients of services that answer within milliseconds. Tried three times, then it is an error like any other. */
export const PATIENCE = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
} as const;
