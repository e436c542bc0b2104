// All presets as a terminal shows them: a line each, which dialects it speaks, and under it what is odd about it.
import type { KeyState } from '../../../config/keys.ts';
import type { Api, Preset } from '../../../domain/target.ts';
import type { PresetGroup } from '../../../providers/presets.ts';
import type { Paint } from '../screen.ts';
import { wrapped } from '../wrapped.ts';
import { keyWords, quirkWords } from './preset-words.ts';

// A column for each dialect, under a name that is short enough.
const SHORT: Readonly<Record<Api, string>> = {
  'chat-completions': 'chat',
  completions: 'text',
  responses: 'resp',
  'anthropic-messages': 'anth',
  'gemini-generate-content': 'gem',
  'bedrock-converse': 'conv',
};
const COLUMNS = Object.entries(SHORT) as readonly [Api, string][];

const GAP = 2;
const LABEL_FROM_COLUMNS = 110;

/** What stands in a line; the cells are those of the dialects. */
interface Row {
  readonly name: string;
  readonly label: string;
  readonly mark: string;
  readonly key: string;
  readonly cells: readonly string[];
}

const HEAD: Row = { name: 'Provider', label: 'Name', mark: '', key: 'Key', cells: COLUMNS.map(([, short]) => short) };

/** Lines no longer than `columns`, from 80 on. */
export function listText(
  groups: readonly PresetGroup[],
  keyState: (preset: Preset) => KeyState,
  columns: number,
  paint: Paint,
): string {
  const lineOf = lineFor(
    groups.flatMap(({ presets }) => presets),
    columns,
  );
  const lines = [paint('bold', lineOf(HEAD))];
  for (const { title, presets } of groups) {
    lines.push('', paint('bold', title));
    for (const preset of presets) {
      lines.push(lineOf(rowOf(preset, keyState(preset))));
      for (const line of wrapped(quirkWords(preset).join('; '), columns - GAP)) {
        if (line !== '') lines.push(paint('dim', `  ${line}`));
      }
    }
  }
  const legend = LEGEND.flatMap((sentence) => wrapped(sentence, columns)).map((line) => paint('dim', line));
  return [...lines, '', ...legend, ''].join('\n');
}

/** How a row becomes a line in which the columns of all presets fit; their names only where there is room. */
function lineFor(presets: readonly Preset[], columns: number): (row: Row) => string {
  const widest = (text: (preset: Preset) => string) => Math.max(...presets.map((preset) => text(preset).length)) + GAP;
  const nameWidth = widest(({ provider }) => provider);
  const labelWidth = columns >= LABEL_FROM_COLUMNS ? widest(({ label }) => label) : 0;
  const keyWidth = widest(keyWords);
  return ({ name, label, mark, key, cells }) =>
    [
      name.padEnd(nameWidth),
      label.slice(0, labelWidth).padEnd(labelWidth),
      mark.padEnd(GAP),
      key.padEnd(keyWidth),
      ...COLUMNS.map(([, short], index) => (cells[index] ?? '').padEnd(short.length + 1)),
    ]
      .join('')
      .trimEnd();
}

function rowOf(preset: Preset, key: KeyState): Row {
  return {
    name: preset.provider,
    label: preset.label,
    mark: key === 'set' ? '✓' : '',
    key: keyWords(preset),
    cells: COLUMNS.map(([api]) => speaks(preset, api)),
  };
}

function speaks(preset: Preset, api: Api): string {
  if (preset.api === api) return '●';
  return preset.alsoSpeaks[api] === undefined ? '' : '○';
}

const LEGEND = [
  `● its usual dialect, ○ one that a target asks for by api: ${COLUMNS.map(([api, short]) => `${short} = ${api}`).join(', ')}.`,
  '✓ the key is set, in the environment or in the file of keys.',
  'One in full, with the lines to paste: npx photofinish providers NAME',
];
