// The link of the race that is shown, to be copied.
import { countText } from '../../domain/figure-text.ts';
import { MAX_LINK_LENGTH, type SharedRun } from '../../domain/shared-run.ts';
import { hashOf } from './link.ts';

export interface Copying {
  /** @param run `null` = there is nothing to copy */
  offer(run: SharedRun | null): void;
}

export function createCopying(): Copying {
  const box = document.querySelector<HTMLElement>('#share-copy');
  const button = document.querySelector<HTMLButtonElement>('#share-copy-button');
  const field = document.querySelector<HTMLInputElement>('#share-link');
  const status = document.querySelector<HTMLElement>('#share-copy-status');
  let current: SharedRun | null = null;
  const say = (text: string): void => {
    if (status !== null) status.textContent = text;
  };
  button?.addEventListener('click', () => {
    if (current !== null && field !== null) void copy(current, field).then(say);
  });
  return {
    offer(run) {
      current = run;
      if (box !== null) box.hidden = run === null;
      if (field !== null) {
        field.value = '';
        field.hidden = true;
      }
      say('');
    },
  };
}

async function copy(run: SharedRun, field: HTMLInputElement): Promise<string> {
  const link = `${location.origin}${location.pathname}${await hashOf(run)}`;
  if (link.length > MAX_LINK_LENGTH) {
    const [length, most] = [link.length, MAX_LINK_LENGTH].map(countText);
    return `The link would have ${length} characters; only ${most} are sure to be taken. Share the file itself, to be pasted here.`;
  }
  field.value = link;
  field.hidden = false;
  field.select();
  try {
    await navigator.clipboard.writeText(link);
    return 'Copied.';
  } catch {
    // no permission, or a page that is not served over https
    return 'Copy it from the field: this browser does not let the page do it.';
  }
}
