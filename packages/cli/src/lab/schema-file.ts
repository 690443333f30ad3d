// The JSON schema of lab files, for editors: generated from the schema that validates them.
import { z } from 'zod';
import { labSchema } from './lab.ts';

/** The text of labs/lab.schema.json. */
export function labJsonSchema(): string {
  const schema = z.toJSONSchema(labSchema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ title: 'microsphere lab', ...schema }, null, 2)}\n`;
}
