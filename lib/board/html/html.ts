// Tagged templates over preact: every value that is put in is escaped, so a hostile name stays text.
import { html as boundHtml } from 'htm/preact';
import type { ComponentChildren, VNode } from 'preact';
import { render } from 'preact-render-to-string';

export type Html = ComponentChildren;

export const html: (strings: TemplateStringsArray, ...values: unknown[]) => Html = boundHtml;

/** A whole document as text. */
export function documentText(root: Html): string {
  return `<!doctype html>\n${render(root as VNode)}\n`;
}

/** An element as text, for a file that is a drawing. */
export function markupText(root: Html): string {
  return render(root as VNode);
}
