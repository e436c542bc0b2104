// The whole of a small and of a large deployment, so that no change of a template goes unseen: `npx vitest run test/infra -u`
// takes a change that is meant. The CDK's own check of the templates' form is part of it.
import { describe, expect, it } from 'vitest';
import { MAXIMAL, MINIMAL } from './configs.ts';
import { synthesised, type Template } from './templates.ts';

const minimal = synthesised(MINIMAL);
// all types of resources are in it
const maximal = synthesised(MAXIMAL, { checkTemplates: true });

/** One line for each property, without what changes with every build. */
function shown({ Resources, Outputs = {} }: Template): string {
  const lines = Object.entries(Resources).flatMap(([id, { Type, Properties, DeletionPolicy = 'as usual' }]) => [
    `${id}: ${Type} (deletion: ${DeletionPolicy})`,
    ...Object.entries(Properties).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`),
  ]);
  return [...lines, `Outputs: ${JSON.stringify(Outputs)}`, '']
    .join('\n')
    .replaceAll(/[0-9a-f]{64}\.zip/g, '<hash>.zip');
}

describe('the templates of', () => {
  it.each(Object.entries(minimal))('a small deployment: %s', async (name, template) => {
    await expect(shown(template)).toMatchFileSnapshot(`snapshots/minimal.${name}.txt`);
  });

  // the other regions differ from this one by their names
  it.each(['photofinish-data', 'photofinish-hub', 'photofinish-race-us-east-1'])(
    'a large deployment: %s',
    async (name) => {
      await expect(shown(maximal[name] as Template)).toMatchFileSnapshot(`snapshots/maximal.${name}.txt`);
    },
  );

  it('two builds are the same', () => {
    expect(Object.values(synthesised(MAXIMAL)).map(shown)).toEqual(Object.values(maximal).map(shown));
  });
});
