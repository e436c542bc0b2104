// The parts of the method, read off its own markup: methodHtml writes nothing else into a heading's tag.

export interface Part {
  readonly id: string;
  readonly text: string;
}

/** @param methodHtml as lib/local/method-html.ts makes it */
export function contentsOf(methodHtml: string): readonly Part[] {
  return [...methodHtml.matchAll(/<h3 id="([a-z0-9-]+)">(.*?)<\/h3>/g)].map(([, id = '', inner = '']) => ({
    id,
    text: plainText(inner),
  }));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function plainText(inner: string): string {
  return inner.replace(/<[^>]*>/g, '').replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '');
}
