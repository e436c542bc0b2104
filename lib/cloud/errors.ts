// What can go wrong in the AWS world beyond what its rooms throw themselves.

/** Base of every error of this room. */
export class CloudError extends Error {
  override name = 'CloudError';
}

/** When a variable that the stack gives a function is not there. */
export class SettingMissingError extends CloudError {
  override name = 'SettingMissingError' as const;

  constructor(name: string) {
    super(`The variable ${name} is not set. The stack sets it: deploy again with "npm run deploy".`);
  }
}

/** When an event is not what the scheduler sends. */
export class TickRefusedError extends CloudError {
  override name = 'TickRefusedError' as const;
}
