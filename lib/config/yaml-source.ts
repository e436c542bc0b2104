// A YAML text together with where each of its fields stands.
import type { Document, Node, YAMLError } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import { printable } from '../domain/text.ts';
import type { Path, Refusal } from './refusal.ts';
import { looksSecret, shownName } from './shown.ts';

/** More aliases than this are no config but an attempt to fill the memory. */
const MAX_ALIASES = 100;

export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface YamlSource {
  /** Plain data; `undefined` where the text could not be read at all. */
  readonly value: unknown;
  /** Where a field stands, or the nearest one around it that there is. */
  placeOf(path: Path, of: 'key' | 'value'): Place;
  /** Mistakes of YAML itself, in the order of the text. */
  readonly refusals: readonly Refusal[];
}

/** Reads one YAML 1.2 document; it never throws: what is wrong stands in `refusals`. */
export function readYaml(text: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    schema: 'core',
    resolveKnownTags: false,
    stringKeys: true,
    prettyErrors: false,
    logLevel: 'error',
  });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems = withoutConsequences([...document.errors, ...document.warnings]);
  const refusals = [
    ...problems.map((problem) => syntaxRefusal(problem, text, place)),
    ...aliasRefusals(document, place),
  ];
  // A field that stands twice leaves the rest readable; anything else would only bring mistakes that are none.
  const readable = refusals.length === problems.filter((problem) => problem.code === 'DUPLICATE_KEY').length;
  return {
    value: readable ? document.toJS({ maxAliasCount: MAX_ALIASES }) : undefined,
    placeOf: (path, of) => place(offsetOf(document, path, of)),
    refusals,
  };
}

const TOLD_APART: ReadonlySet<string> = new Set([
  'DUPLICATE_KEY',
  'TAB_AS_INDENT',
  'MULTIPLE_DOCS',
  'TAG_RESOLVE_FAILED',
]);

// Once the reader has lost its way, whatever follows looks wrong to it too: only the first such place is told.
function withoutConsequences(problems: readonly YAMLError[]): YAMLError[] {
  const lost = problems.find((problem) => !TOLD_APART.has(problem.code));
  return problems.filter((problem) => problem === lost || TOLD_APART.has(problem.code));
}

function syntaxRefusal(problem: YAMLError, text: string, place: (offset: number) => Place): Refusal {
  const at = { ...place(problem.pos[0]), path: '' };
  switch (problem.code) {
    case 'DUPLICATE_KEY': {
      const name = /^["']?([^\s:"',{}]+)/.exec(text.slice(problem.pos[0], problem.pos[0] + 100))?.[1] ?? '';
      return { ...at, path: shownName(name), what: 'stands twice in the same place', remedy: 'Keep one of them.' };
    }
    case 'TAB_AS_INDENT':
      return { ...at, what: 'is indented with a tab', remedy: 'YAML takes spaces only: use two for each level.' };
    case 'MULTIPLE_DOCS':
      return { ...at, what: 'holds more than one YAML document', remedy: 'Remove the line "---" and what follows it.' };
    case 'TAG_RESOLVE_FAILED':
      return { ...at, what: 'has a YAML tag (a word with "!")', remedy: 'Remove the tag, or put the text in quotes.' };
    case 'RESOURCE_EXHAUSTION':
      return { ...at, what: 'is nested too deeply', remedy: 'Four or five levels are all a config needs.' };
    default: {
      const reason = looksSecret(problem.message) ? 'near a text that may be a key' : printable(problem.message, 120);
      return { ...at, what: `is not valid YAML here (${reason})`, remedy: YAML_REMEDY };
    }
  }
}

const YAML_REMEDY =
  'Write `name: value`, a space after the colon, fields of one level in one column, odd text in quotes.';

function aliasRefusals(document: Document, place: (offset: number) => Place): Refusal[] {
  const refusals: Refusal[] = [];
  let count = 0;
  visit(document, {
    Alias(_key, alias, ancestors) {
      const at = { ...place(alias.range?.[0] ?? 0), path: `*${shownName(alias.source)}` };
      count++;
      if (count > MAX_ALIASES) {
        refusals.push({ ...at, what: `is alias number ${count}`, remedy: `Use at most ${MAX_ALIASES} aliases.` });
        return visit.BREAK;
      }
      const named = alias.resolve(document);
      if (named === undefined) {
        const what = 'is an alias of nothing';
        refusals.push({ ...at, what, remedy: 'Put a text that begins with * in quotes, or name an &anchor above it.' });
      } else if (ancestors.includes(named)) {
        refusals.push({ ...at, what: 'is an alias of what it stands in', remedy: 'Write the value out.' });
      }
      return undefined;
    },
  });
  if (refusals.length === 0 && count > 0) refusals.push(...expansionRefusal(document, place));
  return refusals;
}

// Aliases of aliases grow as a power; the library counts them when it makes plain data, and throws.
function expansionRefusal(document: Document, place: (offset: number) => Place): Refusal[] {
  try {
    document.toJS({ maxAliasCount: MAX_ALIASES });
    return [];
  } catch {
    const what = 'has aliases that grow into too much data';
    return [{ ...place(0), path: '', what, remedy: 'Write the values out.' }];
  }
}

function offsetOf(document: Document, path: Path, of: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    let next: unknown;
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (pair === undefined) break;
      const last = index === path.length - 1;
      if (last && of === 'key') return startOf(pair.key) ?? offset;
      next = pair.value;
      offset = startOf(isNothing(next) ? pair.key : next) ?? startOf(pair.key) ?? offset;
    } else if (isSeq(node)) {
      next = node.items[Number(step)];
      offset = startOf(next) ?? offset;
    } else break;
    node = next;
  }
  return offset;
}

function isNothing(node: unknown): boolean {
  return node === null || (isScalar(node) && node.value === null && (node.source ?? '') === '');
}

function startOf(node: unknown): number | null {
  return (node as Node | null | undefined)?.range?.[0] ?? null;
}
