import { clusterEventTypes } from '@microsphere/fdm';
import { type DataObject, type EventName, fieldsOf, haEventSeverity, parseDescriptor } from '@microsphere/vim25';
import { describe, expect, it } from 'vitest';
import { hostRecord } from '../testing/records.ts';
import { clusterEventIds, hostEvents, type PostTyped, vmEvents } from './host-event-types.ts';

/** What hosts say with the events that have something to say. */
const given = {
  isolationIp: 'gateway',
  reason: 'vmtoolsHeartbeatFailure',
  screenshotFilePath: '[datastore1] web/vmware-1.screenshot.txt',
  shutdownResult: 'shutdown',
};

/** The event of a class of its own that a type becomes. */
function typed(type: string): { readonly type: EventName; readonly fields: object } | undefined {
  let posted: { readonly type: EventName; readonly fields: object } | undefined;
  const post: PostTyped = (name, fields) => {
    posted = { type: name, fields };
  };
  (vmEvents.get(type) ?? hostEvents.get(type))?.(post, given, hostRecord);
  return posted;
}

/** Fields that every event has: whoever posts it fills them. */
const common: ReadonlySet<string> = new Set(fieldsOf('Event').keys());

describe('what vSphere HA reports', () => {
  it.each(clusterEventTypes)('%s is an event of vim25, or an id of vSphere', (type) => {
    const event = typed(type);
    if (!event) {
      expect(haEventSeverity(type)).toBeDefined();
      return;
    }
    expect(event.type).toBe(type);
    const own = [...fieldsOf(event.type)].filter(([name]) => !common.has(name));
    const missing = own.filter(
      ([name, descriptor]) => !parseDescriptor(descriptor).optional && !(name in event.fields),
    );
    expect(missing).toEqual([]);
  });

  it.each([...vmEvents.keys(), ...hostEvents.keys()])('%s becomes the class of its name', (type) => {
    expect(typed(type)?.type).toBe(type);
  });

  it('carries what a host said into the fields of the class', () => {
    expect(typed('VmDasBeingResetWithScreenshotEvent')?.fields).toEqual({
      template: false,
      reason: given.reason,
      screenshotFilePath: given.screenshotFilePath,
    });
    const isolatedHost: Partial<DataObject<'HostEventArgument'>> = { name: 'esx01' };
    expect(typed('VmShutdownOnIsolationEvent')?.fields).toMatchObject({ shutdownResult: 'shutdown', isolatedHost });
    expect(typed('HostIsolationIpPingFailedEvent')?.fields).toEqual({ isolationIp: 'gateway' });
    expect(typed('toString')).toBeUndefined();
  });

  it('is about the cluster where vSphere says so, and knows the severity of every such id', () => {
    expect([...clusterEventIds].map(haEventSeverity)).not.toContain(undefined);
    expect([haEventSeverity('esx.problem.x'), haEventSeverity('constructor')]).toEqual([undefined, undefined]);
  });
});
