// `photofinish providers`: what is known of the providers, all of them or one.
import { type Env, keyStateOf } from '../../../config/keys.ts';
import { nearest } from '../../../config/nearest.ts';
import type { Preset } from '../../../domain/target.ts';
import { printable } from '../../../domain/text.ts';
import type { PresetGroup } from '../../../providers/presets.ts';
import { OptionError } from '../../errors.ts';
import type { Paint } from '../screen.ts';
import { documentText } from './document.ts';
import { listText } from './list.ts';
import { markdownText } from './markdown.ts';
import { oneText } from './one.ts';

export const PROVIDER_FORMATS = ['table', 'json', 'md'] as const;
export type ProviderFormat = (typeof PROVIDER_FORMATS)[number];

export interface Catalogue {
  readonly groups: readonly PresetGroup[];
  /** The variables among which the keys are looked for. */
  readonly env: Env;
  readonly columns: number;
  readonly paint: Paint;
}

/**
 * Text ending in a line break.
 * @param name one preset only; `null` = all
 * @throws OptionError for a name or a format that is not known
 */
export function catalogueText(name: string | null, format: string, { groups, env, columns, paint }: Catalogue): string {
  const keyState = (preset: Preset) => keyStateOf(preset, env);
  const wanted = name === null ? groups : only(name, groups);
  switch (formatIn(format)) {
    case 'json':
      return documentText(wanted, keyState);
    case 'md':
      return markdownText(wanted);
    case 'table': {
      const one = name === null ? undefined : wanted[0]?.presets[0];
      return one === undefined
        ? listText(wanted, keyState, columns, paint)
        : oneText(one, keyState(one), columns, paint);
    }
  }
}

function only(name: string, groups: readonly PresetGroup[]): readonly PresetGroup[] {
  const found = groups
    .map(({ title, presets }) => ({ title, presets: presets.filter(({ provider }) => provider === name) }))
    .filter(({ presets }) => presets.length > 0);
  if (found.length > 0) return found;
  const near = nearest(
    name,
    groups.flatMap(({ presets }) => presets.map(({ provider }) => provider)),
  );
  const remedy =
    near === null
      ? 'Without a name all are listed. For any other provider a target gives api, baseUrl, key and model: docs/providers.md.'
      : `Did you mean ${near}?`;
  throw new OptionError(`There is no preset "${printable(name, 60)}". ${remedy}`);
}

function formatIn(text: string): ProviderFormat {
  const known = PROVIDER_FORMATS.find((each) => each === text);
  if (known !== undefined) return known;
  throw new OptionError(`--format "${printable(text, 60)}" is not right. Give one of ${PROVIDER_FORMATS.join(', ')}.`);
}
