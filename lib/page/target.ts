// The page of one target: the interactive charts, whose code is loaded only when one is opened.
import { keepAge } from './age.ts';

keepAge();
for (const place of document.querySelectorAll<HTMLElement>('[data-chart]')) offerChart(place);

function offerChart(place: HTMLElement): void {
  const button = place.querySelector('button');
  if (button === null) return;
  button.hidden = false;
  button.addEventListener('click', () => void openChart(place, button));
}

async function openChart(place: HTMLElement, button: HTMLButtonElement): Promise<void> {
  button.disabled = true;
  try {
    const { showChart } = await import('./chart/show-chart.ts');
    await showChart(place, button);
  } catch {
    // Its name bears a hash: after a newer publication it may be gone.
    button.disabled = false;
    button.textContent = 'The chart could not be loaded: try again, or reload the page';
  }
}
