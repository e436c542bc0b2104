// One preset in full, and the lines that add a target of it.
import type { KeyState } from '../../../config/keys.ts';
import type { Preset } from '../../../domain/target.ts';
import type { Paint } from '../screen.ts';
import { wrapped } from '../wrapped.ts';
import { addressWords, keyWords, otherForms, quirkWords } from './preset-words.ts';
import { snippetOf } from './snippet.ts';

const TITLE_WIDTH = 10;
const KEY_STATES: Readonly<Record<KeyState, string>> = { set: ', set', missing: ', not set', unneeded: '' };

/** Lines no longer than `columns`, but for addresses. */
export function oneText(preset: Preset, key: KeyState, columns: number, paint: Paint): string {
  const line = (title: string, text: string) =>
    wrapped(text, columns - TITLE_WIDTH).map((part, index) => (index === 0 ? title : '').padEnd(TITLE_WIDTH) + part);
  return [
    paint('bold', `${preset.label} (${preset.provider})`),
    ...(preset.simulated ? [paint('yellow', 'SIMULATION')] : []),
    '',
    ...line('Speaks', preset.api),
    ...line('Address', addressWords(preset)),
    ...line('Key', `${keyWords(preset)}${KEY_STATES[key]}`),
    ...line('Quirks', quirkWords(preset).join('; ') || 'none'),
    ...otherForms(preset).flatMap((form, index) => line(index === 0 ? 'Also' : '', otherWords(form, preset))),
    ...(preset.note === null ? [] : line('Note', preset.note)),
    ...(preset.source === null ? [] : line('Source', preset.source)),
    '',
    paint('dim', 'A target of it, to paste under targets:'),
    '',
    ...snippetOf(preset),
    '',
  ].join('\n');
}

/** `api: responses (at https://..., no temperature)`: only what differs from the usual form. */
function otherWords(form: Preset, usual: Preset): string {
  const known = quirkWords(usual);
  const words = [
    ...(form.baseUrl === usual.baseUrl ? [] : [`at ${addressWords(form)}`]),
    ...quirkWords(form).filter((word) => !known.includes(word)),
  ];
  return `api: ${form.api}${words.length === 0 ? '' : ` (${words.join('; ')})`}`;
}
