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
