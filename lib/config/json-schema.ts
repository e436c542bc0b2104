// The JSON Schema that editors complete and check the YAML with; written from the definition the loader uses.
import * as z from 'zod';
import { configSchema } from './schema.ts';

/** What stands in `config/photofinish.schema.json`, as text. Draft 7 is what the YAML language server knows best. */
export function configJsonSchema(): string {
  const schema = z.toJSONSchema(configSchema, { io: 'input', target: 'draft-07' });
  return `${JSON.stringify({ title: 'Photofinish config', ...schema }, null, 2)}\n`;
}
