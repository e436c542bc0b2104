// The single values of the config, each with the remedy for a wrong one.
import * as z from 'zod';
import { printable } from '../domain/text.ts';
import { cutDown } from './pasted-address.ts';
import { DURATION_PATTERN, durationMs, PERCENT_PATTERN, share } from './quantity.ts';

interface DurationRange {
  readonly minMs: number;
  readonly maxMs: number;
  /** The result must be a multiple of it; default: any fraction goes. */
  readonly stepMs?: number;
  readonly remedy: string;
}

/** A length of time with its unit; its value is in ms. */
export function duration({ minMs, maxMs, stepMs, remedy }: DurationRange) {
  return z
    .string(remedy)
    .regex(DURATION_PATTERN, remedy)
    .transform(durationMs)
    .refine((ms) => ms >= minMs && ms <= maxMs && (stepMs === undefined || ms % stepMs === 0), remedy);
}

/** `5%`; its value is a share from 0 to 1. */
export function percent() {
  const remedy = 'Write a share above 0% and up to 100%, with its sign: 5%.';
  return z
    .string(remedy)
    .regex(PERCENT_PATTERN, remedy)
    .transform(share)
    .refine((part) => part > 0 && part <= 1, remedy);
}

export function wholeNumber(min: number, max: number, unit: string) {
  const remedy = `Write a whole number of ${unit} from ${min} to ${max.toLocaleString('en')}, without separators.`;
  return z.int(remedy).min(min, remedy).max(max, remedy);
}

/** One line of printable text. */
export function line(maxLength: number, remedy: string) {
  return z
    .string(remedy)
    .min(1, remedy)
    .max(maxLength, remedy)
    .refine((text) => text.trim() !== '' && printable(text, maxLength) === text, remedy);
}

export function slug(remedy: string) {
  return z.string(remedy).regex(/^[a-z][a-z0-9-]{0,39}$/, remedy);
}

/** Two underscores stand for the slash in file names, so that an id may not hold them. */
export function targetId() {
  const remedy =
    'Write provider/name in small letters, digits, hyphens, dots and single underscores, at most 100: together/llama-3.3-70b.';
  return z
    .string(remedy)
    .max(100, remedy)
    .regex(/^[a-z0-9]+(?:[._-][a-z0-9]+)*\/[a-z0-9]+(?:[._-][a-z0-9]+)*$/, remedy);
}

/** The compass words are checked, the rest is left open: new regions come every year. */
export function regionName() {
  const remedy = 'Write an AWS region: us-east-1, eu-west-1, ap-northeast-1.';
  return z
    .string(remedy)
    .regex(/^[a-z]{2,3}(?:-[a-z]+)?-(?:(?:north|south)(?:east|west)?|east|west|central)-[1-9]$/, remedy);
}

export function regionList() {
  const remedy = 'Write a list of AWS regions: [us-east-1, eu-west-1].';
  return z.array(regionName(), remedy).min(1, remedy);
}

/** The longest name of a variable; a longer one is more likely the key itself. */
const MAX_KEY_NAME_LENGTH = 64;

/** The name of an environment variable. What looks like a key itself is refused, also in capitals. */
export function keyName() {
  const remedy =
    'Write the NAME of an environment variable, such as HOME_KEY, and put the key itself into .env: HOME_KEY=...';
  return z
    .string(remedy)
    .max(MAX_KEY_NAME_LENGTH, remedy)
    .regex(/^[A-Z][A-Z0-9_]*$/, remedy)
    .refine((name) => !/^(?=.*\d)[A-Z0-9]{16,}$/.test(name), remedy);
}

/** An http(s) address without anything secret in it; its value has no slash at the end. */
export function baseUrl() {
  const remedy = 'Write the address up to the version: https://api.example.com/v1.';
  return z
    .string(remedy)
    .regex(/^https?:\/\//, 'Write an address that begins with https:// or http://.')
    .check((check) => {
      const problem = addressProblem(check.value);
      if (problem !== null) check.issues.push({ code: 'custom', input: check.value, message: problem });
    })
    .transform((address) => address.replace(/\/+$/, ''));
}

function addressProblem(address: string): string | null {
  const filled = address.replaceAll('{region}', 'us-east-1');
  if (/[{}\s]/.test(filled)) return 'Only {region} is filled in: write everything else out, without spaces.';
  if (!URL.canParse(filled)) return 'Write the address up to the version: https://api.example.com/v1.';
  const url = new URL(filled);
  if (url.username !== '' || url.password !== '') {
    return 'Take the user name and password out; give the name of a variable with the key in `key`.';
  }
  const { baseUrl: upToVersion, apiVersion } = cutDown(filled);
  if (apiVersion !== null) {
    const end = upToVersion.includes('/deployments/')
      ? 'the deployment (/openai/deployments/NAME)'
      : 'the version (/v1)';
    return `Write it only up to ${end}, and apiVersion: ${apiVersion} beside it.`;
  }
  if (url.search !== '' || url.hash !== '' || /[?#]/.test(filled)) return 'Take off what begins with "?" or "#".';
  if (upToVersion !== filled) return 'Write it only up to the version (/v1): the dialect adds the rest.';
  return null;
}
