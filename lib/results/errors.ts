// What can go wrong between a round and the table.

export class ResultsError extends Error {
  override name = 'ResultsError';
}

/** A part of a key holds what would make it ambiguous, or is no instant. */
export class KeyPartError extends ResultsError {
  override name = 'KeyPartError' as const;
}

/** A finished round is larger than one item may be. Storing it again cannot succeed. */
export class RoundTooLargeError extends ResultsError {
  override name = 'RoundTooLargeError' as const;
  readonly samples: number;

  constructor(round: { readonly scheduledAt: string; readonly region: string }, samples: number, cause: unknown) {
    super(
      `The round of ${round.scheduledAt} in ${round.region} has ${samples} samples, more than one item of the table can hold ` +
        '(400 KB, some 700 samples). Race the targets of this region in shards: several rounds of the same instant, each with ' +
        'its own shard name.',
      { cause },
    );
    this.samples = samples;
  }
}

/** The table did not become usable. */
export class TableNotReadyError extends ResultsError {
  override name = 'TableNotReadyError' as const;
}

/** The engine kept leaving part of a batch undone. */
export class BatchIncompleteError extends ResultsError {
  override name = 'BatchIncompleteError' as const;
}

/** A stored item is not of a form that this version reads. */
export class StoredFormError extends ResultsError {
  override name = 'StoredFormError' as const;
}
