// The choice of targets: the chosen ones in their order, and a list of all that a few letters narrow.
import type { BoardIndex } from '../../board/schemas.ts';
import { element, nameElement } from '../element.ts';
import { MOST_TARGETS } from './address.ts';

type Target = BoardIndex['targets'][number];

/** What a target is called here: the model and who serves it. */
export function nameOf({ id, provider }: Pick<Target, 'id' | 'provider'>): string {
  const slash = id.indexOf('/');
  const slug = slash === -1 || slash === id.length - 1 ? id : id.slice(slash + 1);
  return `${slug} (${provider})`;
}

export interface Picker {
  /** Shows these as chosen, in this order. */
  readonly show: (chosen: readonly string[]) => void;
}

/** @param choose is told of each change that the reader makes; @param announce speaks what he could miss */
export function createPicker(
  targets: readonly Target[],
  choose: (chosen: readonly string[]) => void,
  announce: (message: string) => void,
): Picker {
  const place = document.querySelector<HTMLElement>('#choices');
  const find = document.querySelector<HTMLInputElement>('#find');
  let chosen: readonly string[] = [];
  const choices = targets.map(choiceOf);
  place?.replaceChildren(...choices.map(({ item }) => item));
  place?.addEventListener('change', (event) => {
    const { target: box } = event;
    if (!(box instanceof HTMLInputElement)) return;
    if (!box.checked) return choose(chosen.filter((id) => id !== box.value));
    if (chosen.length < MOST_TARGETS) return choose([...chosen, box.value]);
    box.checked = false;
    announce('Four targets at most: remove one first.');
  });
  find?.addEventListener('input', () => announce(narrow(choices, find.value)));
  return {
    show: (next) => {
      chosen = next;
      for (const { box } of choices) box.checked = next.includes(box.value);
      showChosen(targets, next, choose);
    },
  };
}

interface Choice {
  readonly item: HTMLElement;
  readonly box: HTMLInputElement;
  readonly text: string;
}

function choiceOf(target: Target): Choice {
  const box = element('input', { type: 'checkbox', value: target.id });
  const label = element('label', {}, box, element('span', {}, nameElement(nameOf(target))));
  return { item: element('li', {}, label), box, text: `${target.id} ${target.provider}`.toLocaleLowerCase() };
}

// Every word must be there, in any order.
function narrow(choices: readonly Choice[], text: string): string {
  const words = text.toLocaleLowerCase().split(/\s+/);
  let shown = 0;
  for (const { item, text: all } of choices) {
    item.hidden = !words.every((word) => all.includes(word));
    if (!item.hidden) shown++;
  }
  return `${shown} of ${choices.length} targets`;
}

function showChosen(
  targets: readonly Target[],
  chosen: readonly string[],
  change: (chosen: readonly string[]) => void,
): void {
  const count = document.querySelector('.chosen-count');
  if (count !== null) count.textContent = countText(chosen.length);
  const items = chosen.map((id) => {
    const target = targets.find((each) => each.id === id);
    const name = target === undefined ? id : nameOf(target);
    const button = element('button', { type: 'button', 'aria-label': `Remove ${name}` }, '×');
    button.addEventListener('click', () => {
      change(chosen.filter((each) => each !== id));
      // the button is gone: who uses the keyboard goes on beside where it was
      const next =
        document.querySelector<HTMLElement>('#chosen button') ?? document.querySelector<HTMLElement>('#find');
      next?.focus();
    });
    return element('li', {}, nameElement(name), button);
  });
  document.querySelector('#chosen')?.replaceChildren(...items);
}

function countText(n: number): string {
  if (n === 0) return 'Choose two to four targets.';
  if (n === 1) return '1 chosen: choose another one to compare it with.';
  return n === MOST_TARGETS ? `${n} chosen, which is the most.` : `${n} of ${MOST_TARGETS} chosen.`;
}
