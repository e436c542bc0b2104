// How to read the files, in three lines each.
import { DEFAULT_WINDOW } from '../../../domain/window.ts';
import type { DetailInput } from '../../detail/detail-input.ts';
import { BOARD_PATH, PAGES, samplesPath, viewPath } from '../../paths.ts';
import { type Html, html } from '../html.ts';

/** Stands for the address where that is not known. */
const UNKNOWN_SITE = 'https://ADDRESS-OF-THIS-SITE/';

export function examplesSection(input: DetailInput): Html {
  const siteUrl = input.site.siteUrl ?? UNKNOWN_SITE;
  return html`<section aria-labelledby="read">
    <h2 id="read">How to read it</h2>
    ${
      input.site.siteUrl === null &&
      html`<p>Put what your browser's address bar shows before <code>${PAGES.data}</code> in the place of <code>${UNKNOWN_SITE}</code>.</p>`
    }
    ${example('The table, with curl and jq', tableCommand(input, siteUrl))}
    ${example("A day's samples, with DuckDB (Python)", duckdbProgram(input, siteUrl))}
    ${example("A day's samples, with pandas (Python)", pandasProgram(input, siteUrl))}
  </section>`;
}

function example(head: string, text: string): Html {
  return html`<h3>${head}</h3>
    <pre tabindex="0" role="region" aria-label=${head}><code>${text}</code></pre>`;
}

function tableCommand({ site: { index } }: DetailInput, siteUrl: string): string {
  const [workload, region] = [index.workloads[0]?.name ?? 'chat', index.regions[0] ?? 'all'];
  const path = viewPath(workload, region, DEFAULT_WINDOW, 'json');
  return [
    `curl -s ${siteUrl}${BOARD_PATH} | jq -r '.views[].json'   # what there is`,
    `curl -s ${siteUrl}${path} |`,
    `  jq -r '.rows[] | select(.rank) | [.rank.best, .rank.worst, .target, .metrics.ttftMs.p50, .metrics.ttftMs.n] | @tsv'`,
  ].join('\n');
}

// What is measured: ok, not void, not out of a cache.
function duckdbProgram(input: DetailInput, siteUrl: string): string {
  return [
    'import duckdb',
    `day = "${siteUrl}${samplesPath(wholeDay(input), 'parquet')}"`,
    `duckdb.sql(f"""SELECT target, region, count(*) AS n, median(ttft_ms) AS ttft_p50_ms FROM '{day}'`,
    `  WHERE outcome = 'ok' AND void IS NULL AND cached IS NOT TRUE GROUP BY ALL ORDER BY ttft_p50_ms""").show()`,
  ].join('\n');
}

function pandasProgram(input: DetailInput, siteUrl: string): string {
  return [
    'import pandas',
    `samples = pandas.read_csv("${siteUrl}${samplesPath(newestDay(input), 'csv.gz')}")`,
    'measured = samples[(samples.outcome == "ok") & samples.void.isna() & (samples.cached != True)]',
    'print(measured.groupby(["target", "region"]).ttft_ms.agg(["count", "median"]))',
  ].join('\n');
}

function wholeDay({ recent, header }: DetailInput): string {
  return recent.sampleFiles.find(({ parquetPath }) => parquetPath !== null)?.date ?? header.generatedAt.slice(0, 10);
}

function newestDay({ recent, header }: DetailInput): string {
  return recent.sampleFiles[0]?.date ?? header.generatedAt.slice(0, 10);
}
