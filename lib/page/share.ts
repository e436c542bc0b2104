// A private race, shown from its link or from what is pasted. It is read here in the browser; nothing of it is sent anywhere.
import type { SharedRun } from '../domain/shared-run.ts';
import { keepAge } from './age.ts';
import { createCopying } from './share/copying.ts';
import { NoRaceError } from './share/errors.ts';
import { runFromHash } from './share/link.ts';
import { runFromText } from './share/pasted.ts';
import { createStage } from './share/stage.ts';

const LINKED = 'Self-reported: measured by whoever made this link, not by this board.';
const PASTED = 'Self-reported: pasted here, and measured by whoever raced, not by this board.';

const stage = createStage();
const copying = createCopying();
const form = document.querySelector<HTMLFormElement>('#share-form');
const text = document.querySelector<HTMLTextAreaElement>('#share-text');
const file = document.querySelector<HTMLInputElement>('#share-file');

/** Counts what was asked for, so that an answer that comes late does not take the place of a newer one. */
let asked = 0;

/** @param read the race; `null` = none is asked for */
async function show(read: () => Promise<SharedRun | null>, whose: string, isOnDemand: boolean): Promise<void> {
  const own = ++asked;
  try {
    const run = await read();
    // the statistics are loaded once there is something to rank
    const view = run === null ? null : (await import('./share/run-view.ts')).runView(run, Date.now());
    if (own !== asked) return;
    stage.show(view, whose, isOnDemand);
    copying.offer(run);
  } catch (error) {
    if (own !== asked) return;
    stage.refuse(error instanceof NoRaceError ? error.message : `This page failed to show the race: ${String(error)}`);
    copying.offer(null);
  }
}

function showLinked(): void {
  void show(() => runFromHash(location.hash), LINKED, false);
}

function showText(readText: () => Promise<string> | string): void {
  // the address would name another race than the one that is shown
  history.replaceState(null, '', location.pathname);
  void show(async () => runFromText(await readText()), PASTED, true);
}

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  showText(() => text?.value ?? '');
});
file?.addEventListener('change', () => {
  const [chosen] = file.files ?? [];
  // not by way of the text area, in which some browsers take seconds for a megabyte
  if (chosen !== undefined) showText(() => chosen.text());
});
addEventListener('hashchange', showLinked);

keepAge();
if (form !== null) form.hidden = false;
showLinked();
