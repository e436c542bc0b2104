// What can go wrong between figures and published files.

/** Base of every error of this room. */
export class BoardError extends Error {
  override name = 'BoardError';
}

/** When a document does not match its own schema: nothing of the board is written then. */
export class InvalidDocumentError extends BoardError {
  override name = 'InvalidDocumentError';
  readonly path: string;

  constructor(path: string, reason: string) {
    super(`Board document ${path} does not match its schema: ${reason}. Nothing was published.`);
    this.path = path;
  }
}

/** When a document's path is not a plain relative path, or two documents claim the same one. */
export class DocumentPathError extends BoardError {
  override name = 'DocumentPathError';
  readonly path: string;

  constructor(path: string, reason: string) {
    super(`Board document path ${JSON.stringify(path)} ${reason}. Nothing was published.`);
    this.path = path;
  }
}

/** When the folder for the board holds files that are not ours: publishing there could destroy them. */
export class ForeignFolderError extends BoardError {
  override name = 'ForeignFolderError';
  readonly dir: string;

  constructor(dir: string, found: string) {
    super(
      `${dir} is not empty and not a board folder (it holds ${JSON.stringify(found)}). Give an empty or new folder for the board.`,
    );
    this.dir = dir;
  }
}

/** When the file system refuses to take the board: disk full, not writable, a file where a folder should be. */
export class PublishError extends BoardError {
  override name = 'PublishError';
  readonly path: string;

  constructor(path: string, cause: unknown) {
    super(`The board could not be written to ${path}: ${reasonOf(cause)}.`, { cause });
    this.path = path;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; free some space',
  EDQUOT: 'the disk quota is used up; free some space',
  EACCES: 'no permission to write there; choose a folder you may write to',
  EPERM: 'no permission to write there; choose a folder you may write to',
  EROFS: 'the file system is read-only; choose another folder',
  ENOTDIR: 'a part of this path is a file, not a folder',
  EEXIST: 'a file stands where a folder is needed',
  EISDIR: 'a folder stands where a file is needed',
};

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : null;
  if (code !== null) return REASONS[code] ?? code;
  return cause instanceof Error ? cause.message : String(cause);
}
