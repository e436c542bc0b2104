// What the reader may choose at the chart: regions, stretch of time, scale. Elements of the page; nothing is drawn here.
import { element, nameElement, svgElement } from '../element.ts';

/** A region with the classes of its line, as the page names them. */
export interface RegionMark {
  readonly region: string;
  readonly mark: string;
}

export interface RegionChoice {
  readonly region: string;
  readonly box: HTMLInputElement;
  /** A piece of the line as the style sheet draws it: where the drawing takes colour and dash from. */
  readonly sample: SVGPathElement;
  readonly label: HTMLLabelElement;
}

export function regionChoice({ region, mark }: RegionMark): RegionChoice {
  const box = element('input', { type: 'checkbox', checked: true });
  const sample = svgElement('path', { class: `curve ${mark}`, d: 'M1 5h28' });
  const line = svgElement(
    'svg',
    { class: 'line-sample', width: 30, height: 10, viewBox: '0 0 30 10', 'aria-hidden': 'true' },
    sample,
  );
  return { region, box, sample, label: element('label', { class: 'chart-choice' }, box, line, nameElement(region)) };
}

export function checkbox(text: string): { readonly box: HTMLInputElement; readonly label: HTMLLabelElement } {
  const box = element('input', { type: 'checkbox', checked: true });
  return { box, label: element('label', { class: 'chart-choice' }, box, text) };
}

/** Controls under a name that is heard, not seen. */
export function group(name: string, ...controls: readonly Node[]): HTMLElement {
  return element('fieldset', { class: 'chart-choices' }, element('legend', { class: 'vh' }, name), ...controls);
}

export interface SpanButton {
  readonly days: number;
  readonly button: HTMLButtonElement;
}

/** Buttons that choose how much of the newest time is drawn. */
export function spanButtons(daysOf: readonly (readonly [days: number, text: string])[]): readonly SpanButton[] {
  return daysOf.map(([days, text]) => ({
    days,
    button: element('button', { type: 'button', 'aria-pressed': 'false' }, text),
  }));
}
