import { describe, expect, it } from 'vitest';
import { incidentsOf } from '../../lib/board/incident.ts';
import { incidentPath } from '../../lib/board/paths.ts';
import { mailsOf } from '../../lib/cloud/regression-mail.ts';
import { overEvent, toldEvent } from '../board/told-events.ts';

const PAGE = 'https://board.example.test/';
const opened = incidentsOf([toldEvent(), toldEvent({ target: 'groq/llama' })]);
const over = incidentsOf([overEvent({ target: 'xai/grok' })]);
const mails = (mode: 'per-target' | 'fleet' | 'off', news = { opened, over }) => mailsOf(news, { mode, pageUrl: PAGE });

describe('mails about regressions', () => {
  it('are one an incident, each with what to do and where to read on', () => {
    const [first, second, third] = mails('per-target');
    expect([first, second, third].map((mail) => mail?.subject).toSorted()).toEqual([
      'Photofinish: Over: xai/grok is slower than usual from us-east-1',
      'Photofinish: groq/llama is slower than usual from us-east-1',
      'Photofinish: together/llama is slower than usual from us-east-1',
    ]);
    expect(first?.text).toContain('2.04 times its usual time to first token');
    expect(first?.text).toContain('docs/runbook.md');
    expect(first?.text).toContain(`${PAGE}incidents/#i-chat-slower-`);
    expect(third?.text).toContain('As usual again since 2026-11-22 06:00 UTC.');
    expect(third?.text).not.toContain('docs/runbook.md');
  });

  it('lead to the very incident on the page', () => {
    const [incident] = opened;
    const [mail] = mails('per-target', { opened: opened.slice(0, 1), over: [] });
    expect(mail?.text.endsWith(`${PAGE}${incidentPath(incident?.id ?? '')}`)).toBe(true);
  });

  it('are one for all of a publication where the config says fleet', () => {
    const [mail, ...others] = mails('fleet');
    expect(others).toEqual([]);
    expect(mail?.subject).toBe('Photofinish: Incidents: 2 new, 1 over');
    for (const target of ['together/llama', 'groq/llama', 'Over: xai/grok']) expect(mail?.text).toContain(target);
    expect(mail?.text).toMatch(/: https:\/\/board\.example\.test\/incidents\/$/);
  });

  it('are none where the config says off, or where there is no news', () => {
    expect(mails('off')).toEqual([]);
    expect(mails('fleet', { opened: [], over: [] })).toEqual([]);
  });

  it('have a subject that SNS takes, whatever the name', () => {
    const long = incidentsOf([toldEvent({ target: `ключ/${'x'.repeat(200)}\n` })]);
    const [mail] = mails('per-target', { opened: long, over: [] });
    expect(mail?.subject).toMatch(/^[\x20-\x7e]{1,100}$/);
    expect(mail?.subject).toHaveLength(100);
  });

  it('tell an incident that was short once', () => {
    expect(mails('per-target', { opened: over, over })).toHaveLength(1);
  });
});
