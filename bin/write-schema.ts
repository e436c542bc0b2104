// `npm run schema`: writes the JSON Schema that the YAML files name in their first line.
import { writeFileSync } from 'node:fs';
import { configJsonSchema } from '../lib/config/json-schema.ts';

const file = new URL('../config/photofinish.schema.json', import.meta.url);
writeFileSync(file, configJsonSchema());
