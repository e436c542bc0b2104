// The JSON Schema of each kind of document: made beforehand, because making it takes more code than checking by it.
import * as z from 'zod/mini';
import { boardSchema, incidentsSchema, roundsSchema, seriesSchema, viewSchema } from './schemas.ts';

/** By file name. Unknown fields are allowed: the contract grows. */
export function jsonSchemas(): Readonly<Record<string, unknown>> {
  const schemas = {
    board: boardSchema,
    view: viewSchema,
    series: seriesSchema,
    rounds: roundsSchema,
    incidents: incidentsSchema,
  };
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [`${name}.schema.json`, z.toJSONSchema(schema, { io: 'input' })]),
  );
}
