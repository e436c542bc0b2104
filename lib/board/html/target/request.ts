// The exact request, and the command that repeats the measurement.
import { type Html, html } from '../html.ts';
import { shellWord } from './shell-word.ts';
import { section, type WorkloadPart } from './workload-part.ts';

export function requestSection(part: WorkloadPart, targetId: string): Html {
  const content = html`${part.request === null ? html`<p>The request could not be laid out.</p>` : requestText(part)}
    <p>
      The same race on your own machine, with your own key; figures will differ by where you are and when:
    </p>
    <pre class="code" role="region" tabindex="0" aria-label=${named(part, 'Command')}><code>${commandOf(part, targetId)}</code></pre>`;
  return section(part, 'request', 'The exact request', content);
}

// A landmark's name must be its own.
function named({ level, workload }: WorkloadPart, name: string): string {
  return level === 2 ? name : `${name}, ${workload.name}`;
}

function commandOf({ workload }: WorkloadPart, targetId: string): string {
  return `npx photofinish race --targets ${shellWord(targetId)} --workload ${shellWord(workload.name)} --rounds 20`;
}

function requestText(part: WorkloadPart): Html {
  const { request } = part;
  if (request === null) return null;
  const lines = [`${request.method} ${request.url}`, ...Object.entries(request.headers).map((pair) => pair.join(': '))];
  return html`<p>
      As the SDK of this dialect writes it. <code>[nonce]</code> stands for a number that is drawn afresh for each round, so
      that no prompt cache helps; a key is shown by the name of its variable.
    </p>
    <pre class="code" role="region" tabindex="0" aria-label=${named(part, 'Request')}><code><bdi>${lines.join('\n')}${'\n\n'}${request.body}</bdi></code></pre>`;
}
