import { describe, expect, it } from 'vitest';
import { type ClusterConfiguration, type DependencyRule, defaultConfiguration } from './cluster.ts';
import { Dependencies } from './dependencies.ts';
import { Orchestration, type Standing } from './orchestration.ts';
import { protectedVm, published, runtime } from './testing.ts';
import type { HeartbeatStatus } from './vm.ts';
import { defaultVmSettings, type VmSettings } from './vm-settings.ts';

type Given = Readonly<Record<string, Partial<VmSettings>>>;

const depends = (vms: readonly string[], dependsOn: readonly string[]): DependencyRule => ({
  name: '',
  vms,
  dependsOn,
});

/** VMs are where the test says; those that it calls failing over are. */
class Story {
  readonly orchestration: Orchestration;
  readonly told: string[] = [];
  readonly standings = new Map<string, Standing>();
  readonly failing = new Set<string>();
  #configuration: ClusterConfiguration;

  constructor(settings: Given, dependencies: readonly DependencyRule[] = []) {
    this.orchestration = new Orchestration({
      timing: published,
      emit: (effect) => {
        if (effect.kind === 'log') this.told.push(effect.message);
      },
    });
    const vmSettings = new Map(
      Object.entries(settings).map(([vm, given]) => [vm, { ...defaultVmSettings, ...given }] as const),
    );
    this.#configuration = { ...defaultConfiguration, vmSettings, dependencies };
  }

  fails(...vms: string[]): void {
    for (const vm of vms) {
      this.orchestration.begin(protectedVm(vm));
      this.failing.add(vm);
      this.standings.delete(vm);
    }
  }

  /** A report shows it. */
  runs(vm: string, guestHeartbeat: HeartbeatStatus = 'green', appHeartbeat: HeartbeatStatus = 'gray'): void {
    this.failing.delete(vm);
    this.standings.set(vm, { kind: 'running', runtime: { ...runtime(vm, 'on'), guestHeartbeat, appHeartbeat } });
  }

  /** Whether the VM may start at that second. */
  mayStart(vm: string, second: number): boolean {
    this.orchestration.advance(
      {
        configuration: this.#configuration,
        standingOf: (uuid) => this.standings.get(uuid) ?? { kind: 'absent' },
        isFailingOver: (uuid) => this.failing.has(uuid),
      },
      second * 1_000,
    );
    return this.orchestration.waitsFor(vm) === undefined;
  }
}

const db = { restartPriority: 'high', readyCondition: 'guestHbStatusGreen' } as const;

describe('a ready condition', () => {
  it.each([
    ['none', 0],
    ['poweredOn', 2],
    ['guestHbStatusGreen', 3],
    ['appHbStatusGreen', 4],
  ] as const)('%s lets lower priorities go at once, or when it holds', (readyCondition, second) => {
    const story = new Story({ db: { ...db, readyCondition } });
    story.fails('db', 'web');
    const may: number[] = [];
    for (let now = 0; now <= 5; now += 1) {
      if (now === 1) story.orchestration.allocated('db', now * 1_000);
      if (now === 2) story.orchestration.poweredOn('db', now * 1_000);
      if (now === 3) story.runs('db', 'green');
      if (now === 4) story.runs('db', 'green', 'green');
      if (story.mayStart('web', now)) may.push(now);
    }
    expect(may[0]).toBe(second);
  });

  it('is followed by postReadyDelay, which no report has to end', () => {
    const story = new Story({ db: { ...db, postReadyDelaySeconds: 20 } });
    story.fails('db', 'web');
    story.runs('db', 'yellow');
    expect(story.mayStart('web', 5)).toBe(false);
    story.runs('db', 'green');
    expect(story.mayStart('web', 10)).toBe(false);
    expect(story.orchestration.nextDeadline()).toBe(30_000);
    expect(story.mayStart('web', 29)).toBe(false);
    expect(story.mayStart('web', 30)).toBe(true);
  });

  it('holds up lower levels only', () => {
    const story = new Story({ db, dc: { restartPriority: 'highest' }, peer: { restartPriority: 'high' } });
    story.fails('db', 'dc', 'peer', 'web');
    expect(['dc', 'db', 'peer', 'web'].map((vm) => story.mayStart(vm, 0))).toEqual([true, true, true, false]);
  });
});

describe('restartPriorityTimeout', () => {
  it('lets lower levels go, says so once, and counts from the turn of each level', () => {
    const story = new Story({
      dc: { ...db, restartPriority: 'highest', restartPriorityTimeoutSeconds: 100 },
      db: { ...db, restartPriorityTimeoutSeconds: 50 },
    });
    story.fails('dc', 'db', 'web');
    story.mayStart('web', 0);
    expect(story.orchestration.nextDeadline()).toBe(100_000);
    expect(story.mayStart('db', 99)).toBe(false);
    expect(story.mayStart('db', 100)).toBe(true);
    expect(story.mayStart('web', 149)).toBe(false);
    expect(story.mayStart('web', 150)).toBe(true);
    expect(story.told).toEqual([
      '[ds1] dc/dc.vmx is not ready in its time (100 published seconds): lower priorities go on',
      '[ds1] db/db.vmx is not ready in its time (50 published seconds): lower priorities go on',
    ]);
  });

  it('is 600 s by default, and for ever when it is -1', () => {
    const story = new Story({ db });
    story.fails('db', 'web');
    story.mayStart('web', 0);
    expect(story.mayStart('web', 599)).toBe(false);
    expect(story.mayStart('web', 600)).toBe(true);
    const patient = new Story({ db: { ...db, restartPriorityTimeoutSeconds: -1 } });
    patient.fails('db', 'web');
    patient.mayStart('web', 0);
    expect(patient.mayStart('web', 1_000_000)).toBe(false);
    // Whoever has used up its attempts is waited for no longer.
    patient.orchestration.gaveUp('db');
    expect(patient.mayStart('web', 1_000_001)).toBe(true);
  });

  it('counts on when the VM fails again in the same wave, and anew in the next', () => {
    const story = new Story({ db });
    story.orchestration.waveBegins();
    story.fails('db', 'web');
    story.mayStart('web', 0);
    story.runs('db', 'gray');
    story.mayStart('web', 300);
    story.fails('db');
    expect(story.mayStart('web', 599)).toBe(false);
    expect(story.mayStart('web', 600)).toBe(true);
    story.orchestration.waveBegins();
    story.fails('db');
    expect(story.mayStart('web', 700)).toBe(false);
    expect(story.mayStart('web', 1_299)).toBe(false);
    expect(story.mayStart('web', 1_300)).toBe(true);
  });

  it('does not count the time in which this host stood still', () => {
    const story = new Story({ db });
    story.fails('db', 'web');
    story.mayStart('web', 0);
    story.orchestration.slept(100_000);
    expect(story.mayStart('web', 699)).toBe(false);
    expect(story.mayStart('web', 700)).toBe(true);
  });
});

describe('a gate', () => {
  it('stays when its VM fails again before it was ready', () => {
    const story = new Story({ db: { ...db, postReadyDelaySeconds: 20 } });
    story.fails('db', 'web');
    story.runs('db', 'green');
    story.mayStart('web', 0);
    story.fails('db');
    expect(story.mayStart('web', 20)).toBe(false);
  });

  it('of an earlier failover holds up what fails later', () => {
    const story = new Story({ db });
    story.fails('db');
    story.runs('db', 'gray');
    story.mayStart('db', 0);
    story.fails('web');
    expect(story.mayStart('web', 100)).toBe(false);
    story.runs('db', 'green');
    expect(story.mayStart('web', 101)).toBe(true);
  });

  it.each([
    ['is not protected any more', (story: Story) => story.orchestration.retain((vm) => vm !== 'db')],
    ['is switched off by somebody', (story: Story) => story.orchestration.forget('db')],
    ['runs out of sight', (story: Story) => story.failing.delete('db')],
  ])('goes when its VM %s', (_what, happens) => {
    const story = new Story({ db });
    story.fails('db', 'web');
    expect(story.mayStart('web', 0)).toBe(false);
    happens(story);
    expect(story.mayStart('web', 1)).toBe(true);
  });

  it('does not hold up what its VM depends on, so that they do not wait for one another', () => {
    const story = new Story({ db }, [depends(['db'], ['web']), depends(['web'], ['dns'])]);
    story.fails('db', 'web', 'dns', 'mail');
    expect(['db', 'web', 'dns', 'mail'].map((vm) => story.mayStart(vm, 0))).toEqual([false, false, true, false]);
  });
});

describe('a dependency', () => {
  const rules = [depends(['web1', 'web2'], ['db1', 'db2'])];

  it('waits for all of the other group, without a timeout', () => {
    const story = new Story({ db1: { readyCondition: 'poweredOn' } }, rules);
    story.fails('web1', 'db1', 'db2');
    expect(story.mayStart('web1', 0)).toBe(false);
    story.orchestration.allocated('db2', 0);
    expect(story.mayStart('web1', 1_000_000)).toBe(false);
    expect(story.orchestration.waitsFor('web1')).toBe('until db1, on which it depends, is ready');
    story.orchestration.poweredOn('db1', 1_000_000_000);
    expect(story.mayStart('web1', 1_000_000)).toBe(true);
  });

  it.each([
    ['runs and is ready', { kind: 'running', runtime: runtime('db1', 'on') }, true],
    ['runs and is not ready', { kind: 'running', runtime: { ...runtime('db1', 'on'), guestHeartbeat: 'red' } }, false],
    ['runs on a host that has just fallen silent', { kind: 'suspected' }, false],
    ['is switched off, disabled, not protected or out of sight', { kind: 'absent' }, true],
  ] as const)('on a VM that is not restarted and %s', (_what, standing, expected) => {
    const story = new Story({ db1: { readyCondition: 'guestHbStatusGreen' } }, rules);
    story.fails('web1');
    story.standings.set('db1', standing);
    expect(story.mayStart('web1', 0)).toBe(expected);
  });

  it('outlives the attempts of what it waits for', () => {
    const story = new Story({}, rules);
    story.fails('web1', 'db1');
    story.orchestration.gaveUp('db1');
    expect(story.mayStart('web1', 1_000_000)).toBe(false);
  });

  it('that goes round in a circle holds up nobody', () => {
    const circle = new Dependencies([depends(['a'], ['b']), depends(['b'], ['c']), depends(['c'], ['a', 'd'])]);
    expect(['a', 'b', 'c', 'd'].map((vm) => circle.prerequisites(vm))).toEqual([[], [], ['d'], []]);
    expect(new Dependencies([depends(['a'], ['a', 'b'])]).prerequisites('a')).toEqual(['b']);
    expect(circle.waitsFor('a', 'd')).toBe(true);
    expect(circle.waitsFor('d', 'a')).toBe(false);
  });
});
