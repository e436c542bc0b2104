import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildPageAssets } from '../../lib/local/page-assets.ts';

describe('the page assets', () => {
  it('are one small script without imports and one style sheet', async () => {
    const { appJs, css } = await buildPageAssets();

    expect(appJs).toContain('aria-sort');
    expect(appJs).not.toMatch(/\bimport\b|innerHTML|\beval\b/);
    expect(css).toContain('--paper');
    expect(css).not.toMatch(/@import|url\(/);
    // The budget of the first view, compressed.
    expect(gzipSync(appJs).length + gzipSync(css).length).toBeLessThan(5_000);
  });
});
