// Apps built from configs as people write them, and their templates as plain data.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KNOWN_PRESETS } from '../../bin/known-presets.ts';
import { parseConfig } from '../../lib/config/load.ts';
import type { Config } from '../../lib/domain/config.ts';
import { type AppOptions, photofinishApp } from '../../lib/infra/app.ts';
import type { Bundles } from '../../lib/infra/bundle.ts';

export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is free-form data, and a test says which part it means
  readonly Properties: any;
  readonly DeletionPolicy?: string;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

/** By the name of the stack. */
export type Templates = Readonly<Record<string, Template>>;

export function configOf(yaml: string): Config {
  return parseConfig(yaml, { presets: KNOWN_PRESETS, file: 'test.yaml' });
}

/** A folder that goes with the run (test/scratch.ts). */
export function scratchFolder(): string {
  return mkdtempSync(join(tmpdir(), 'photofinish-infra-'));
}

/** Bundles as far as a template cares. */
export function emptyBundles(): Bundles {
  const folder = scratchFolder();
  const named = (name: string) => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.mjs'), `// ${name}\n`);
    return join(folder, name);
  };
  return { starter: named('starter'), race: named('race'), saver: named('saver'), publisher: named('publisher') };
}

/** Builds all stacks of a config, as a deployment does. */
export function synthesised(yaml: string, options: Omit<AppOptions, 'outdir'> = {}): Templates {
  const app = photofinishApp(configOf(yaml), emptyBundles(), { outdir: scratchFolder(), ...options });
  return Object.fromEntries(app.synth().stacks.map((stack) => [stack.stackName, stack.template as Template]));
}

/** The resources of a type. */
export function all(template: Template | undefined, type: string): readonly Resource[] {
  return Object.values(template?.Resources ?? {}).filter(({ Type }) => Type === type);
}

/** The one resource of a type. */
export function only(template: Template | undefined, type: string): Resource {
  const [found, ...others] = all(template, type);
  if (found === undefined || others.length > 0)
    throw new Error(`There are ${others.length + (found ? 1 : 0)} ${type}.`);
  return found;
}

/** A value of a template with its references as text: `arn:aws:sqs:<AWS::AccountId>`, `<Queue.Arn>`. */
export function text(value: unknown): string {
  if (Array.isArray(value)) return value.map(text).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  if ('Ref' in value) return `<${withoutHash(String(value.Ref))}>`;
  if ('Fn::GetAtt' in value) {
    const [id, attribute] = value['Fn::GetAtt'] as readonly [string, string];
    return `<${withoutHash(id)}.${attribute}>`;
  }
  if ('Fn::Join' in value) {
    const [separator, parts] = value['Fn::Join'] as readonly [string, readonly unknown[]];
    return parts.map(text).join(separator);
  }
  return JSON.stringify(value);
}

function withoutHash(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}
