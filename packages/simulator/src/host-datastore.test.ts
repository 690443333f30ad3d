import { timingProfiles } from '@microsphere/proto';
import { LockedError } from '@microsphere/vmfs';
import { beforeEach, describe, expect, it } from 'vitest';
import { Datastore } from './datastore.ts';
import { HostDatastore } from './host-datastore.ts';
import type { PathCondition } from './path.ts';
import type { Result } from './storage-operation.ts';
import { Timeline } from './timeline.ts';

const timing = timingProfiles.realistic;
const VMX = '/web/web.vmx';

let timeline: Timeline;
let datastore: Datastore;
let uuids: number;

/** A host with one datastore, whose path can be broken. */
class Lab {
  condition: PathCondition = 'up';
  readonly leases: string[] = [];
  readonly mine: HostDatastore;
  /** What its process does waits while it stands still. */
  #frozen: (() => void)[] | undefined;

  constructor(host: string) {
    const inProcess = (action: () => void) => (this.#frozen ? this.#frozen.push(action) : action());
    this.mine = new HostDatastore({
      host,
      bootUuid: `${host}#1`,
      datastore,
      timing,
      newUuid: () => {
        uuids += 1;
        return `00000000-0000-4000-8000-${String(uuids).padStart(12, '0')}`;
      },
      now: () => timeline.now,
      condition: () => this.condition,
      latencyMs: () => 1,
      after: (delayMs, action) => timeline.after(delayMs, action),
      later: (delayMs, action) => timeline.after(delayMs, () => inProcess(action)),
      onLease: (state) => this.leases.push(`${state} at ${Math.round(timeline.now / 1_000)}`),
      onChange: () => {},
    });
    this.mine.start();
  }

  set(condition: PathCondition): void {
    this.condition = condition;
    this.mine.conditionChanged();
  }

  freeze(): void {
    this.#frozen = [];
  }

  thaw(): void {
    const missed = this.#frozen ?? [];
    this.#frozen = undefined;
    for (const action of missed) action();
  }

  lock(): { result: Result<unknown> | undefined } {
    const answer: { result: Result<unknown> | undefined } = { result: undefined };
    this.mine.run(
      (volume) => volume.lockFile(VMX),
      (result) => {
        answer.result = result;
      },
    );
    return answer;
  }
}

beforeEach(() => {
  timeline = new Timeline();
  uuids = 0;
  const vm = { instanceUuid: 'web', vmxPath: '[datastore1] web/web.vmx', memoryMb: 1 };
  datastore = new Datastore({ name: 'datastore1', vms: [vm], folders: ['web'], cluster: 'domain-c1', hostFiles: 0 });
});

const at = (seconds: number) => timeline.runUntil(1_000 * seconds);

describe('a lock', () => {
  it('is held for as long as the slot is refreshed', () => {
    const [one, two] = [new Lab('host-1'), new Lab('host-2')];
    at(1);
    const first = one.lock();
    at(60);
    const second = two.lock();
    at(61);
    expect(first.result).toHaveProperty('value');
    expect(second.result).toMatchObject({ error: expect.any(LockedError) });
    expect(one.leases).toEqual([]);
  });

  it('of a frozen host is broken after its lease; the host notices when it goes on', () => {
    const [one, two] = [new Lab('host-1'), new Lab('host-2')];
    at(1);
    one.lock();
    at(2);
    one.freeze();
    at(15);
    const early = two.lock();
    at(16);
    expect(early.result).toMatchObject({ error: expect.any(LockedError) });
    at(30);
    const late = two.lock();
    at(31);
    expect(late.result).toHaveProperty('value');
    one.thaw();
    at(36);
    expect(one.leases).toEqual(['timedOut at 31', 'lost at 32']);
    // And it is back, with a mount of its own.
    expect(one.mine.accessible).toBe(true);
  });

  it('is kept over a broken path that is mended before anybody has broken it', () => {
    const one = new Lab('host-1');
    at(1);
    one.lock();
    at(2);
    one.set('down');
    expect(one.mine.condition).toBe('apd');
    at(20);
    one.set('up');
    at(22);
    expect(one.leases).toEqual(['timedOut at 13', 'alive at 21']);
  });
});

it('tells who waits when all paths have been down for too long, and goes on by itself', () => {
  const one = new Lab('host-1');
  at(1);
  one.set('down');
  const answer = one.lock();
  at(140);
  expect(answer.result).toBeUndefined();
  at(142);
  expect(answer.result).toMatchObject({ error: { name: 'DeviceLostError' } });
  expect(one.mine.condition).toBe('apdTimeout');
  one.set('up');
  at(144);
  expect(one.mine.condition).toBe('accessible');
});

it('what hung on the path arrives late, and does nothing when its host was fenced meanwhile', () => {
  const [one, two] = [new Lab('host-1'), new Lab('host-2')];
  at(4);
  const lock = one.lock();
  one.set('hung');
  at(25);
  const second = two.lock();
  at(26);
  one.set('up');
  at(30);
  expect(second.result).toHaveProperty('value');
  expect(lock.result).toHaveProperty('error');
});

it("a unit that was removed and is back has been anybody's: its locks are lost", () => {
  const one = new Lab('host-1');
  at(1);
  one.lock();
  at(2);
  one.set('removed');
  at(5);
  const answer = one.lock();
  at(6);
  expect(one.mine.condition).toBe('pdl');
  expect(answer.result).toMatchObject({ error: { name: 'DeviceLostError' } });
  one.set('up');
  at(15);
  expect(one.leases).toEqual(['lost at 6']);
  expect(one.mine.condition).toBe('accessible');
  expect(one.mine.accessible).toBe(true);
});
