// What a config can ask for that does not fit into the stacks.

/** Base of the room: every error it throws on purpose. */
export class InfraError extends Error {
  override name = 'InfraError';
}

/** When a stack would hold more than CloudFormation takes. */
export class StackTooLargeError extends InfraError {
  override name = 'StackTooLargeError' as const;
}
