// The page of one target: the answer, the figures, their history and their distribution, what was sent, the raw samples.
import type { TargetDetail } from '../detail/detail-input.ts';
import { SIMULATION_NOTE, targetSlug } from '../labels.ts';
import { targetFolder } from '../paths.ts';
import { shownText } from '../view-document.ts';
import { type Html, html } from './html.ts';
import { layout, toRootFrom } from './layout.ts';
import { targetAnswer } from './target/answer.ts';
import { badgeSection } from './target/badge.ts';
import { distributionSection } from './target/distribution.ts';
import { failuresSection } from './target/failures.ts';
import { figuresSection } from './target/figures.ts';
import { targetHead } from './target/head.ts';
import { historySection } from './target/history.ts';
import { hoursSection } from './target/hours.ts';
import { phasesSection } from './target/phases.ts';
import { requestSection } from './target/request.ts';
import { downloads, samplesSection } from './target/samples.ts';
import { type WorkloadPart, workloadParts } from './target/workload-part.ts';

/** The page as HTML text, complete without JavaScript. */
export function targetPage(detail: TargetDetail): string {
  const { input, target } = detail;
  const { site, header, board, recent } = input;
  const folder = targetFolder(target.id);
  const toRoot = toRootFrom(folder);
  const parts = workloadParts(detail);
  const [first] = parts;
  const answer = first === undefined ? 'No workload is configured.' : targetAnswer(first);
  const content = html`
    ${targetHead(detail, first, answer, toRoot)} ${contents(parts)}
    ${parts.map((part) => workloadSections(detail, part, toRoot, parts.length > 1))}
    ${downloads(target.id, recent, toRoot)} ${badgeSection(target.id, toRoot, site.siteUrl)}
  `;
  const provider = shownText(target.providerLabel);
  return layout({
    title: `${targetSlug(shownText(target.id))} (${provider}): time to first token, speed, failures · ${board.name}`,
    description: `${target.simulated ? `${SIMULATION_NOTE} ` : ''}${provider}, ${target.api}. ${answer}`,
    site,
    folder,
    current: null,
    script: 'target.js',
    style: 'target.css',
    content,
    foot: html`<p>No figure without its n. Publication <code>${header.runId}</code>.</p>`,
  });
}

const CONTENTS = [
  ['figures', 'Figures'],
  ['history', 'History'],
  ['failures', 'Failures'],
  ['distribution', 'Distribution'],
  ['hours', 'Hour of the day'],
  ['phases', 'Where the time goes'],
  ['request', 'Request'],
  ['samples', 'Samples'],
  ['downloads', 'Data'],
  ['badge', 'Badge'],
] as const;

function contents(parts: readonly WorkloadPart[]): Html {
  return html`<nav class="on-page" aria-label="On this page">
    <ul class="links">
      ${CONTENTS.map(([id, label]) => html`<li><a href=${`#${id}`}>${label}</a></li>`)}
      ${parts
        .slice(1)
        .map(
          ({ prefix, workload }) =>
            html`<li><a href=${`#${prefix}workload`}>Workload <bdi>${workload.name}</bdi></a></li>`,
        )}
    </ul>
  </nav>`;
}

function workloadSections(detail: TargetDetail, part: WorkloadPart, toRoot: string, isNamed: boolean): Html {
  const { input, target } = detail;
  const { header, board } = input;
  const history = { part, targetId: target.id, toRoot, header, nowMs: board.generatedAtMs };
  const id = `${part.prefix}workload`;
  return html`<div class="workload" role=${isNamed ? 'group' : null} aria-labelledby=${isNamed ? id : null}>
    ${isNamed && html`<h2 id=${id}>Workload <bdi>${part.workload.name}</bdi></h2>`}
    ${figuresSection(part)} ${historySection(history)} ${failuresSection(part)} ${distributionSection(part)}
    ${hoursSection(part)} ${phasesSection(part)} ${requestSection(part, target.id)} ${samplesSection(part)}
  </div>`;
}
