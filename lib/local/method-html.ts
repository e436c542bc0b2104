// docs/method.md as a part of a page. It is our own text: the one place where markup is taken as it is.
import { Marked, type RendererObject, type Tokens } from 'marked';

/**
 * The text without its title, headings one level down, each with an id; tables in scroll regions that take the focus. What leads
 * to other files is named, not linked: a page knows no repository. Markup within the text is shown, not taken.
 * @param markdown ours, never anybody else's
 * @returns HTML
 */
export async function methodHtml(markdown: string): Promise<string> {
  const marked = new Marked({ gfm: true, renderer: rendererOf() });
  return marked.parse(markdown, { async: true });
}

// A renderer of one text: it counts.
function rendererOf(): RendererObject {
  const taken = new Set<string>();
  let heading = '';
  let tables = 0;
  return {
    heading({ tokens, depth, text }: Tokens.Heading): string {
      if (depth === 1) return '';
      heading = escaped(plainHead(text));
      return `<h${depth + 1} id="${freeId(idOf(text), taken)}">${this.parser.parseInline(tokens)}</h${depth + 1}>\n`;
    },
    table({ header, rows }: Tokens.Table): string {
      const id = freeId(`table-${++tables}`, taken);
      const line = (row: readonly Tokens.TableCell[], cell: (text: string) => string): string =>
        `<tr>${row.map(({ tokens }) => cell(unbroken(this.parser.parseInline(tokens)))).join('')}</tr>`;
      return [
        `<div class="scroll" role="region" aria-labelledby="${id}" tabindex="0"><table>`,
        `<caption id="${id}" class="vh">${heading}, table ${tables}</caption>`,
        `<thead>${line(header, headCell)}</thead>`,
        `<tbody>${rows.map((row) => line(row, (text) => `<td>${text}</td>`)).join('\n')}</tbody></table></div>\n`,
      ].join('');
    },
    link({ href, tokens }: Tokens.Link): string {
      const text = this.parser.parseInline(tokens);
      if (/^(https:\/\/|#)/.test(href)) return `<a href="${escaped(href)}">${text}</a>`;
      const file = `<code>docs/${escaped(href)}</code>`;
      return text === href ? file : `${text} (${file})`;
    },
    image: ({ text }: Tokens.Image): string => escaped(text),
    html: ({ text }: Tokens.HTML | Tokens.Tag): string => escaped(text),
  };
}

// A figure stays on one line with its sign, however narrow its column.
function unbroken(text: string): string {
  return text.replace(/(\d) %/g, '$1&nbsp;%');
}

// The corner above a column of names may be empty, and a head must not.
function headCell(text: string): string {
  return text === '' ? '<td></td>' : `<th scope="col">${text}</th>`;
}

/** `5. Figures over many samples` -> `Figures over many samples`. */
function plainHead(text: string): string {
  return text.replace(/^\d+\.\s+/, '').replaceAll('`', '');
}

function idOf(text: string): string {
  const words = plainHead(text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return words === '' ? 'part' : words;
}

function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let next = 2; taken.has(id); next++) id = `${wanted}-${next}`;
  taken.add(id);
  return id;
}

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPED[character] ?? '');
}
