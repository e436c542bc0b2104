// Numbers and instants as people read them. Every figure of the page goes through here.
import { plural } from '../domain/figure-text.ts';

export { countText, figureText, listText, percentText, plural, significant, utcText } from '../domain/figure-text.ts';

/** A cadence: `30 s`, `5 minutes`, `1 hour`. */
export function durationText(ms: number): string {
  const seconds = ms / 1000;
  if (seconds % 3600 === 0) return plural(seconds / 3600, 'hour');
  if (seconds % 60 === 0) return plural(seconds / 60, 'minute');
  return `${seconds} s`;
}
