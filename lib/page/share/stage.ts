// Where a race is shown: the places of the page that are empty until there is one.
import type { RunView } from './run-view.ts';

const SIMULATED = 'Simulation: these figures come from a demo fleet, not from real providers.';
const NOT_TOLD = 'It is not told whether these are real providers or a simulation.';

export interface Stage {
  /** @param view `null` = none: what the page says by itself @param isOnDemand whether it is brought into view */
  show(view: RunView | null, whose: string, isOnDemand: boolean): void;
  /** Says why nothing is shown. */
  refuse(reason: string): void;
}

export function createStage(): Stage {
  const answer = placeOf('share-answer');
  const self = placeOf('share-self');
  const simulation = placeOf('share-simulation');
  const problem = placeOf('share-problem');
  const facts = placeOf('share-facts');
  const tables = placeOf('share-tables');
  const intro = answer.textContent;

  const clear = (): void => {
    answer.textContent = intro;
    for (const place of [self, simulation, problem, facts]) place.hidden = true;
    problem.textContent = '';
    facts.replaceChildren();
    tables.replaceChildren();
  };
  return {
    show(view, whose, isOnDemand) {
      clear();
      if (view === null) return;
      answer.textContent = view.answer;
      self.textContent = whose;
      self.hidden = false;
      simulation.textContent = view.simulation === 'yes' ? SIMULATED : NOT_TOLD;
      simulation.hidden = view.simulation === 'no';
      facts.replaceChildren(...view.facts);
      facts.hidden = false;
      tables.replaceChildren(...view.tables);
      if (isOnDemand) bringIntoView();
    },
    refuse(reason) {
      clear();
      problem.textContent = reason;
      problem.hidden = false;
      problem.scrollIntoView({ block: 'nearest' });
    },
  };
}

// With the focus, so that a keyboard and a screen reader go on from there too.
function bringIntoView(): void {
  const head = placeOf('share-head');
  head.scrollIntoView({ block: 'start' });
  head.focus({ preventScroll: true });
}

function placeOf(id: string): HTMLElement {
  const place = document.getElementById(id);
  if (place === null) throw new Error(`The page has no #${id}.`);
  return place;
}
