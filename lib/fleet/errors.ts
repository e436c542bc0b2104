// What can go wrong with the fleet itself; the faults it plays are scripts, not errors.

/** Any failure to run the fleet. */
export class FleetError extends Error {
  override name = 'FleetError';
}

/** When a personality's options cannot be played: an unknown name. */
export class UnknownPersonalityError extends FleetError {
  override name = 'UnknownPersonalityError' as const;
}

/** When the fleet could not begin: no port, no certificate, or its process ended before it was ready. */
export class FleetStartError extends FleetError {
  override name = 'FleetStartError' as const;
}

/** When the fleet's own process ended although nobody closed it. */
export class FleetCrashedError extends FleetError {
  override name = 'FleetCrashedError' as const;
}
