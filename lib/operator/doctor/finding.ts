// What the doctor finds: one line each.
import { styleText } from 'node:util';
import { awsTrouble } from '../aws-trouble.ts';

/** `skipped` was not looked at. */
export type Mark = 'ok' | 'warn' | 'fail' | 'skipped';

export interface Finding {
  readonly mark: Mark;
  /** What was looked at: `keys eu-west-1`. */
  readonly subject: string;
  /** What was seen. */
  readonly saw: string;
  /** What to do; `null` where there is nothing to do. */
  readonly remedy: string | null;
}

export interface Check {
  readonly subject: string;
  /** The region it asks. */
  readonly region: string;
  /** What it sees. It may throw what AWS throws. */
  readonly look: () => Promise<Seen | readonly Seen[]>;
}

export type Seen = Omit<Finding, 'subject'> & { readonly subject?: string };

export function ok(saw: string): Seen {
  return { mark: 'ok', saw, remedy: null };
}

export function warn(saw: string, remedy: string): Seen {
  return { mark: 'warn', saw, remedy };
}

export function fail(saw: string, remedy: string): Seen {
  return { mark: 'fail', saw, remedy };
}

export function skipped(saw: string): Seen {
  return { mark: 'skipped', saw: `not checked: ${saw}`, remedy: null };
}

/** Looks; no trouble and no silence of AWS keeps the other checks from being told. */
export async function findingsOf({ subject, region, look }: Check, limitMs: number): Promise<readonly Finding[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Seen>((resolve) => {
    const seen = fail(
      `no answer from ${region} within ${limitMs / 1_000} s`,
      'Look at the network, then repeat the command.',
    );
    timer = setTimeout(resolve, limitMs, seen);
  });
  try {
    const seen = await Promise.race([look(), late]);
    return [seen].flat().map((each) => ({ subject, ...each }));
  } catch (error) {
    const { what, remedy } = awsTrouble(error, region);
    return [{ subject, ...fail(what, remedy) }];
  } finally {
    clearTimeout(timer);
  }
}

const WORDS: Readonly<Record<Mark, string>> = { ok: 'ok  ', warn: 'warn', fail: 'FAIL', skipped: '-   ' };
const COLOURS = { ok: 'green', warn: 'yellow', fail: 'red', skipped: 'dim' } as const;

/** @param stream decides whether there are colours */
export function findingLine({ mark, subject, saw, remedy }: Finding, stream: NodeJS.WritableStream): string {
  const word = styleText(COLOURS[mark], WORDS[mark], { stream });
  return `${word}  ${subject}: ${saw}${remedy === null ? '' : ` -> ${remedy}`}`;
}
