import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildPageAssets } from '../../lib/local/page-assets.ts';

const { files, paths, methodHtml } = await buildPageAssets();
const bodyOf = (path: string): string => files.find((file) => file.path === path)?.body ?? '';

describe('the page assets', () => {
  it('bear a hash of their content in their names', () => {
    for (const { path } of files) expect(path).toMatch(/^assets\/[\w.-]+-[A-Z0-9]{8}\.(?:js|css)$/);
    expect(Object.values(paths).map(bodyOf)).not.toContain('');
  });

  it('are small for the leaderboard, which loads one script and one style sheet', () => {
    const [script, style] = [bodyOf(paths['app.js']), bodyOf(paths['style.css'])];
    expect(script).toContain('aria-sort');
    expect(style).toContain('--paper');
    // of the 25 KB of the first view, compressed
    expect(gzipSync(script).length + gzipSync(style).length).toBeLessThan(8_000);
  });

  it('need nothing from elsewhere, and act on no text', () => {
    for (const { path, body } of files) {
      expect(body, path).not.toMatch(/@import|url\(["']?https?:|\.innerHTML|\beval\(/);
    }
  });

  it('hold the method with its headings', () => {
    expect(methodHtml).toMatch(/<h\d[^>]*>.*A round/);
  });
});
