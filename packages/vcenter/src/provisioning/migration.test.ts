import { expect, it } from 'vitest';
import { operationKind } from './migration.ts';

it.each([
  [{ isHot: true, changesHost: true, changesStorage: false }, 'vMotion'],
  [{ isHot: true, changesHost: false, changesStorage: true }, 'storageVMotion'],
  [{ isHot: true, changesHost: true, changesStorage: true }, 'sharedNothing'],
  [{ isHot: false, changesHost: true, changesStorage: true }, 'provisioning'],
] as const)('%j costs what vSphere says of it', (operation, kind) => {
  expect(operationKind(operation)).toBe(kind);
});
