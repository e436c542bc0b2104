// Every alarm there is, in words: what broke, and the heading of docs/runbook.md that says what to do. A test holds the two together.

export const ALARM_KINDS = {
  'rounds-missing': 'Rounds of {workload} from {region} have been missing for {rounds} cadences in a row.',
  'board-too-old': 'The board has not been published for 15 minutes or more: readers see old figures.',
  'dead-letters': 'Something in {region} could not be handled at all and lies in the dead-letter queue.',
  'unsaved-rounds-waiting': 'Rounds measured in {region} wait in the queue because the table did not take them.',
  'function-errors': 'The function {function} in {region} ended with errors.',
  'slow-first-token':
    '{target} in {region} took longer than {limit} ms to its first token in {rounds} rounds of {workload} in a row.',
  'failures-above-limit':
    'More than {limit} % of the probes of {target} in {region} failed within {hours} h (workload {workload}).',
} as const;
export type AlarmKind = keyof typeof ALARM_KINDS;

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
/** What an alarm's text must be told. */
export type AlarmFacts<Kind extends AlarmKind> = Readonly<Record<NamesIn<(typeof ALARM_KINDS)[Kind]>, string>>;

/** The text of an alarm: what broke, and where to read on. @param runbook address or path of docs/runbook.md */
export function alarmText<Kind extends AlarmKind>(kind: Kind, facts: AlarmFacts<Kind>, runbook: string): string {
  const known: Readonly<Record<string, string>> = facts;
  const what = ALARM_KINDS[kind].replaceAll(/\{(\w+)\}/g, (hole, name: string) => known[name] ?? hole);
  return `${what} What to do: ${runbook}#${kind}`;
}
