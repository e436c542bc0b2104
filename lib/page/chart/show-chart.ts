// Opens the interactive chart in its place: loads the history, draws it, and says so in words where that fails.
import { element } from '../element.ts';
import { createPanel } from './panel.ts';
import { publicationNote } from './readout.ts';
import { chartDataOf } from './series-data.ts';
import { fetchSeries } from './series-fetch.ts';

/** @param button what opened it; it goes once there is a chart, and the focus goes to the chart */
export async function showChart(place: HTMLElement, button: HTMLButtonElement): Promise<void> {
  const panel = element('div', { class: 'panel' });
  place.append(panel);
  const load = async (): Promise<void> => {
    panel.replaceChildren(element('p', { role: 'status' }, 'Loading the history …'));
    try {
      await draw(place, panel);
      button.remove();
    } catch (error) {
      const again = element('button', { type: 'button' }, 'Try again');
      again.addEventListener('click', () => void load());
      panel.replaceChildren(element('p', { class: 'trouble', role: 'alert' }, messageOf(error)), again);
      again.focus();
    }
  };
  await load();
}

function messageOf(error: unknown): string {
  const isTold = error instanceof Error && error.name === 'SeriesUnavailableError';
  return isTold ? error.message : 'The chart could not be drawn.';
}

async function draw(place: HTMLElement, panel: HTMLElement): Promise<void> {
  const { chart: url = '', workload = '', regions = '[]', runId = '' } = place.dataset;
  const data = chartDataOf(await fetchSeries(url), workload);
  if (data === null) {
    panel.replaceChildren(element('p', { role: 'status' }, 'There is no history of this workload yet.'));
    return;
  }
  const generatedAt = document.querySelector<HTMLTimeElement>('#generated')?.dateTime ?? '';
  const note = publicationNote(data, { runId, generatedAt });
  createPanel(panel, { data, marks: JSON.parse(regions), note }).focus();
}
