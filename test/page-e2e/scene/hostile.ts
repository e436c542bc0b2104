// What a config or a provider might say to break a page: each of these stands in every field that is shown.
import { printable } from '../../../lib/domain/text.ts';
import { type Contestant, contestant } from './field.ts';

const LONG = 120;

/** Filled up to as many characters as a name may well have. */
function long(text: string): string {
  return Array.from(text.repeat(LONG)).slice(0, LONG).join('');
}

export const HOSTILE_TEXTS: Readonly<Record<string, string>> = {
  script: '<script>alert(1)</script>',
  image: '"><img src=x onerror=alert(1)>',
  quotes: `'"\`&amp;</td></table>`,
  address: 'javascript:alert(1)',
  template: '{{constructor.constructor("alert(1)")()}}',
  formula: '=HYPERLINK("javascript:alert(1)")',
  rightToLeft: '\u202egnp.exe\u202c',
  arabic: long('سباق الاستجابة '),
  chinese: long('最快的语言模型接口'),
  emoji: long('🏁👩‍🚒'),
  word: long('W'),
  hyphens: long('a-b_c.d'),
};

/** A target for each text, named by it in every way that a target has names. Only its id is printable, as all ids are. */
export function hostileField(): Contestant[] {
  return Object.values(HOSTILE_TEXTS).map((text, index) => {
    const made = contestant(printable(`p${index}/${text}`), text, `hostile ${index}`);
    return { ...made, target: { ...made.target, model: text, keyName: `KEY_${index}` } };
  });
}
