// Elements made by hand: text is only ever text, so a hostile name can do nothing.
import { printable } from '../../domain/text.ts';

const SVG = 'http://www.w3.org/2000/svg';
const MAX_SHOWN_LENGTH = 120;

export type Child = Node | string | null;

/** An element with attributes, of which those that are `null` are left out, and children. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | null>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  return filled(document.createElement(name), attributes, children);
}

/** The same for a drawing. */
export function drawn<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | null>> = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Name] {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

function filled<Made extends Element>(
  made: Made,
  attributes: Readonly<Record<string, string | null>>,
  children: readonly Child[],
): Made {
  for (const [name, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** A name from outside: one printable line, kept apart from the text around it whatever way it runs. */
export function outsideName(text: string): HTMLElement {
  return element('bdi', {}, printable(text, MAX_SHOWN_LENGTH));
}

/** A dash with its reason, which a pointer finds in the title and a screen reader hears. */
export function dash(reason: string): HTMLElement {
  return element('span', { class: 'na', title: reason }, '–', element('span', { class: 'vh' }, ` ${reason}`));
}
