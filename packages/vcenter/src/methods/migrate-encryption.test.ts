import { expect, it } from 'vitest';
import { isEncrypted, parseMigrateEncryption } from './migrate-encryption.ts';

it.each([
  [undefined, false],
  ['disabled', false],
  ['opportunistic', true],
  ['required', true],
] as const)('with %s vMotion is encrypted: %s', (mode, encrypted) => {
  expect(isEncrypted(parseMigrateEncryption(mode, 'spec'))).toBe(encrypted);
});

it('is one of three words', () => {
  expect(() => parseMigrateEncryption('yes', 'spec')).toThrow('spec.migrateEncryption: yes');
});
