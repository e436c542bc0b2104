// A row of the preset tables: only what differs from the common form stands in it.
import { type Api, COMMON_QUIRKS, type OtherForm, type Preset, type Quirks } from '../../domain/target.ts';

export interface Row {
  readonly label: string;
  /** Default 'chat-completions'. */
  readonly api?: Api;
  readonly baseUrl: string | null;
  readonly keyName: string | null;
  readonly quirks?: Partial<Quirks>;
  readonly alsoSpeaks?: Readonly<Partial<Record<Api, OtherForm>>>;
  readonly note?: string;
  /** The page or package that the row was read from. */
  readonly source: string;
}

/** Rows by the name that a target gives as its `provider`. */
export type Rows = Readonly<Record<string, Row>>;

export function presetsOf(rows: Rows): readonly Preset[] {
  return Object.entries(rows).map(([provider, row]) => ({
    provider,
    label: row.label,
    api: row.api ?? 'chat-completions',
    baseUrl: row.baseUrl,
    keyName: row.keyName,
    quirks: { ...COMMON_QUIRKS, ...row.quirks },
    simulated: false,
    note: row.note ?? null,
    alsoSpeaks: row.alsoSpeaks ?? {},
    source: row.source,
  }));
}
