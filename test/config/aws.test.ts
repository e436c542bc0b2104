// How a deployment is described: the fields that only AWS reads.
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../lib/config/load.ts';
import { TEST_PRESETS } from './presets-for-tests.ts';

const TARGETS = 'targets: [{ id: a/b, provider: together, model: m }]';
const read = (text: string) => parseConfig(`${text}\n${TARGETS}`, { file: 'config.yaml', presets: TEST_PRESETS });

describe('metrics', () => {
  it.each([
    ['left out', '', ['ttft', 'throughput']],
    ['lean', 'metrics: lean', []],
    ['a list', 'metrics: [failures, ttft, ttft]', ['failures', 'ttft']],
  ])('%s', (_what, text, expected) => {
    expect(read(text).metrics).toEqual(expected);
  });

  it('that do not exist are refused with those that do', () => {
    expect(() => read('metrics: [p99]')).toThrow(/lean, or a list of ttft, throughput and failures/);
  });
});

describe('aws', () => {
  it('left out, is protected, keeps logs for 30 days, and races', () => {
    expect(read('').aws).toEqual({
      ...{ deletionProtection: true, domain: null, logDays: 30, paused: false, runbook: 'docs/runbook.md' },
    });
  });

  it('takes a domain with its certificate', () => {
    const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/0123abcd-0000';
    const { domain } = read(`aws: { domain: { name: board.example.com, certificate: "${certificate}" } }`).aws;
    expect(domain).toEqual({ name: 'board.example.com', certificateArn: certificate, hostedZoneId: null });
  });

  it.each([
    [
      'a certificate elsewhere',
      'aws: { domain: { name: b.example.com, certificate: "arn:aws:acm:eu-west-1:123456789012:certificate/a" } }',
      /us-east-1/,
    ],
    ['a domain without one', 'aws: { domain: { name: b.example.com } }', /certificate/],
    ['days that no log group takes', 'aws: { logDays: 31 }', /30, 60/],
    ['an unknown field', 'aws: { deletionProtect: true }', /deletionProtection/],
  ])('refuses %s', (_what, text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
