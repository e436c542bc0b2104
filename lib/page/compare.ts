// Head to head in the browser: any two to four targets, from their published rounds. What is compared stands in the address.
import type { BoardIndex } from '../board/schemas.ts';
import { keepAge } from './age.ts';
import { addressOf, type Offered, offeredBy, searchOf, type Wanted } from './compare/address.ts';
import { createDocuments, type Documents, wordsOf } from './compare/documents.ts';
import { createPicker } from './compare/picker.ts';
import { failure } from './compare/result.ts';
import { type Shown, showingOf } from './compare/showing.ts';

keepAge();
const place = document.querySelector<HTMLElement>('#versus');
const result = document.querySelector<HTMLElement>('#result');
/** Stands in place of a result where there is nothing to compare yet. */
const hint = [...(result?.childNodes ?? [])];
if (place !== null && result !== null) void start(place, result);

async function start(place: HTMLElement, result: HTMLElement): Promise<void> {
  const documents = createDocuments(place.dataset.board ?? '', place.dataset.root ?? '');
  try {
    run(place, result, documents, await documents.board());
  } catch (error) {
    result.replaceChildren(failure(wordsOf(error), () => void start(place, result)));
  }
}

function run(place: HTMLElement, result: HTMLElement, documents: Documents, index: BoardIndex): void {
  const offered = offeredBy(index);
  const since = JSON.parse(place.dataset.since ?? '{}');
  let turns = 0;
  const show = async (isByReader: boolean): Promise<void> => {
    const turn = ++turns;
    const address = addressOf(location.search, offered);
    picker.show(address.wanted.targets);
    for (const select of selects()) select.value = address.wanted[select.id as 'workload' | 'region' | 'window'];
    result.setAttribute('aria-busy', 'true');
    const shown = await showingOf(address, index, documents, since).catch((error: unknown): Shown => {
      return { content: [failure(wordsOf(error), retry)], isEmpty: false, spoken: '' };
    });
    if (turn !== turns) return; // the reader has chosen otherwise meanwhile
    result.removeAttribute('aria-busy');
    result.replaceChildren(...shown.content, ...(shown.isEmpty ? hint : []));
    if (isByReader && shown.spoken !== '') announce(shown.spoken);
  };
  const retry = (): void => {
    void show(true).then(() => document.querySelector<HTMLElement>('#result-head, #result button')?.focus());
  };
  const go = (change: Partial<Wanted>): void => {
    const wanted = { ...addressOf(location.search, offered).wanted, ...change };
    history.pushState(null, '', addressText(wanted, offered));
    void show(true);
  };
  const picker = createPicker(index.targets, (targets) => go({ targets }), announce);
  for (const select of selects()) {
    select.addEventListener('change', () => go({ [select.id]: select.value }));
    // until now a choice would have been lost
    select.disabled = false;
  }
  addEventListener('popstate', () => void show(false));
  void show(false);
}

// With the fragment the place of the result is kept free when the page is loaded again.
function addressText(wanted: Wanted, offered: Offered): string {
  const search = searchOf(wanted, offered) || location.pathname;
  return wanted.targets.length < 2 ? search : `${search}#result`;
}

function selects(): NodeListOf<HTMLSelectElement> {
  return document.querySelectorAll('.choose-where select');
}

function announce(message: string): void {
  const status = document.querySelector('#status');
  if (status !== null) status.textContent = message;
}
