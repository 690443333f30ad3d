import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readLabFile } from './lab-file.ts';
import { labJsonSchema } from './schema-file.ts';

const file = (name: string) => fileURLToPath(new URL(`../../labs/${name}`, import.meta.url));

it('is the schema that the command uses (UPDATE_SCHEMA=1 writes it anew)', () => {
  if (process.env.UPDATE_SCHEMA) writeFileSync(file('lab.schema.json'), labJsonSchema());
  expect(readFileSync(file('lab.schema.json'), 'utf8')).toBe(labJsonSchema());
});

it('ships a default lab that is valid: three hosts, two datastores, six virtual machines', () => {
  const lab = readLabFile(file('default.yaml'));
  expect([lab.hosts.length, lab.datastores.length, lab.vms.length]).toEqual([3, 2, 6]);
});
