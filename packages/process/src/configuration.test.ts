import { expect, it } from 'vitest';
import { z } from 'zod';
import { ConfigurationError, readConfiguration } from './index.ts';

const schema = z.strictObject({ listen: z.string(), luns: z.array(z.object({ lun: z.number().int() })) });

it('reads the environment', () => {
  const text = JSON.stringify({ listen: '127.0.0.1:0', luns: [{ lun: 0 }] });
  expect(readConfiguration(schema, [], { MICROSPHERE_CONFIG: text })).toEqual({
    listen: '127.0.0.1:0',
    luns: [{ lun: 0 }],
  });
});

it.each([
  ['nothing', {}, /no configuration/],
  ['no JSON', { MICROSPHERE_CONFIG: '{' }, /MICROSPHERE_CONFIG is not JSON/],
  ['a wrong field', { MICROSPHERE_CONFIG: '{"listen":"x","luns":[{"lun":"a"}]}' }, /luns\[0\]\.lun/],
  ['an unknown field', { MICROSPHERE_CONFIG: '{"listen":"x","luns":[],"lnus":[]}' }, /lnus/],
])('names what is wrong with %s', (_what, environment, message) => {
  expect(() => readConfiguration(schema, [], environment)).toThrow(ConfigurationError);
  expect(() => readConfiguration(schema, [], environment)).toThrow(message);
});

it('names a file that is not there', () => {
  expect(() => readConfiguration(schema, ['--config', '/nonexistent/a.json'], {})).toThrow(
    /nonexistent\/a.json can't be read/,
  );
});

it('says everything that is wrong in one line', () => {
  const text = '{"listen":1,"luns":[{"lun":"a"}],"lnus":[]}';
  expect(() => readConfiguration(schema, [], { MICROSPHERE_CONFIG: text })).toThrow(
    /^MICROSPHERE_CONFIG: .*, at listen; .*, at luns\[0\]\.lun; .*"lnus"$/,
  );
});

it('refuses arguments that it does not know', () => {
  expect(() => readConfiguration(schema, ['--confg', 'a.json'], {})).toThrow(ConfigurationError);
  expect(() => readConfiguration(schema, ['--confg', 'a.json'], {})).toThrow(/arguments: .*--confg/);
});
