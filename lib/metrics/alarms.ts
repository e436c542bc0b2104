// Every alarm there is, in words: what broke, and the heading of docs/runbook.md that says what to do. A test holds the two together.

export const ALARM_KINDS = {
  'rounds-missing': 'No round of {workload} was stored from {region} for several cadences in a row.',
  'board-too-old': 'The board has not been published for 15 minutes or more: readers see old figures.',
  'dead-letters': 'Something in {region} could not be handled at all and lies in the dead-letter queue.',
  'unsaved-rounds-waiting': 'Rounds measured in {region} wait in the queue because the table did not take them.',
  'function-errors': 'The function {function} in {region} ended with errors.',
  'slow-first-token': '{target} in {region} took longer than {limit} ms to its first token in several rounds in a row.',
  'failures-above-limit': 'More than {limit} of the probes of {target} in {region} failed within the last hour.',
} as const;
export type AlarmKind = keyof typeof ALARM_KINDS;

/** The text of an alarm: what broke, and where to read on. @param runbook address or path of docs/runbook.md */
export function alarmText(kind: AlarmKind, facts: Readonly<Record<string, string>>, runbook: string): string {
  const what = ALARM_KINDS[kind].replaceAll(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? `{${name}}`);
  return `${what} What to do: ${runbook}#${kind}`;
}
