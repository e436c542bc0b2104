// What can go wrong between an operator and AWS. Each message says what, where and what to do.

/** Base of the room: every error it throws on purpose. */
export class OperatorError extends Error {
  override name = 'OperatorError';
}

/** When AWS does not do what it was asked for, or cannot be asked. */
export class AwsTroubleError extends OperatorError {
  override name = 'AwsTroubleError' as const;
  /** A sentence: what happened, and in which region. */
  readonly what: string;
  /** A sentence: what to do now. */
  readonly remedy: string;

  constructor(what: string, remedy: string, cause: unknown) {
    super(`${what} ${remedy}`, { cause });
    this.what = what;
    this.remedy = remedy;
  }
}

/** When the environment or an option asks for what cannot be pushed. */
export class KeysRefusedError extends OperatorError {
  override name = 'KeysRefusedError' as const;
}

/** When something must not be deployed, or not be taken away, as things stand. */
export class DeploymentRefusedError extends OperatorError {
  override name = 'DeploymentRefusedError' as const;
}
