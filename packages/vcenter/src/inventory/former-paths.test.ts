import { expect, it } from 'vitest';
import { vmRecord } from '../testing/records.ts';
import { MAX_FORMER_PATHS, withoutFormer, withPath } from './former-paths.ts';

const old = vmRecord.vmxPath;
const next = '[datastore2] web/web.vmx';

it('remembers where a virtual machine was until nobody comes by that path', () => {
  const moved = withPath(vmRecord, next);
  expect(moved).toMatchObject({ vmxPath: next, formerPaths: [{ vmxPath: old, listed: true, leads: true }] });
  const unlisted = withoutFormer(moved, old, { listed: false });
  expect(unlisted.formerPaths).toEqual([{ vmxPath: old, listed: false, leads: true }]);
  expect(withoutFormer(unlisted, '[datastore3] web/web.vmx', { leads: false })).toEqual(unlisted);
  expect(withoutFormer(unlisted, old, { leads: false })).toEqual({ ...vmRecord, vmxPath: next });
});

it('does not take where it is for where it was', () => {
  expect(withPath(vmRecord, old)).toEqual(vmRecord);
  expect(withPath({ ...vmRecord, vmxPath: '' }, old)).toEqual(vmRecord);
  const back = withPath(withPath(vmRecord, next), old);
  expect(back).toMatchObject({ vmxPath: old, formerPaths: [{ vmxPath: next }] });
  expect(withPath(back, next).formerPaths).toHaveLength(1);
});

it('remembers so many and no more', () => {
  const paths = Array.from({ length: MAX_FORMER_PATHS + 1 }, (_, index) => `[d${index}] web/web.vmx`);
  const { formerPaths } = paths.reduce(withPath, vmRecord);
  expect(formerPaths?.map(({ vmxPath }) => vmxPath)).toEqual(paths.slice(0, -1));
});
