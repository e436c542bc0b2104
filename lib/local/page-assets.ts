// The browser's part of the page, bundled from lib/page when the monitor starts: there is no build step to forget.
import { fileURLToPath } from 'node:url';
import type { PageAssets } from '../board/input.ts';
import { jsonSchemas } from '../board/json-schemas.ts';
import { PageAssetsError } from './errors.ts';

const PAGE_DIR = fileURLToPath(new URL('../page/', import.meta.url));

/**
 * Bundles and minifies `lib/page/app.ts` and `lib/page/style.css`, and writes the schemas down.
 * @throws PageAssetsError if esbuild is not installed or the code does not bundle
 */
export async function buildPageAssets(): Promise<PageAssets> {
  try {
    // Loaded here, because only this one step needs it: the rest of the command line starts without.
    const esbuild = await import('esbuild');
    const result = await esbuild.build({
      absWorkingDir: PAGE_DIR,
      entryPoints: ['app.ts', 'style.css'],
      outdir: 'out',
      bundle: true,
      minify: true,
      write: false,
      charset: 'utf8',
      format: 'esm',
      target: ['es2022', 'chrome111', 'firefox113', 'safari16.4'],
      logLevel: 'silent',
    });
    await esbuild.stop();
    const textOf = (ending: string): string => result.outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
    return { appJs: textOf('.js'), css: textOf('.css'), schemas: jsonSchemas() };
  } catch (cause) {
    throw new PageAssetsError(cause);
  }
}
