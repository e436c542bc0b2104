import { describe, expect, it } from 'vitest';
import { methodPage } from '../../lib/board/html/method-page.ts';
import { CHAT, seriesOf, viewOf } from './board-input.ts';
import { instrumentOf, type ProseOptions, proseInput, REGIONS } from './prose-input.ts';

/** The page without tags, blanks as they are read. */
function textOf(options: ProseOptions = {}): string {
  return methodPage(proseInput(options))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

describe('what is asked', () => {
  it('stands there word for word, with what is sent beside it', () => {
    const text = textOf();
    expect(text).toContain('[nonce] Write a short story.');
    expect(text).toContain('A round every 5 minutes');
    expect(text).toContain('Output, at most 128 tokens');
    expect(text).toContain('Temperature 0, where it is taken');
  });

  it('says where words fill the prompt up, where none is sent, and that one of several is drawn', () => {
    const long = { ...CHAT, inputTokens: 10_000, temperature: null, gunDelayMs: 60_000, prompts: ['One.', 'Two.'] };
    const text = textOf({ board: { workloads: [long] } });
    expect(text).toContain('[nonce] [words] One.');
    expect(text).toContain('One of 2 prompts is drawn for each round');
    expect(text).toContain('filled up to about 10,000 tokens');
    expect(text).toContain('Temperature not sent');
    expect(text).toContain('1 minute after its scheduled time');
  });

  it('keeps the lines of a prompt, cuts a long one and counts those that are not shown', () => {
    const prompts = ['first\nsecond', 'x'.repeat(5_000), ...Array.from({ length: 8 }, (_, index) => `prompt ${index}`)];
    const page = methodPage(proseInput({ board: { workloads: [{ ...CHAT, prompts }] } }));
    expect(page).toContain('[nonce] first\nsecond');
    expect(page).not.toContain('x'.repeat(2_001));
    expect(page).toContain('And 5 further prompts.');
  });
});

describe('the instrument', () => {
  it('tells its error, skew and lateness with n and the largest, whichever its sign', () => {
    const text = textOf({ recent: { instrument: [instrumentOf('us-east-1')] } });
    expect(text).toContain('us-east-1 US East, Virginia 288 0.31 n 288 4.20 0.82 n 288 3.10 0.40 n 288 −12.6');
  });

  it('tells why samples were void, as shares of all, with their number', () => {
    const text = textOf({ recent: { instrument: [instrumentOf('us-east-1')] } });
    expect(text).toMatch(/0\.49 % loop-late \(7\): our event loop was, or may have been, late/);
    expect(text).toMatch(/0\.21 % reference-off \(3\)/);
    expect(text).toContain('n 1,440');
  });

  it('has a dash with its reason for what has no value, never a 0', () => {
    const none = { n: 0, p50Ms: null, worstMs: null };
    const few = { n: 3, p50Ms: null, worstMs: 2.5 };
    const text = textOf({
      recent: { instrument: [instrumentOf('us-east-1', { gunLateMs: none, referenceErrorMs: few, voided: {} })] },
    });
    expect(text).toContain('– the gun is immediate: there is no common instant n 0');
    expect(text).toContain('– too few values: n = 3 n 3 2.50');
    expect(text).toMatch(/none n 1,440/);
  });
});

describe('coverage', () => {
  it('is the sum over the targets of a region in the last 24 hours, with the lowest named', () => {
    const series = [
      seriesOf('groq/llama-3.3-70b', 138, 288, { due: 288, seen: 288, voided: 4 }),
      seriesOf('mistral/large', 655, 250, { due: 288, seen: 252, voided: 2 }),
    ];
    const views = REGIONS.map((region) => ({ ...viewOf(series), region, window: '24h' as const }));
    const text = textOf({
      board: { views, targets: proseInput().board.targets.filter(({ id }) => /groq|mistral/.test(id)) },
    });
    expect(text).toContain('eu-west-1 Europe, Ireland 2 576 540 93.7 87.5 252 of 288, mistral/large 1.11 6 of 540');
  });

  it('is cut, not rounded up to 100', () => {
    const series = [seriesOf('mistral/large', 655, 9_999, { due: 10_000, seen: 9_999 })];
    const views = [{ ...viewOf(series), region: 'us-east-1', window: '24h' as const }];
    expect(textOf({ board: { views } })).toContain('9,999 99.9');
  });
});

it('has the method itself, with its parts in the contents', () => {
  const page = methodPage(proseInput());
  expect(page).toContain('<a href="#a-round">1. A round &amp; more</a>');
  expect(page).toContain('<h3 id="a-round">1. A <em>round</em> &amp; more</h3>');
});
