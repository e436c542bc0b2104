// The card as a drawing: the question, and the best-ranked as lanes on one scale from 0.
import { countText, figureText, utcText } from '../format.ts';
import { type Html, html } from '../html/html.ts';
import { QUESTION } from '../labels.ts';
import type { CardFacts, CardLane } from './facts.ts';
import { fitted, lines } from './fitted.ts';
import type { FontMetrics } from './font-metrics.ts';

export const CARD_WIDTH_PX = 1200;
export const CARD_HEIGHT_PX = 630;

// The page's light colours (lib/page/style/tokens.css): a picture has no scheme.
const INK = '#16242b';
const SOFT = '#55636a';
const PAPER = '#faf7f1';
const RULE = '#e4ddd0';
const LANE = '#2f6f7e';
const LANE_SOFT = '#a9cad0';
const LINE = '#c8371b';
const NOTICE_PAPER = '#fdeecb';
const NOTICE_INK = '#5b3d00';

const LEFT = 64;
const RIGHT = CARD_WIDTH_PX - 64;
const NAME_X = LEFT + 96;
const NAME_WIDTH = 330;
const BAR_X = NAME_X + NAME_WIDTH + 24;
const BAR_WIDTH = 460;
const FIRST_LANE_Y = 276;
const LANE_STEP = 62;

export function cardDrawing(facts: CardFacts, font: FontMetrics): Html {
  const { name, scope, generatedAt, simulation, lanes } = facts;
  const asOf = `as of ${utcText(generatedAt).replace(/:\d\d UTC$/, ' UTC')}`;
  const nameWidth = RIGHT - LEFT - 60 - font.widthPx(asOf, 24) - 40;
  return html`<svg xmlns="http://www.w3.org/2000/svg" width=${CARD_WIDTH_PX} height=${CARD_HEIGHT_PX} font-family="Source Serif 4" font-weight="600">
    <rect width=${CARD_WIDTH_PX} height=${CARD_HEIGHT_PX} fill=${PAPER} />
    <path d=${`M${LEFT} 54h22M${LEFT} 66h13M${LEFT} 78h17`} stroke=${INK} stroke-width="5" stroke-linecap="round" />
    <path d=${`M${LEFT + 30} 46v40`} stroke=${LINE} stroke-width="4" stroke-linecap="round" />
    ${text(LEFT + 48, 76, 28, INK, fitted(name, 28, nameWidth, font))} ${text(RIGHT, 76, 24, SOFT, asOf, 'end')}
    <rect x=${LEFT} y="112" width="5" height="112" fill=${LINE} />
    ${text(LEFT + 26, 164, 58, INK, QUESTION)}
    ${text(LEFT + 26, 212, 27, SOFT, fitted(`${scope} · time to first token, median ms`, 27, RIGHT - LEFT - 26, font))}
    ${lanes.length > 0 ? board(lanes, font) : sentence(facts, font)}
    ${simulation ? simulated(font) : foot(facts)}
  </svg>`;
}

function board(lanes: readonly CardLane[], font: FontMetrics): Html {
  const longest = Math.max(...lanes.map(({ p50Ms, interval }) => Math.max(p50Ms, interval?.high ?? 0)));
  const bottom = FIRST_LANE_Y + LANE_STEP * (lanes.length - 1) + 20;
  return html`<path d=${`M${BAR_X} ${FIRST_LANE_Y - 28}V${bottom}`} stroke=${RULE} stroke-width="2" />
    ${lanes.map((lane, place) => laneRow(lane, FIRST_LANE_Y + LANE_STEP * place, (ms) => BAR_X + (ms / longest) * BAR_WIDTH, font))}`;
}

function laneRow(lane: CardLane, y: number, xOf: (ms: number) => number, font: FontMetrics): Html {
  const { rank, isLeader, model, provider, p50Ms, interval, n } = lane;
  const end = xOf(p50Ms);
  return html`<g>
    ${text(LEFT, y + 8, 34, isLeader ? LINE : SOFT, rank)}
    ${text(NAME_X, y - 2, 27, INK, fitted(model, 27, NAME_WIDTH, font))}
    ${text(NAME_X, y + 22, 19, SOFT, fitted(provider, 19, NAME_WIDTH, font))}
    <rect x=${BAR_X} y=${y - 13} width=${px(Math.max(2, end - BAR_X))} height="24" fill=${isLeader ? LANE : LANE_SOFT} />
    ${
      interval !== null &&
      html`<path d=${`M${px(xOf(interval.low))} ${y - 1}H${px(xOf(interval.high))}`} stroke=${INK} stroke-width="3" />`
    }
    ${text(RIGHT, y + 2, 31, INK, figureText(p50Ms), 'end')} ${text(RIGHT, y + 23, 17, SOFT, `n ${countText(n)}`, 'end')}
  </g>`;
}

function sentence({ answer }: CardFacts, font: FontMetrics): Html {
  return lines(answer, 36, RIGHT - LEFT - 26, 4, font).map((line, place) =>
    text(LEFT + 26, 300 + 52 * place, 36, INK, line),
  );
}

function simulated(font: FontMetrics): Html {
  const note = 'Simulation: the built-in demo fleet, not real providers';
  return html`<rect x=${LEFT} y="566" width=${px(font.widthPx(note, 24) + 40)} height="44" rx="6" fill=${NOTICE_PAPER} />
    ${text(LEFT + 20, 596, 24, NOTICE_INK, note)}`;
}

function foot({ lanes, ranked }: CardFacts): Html {
  if (lanes.length === 0) return null;
  const shown = ranked > lanes.length ? `The first ${lanes.length} of ${countText(ranked)} ranked. ` : '';
  return text(LEFT, 592, 22, SOFT, `${shown}Ranges are ties; dark strokes are 95 % intervals.`);
}

function text(
  x: number,
  y: number,
  sizePx: number,
  fill: string,
  content: string,
  anchor: 'start' | 'end' = 'start',
): Html {
  return html`<text x=${x} y=${y} font-size=${sizePx} fill=${fill} text-anchor=${anchor}>${content}</text>`;
}

function px(value: number): string {
  return value.toFixed(1);
}
