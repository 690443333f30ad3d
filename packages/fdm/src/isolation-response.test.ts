import { beforeEach, expect, it } from 'vitest';
import { defaultConfiguration } from './cluster.ts';
import type { FdmEffect } from './effect.ts';
import { IsolationResponder } from './isolation-response.ts';
import { published, report, runtime } from './testing.ts';
import { defaultVmSettings } from './vm-settings.ts';

const datastores = ['ds1', 'ds2', 'ds3'];
const configuration = {
  ...defaultConfiguration,
  defaultVmSettings: { ...defaultVmSettings, isolationResponse: 'powerOff' as const },
};
const local = {
  ...report(...datastores.map((name) => ({ ...runtime(`vm on ${name}`, 'on'), vmxPath: `[${name}] vm/vm.vmx` }))),
  accessibleDatastores: datastores,
};

let effects: FdmEffect[];
let responder: IsolationResponder;

/** What is asked for at a moment. */
function asked(now: number): string[] {
  effects.length = 0;
  responder.advance(configuration, local, now);
  return effects.flatMap((effect) =>
    effect.kind === 'probeProtectedList'
      ? [`who has ${effect.datastore}`]
      : effect.kind === 'vmAction'
        ? [`${effect.action} ${effect.instanceUuid}`]
        : [],
  );
}

beforeEach(() => {
  effects = [];
  responder = new IsolationResponder({ timing: published, emit: (effect) => effects.push(effect), configuration }, 0);
});

it('acts on each datastore when somebody owns its list, and asks once a heartbeat however many answers there are', () => {
  expect(asked(29_999)).toEqual([]);
  expect(asked(30_000)).toEqual(['who has ds1', 'who has ds2', 'who has ds3']);
  responder.listOwner({ kind: 'protectedListOwner', datastore: 'ds1', owner: 'held' }, 30_010);
  expect(asked(30_010)).toEqual(['powerOff vm on ds1']);
  responder.listOwner({ kind: 'protectedListOwner', datastore: 'ds2', owner: 'free' }, 30_020);
  expect(asked(30_020)).toEqual([]);
  responder.listOwner({ kind: 'protectedListOwner', datastore: 'ds3', owner: 'held' }, 30_030);
  expect(asked(30_030)).toEqual(['powerOff vm on ds3']);
  expect(responder.nextDeadline()).toBe(31_000);
  expect(asked(31_000)).toEqual(['who has ds1', 'who has ds2', 'who has ds3']);
});

it('acts at once where a datastore is not reached: it cannot be told who would restart the VM', () => {
  const cutOff = { ...local, accessibleDatastores: ['ds1', 'ds2'] };
  responder.advance(configuration, cutOff, 30_000);
  expect(effects).toContainEqual(expect.objectContaining({ kind: 'vmAction', instanceUuid: 'vm on ds3' }));
});

const vm = { ...runtime('web', 'on'), vmxPath: '[ds1] web/web.vmx' };
const off = { ...vm, powerState: 'poweredOff' as const };
const alone = (state: typeof vm | typeof off) => ({ ...report(state), accessibleDatastores: [] });

/** What has been done and told until now, by a responder with these settings. */
function respondingWith(
  settings: Partial<typeof defaultVmSettings>,
  cluster: Partial<typeof defaultConfiguration> = {},
) {
  const own = { ...defaultConfiguration, ...cluster, defaultVmSettings: { ...defaultVmSettings, ...settings } };
  const told: string[] = [];
  const emit = (effect: FdmEffect) => {
    if (effect.kind === 'vmAction') told.push(effect.action);
    if (effect.kind === 'event') told.push([effect.type, ...Object.values(effect.arguments ?? {})].join(' '));
  };
  const responding = new IsolationResponder({ timing: published, emit, configuration: own }, 0);
  return {
    told,
    at: (now: number, state: typeof vm | typeof off = vm) => responding.advance(own, alone(state), now),
    answer: (action: 'powerOff' | 'shutdownGuest', failed: boolean, state: typeof vm | typeof off = vm) =>
      responding.actionResult(
        {
          kind: 'vmActionResult',
          action,
          instanceUuid: 'web',
          ...(failed ? { fault: { type: 'InvalidState', message: 'no', definite: true } } : {}),
        },
        alone(state),
      ),
  };
}

it('shuts a guest down, and tells of it when it is off', () => {
  const { told, at, answer } = respondingWith({ isolationResponse: 'shutdown' });
  at(30_000);
  answer('shutdownGuest', false);
  at(60_000);
  expect(told).toEqual(['shutdownGuest']);
  at(61_000, off);
  expect(told).toEqual(['shutdownGuest', 'VmShutdownOnIsolationEvent shutdown']);
});

it('powers a guest off that takes longer than das.isolationShutdownTimeout', () => {
  const { told, at, answer } = respondingWith({ isolationResponse: 'shutdown' });
  at(30_000);
  answer('shutdownGuest', false);
  at(329_999);
  expect(told).toEqual(['shutdownGuest']);
  at(330_000);
  answer('powerOff', false);
  expect(told).toEqual(['shutdownGuest', 'powerOff', 'VmShutdownOnIsolationEvent poweredOff']);
});

it('powers a guest off at once that has no tools', () => {
  const { told, at, answer } = respondingWith({ isolationResponse: 'shutdown' });
  at(30_000);
  answer('shutdownGuest', true);
  expect(told).toEqual(['shutdownGuest', 'powerOff']);
});

it('tries a power-off again that failed, a heartbeat later', () => {
  const { told, at, answer } = respondingWith({ isolationResponse: 'powerOff' });
  at(30_000);
  answer('powerOff', true);
  at(30_500);
  expect(told).toEqual(['powerOff']);
  at(31_000);
  answer('powerOff', false, off);
  expect(told).toEqual(['powerOff', 'powerOff', 'VmPowerOffOnIsolationEvent']);
});

it.each([
  ['whose response is none', {}, {}, []],
  ['while hosts are not monitored', { isolationResponse: 'powerOff' }, { hostMonitoring: false }, []],
  [
    'whose restart is disabled, and says so once',
    { isolationResponse: 'powerOff', restartPriority: 'disabled' },
    {},
    ['com.vmware.vc.HA.VMIsHADisabledIsolationEvent'],
  ],
] as const)('leaves a VM alone %s', (_what, settings, cluster, expected) => {
  const { told, at } = respondingWith(settings, cluster);
  for (let now = 30_000; now < 40_000; now += 1_000) at(now);
  expect(told).toEqual(expected);
});
