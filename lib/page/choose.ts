// Up to four rows of the leaderboard can be chosen; a bar at the foot of the window leads to their comparison.
import { chosenOf, comparisonAddress, MOST_CHOSEN, searchWithChosen } from './chosen-rows.ts';

/**
 * Shows the boxes `input[name=cmp]` of the table's rows and lets them work. The table says in `data-compare` where a comparison
 * stands. @returns a function that marks the chosen rows again, after rows were replaced
 */
export function makeChoosable(table: HTMLTableElement, announce: (message: string) => void): () => void {
  const bar = createBar(table.dataset.compare ?? '', () => choose([]));
  const show = (): void => {
    const boxes = boxesOf(table);
    const chosen = chosenIn(boxes);
    for (const box of boxes) {
      box.hidden = false;
      box.checked = chosen.includes(box.value);
    }
    bar.show(chosen);
  };
  const choose = (chosen: readonly string[]): void => {
    history.replaceState(history.state, '', searchWithChosen(location.search, chosen) || location.pathname);
    show();
    announce(countText(chosen.length));
  };
  table.addEventListener('change', ({ target: box }) => {
    if (!(box instanceof HTMLInputElement) || box.name !== 'cmp') return;
    const others = chosenIn(boxesOf(table)).filter((id) => id !== box.value);
    if (!box.checked) return choose(others);
    if (others.length < MOST_CHOSEN) return choose([...others, box.value]);
    box.checked = false;
    announce(bar.refuse());
  });
  addEventListener('popstate', show);
  show();
  return show;
}

function boxesOf(table: HTMLTableElement): readonly HTMLInputElement[] {
  return Array.from(table.querySelectorAll<HTMLInputElement>('input[name="cmp"]'));
}

// Targets that have no row here are left out: another region may have had one.
function chosenIn(boxes: readonly HTMLInputElement[]): readonly string[] {
  const known = new Set(boxes.map(({ value }) => value));
  return chosenOf(location.search).filter((id) => known.has(id));
}

interface Bar {
  readonly show: (chosen: readonly string[]) => void;
  /** Says that no more can be chosen. */
  readonly refuse: () => string;
}

function createBar(address: string, clear: () => void): Bar {
  const bar = document.createElement('section');
  bar.className = 'choosing';
  bar.setAttribute('aria-label', 'Comparison');
  bar.hidden = true;
  const count = document.createElement('p');
  const link = document.createElement('a');
  link.textContent = 'Compare';
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Clear';
  button.addEventListener('click', () => {
    clear();
    // the bar is gone with its button
    document.querySelector<HTMLElement>('input[name="cmp"]')?.focus();
  });
  bar.append(count, link, button);
  document.body.append(bar);
  return {
    show: (chosen) => {
      bar.hidden = chosen.length === 0;
      count.textContent = countText(chosen.length);
      // one alone is no comparison yet; the link is there from two on
      link.toggleAttribute('aria-disabled', chosen.length < 2);
      if (chosen.length < 2) link.removeAttribute('href');
      else link.href = comparisonAddress(address, chosen);
    },
    refuse: () => {
      count.textContent = `${MOST_CHOSEN} of ${MOST_CHOSEN} chosen, which is the most: remove one first.`;
      return count.textContent;
    },
  };
}

function countText(n: number): string {
  if (n === 0) return 'Nothing chosen';
  return n === 1 ? `1 of ${MOST_CHOSEN} chosen: one more to compare` : `${n} of ${MOST_CHOSEN} chosen`;
}
