// The reference target: a fleet of one, whose stamped writes show the error of whoever races it.
import { COMMON_QUIRKS, type Target } from '../domain/target.ts';
import type { FleetPlan } from './fleet.ts';

/** The fleet of one; its target is called `reference`. */
export const REFERENCE_PLAN: FleetPlan = { tls: false, providers: { reference: { personality: 'reference' } } };

/** @param origin of the running fleet's one target */
export function referenceTarget(origin: string): Target {
  return {
    id: 'photofinish/reference',
    provider: 'photofinish',
    providerLabel: 'Reference',
    api: 'chat-completions',
    baseUrl: `${origin}/v1`,
    keyName: null,
    model: 'reference',
    latency: null,
    serviceTier: null,
    regions: null,
    quirks: COMMON_QUIRKS,
    alarms: { ttftMs: null, failureShare: null },
    simulated: true,
  };
}
