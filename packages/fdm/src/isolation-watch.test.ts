import { beforeEach, expect, it } from 'vitest';
import { defaultAdvancedOptions } from './advanced-options.ts';
import { defaultConfiguration } from './cluster.ts';
import type { FdmEffect } from './effect.ts';
import { IsolationWatch } from './isolation-watch.ts';
import { published } from './testing.ts';

let effects: FdmEffect[];
let watch: IsolationWatch;

/** What it does from one moment to another, looked at as often as it wants, by second. */
function did(from: number, until: number, urgent: boolean): string[] {
  const lines: string[] = [];
  for (let now = from; now <= until; ) {
    effects.length = 0;
    watch.advance({ urgent }, now);
    for (const effect of effects) {
      if (effect.kind === 'pingIsolationAddress') lines.push(`${now / 1_000} ping ${effect.address}`);
      if (effect.kind === 'event') lines.push(`${now / 1_000} ${effect.type}`);
    }
    const next = watch.nextDeadline({ urgent });
    expect(next).toBeGreaterThan(now);
    now = next;
  }
  return lines;
}

function configure(options: Partial<typeof defaultAdvancedOptions>): void {
  watch.configure({ ...defaultConfiguration, options: { ...defaultAdvancedOptions, ...options } });
}

beforeEach(() => {
  effects = [];
  watch = new IsolationWatch({ host: 'host-1', timing: published, emit: (effect) => effects.push(effect) });
  configure({});
});

it('asks now and then, and every second when it has to know', () => {
  watch.advance({ urgent: false }, 0);
  watch.ponged('gateway', 1);
  expect(did(1, 9_999, false)).toEqual([]);
  expect(did(10_000, 10_000, false)).toEqual(['10 ping gateway']);
  watch.ponged('gateway', 10_001);
  expect(did(11_000, 12_000, true)).toEqual(['11 ping gateway', '12 ping gateway']);
  expect(watch.pongAt).toBe(10_001);
});

it('tells once of an address that is silent for a ping round, and when it answers again', () => {
  const told = did(0, 30_000, false).filter((line) => !line.includes('ping'));
  expect(told).toEqual(['5 HostIsolationIpPingFailedEvent']);
  effects.length = 0;
  watch.ponged('gateway', 31_000);
  expect(effects).toMatchObject([{ kind: 'event', type: 'com.vmware.vc.HA.AllIsoAddrsPingable' }]);
});

it('asks the addresses of the options, with the gateway or without', () => {
  configure({ isolationAddresses: ['10.0.0.1'] });
  expect(did(0, 0, false)).toEqual(['0 ping gateway', '0 ping 10.0.0.1']);
  configure({ isolationAddresses: ['10.0.0.1'], useDefaultIsolationAddress: false });
  watch.ponged('gateway', 100);
  expect(watch.pongAt).toBe(Number.NEGATIVE_INFINITY);
});

it('can tell nothing without an address, and says so', () => {
  expect(watch.canTell).toBe(true);
  effects.length = 0;
  configure({ useDefaultIsolationAddress: false });
  expect(watch.canTell).toBe(false);
  expect(effects).toMatchObject([{ type: 'com.vmware.vc.HA.HostHasNoIsolationAddrsDefined' }]);
  expect(watch.nextDeadline({ urgent: true })).toBe(Number.POSITIVE_INFINITY);
});
