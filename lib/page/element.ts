// Elements with their attributes and children in one go. What is text stays text, whatever it says.

export type Child = Node | string | null;
type Attributes = Readonly<Record<string, string | number | boolean | null>>;

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  return filled(document.createElement(tag), attributes, children);
}

export function svgElement<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Tag] {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

/** A name of the config or of a provider: of any script, and set apart from the text around it. */
export function nameElement(name: string): HTMLElement {
  return element('bdi', {}, name);
}

function filled<Made extends Element>(made: Made, attributes: Attributes, children: readonly Child[]): Made {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue;
    made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** A dash with its reason, which a pointer finds in the title and a screen reader hears. */
export function dash(reason: string): HTMLElement {
  return element('span', { class: 'na', title: reason }, '–', element('span', { class: 'vh' }, ` ${reason}`));
}
