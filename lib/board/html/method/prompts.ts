// What is asked of every target, word for word.
import { printable } from '../../../domain/text.ts';
import type { Workload } from '../../../domain/workload.ts';
import { durationText, plural } from '../../format.ts';
import { type Html, html } from '../html.ts';

const MOST_PROMPTS = 5;
const MOST_CHARACTERS = 2_000;

export function promptsSection(workloads: readonly Workload[]): Html {
  return html`<section aria-labelledby="asked">
    <h2 id="asked">What is asked</h2>
    ${workloads.map(workloadText)}
  </section>`;
}

function workloadText(workload: Workload, index: number): Html {
  const { name, everyMs, gunDelayMs, maxOutputTokens, temperature, inputTokens, prompts } = workload;
  const head = `workload-${index + 1}`;
  return html`<article class="workload" aria-labelledby=${head}>
    <h3 id=${head}>Workload <bdi>${name}</bdi></h3>
    <dl class="figures">
      ${fact('A round every', durationText(everyMs))}
      ${fact('Fired', gunDelayMs === 0 ? 'at once when all are ready' : `${durationText(gunDelayMs)} after its scheduled time`)}
      ${fact('Output, at most', plural(maxOutputTokens, 'token'))}
      ${fact('Input', inputTokens === null ? 'the prompt as it is' : `filled up to about ${plural(inputTokens, 'token')}`)}
      ${fact('Temperature', temperature === null ? 'not sent' : `${temperature}, where it is taken`)}
    </dl>
    <p>
      ${prompts.length === 1 ? 'The prompt, word for word' : `One of ${plural(prompts.length, 'prompt')} is drawn for each round, the same for every target`}.
      ${' '}<code>[nonce]</code> stands for a random number, new for each request, so that no prompt cache can
      help${inputTokens !== null && html`; <code>[words]</code> for generated words, up to the size`}.
    </p>
    ${prompts.slice(0, MOST_PROMPTS).map(
      (prompt, place) => html`<pre
        class="prompt"
        tabindex="0"
        role="region"
        aria-label=${`Prompt ${place + 1} of ${name}`}
      ><code>${`[nonce] ${inputTokens === null ? '' : '[words] '}${promptText(prompt)}`}</code></pre>`,
    )}
    ${prompts.length > MOST_PROMPTS && html`<p>And ${plural(prompts.length - MOST_PROMPTS, 'further prompt')}.</p>`}
  </article>`;
}

function fact(name: string, value: string): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

// Line by line, because a prompt may have several and each must be fit to be shown.
function promptText(prompt: string): string {
  const text = prompt.length > MOST_CHARACTERS ? `${prompt.slice(0, MOST_CHARACTERS)} … (cut here)` : prompt;
  return text
    .split('\n')
    .map((line) => printable(line, MOST_CHARACTERS))
    .join('\n');
}
