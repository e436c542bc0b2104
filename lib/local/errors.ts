// What can go wrong in the local world.

/** Base of every error of this room. */
export class LocalError extends Error {
  override name = 'LocalError';
}

/** When the page's browser code cannot be bundled: esbuild is missing, or the code is broken. */
export class PageAssetsError extends LocalError {
  override name = 'PageAssetsError';

  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`The page's browser code could not be bundled: ${reason}. "npm ci" installs what it needs (esbuild).`, {
      cause,
    });
  }
}

/** When the local server cannot listen: the port is taken or not allowed, or the host is not ours. */
export class ListenError extends LocalError {
  override name = 'ListenError';
  readonly code: string;

  constructor(host: string, port: number, code: string, cause: unknown) {
    super(listenReason(host, port, code), { cause });
    this.code = code;
  }
}

function listenReason(host: string, port: number, code: string): string {
  const remedy = 'Choose another with --port N, or --port 0 for any free one';
  if (code === 'EADDRINUSE') return `Port ${port} on ${host} is taken. ${remedy}.`;
  if (code === 'EACCES') return `Port ${port} on ${host} is not allowed for this user. ${remedy}.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `${host} is no address of this machine.`;
  return `The page cannot be served on ${host}, port ${port}: ${code}. ${remedy}.`;
}

/** When `race` is asked for something that it cannot do: a wrong option, an unknown target, nobody with a key. */
export class OptionError extends LocalError {
  override name = 'OptionError';
}

/** When the file named by --out cannot be written. */
export class OutputFileError extends LocalError {
  override name = 'OutputFileError';

  constructor(path: string, reason: string, cause?: unknown) {
    super(`--out ${path}: ${reason}.`, cause === undefined ? undefined : { cause });
  }
}
