// Why a data folder cannot be used. Each message says what is wrong, where, and what would be right.

export class DataDirError extends Error {
  override name = 'DataDirError';
  readonly path: string;

  constructor(path: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.path = path;
  }
}

/** The folder, or the one it should be made in, cannot be written. */
export class DataDirNotWritableError extends DataDirError {
  override name = 'DataDirNotWritableError' as const;

  constructor(path: string, cause: unknown) {
    super(
      path,
      `The data folder ${path} cannot be written. Give it to the user who runs this, or choose another with --data.`,
      cause,
    );
  }
}

/** A file stands where the folder should be. */
export class DataDirIsFileError extends DataDirError {
  override name = 'DataDirIsFileError' as const;

  constructor(path: string, cause: unknown) {
    super(
      path,
      `The data folder ${path} cannot be used: there is a file where a folder should be. Choose another with --data.`,
      cause,
    );
  }
}

/** The folder holds something that is not ours. */
export class ForeignDataDirError extends DataDirError {
  override name = 'ForeignDataDirError' as const;

  constructor(path: string, found: readonly string[]) {
    const some = found.slice(0, 3).join(', ') + (found.length > 3 ? ', …' : '');
    super(
      path,
      `The folder ${path} holds something else (${some}) and is left alone. Choose an empty or new folder with --data.`,
    );
  }
}

/** The marker file is damaged. */
export class DamagedDataDirError extends DataDirError {
  override name = 'DamagedDataDirError' as const;

  constructor(path: string, marker: string, cause: unknown) {
    super(
      path,
      `${marker} cannot be read, so it is not known what the data folder ${path} holds. Restore it, or choose another folder with --data.`,
      cause,
    );
  }
}

/** A newer version has written the folder. */
export class NewerDataDirError extends DataDirError {
  override name = 'NewerDataDirError' as const;

  constructor(path: string, format: number, known: number) {
    super(
      path,
      `The data folder ${path} has format ${format}, and this version knows formats up to ${known}. Update photofinish, or choose another folder with --data.`,
    );
  }
}

/** Another process has the database of the folder open. */
export class DataDirInUseError extends DataDirError {
  override name = 'DataDirInUseError' as const;

  constructor(path: string, cause: unknown) {
    super(
      path,
      `Another photofinish is using the data folder ${path}. Stop it, or choose another folder with --data.`,
      cause,
    );
  }
}

/** The database of the folder cannot be opened. */
export class DatabaseUnusableError extends DataDirError {
  override name = 'DatabaseUnusableError' as const;

  constructor(path: string, cause: unknown) {
    super(
      path,
      `The database in ${path} cannot be opened. Move the folder away, or choose another with --data; its rounds are not lost by that.`,
      cause,
    );
  }
}
