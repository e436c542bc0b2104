import { describe, expect, it } from 'vitest';
import { liveDocuments } from '../../lib/board/documents.ts';
import { sharePage } from '../../lib/board/html/share-page.ts';
import { SIMULATION_NOTE } from '../../lib/board/labels.ts';
import { boardInput } from './board-input.ts';

const { site, header } = liveDocuments(boardInput({ name: '<b>Evil</b> board' }));
const page = sharePage(site, header);

describe('the share page', () => {
  it('says without JavaScript what it is for, and how a link is made', () => {
    expect(page).toContain('browsers never send to a server');
    expect(page).toContain('npx photofinish race --share');
    expect(page).toMatch(/<noscript>.*Without JavaScript/);
    expect(page).toContain('nothing is sent');
  });

  it('shows no empty form and no empty banner before its code runs', () => {
    for (const id of ['share-form', 'share-copy', 'share-self', 'share-simulation', 'share-problem', 'share-facts']) {
      expect(page).toMatch(new RegExp(`id="${id}"[^>]* hidden`));
    }
  });

  it('has every place that its code looks for, once', () => {
    const ids = ['head', 'answer', 'self', 'simulation', 'problem', 'facts', 'tables', 'form', 'text', 'file'];
    for (const id of [...ids, 'copy', 'copy-button', 'link', 'copy-status']) {
      expect(page.split(`id="share-${id}"`)).toHaveLength(2);
    }
  });

  it('has its age, and says of a board that it is a simulation', () => {
    expect(page).toContain('id="generated"');
    expect(page).not.toContain(SIMULATION_NOTE);
    expect(sharePage(site, { ...header, simulation: true })).toContain(SIMULATION_NOTE);
  });

  it('keeps to the policy, and escapes the name of the board', () => {
    expect(page).not.toMatch(/ style=|<style|javascript:| on\w+=/);
    expect(page).toContain('&lt;b>Evil&lt;/b> board');
  });

  it('loads its own script and style from the root', () => {
    expect(page).toContain(`src="../${site.paths['share.js']}"`);
    expect(page).toContain(`href="../${site.paths['share.css']}"`);
  });
});
