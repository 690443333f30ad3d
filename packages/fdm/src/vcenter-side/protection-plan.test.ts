import { describe, expect, it } from 'vitest';
import { planProtection } from './protection-plan.ts';

describe('the plan for the protected list', () => {
  const wanted = { instanceUuid: 'uuid-1', vmxPath: '[d] web/web.vmx', dasWanted: true };
  const off = { ...wanted, instanceUuid: 'uuid-2', dasWanted: false };
  const gone = { instanceUuid: 'uuid-3', vmxPath: '[d] gone/gone.vmx' };
  const plan = (onDisk: readonly string[]) =>
    planProtection({ vms: [wanted, off], formerVms: [gone], onDisk: new Set(onDisk) });

  it('adds what is wanted, takes off what is not, and forgets what is settled', () => {
    expect(plan([])).toEqual({ protect: [wanted], unprotect: [], forgotten: [gone] });
    const { protect, unprotect, forgotten } = plan(['uuid-1', 'uuid-2', 'uuid-3']);
    expect([protect, unprotect.map(({ instanceUuid }) => instanceUuid), forgotten]).toEqual([
      [],
      ['uuid-2', 'uuid-3'],
      [],
    ]);
  });

  it('leaves alone what vCenter does not know', () => {
    expect(plan(['uuid-1', 'uuid-9'])).toMatchObject({ protect: [], unprotect: [] });
  });
});
