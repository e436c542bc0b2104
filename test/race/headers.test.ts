// What headers tell: who, how long, and whether it came out of a cache.
import { describe, expect, it } from 'vitest';
import { cameFromCache, firstHeader, servedByHeader, serverTtftInHeaders } from '../../lib/race/headers.ts';

describe('headers', () => {
  it('are looked for in order, and an empty one says nothing', () => {
    expect(firstHeader({ b: '2', c: '3' }, ['a', 'b', 'c'])).toBe('2');
    expect(firstHeader({ a: '', b: '2' }, ['a', 'b'])).toBe('2');
    expect(firstHeader({}, ['a'])).toBeNull();
  });

  it('of a router name whom it chose', () => {
    expect(servedByHeader({ 'x-inference-provider': 'cerebras' })).toBe('cerebras');
    expect(servedByHeader({})).toBeNull();
  });

  it.each([
    [{ 'openai-processing-ms': '212' }, 212],
    [{ 'fireworks-server-time-to-first-token': '0.25' }, 250],
    [{ 'openai-processing-ms': '' }, null],
    [{ 'openai-processing-ms': 'soon' }, null],
    [{ 'openai-processing-ms': '-1' }, null],
    [{ 'openai-processing-ms': '1e400' }, null],
    [{}, null],
  ])('%j tell of the server’s time %j', (headers, expected) => {
    expect(serverTtftInHeaders(headers as Record<string, string>)).toBe(expected);
  });

  it.each([
    ['x-cache', 'Hit from cloudfront', true],
    ['x-cache', 'MISS, HIT', true],
    ['x-cache', 'Miss from cloudfront', false],
    ['cf-cache-status', 'DYNAMIC', false],
    ['cf-cache-status', 'HIT', true],
    ['cf-aig-cache-status', 'HIT', true],
    ['cf-aig-cache-status', 'MISS', false],
    ['x-portkey-cache-status', 'SEMANTIC HIT', true],
    ['x-portkey-cache-status', 'DISABLED', false],
    ['helicone-cache', 'HIT', true],
    ['x-litellm-cache-hit', 'True', true],
    ['x-litellm-cache-hit', 'False', false],
    ['x-openrouter-cache-status', 'HIT', true],
    ['x-anything-else', 'HIT', false],
  ])('%s: %s', (name, value, expected) => {
    expect(cameFromCache({ [name]: value })).toBe(expected);
  });
});
