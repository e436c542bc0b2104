// What can be wrong with a race that somebody wants to look at.

/** When a link or a pasted text is no race: the message says what is wrong, where, and is meant for people. */
export class NoRaceError extends Error {
  override name = 'NoRaceError';
}
