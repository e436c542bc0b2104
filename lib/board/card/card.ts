// The image that stands beside a link to the board elsewhere: Open Graph, 1200 x 630.
import type { DetailInput } from '../detail/detail-input.ts';
import { markupText } from '../html/html.ts';
import { CARD_HEIGHT_PX, CARD_WIDTH_PX, cardDrawing } from './drawing.ts';
import { cardFacts } from './facts.ts';
import { readFont } from './font-metrics.ts';

type ReadAsset = DetailInput['readAsset'];

/**
 * Draws the board as it stands. The drawing code (a 2.5 MB module of WebAssembly) is loaded at the first call and kept.
 * @returns a PNG
 * @throws what `readAsset` throws
 */
export async function cardPng(input: DetailInput): Promise<Uint8Array> {
  const { Resvg } = await renderer(input.readAsset);
  const fontFile = await input.readAsset('font.ttf');
  const drawing = markupText(cardDrawing(cardFacts(input), readFont(fontFile)));
  const resvg = new Resvg(drawing, {
    font: { fontBuffers: [fontFile], loadSystemFonts: false, defaultFontFamily: 'Source Serif 4' },
    fitTo: { mode: 'width', value: CARD_WIDTH_PX },
  });
  try {
    const image = resvg.render();
    try {
      if (image.height !== CARD_HEIGHT_PX) throw new RangeError(`The card came out ${image.height} px high.`);
      return image.asPng();
    } finally {
      image.free();
    }
  } finally {
    resvg.free();
  }
}

let loading: Promise<typeof import('@resvg/resvg-wasm')> | null = null;

// It can be set up once in a process; one that failed is tried again.
function renderer(readAsset: ReadAsset): Promise<typeof import('@resvg/resvg-wasm')> {
  loading ??= load(readAsset).catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function load(readAsset: ReadAsset): Promise<typeof import('@resvg/resvg-wasm')> {
  const [module, wasm] = await Promise.all([import('@resvg/resvg-wasm'), readAsset('resvg.wasm')]);
  await module.initWasm(new Uint8Array(wasm));
  return module;
}
