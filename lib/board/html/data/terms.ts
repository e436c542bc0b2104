// What may be done with the data, how to name it, what stays as it is, and whom to tell of a mistake.
import type { DetailInput } from '../../detail/detail-input.ts';
import { utcText } from '../../format.ts';
import { SIMULATION_NOTE } from '../../labels.ts';
import { PAGES } from '../../paths.ts';
import { type Html, html } from '../html.ts';
import { contactAddress } from '../layout.ts';

// The text of a licence that we know the address of; any other is named without a link.
const LICENCES: Readonly<Record<string, { readonly name: string; readonly url: string }>> = {
  'CC-BY-4.0': { name: 'Creative Commons Attribution 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
  'CC0-1.0': { name: 'Creative Commons Zero 1.0', url: 'https://creativecommons.org/publicdomain/zero/1.0/' },
};

export function termsSection(input: DetailInput): Html {
  return html`<section aria-labelledby="licence">
      <h2 id="licence">Licence</h2>
      <p>${licence(input)}</p>
    </section>
    <section aria-labelledby="cite">
      <h2 id="cite">How to cite</h2>
      <pre tabindex="0" role="region" aria-label="The citation"><code>${citation(input)}</code></pre>
      <p>
        Figures change with every publication: name the one that you used. Its id (<code>runId</code>) and its moment
        (<code>generatedAt</code>) stand in each document.
      </p>
    </section>
    <section aria-labelledby="versions">
      <h2 id="versions">What stays as it is</h2>
      <p>
        Documents under <code>data/v1/</code> are only added to: fields and files may come, none goes or changes its
        meaning. Whatever cannot keep to that becomes <code>data/v2/</code>, beside it. Read a field that you do not know
        as absent, and <code>null</code> as not known, never as 0. A document older than its${' '}
        <code>staleAfterS</code> seconds is stale.
      </p>
    </section>
    <section aria-labelledby="corrections">
      <h2 id="corrections">Corrections</h2>
      <p>${corrections(input)}</p>
    </section>`;
}

function licence({ site: { page } }: DetailInput): Html {
  const known = LICENCES[page.dataLicence];
  if (known === undefined) return html`All of it: <bdi>${page.dataLicence}</bdi>.`;
  return html`All of it: <a href=${known.url}>${known.name}</a> (<code>${page.dataLicence}</code>).`;
}

function citation({ site, header }: DetailInput): string {
  const { generatedAt, runId, simulation } = header;
  const address = site.siteUrl === null ? '' : ` ${site.siteUrl}`;
  return `${site.index.name}${simulation ? ' (simulation)' : ''}. Publication ${runId}, ${utcText(generatedAt)}.${address}`;
}

function corrections({ site, header }: DetailInput): Html {
  const address = contactAddress(site.page);
  const whom =
    address === null
      ? 'No address for corrections is given here: ask whoever runs this site.'
      : html`Write to <a href=${address}><bdi>${site.page.contact}</bdi></a>.`;
  return html`${whom} Name the target, the region and the moment: each sample is kept with the${' '}
    <a href=${`../${PAGES.method}`}>instrument's own error</a> beside it.${header.simulation && ` ${SIMULATION_NOTE}`}`;
}
