// Names that somebody's link or text brings.
import { printable } from '../../domain/text.ts';
import { nameElement } from '../element.ts';

const MAX_SHOWN_LENGTH = 120;

/** One printable line, kept apart from the text around it whatever way it runs. */
export function outsideName(text: string): HTMLElement {
  return nameElement(printable(text, MAX_SHOWN_LENGTH));
}
