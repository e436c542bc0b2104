// Who races in a made-up board. None of these names is anybody's, and every one of them is marked as simulated.
import { COMMON_QUIRKS, type Target } from '../../../lib/domain/target.ts';
import { logNormal, seededRandom, uniform } from '../../../lib/fleet/random.ts';

/** A target and how it does. */
export interface Contestant {
  readonly target: Target;
  /** Median at its best hour, from its nearest region. */
  readonly ttftMs: number;
  /** Scatter of the logarithm from round to round. */
  readonly scatter: number;
  readonly outputTokensPerSecond: number;
  /** Share of the rounds that fail. */
  readonly failing: number;
  /** Share of the answers that come out of a cache. */
  readonly cached: number;
  /** Its streams come in so few pieces that no rate can be told. */
  readonly isBurst: boolean;
  /** How much later the first answer token is than the first token of any kind: reasoning. */
  readonly thinkingMs: number;
}

const PROVIDERS = [
  ...['Northlight', 'Halyard', 'Quayside', 'Breakwater', 'Meridian', 'Fathom', 'Spindrift', 'Tidewater'],
  ...['Lodestar', 'Cormorant'],
];
const MODELS = ['keeper-70b', 'keeper-8b', 'beacon-large', 'beacon-mini', 'foghorn-r1'];

/** Some or many that differ as real ones do: a few very quick, most alike, some slow, some that fail. */
export function field(count: number, seed = 'field'): Contestant[] {
  return Array.from({ length: count }, (_, index) => {
    const provider = PROVIDERS[index % PROVIDERS.length] ?? '';
    const turn = Math.floor(index / PROVIDERS.length);
    const model = MODELS[turn % MODELS.length] ?? '';
    const series = Math.floor(turn / MODELS.length);
    return contestant(`${provider.toLowerCase()}/${model}${series === 0 ? '' : `-v${series + 1}`}`, provider, seed);
  });
}

export function contestant(id: string, providerLabel: string, seed = 'field'): Contestant {
  const random = seededRandom(`${seed} ${id}`);
  const isReasoning = id.includes('foghorn');
  return {
    target: targetOf(id, providerLabel),
    ttftMs: logNormal(random, isReasoning ? 520 : 260, 0.45),
    scatter: uniform(random, 0.12, 0.4),
    outputTokensPerSecond: logNormal(random, id.includes('8b') || id.includes('mini') ? 190 : 85, 0.4),
    failing: random() < 0.2 ? uniform(random, 0.01, 0.06) : uniform(random, 0, 0.004),
    isBurst: random() < 0.06,
    cached: random() < 0.08 ? 0.02 : 0,
    thinkingMs: isReasoning ? logNormal(random, 900, 0.3) : 0,
  };
}

function targetOf(id: string, providerLabel: string): Target {
  const slash = id.indexOf('/');
  return {
    id,
    provider: id.slice(0, slash),
    providerLabel,
    api: 'chat-completions',
    baseUrl: 'https://api.example.com/v1',
    keyName: 'EXAMPLE_API_KEY',
    model: id.slice(slash + 1),
    latency: null,
    serviceTier: null,
    regions: null,
    quirks: COMMON_QUIRKS,
    alarms: { ttftMs: null, failureShare: null },
    simulated: true,
  };
}
