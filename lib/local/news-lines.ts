// Regressions in lines, for whoever watches the terminal.
import { blame, details, ending, headline, type Incident } from '../board/incident.ts';
import type { News } from '../board/telling.ts';

/** What is new, and what is over. */
export function newsLines({ opened, over }: News): string[] {
  return [...opened, ...over.filter((incident) => !opened.includes(incident))].flatMap(linesOf);
}

function linesOf(incident: Incident): string[] {
  const end = ending(incident);
  const first = `${end === null ? 'regression' : 'regression over'}: ${headline(incident)} (${incident.workload})`;
  const further = end === null ? [...details(incident), blame(incident)] : [end];
  return [first, ...further.flatMap((sentence) => (sentence === null ? [] : [`  ${sentence}`]))];
}
