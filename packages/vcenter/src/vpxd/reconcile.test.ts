// Stories about who has a virtual machine, told as records and reports.
import { describe, expect, it } from 'vitest';
import { hostReport, vmOff, vmRecord, vmReport } from '../testing/records.ts';
import type { VmReport } from './host-report.ts';
import { type HostView, type ReconcileInput, reconcileReport, withReport } from './reconcile.ts';

/** host-1, the owner, as vCenter knows it. */
function owner(vms: readonly VmReport[], { connected = true, dead = false, reportedAt = 100 } = {}): HostView {
  return { connected, dead, reportedAt, report: { ...hostReport, vms } };
}

/** What a report of host-2 does when host-1 has vm-1. */
function reportOf2(vms: readonly VmReport[], host1: HostView | undefined, more: Partial<ReconcileInput> = {}) {
  return reconcileReport({
    hostId: 'host-2',
    report: { ...hostReport, moref: 'host-2', vms },
    now: 200,
    vm: ({ instanceUuid }) => (instanceUuid === 'uuid-1' ? vmRecord : undefined),
    host: (id) => (id === 'host-1' ? host1 : undefined),
    busy: () => false,
    leftovers: new Map(),
    ...more,
  });
}

const later = { ...vmReport, bootTime: 2_000 };

describe('the host of a virtual machine', () => {
  it.each([
    ['its host is silent', owner([vmReport], { connected: false })],
    ["its host's last words were earlier", owner([vmReport])],
    ['its host reports it powered off', owner([vmOff])],
    ['its host no longer knows it', owner([])],
  ])('is the one that runs it, when %s', (_what, host1) => {
    const { actions } = reportOf2([later], host1);
    expect(actions).toEqual([{ kind: 'update', vm: { ...vmRecord, host: 'host-2', bootTime: 2_000 } }]);
  });

  it('stays the one that started it last, when two say that they run it', () => {
    expect(reportOf2([{ ...vmReport, bootTime: 500 }], owner([vmReport])).actions).toEqual([]);
  });

  it('stays the same when another only has it registered', () => {
    expect(reportOf2([vmOff], owner([vmReport], { connected: false })).actions).toEqual([]);
    expect(reportOf2([vmOff], owner([vmReport])).actions).toEqual([]);
  });

  it('becomes another that has it registered, when its own no longer knows it', () => {
    const { actions } = reportOf2([vmOff], owner([]));
    expect(actions).toMatchObject([{ kind: 'update', vm: { host: 'host-2', powerState: 'poweredOff' } }]);
  });

  it('becomes another that has it registered, when its own is dead; not when that has spoken since', () => {
    const dead = { connected: false, dead: true };
    const failed = { ...vmOff, cleanPowerOff: false };
    const { actions } = reportOf2([failed], owner([vmReport], dead));
    expect(actions).toMatchObject([
      { kind: 'update', vm: { host: 'host-2', powerState: 'poweredOff', dasWanted: true } },
    ]);
    // vCenter may not have noticed yet.
    expect(reportOf2([failed], owner([vmReport], { dead: true })).actions).toEqual(actions);
    const leftovers = new Map([[vmOff.vmxPath, 150]]);
    expect(reportOf2([vmOff], owner([vmReport], { ...dead, reportedAt: 160 }), { leftovers }).actions).toEqual([]);
  });

  it('does not change while vCenter works on the VM', () => {
    expect(reportOf2([later], owner([]), { busy: () => true }).actions).toEqual([]);
  });
});

describe('a leftover registration', () => {
  const seen = new Map([[vmOff.vmxPath, 150]]);

  it('is taken away once the owner has spoken after it was seen', () => {
    const first = reportOf2([vmOff], owner([vmReport], { reportedAt: 100 }));
    expect([first.actions, [...first.leftovers]]).toEqual([[], [[vmOff.vmxPath, 200]]]);
    const { actions } = reportOf2([vmOff], owner([vmReport], { reportedAt: 160 }), { leftovers: seen });
    expect(actions).toEqual([{ kind: 'unregister', vmxPath: vmOff.vmxPath }]);
  });

  it.each([
    ['the owner has been silent since: HA may be restarting the VM there', owner([vmReport], { reportedAt: 140 })],
    ['the owner is not connected', owner([vmReport], { reportedAt: 160, connected: false })],
  ])('stays when %s', (_what, host1) => {
    const { actions, leftovers } = reportOf2([vmOff], host1, { leftovers: seen });
    expect([actions, leftovers]).toEqual([[], seen]);
  });

  it('stays while it runs: its host finds out by the lock on disk', () => {
    const old = { ...vmReport, bootTime: 500 };
    expect(reportOf2([old], owner([vmReport], { reportedAt: 160 }), { leftovers: seen }).actions).toEqual([]);
  });
});

describe('a virtual machine that vCenter does not know', () => {
  const stranger = { ...vmReport, instanceUuid: 'uuid-9' };

  it('is adopted, unless vCenter is just making it or nobody can say which it is', () => {
    expect(reportOf2([stranger], undefined).actions).toEqual([{ kind: 'adopt', report: stranger }]);
    expect(reportOf2([stranger], undefined, { busy: () => true }).actions).toEqual([]);
    expect(reportOf2([{ ...stranger, instanceUuid: '' }], undefined).actions).toEqual([]);
  });
});

describe('a record', () => {
  it('stays the same object when the report says nothing new', () => {
    expect(withReport(vmRecord, 'host-1', vmReport)).toBe(vmRecord);
  });

  it.each([
    ['a crash', vmOff, true],
    ['a wish', { ...vmOff, cleanPowerOff: true }, false],
  ])('is still wanted by HA after %s: %s', (_what, report, wanted) => {
    expect(withReport(vmRecord, 'host-1', report).dasWanted).toBe(wanted);
  });

  it('is wanted by HA as soon as it runs, and keeps its size when its file is unreadable', () => {
    const before = { ...vmRecord, dasWanted: false };
    expect(withReport(before, 'host-1', vmReport).dasWanted).toBe(true);
    const unreadable = { ...vmOff, inaccessible: true, memorySizeMb: 0, numCpu: 0 };
    expect(withReport(vmRecord, 'host-1', unreadable)).toMatchObject({ memoryMb: 4, numCpu: 1 });
  });
});
