// Who beats whom: each row's target against each column's, in words and signs before colour.
import type { HeadToHead } from '../../../stats/head-to-head.ts';
import {
  intervalText,
  roundsText,
  timesText,
  tooEarly,
  VERDICT_SIGNS,
  winShareText,
} from '../../../stats/head-to-head-words.ts';
import type { HeadToHeads } from '../../detail/head-to-heads.ts';
import { countText } from '../../format.ts';
import { regionLabel, SIMULATION_NOTE, targetSlug, windowLabel } from '../../labels.ts';
import { targetFolder } from '../../paths.ts';
import type { ViewRow } from '../../schemas.ts';
import { dash } from '../cells.ts';
import { type Html, html } from '../html.ts';

/** @param isSimulation whether any of the figures is */
export function matrix(matches: HeadToHeads, toRoot: string, isSimulation: boolean): Html {
  const { rows, workload, region, window } = matches;
  return html`<div class="scroll" role="region" aria-labelledby="matrix-caption" tabindex="0">
    <table class="versus">
      <caption id="matrix-caption">
        ${isSimulation && html`<strong>${SIMULATION_NOTE}</strong> `}Workload ${workload}, ${regionLabel(region)},
        ${' '}${windowLabel(window.id)}. Read along a row: how many times as fast its target is as the one above the column,
        by time to first token, and its share of the rounds won, with n, the number of paired rounds.
        ${' '}${VERDICT_SIGNS.faster} faster, ${VERDICT_SIGNS.slower} slower, ${VERDICT_SIGNS.tie} too close to tell.
      </caption>
      <thead>
        <tr>
          <th scope="col" class="c-target">Target<small>rank, provider</small></th>
          ${rows.map(headCell)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row, place) => html`<tr>
            ${rowHead(row, place, toRoot)} ${(matches.matches[place] ?? []).map((match) => cell(match))}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function headCell({ target, provider }: ViewRow, place: number): Html {
  return html`<th scope="col" class="rival" title=${`${target} (${provider})`}>
    <span class="place">${place + 1}</span> <bdi>${targetSlug(target)}</bdi><small><bdi>${provider}</bdi></small>
  </th>`;
}

function rowHead({ target, provider, rank }: ViewRow, place: number, toRoot: string): Html {
  const range = rank === null ? '' : rank.best === rank.worst ? `${rank.best}` : `${rank.best}–${rank.worst}`;
  return html`<th scope="row" class="target">
    <span class="place">${place + 1}</span>${' '}
    <a class="model" href=${`${toRoot}${targetFolder(target)}`}><bdi>${targetSlug(target)}</bdi></a>
    <small>rank ${range}, <bdi>${provider}</bdi></small>
  </th>`;
}

function cell(match: HeadToHead | null): Html {
  if (match === null) return html`<td class="same">${dash('the same target')}</td>`;
  const { verdict, timesAsFast, paired, winShare } = match;
  const early = tooEarly(match);
  if (early !== null || timesAsFast === null || winShare === null) {
    return html`<td class="tie">${dash(`not compared yet: ${early ?? 'nothing to tell'}`)}<small>n ${countText(paired)}</small></td>`;
  }
  return html`<td class=${verdict} title=${titleOf(match)}>
    <span class="ratio"
      ><span class="sign" aria-hidden="true">${VERDICT_SIGNS[verdict]}</span
      ><span class="vh">${verdict === 'tie' ? 'too close to tell' : verdict}: </span>${timesText(timesAsFast)}×</span
    >
    <small>${winShareText(winShare)} won</small><small>n ${countText(paired)}</small>
  </td>`;
}

function titleOf(match: HeadToHead): string {
  const { won, lost, equal, wonByFailure, lostByFailure } = match;
  const byFailure = wonByFailure + lostByFailure;
  const failures =
    byFailure === 0
      ? ''
      : `; besides, ${countText(wonByFailure)} won because the other failed and ${countText(lostByFailure)} lost by an own failure`;
  return `${intervalText(match)}; ${roundsText(match.paired)}: ${countText(won)} won, ${countText(lost)} lost, ${countText(equal)} equal${failures}`;
}
