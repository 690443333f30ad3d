import { describe, expect, it } from 'vitest';
import { type HostView, Inventory } from './inventory.ts';
import { protectedVm, published, report, runtime } from './testing.ts';

const live = (...vms: Parameters<typeof report>): HostView => ({ kind: 'live', report: report(...vms) });
const down: HostView = { kind: 'down' };
const unknown: HostView = { kind: 'unknown' };
const views = (one: HostView, two: HostView) =>
  new Map([
    ['host-1', one],
    ['host-2', two],
  ]);
/** When new entries are judged. */
const LATER = 3_000;

function inventory(): Inventory {
  const result = new Inventory(published);
  result.protect([protectedVm('web')], 0);
  return result;
}

/** It has been seen running on host-1. */
function seen(): Inventory {
  const result = inventory();
  expect(result.locate('web', views(live(runtime('web', 'on')), live()), LATER)).toEqual({
    kind: 'running',
    host: 'host-1',
  });
  return result;
}

describe('a VM that this master has never seen', () => {
  it.each([
    ['runs', live(runtime('web', 'on')), unknown, 'running'],
    ['may run on a host that has not spoken', live(), unknown, 'unknown'],
    ['runs nowhere', live(), live(), 'failed'],
    ['runs nowhere, one host being dead', live(), down, 'failed'],
    ['was lost with the former life of its host', live(runtime('web', 'failed')), live(), 'failed'],
    ['was switched off', live(runtime('web', 'clean')), live(runtime('web', 'failed')), 'wantedOff'],
    ['was suspended', live(runtime('web', 'suspended')), live(), 'wantedOff'],
    ['was switched off here and runs there', live(runtime('web', 'clean')), live(runtime('web', 'on')), 'running'],
  ])('%s', (_what, one, two, kind) => {
    expect(inventory().locate('web', views(one, two), LATER).kind).toBe(kind);
  });

  it('is not judged by reports that may be older than its protection', () => {
    expect(inventory().locate('web', views(live(), live()), LATER - 1).kind).toBe('unknown');
  });
});

describe('a VM that ran on host-1', () => {
  it.each([
    ['crashed', live(runtime('web', 'failed')), 'failed'],
    ['was switched off', live(runtime('web', 'clean')), 'wantedOff'],
    ['is left alone while its host is silent', unknown, 'unknown'],
    ['is not there at the moment', live(), 'unknown'],
  ])('%s', (_what, view, kind) => {
    expect(seen().locate('web', views(view, live()), LATER).kind).toBe(kind);
  });

  it('has failed when its host has, and not before', () => {
    const vms = seen();
    expect(vms.locate('web', views(down, live()), LATER).kind).toBe('unknown');
    vms.hostLost('host-2', 'host-2 has failed');
    expect(vms.locate('web', views(unknown, down), LATER).kind).toBe('unknown');
    vms.hostLost('host-1', 'host-1 has failed');
    expect(vms.locate('web', views(down, live()), LATER)).toEqual({ kind: 'failed', because: 'host-1 has failed' });
  });

  it('has failed when its host does not know it for ten seconds', () => {
    const vms = seen();
    vms.locate('web', views(live(), live()), 4_000);
    expect(vms.locate('web', views(live(), live()), 13_999).kind).toBe('unknown');
    expect(vms.locate('web', views(live(), live()), 14_000).kind).toBe('failed');
  });

  it('has moved when another host has it, however long that takes to be told', () => {
    const vms = seen();
    const [here, there] = [live(runtime('web', 'on')), live(runtime('web', 'on'))];
    expect(vms.locate('web', views(here, there), LATER)).toEqual({ kind: 'running', host: 'host-1' });
    expect(vms.locate('web', views(live(), there), LATER)).toEqual({ kind: 'running', host: 'host-2' });
    // What becomes of the host that it has left is nothing to it.
    vms.hostLost('host-1', 'host-1 has failed');
    expect(vms.locate('web', views(down, there), LATER)).toEqual({ kind: 'running', host: 'host-2' });
    expect(vms.locate('web', views(down, unknown), LATER).kind).toBe('unknown');
  });

  it('may have moved to a host that does not speak, until that is heard, or is dead', () => {
    const vms = seen();
    vms.locate('web', views(live(), unknown), 4_000);
    expect(vms.locate('web', views(live(), unknown), 20_000).kind).toBe('unknown');
    const files = (running: readonly string[]): HostView => ({
      kind: 'silent',
      running: new Map([['ds1', new Set(running)]]),
    });
    expect(vms.locate('web', views(live(), files(['web'])), 20_000)).toEqual({ kind: 'running', host: 'host-2' });
    const again = seen();
    again.locate('web', views(live(), unknown), 4_000);
    again.locate('web', views(live(), unknown), 20_000);
    // It was not there when its former host died.
    again.hostLost('host-1', 'host-1 has failed');
    expect(again.locate('web', views(down, unknown), 20_000).kind).toBe('unknown');
    expect(again.locate('web', views(down, down), 20_000).kind).toBe('failed');
  });

  it('stays off when it was switched off before its host died', () => {
    const vms = seen();
    vms.locate('web', views(live(runtime('web', 'clean')), live()), LATER);
    vms.hostLost('host-1', 'host-1 has failed');
    expect(vms.locate('web', views(down, live()), LATER).kind).toBe('wantedOff');
    expect(vms.locate('web', views(live(runtime('web', 'failed')), live()), LATER).kind).toBe('wantedOff');
  });
});

describe('a VM that was switched off on host-1, which is out of sight since', () => {
  function off(): Inventory {
    const vms = seen();
    vms.locate('web', views(live(runtime('web', 'clean')), live()), LATER);
    vms.outOfSight('host-1');
    return vms;
  }

  it('may be on again, until its host has reported', () => {
    expect(off().locate('web', views(unknown, live()), LATER).kind).toBe('unknown');
    expect(off().locate('web', views(live(runtime('web', 'clean')), live()), LATER).kind).toBe('wantedOff');
  });

  it('is left to the disk to judge when its host dies before', () => {
    const vms = off();
    vms.hostLost('host-1', 'host-1 has failed');
    expect(vms.locate('web', views(down, live()), LATER).kind).toBe('failed');
  });
});

describe('a VM that was ordered onto host-2', () => {
  function ordered(): Inventory {
    const vms = seen();
    vms.hostLost('host-1', 'host-1 has failed');
    vms.ordered('web', 'host-2');
    return vms;
  }

  it('is not believed to be switched off by an old report of that host', () => {
    expect(ordered().locate('web', views(down, live(runtime('web', 'clean'))), LATER).kind).toBe('failed');
  });

  it('has failed at once when its host dies, also between start and report', () => {
    const vms = ordered();
    vms.started('web', 'host-2', LATER);
    expect(vms.locate('web', views(down, live()), LATER).kind).toBe('unknown');
    vms.hostLost('host-2', 'host-2 has failed');
    expect(vms.locate('web', views(down, down), 2 * LATER).kind).toBe('failed');
  });

  it('is off when the disk said so', () => {
    const vms = ordered();
    vms.foundWantedOff('web', 'host-2');
    expect(vms.locate('web', views(down, live(runtime('web', 'failed'))), LATER).kind).toBe('wantedOff');
    expect(vms.locate('web', views(down, live(runtime('web', 'on'))), LATER).kind).toBe('running');
  });

  it.each([
    ['dies', (vms: Inventory) => vms.hostLost('host-1', 'host-1 has failed')],
    ['is heard again', (vms: Inventory) => vms.heard('host-1')],
  ])('may have been on since the disk said that it is off, where a host that was not heard %s', (_what, happens) => {
    const vms = ordered();
    vms.foundWantedOff('web', 'host-2');
    happens(vms);
    expect(vms.locate('web', views(down, live(runtime('web', 'failed'))), LATER).kind).toBe('failed');
    // The disk is asked again, and says the same.
    vms.foundWantedOff('web', 'host-2');
    expect(vms.locate('web', views(down, live(runtime('web', 'failed'))), LATER).kind).toBe('wantedOff');
  });

  it('stays off, where a host dies or is heard again, as long as its own host says so', () => {
    const vms = seen();
    expect(vms.locate('web', views(live(runtime('web', 'clean')), live()), LATER).kind).toBe('wantedOff');
    vms.hostLost('host-2', 'host-2 has failed');
    vms.heard('host-2');
    expect(vms.locate('web', views(live(runtime('web', 'clean')), live()), LATER).kind).toBe('wantedOff');
  });
});

it('forgets what is protected no longer', () => {
  const vms = seen();
  vms.protect([], LATER);
  expect(vms.locate('web', views(live(runtime('web', 'on')), live()), LATER).kind).toBe('unknown');
});
