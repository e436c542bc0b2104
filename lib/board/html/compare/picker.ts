// The place of the comparison that the browser makes. It is laid out at its full height, so that nothing moves once it works.
import { DEFAULT_WINDOW } from '../../../domain/window.ts';
import { regionLabel, windowLabel } from '../../labels.ts';
import { BOARD_PATH } from '../../paths.ts';
import type { BoardIndex } from '../../schemas.ts';
import { type Html, html } from '../html.ts';

/** @param since when each region began under each workload, epoch seconds: the browser cuts its blocks by it */
export function picker(
  index: BoardIndex,
  since: Readonly<Record<string, Readonly<Record<string, number>>>>,
  toRoot: string,
): Html {
  return html`<section
    id="versus"
    class="versus-picker"
    aria-labelledby="choose-head"
    data-board=${`${toRoot}${BOARD_PATH}`}
    data-root=${toRoot}
    data-since=${JSON.stringify(since)}
  >
    <h2 id="choose-head">Choose your own</h2>
    <noscript><p>Choosing targets needs JavaScript. The table below does not.</p></noscript>
    <div class="choose">
      <div>
        <div class="choose-where">
          ${
            index.workloads.length > 1 &&
            select(
              'workload',
              'Workload',
              index.workloads.map(({ name }) => [name, name]),
            )
          }
          ${
            index.regions.length > 1 &&
            select(
              'region',
              'Region',
              index.regions.map((region) => [region, regionName(region)]),
            )
          }
          ${select('window', 'Window', windowChoices(index))}
        </div>
        <div class="chosen" role="group" aria-label="Chosen targets">
          <p class="chosen-count">Choose two to four targets.</p>
          <ol id="chosen"></ol>
        </div>
      </div>
      <div>
        <label class="choose-search">Find a target<input type="search" id="find" autocomplete="off" spellcheck="false" placeholder="model or provider" /></label>
        <div class="choices" role="group" aria-label="All targets">
          <ul id="choices"><li class="choices-wait">The targets are being loaded.</li></ul>
        </div>
      </div>
    </div>
    <p class="vh" id="status" aria-live="polite"></p>
    <div id="result">
      <p class="awaiting">
        Choose two or more targets: who is faster, by how much and how surely, every pair’s rounds, and how it went over
        time will stand here.
      </p>
    </div>
  </section>`;
}

function regionName(region: string): string {
  const label = regionLabel(region);
  return label === region ? region : region === 'all' ? label : `${region}, ${label}`;
}

// Shorter ones are live, and longer ones are not in the rounds that are published one by one.
function windowChoices({ windows }: BoardIndex): readonly (readonly [string, string])[] {
  return windows.flatMap(({ id }) => (id === '24h' || id === '7d' ? [[id, windowLabel(id)] as const] : []));
}

function select(id: string, label: string, choices: readonly (readonly [value: string, text: string])[]): Html {
  return html`<label
    >${label}<select id=${id} disabled>
      ${choices.map(([value, text]) => html`<option value=${value} selected=${value === DEFAULT_WINDOW}>${text}</option>`)}
    </select></label
  >`;
}
