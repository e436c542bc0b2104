// The target's badge, and what to write to show it elsewhere.
import { badgePath, targetFolder } from '../../paths.ts';
import { type Html, html } from '../html.ts';

/** @param siteUrl ends in `/`; `null` = not known, and then there is no snippet that would work */
export function badgeSection(targetId: string, toRoot: string, siteUrl: string | null): Html {
  const image = badgePath(targetId, 'svg');
  return html`<section class="part" id="badge" aria-labelledby="badge-head">
    <h2 id="badge-head">Badge</h2>
    <p class="badge">
      <img src=${`${toRoot}${image}`} alt="Badge with the median TTFT and the rank of this target" height="20" />
    </p>
    ${
      siteUrl === null
        ? html`<p>
            It stands at <code>${image}</code>, and <a href=${`${toRoot}${badgePath(targetId, 'json')}`}>for shields</a> as
            JSON. Once the board knows its own address (<code>page.url</code> in the config), the text to paste stands here.
          </p>`
        : html`<p>In Markdown:</p>
            <pre class="code" role="region" tabindex="0" aria-label="Badge in Markdown"><code>${markdown(siteUrl, targetId)}</code></pre>
            <p>For shields: <a href=${`${toRoot}${badgePath(targetId, 'json')}`}>endpoint as JSON</a>.</p>`
    }
  </section>`;
}

function markdown(siteUrl: string, targetId: string): string {
  return `[![Time to first token](${siteUrl}${badgePath(targetId, 'svg')})](${siteUrl}${targetFolder(targetId)})`;
}
