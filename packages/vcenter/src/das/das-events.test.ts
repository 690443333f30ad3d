import { timingProfiles } from '@microsphere/proto';
import { describe, expect, it } from 'vitest';
import { Inventory } from '../inventory/inventory.ts';
import { Projector } from '../inventory/projector.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { clusterRecord, hostRecord, nothingKnown, vmRecord } from '../testing/records.ts';
import { fault } from '../vmodl/faults.ts';
import { ObjectStore } from '../vmodl/object-store.ts';
import { EventManager } from '../vpxd/event-manager.ts';
import { DasEvents } from './das-events.ts';

const timing = timingProfiles.realistic;

function begin() {
  const store = new MemoryStore();
  const objects = new ObjectStore();
  const inventory = new Inventory(store);
  inventory.put(clusterRecord, hostRecord, { ...hostRecord, id: 'host-2', name: 'esx02' }, vmRecord);
  const events = new EventManager({ store, objects, inventory, wallClock: () => 0 });
  const seen = { master: undefined as string | undefined, hasList: true, states: {} as Record<string, string>, now: 0 };
  const das = {
    master: () => seen.master,
    hasList: () => seen.hasList,
    hostState: (id: string) => ({ state: seen.states[id] ?? 'connectedToMaster' }),
  };
  const dasEvents = new DasEvents({ inventory, objects, events, das, timing, now: () => seen.now });
  let dasProtected: boolean | undefined;
  const projector = new Projector(objects, inventory, { ...nothingKnown, dasProtected: () => dasProtected });
  /** What vCenter shows of the VM. */
  const show = (state: boolean | undefined) => {
    dasProtected = state;
    projector.refresh(['vm-1']);
  };
  const said = () =>
    events.all.map((event) => (event._typeName === 'EventEx' ? event.eventTypeId.split('.').at(-1) : event._typeName));
  return { seen, dasEvents, show, said, inventory, events };
}

describe('what vCenter says of vSphere HA', () => {
  it('is which master it talks to, and that it has had none for too long, once', () => {
    const { seen, dasEvents, said } = begin();
    dasEvents.tick();
    seen.now = timing.hostNotRespondingMs - 1;
    dasEvents.tick();
    expect(said()).toEqual([]);
    seen.now += 1;
    dasEvents.tick();
    dasEvents.tick();
    expect(said()).toEqual(['VcCannotFindMasterEvent']);
    seen.master = 'host-1';
    dasEvents.tick();
    dasEvents.tick();
    seen.master = 'host-2';
    dasEvents.tick();
    seen.master = undefined;
    dasEvents.tick();
    expect(said().slice(1)).toEqual([
      'VcConnectedToMasterEvent',
      'VcConnectedToMasterEvent',
      'VcDisconnectedFromMasterEvent',
    ]);
  });

  it('is nothing while HA is off, or no host is in service', () => {
    const { seen, dasEvents, said, inventory } = begin();
    inventory.put({ ...clusterRecord, dasConfig: { _typeName: 'ClusterDasConfigInfo', enabled: false } });
    dasEvents.tick();
    seen.now = timing.hostNotRespondingMs;
    seen.master = 'host-1';
    dasEvents.tick();
    expect(said()).toEqual([]);
  });

  it('is which virtual machines are protected, told from what was so before it began to listen', () => {
    const { seen, dasEvents, show, said, inventory } = begin();
    seen.hasList = false;
    show(false);
    seen.hasList = true;
    show(true);
    // A new master has yet to read its list.
    show(false);
    show(true);
    expect(said()).toEqual([]);
    inventory.put({ ...vmRecord, dasWanted: false });
    show(false);
    inventory.put(vmRecord);
    show(true);
    expect(said()).toEqual(['VmUnprotectedEvent', 'VmProtectedEvent']);
    // Whoever disconnects a host gives up the protection of what runs there.
    inventory.put({ ...hostRecord, connectionState: 'disconnected' });
    show(false);
    expect(said().at(-1)).toBe('VmUnprotectedEvent');
    show(undefined);
    dasEvents.tick();
    expect(said()).toHaveLength(3);
  });

  it('is which virtual machines should be protected and are not', () => {
    const { seen, dasEvents, show, said } = begin();
    seen.master = 'host-1';
    dasEvents.tick();
    show(false);
    seen.now = timing.hostNotRespondingMs;
    dasEvents.tick();
    dasEvents.tick();
    show(true);
    expect(said()).toEqual(['VcConnectedToMasterEvent', 'VmNotProtectedEvent', 'VmProtectedEvent']);
  });

  it('is that a host has been well for a while again, and that all are isolated', () => {
    const { seen, dasEvents, said } = begin();
    const later = () => {
      seen.now += 3 * timing.hostHeartbeatIntervalMs;
      dasEvents.tick();
    };
    seen.master = 'host-1';
    seen.states = { 'host-1': 'networkIsolated', 'host-2': 'hostDown' };
    dasEvents.tick();
    seen.states = { 'host-1': 'networkIsolated', 'host-2': 'networkIsolated' };
    dasEvents.tick();
    later();
    seen.states = { 'host-1': 'master', 'host-2': 'election' };
    dasEvents.tick();
    later();
    seen.states = { 'host-1': 'master', 'host-2': 'connectedToMaster' };
    later();
    later();
    const healthy = 'HostDasAgentHealthyEvent';
    expect(said().slice(1)).toEqual(['DasClusterIsolatedEvent', healthy, healthy]);
  });

  it('is that a host is well of which somebody says late that it was not', () => {
    const { seen, dasEvents, said, events } = begin();
    seen.master = 'host-1';
    dasEvents.tick();
    events.postExtended({
      eventTypeId: 'com.vmware.vc.HA.HostPartitionedFromMasterEvent',
      message: 'esx01 was cut off',
      about: hostRecord,
    });
    dasEvents.tick();
    expect(said()).not.toContain('HostDasAgentHealthyEvent');
    seen.now += 3 * timing.hostHeartbeatIntervalMs;
    dasEvents.tick();
    dasEvents.tick();
    expect(said().filter((type) => type === 'HostDasAgentHealthyEvent')).toHaveLength(1);
  });

  it('is that the master does not answer, and of which virtual machines it does not know', () => {
    const { dasEvents, said, seen } = begin();
    seen.master = 'host-1';
    dasEvents.tick();
    const asked = { cluster: clusterRecord, master: hostRecord, vms: [vmRecord] };
    const silent = fault('Timedout', 'no answer');
    dasEvents.updated({ ...asked, error: undefined });
    // A new master has yet to lock its lists.
    dasEvents.updated({ ...asked, error: fault('InvalidState', 'not locked yet') });
    dasEvents.updated({ ...asked, error: undefined });
    expect(said().slice(1)).toEqual([]);
    dasEvents.updated({ ...asked, error: silent });
    dasEvents.updated({ ...asked, error: silent });
    seen.now += timing.requestTimeoutMs;
    dasEvents.updated({ ...asked, error: silent });
    dasEvents.updated({ ...asked, error: silent });
    dasEvents.updated({ ...asked, error: undefined });
    expect(said().slice(1)).toEqual([
      'VcCannotCommunicateWithMasterEvent',
      'VmDasUpdateErrorEvent',
      'VmDasUpdateOkEvent',
    ]);
  });
});
