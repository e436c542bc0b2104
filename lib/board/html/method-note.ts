// The method in short, on every page: what a sceptic asks first.
import type { Workload } from '../../domain/workload.ts';
import { QUANTILES } from '../../stats/quantile.ts';
import { durationText } from '../format.ts';
import { PAGES } from '../paths.ts';
import { type Html, html } from './html.ts';

/** @param toRoot leads from the page to the root of the site */
export function methodNote(workload: Workload, toRoot: string): Html {
  return html`<section id="method" aria-labelledby="method-head">
    <h2 id="method-head">How it is measured</h2>
    <details>
      <summary>The method in short</summary>
      <dl>
        <dt>Race</dt>
        <dd>
          Every ${durationText(workload.everyMs)} all targets of a region get the same prompt at the same instant, over
          connections that were opened beforehand. Each prompt begins with a fresh number, so that no prompt cache helps.
          At most ${workload.maxOutputTokens} tokens are asked for. Nothing is retried.
        </dd>
        <dt>TTFT</dt>
        <dd>
          Time to first token: from the request on the wire to the arrival of the first token of any kind, hidden
          reasoning included.
        </dd>
        <dt>Quantiles</dt>
        <dd>
          Values are pooled, percentiles are never averaged. The median is shown from ${QUANTILES.p50.minValues} values, p95 from ${QUANTILES.p95.minValues}; a dash says
          what is missing.
        </dd>
        <dt>Rank</dt>
        <dd>
          Targets of a round share the moment, so they are compared pair by pair within rounds. Two targets within 3 % or
          within chance are tied, and a rank is the range of places that the data leaves open. The 1h window is live and
          not ranked.
        </dd>
        <dt>Failed, void, coverage</dt>
        <dd>
          A failure counts against the provider unless it was ours (a wrong key, our quota, a cap too small); ours are
          counted apart. A sample is void where our own instrument was not fit at that moment. Coverage is
          the share of due rounds that left a sample: a lost round is a gap, never a made-up figure.
        </dd>
      </dl>
    </details>
    <p>
      <a href=${`${toRoot}${PAGES.method}`}>The whole method</a>: what is asked, every formula, and what the instrument
      says of itself.
    </p>
  </section>`;
}
