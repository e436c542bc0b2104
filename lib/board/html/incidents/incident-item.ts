// One incident in full: what, since when, by how much with its interval, how its peers did, and what changed.
import { printable } from '../../../domain/text.ts';
import type { ToldEvent } from '../../../results/event-store.ts';
import { plural } from '../../format.ts';
import { blame, ending, headline, type Incident, minuteText } from '../../incident.ts';
import { regionLabel } from '../../labels.ts';
import { incidentAnchor, targetFolder } from '../../paths.ts';
import { shownText } from '../../view-document.ts';
import { type Html, html } from '../html.ts';
import type { Site } from '../layout.ts';

export function incidentItem(incident: Incident, site: Site, toRoot: string): Html {
  const { id, workload, events, closedMs } = incident;
  const anchor = incidentAnchor(id);
  const notes = [blame(incident), ending(incident)].filter((note) => note !== null);
  return html`<article id=${anchor} class=${closedMs === null ? 'incident is-open' : 'incident'} aria-labelledby=${`${anchor}-head`}>
    <h3 id=${`${anchor}-head`}><bdi>${printable(headline(incident), 1_000)}</bdi></h3>
    <p class="facts">
      <span class="tag">${closedMs === null ? '● open' : '○ over'}</span>
      <span>workload <bdi>${workload}</bdi></span><span>${spanText(incident)}</span>
      ${targetLink(incident, site, toRoot)}<a href=${`#${anchor}`}>Link to this incident</a>
    </p>
    ${events.map((event) => regionFacts(event))} ${notes.map((note) => html`<p>${note}</p>`)}
  </article>`;
}

// A target that is no longer raced has no page.
function targetLink({ target }: Incident, { index }: Site, toRoot: string): Html {
  if (target === null) return null;
  const shownId = shownText(target);
  if (!index.targets.some(({ id }) => id === shownId)) return null;
  return html`<a href=${`${toRoot}${targetFolder(target)}`}>All figures of <bdi>${shownId}</bdi></a>`;
}

function regionFacts(event: ToldEvent): Html {
  const label = regionLabel(event.region);
  return html`<div class="region">
    <h4><bdi>${event.region}</bdi>${label !== event.region && html` <small>${label}</small>`}</h4>
    <dl class="figures">
      ${size(event)} ${fact('Began', minuteText(event.sinceMs))} ${fact('Certain', minuteText(event.detectedMs))}
      ${fact('Over', overText(event))}
      ${event.changed.map(({ what, before, after }) =>
        fact(
          `Its ${what} changed`,
          html`<bdi>${shownText(before ?? 'none told')}</bdi> → <bdi>${shownText(after ?? 'none told')}</bdi>`,
          true,
        ),
      )}
    </dl>
  </div>`;
}

function size(event: ToldEvent): Html {
  const { ratio, peersRatio, failedShare, kind, target } = event;
  if (failedShare !== null) return fact('Failed, last 3 h of it', `${Math.round(failedShare * 100)} %`);
  const value = ratio === null ? 'cannot be told: no first token in time' : `${times(ratio.value)} times the usual`;
  return html`${fact('TTFT, last 3 h of it', html`${value}${intervalText(event)}`)}
  ${
    kind === 'slower' &&
    target !== null &&
    fact('Its peers', peersRatio === null ? 'too few to compare with' : `${times(peersRatio)} times the usual`)
  }`;
}

function intervalText({ ratio }: ToldEvent): Html {
  if (ratio === null) return null;
  if (ratio.low === null || ratio.high === null) return html`<small>no interval: too few values</small>`;
  return html`<small>95 % interval ${times(ratio.low)}–${times(ratio.high)}</small>`;
}

function fact(name: string, value: Html, isLong = false): Html {
  return html`<div class=${isLong ? 'long' : null}><dt>${name}</dt><dd>${value}</dd></div>`;
}

function overText({ untilMs, closedBecause }: ToldEvent): string {
  if (untilMs !== null) return minuteText(untilMs);
  if (closedBecause === 'accepted') return 'no: it stayed so for 7 days';
  return closedBecause === 'silent' ? 'not known: no sample for a day' : 'not yet';
}

function times(ratio: number): string {
  return ratio.toFixed(2);
}

function spanText({ sinceMs, closedMs, events }: Incident): string {
  if (closedMs === null) return `since ${minuteText(sinceMs)}`;
  const untilMs = Math.max(...events.map((event) => event.untilMs ?? event.closedMs ?? sinceMs));
  return `${minuteText(sinceMs)}, for ${lengthText(untilMs - sinceMs)}`;
}

/** `45 minutes`, `3.2 hours`, `7.0 days`. */
function lengthText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return plural(minutes, 'minute');
  return minutes < 48 * 60 ? `${(minutes / 60).toFixed(1)} hours` : `${(minutes / 1_440).toFixed(1)} days`;
}
