import { beforeEach, describe, expect, it } from 'vitest';
import { FdmAgent } from './agent.ts';
import { type ClusterConfiguration, defaultConfiguration } from './cluster.ts';
import type { FdmEffect, FdmEffectKind, FdmEffectOf } from './effect.ts';
import type { FdmBody } from './message.ts';
import { localVm, published } from './testing.ts';
import type { DatastoreCondition, LocalVmRuntime } from './vm.ts';
import { defaultVmSettings, type VmSettings } from './vm-settings.ts';

const SECOND = 1_000;

/** The agent of one host of two, to which its host speaks every second; what the other one, the master, says is the test's. */
class Story {
  readonly agent = new FdmAgent({ host: 'host-1', bootUuid: 'boot-1', timing: published });
  vm: LocalVmRuntime = localVm();
  condition: DatastoreCondition = 'accessible';
  master: string | undefined = 'host-2';
  second = 0;
  readonly told: string[] = [];
  private effects: FdmEffect[] = [];

  constructor(settings: Partial<VmSettings>, changes: Partial<ClusterConfiguration> = {}) {
    this.report();
    const hosts = ['host-1', 'host-2'].map((moref) => ({ moref, hostName: `esx-${moref}` }));
    const configuration: ClusterConfiguration = {
      ...defaultConfiguration,
      cluster: 'domain-c8',
      version: 1,
      dasEnabled: true,
      hosts,
      defaultVmSettings: { ...defaultVmSettings, ...settings },
      ...changes,
    };
    this.take(this.agent.step({ kind: 'configured', configuration }, this.now));
  }

  private get now(): number {
    return this.second * SECOND;
  }

  private take(effects: readonly FdmEffect[]): void {
    this.effects.push(...effects);
    for (const effect of effects) {
      const { kind } = effect;
      if (kind === 'vmAction') this.told.push(`${this.second} ${effect.action}`);
      if (kind === 'event' && effect.vm) {
        const args = Object.values(effect.arguments ?? {}).join(' ');
        this.told.push(`${this.second} ${effect.type.replace('com.vmware.vc.', '')} ${args}`.trim());
      }
      if (kind === 'send' && effect.body.kind === 'restartQuery') this.told.push(`${this.second} asks ${effect.to}`);
    }
  }

  report(): void {
    const { vm, condition } = this;
    this.take(
      this.agent.step(
        {
          kind: 'localVms',
          vms: [vm],
          datastores: { ds1: condition },
          cpuMhz: 1_000,
          cpuUnreservedMhz: 1_000,
          memoryUnreservedMb: 1_000,
          accessibleDatastores: condition === 'accessible' ? ['ds1'] : [],
          startingVms: [],
        },
        this.now,
      ),
    );
  }

  says(body: FdmBody): void {
    this.take(this.agent.step({ kind: 'message', message: { from: 'host-2', bootUuid: 'boot-2', body } }, this.now));
  }

  /** Until that second. */
  until(end: number): void {
    while (this.second < end) {
      this.second += 1;
      if (this.master) this.says({ kind: 'masterHeartbeat', sequence: this.second, clusterVersion: 1 });
      this.report();
      this.take(this.agent.step({ kind: 'tick' }, this.now));
    }
  }

  /** The host has done what it was asked for last. */
  done(screenshotPath?: string): void {
    const { action, instanceUuid } = this.last('vmAction');
    const answer = { kind: 'vmActionResult' as const, action, instanceUuid };
    this.take(this.agent.step(screenshotPath === undefined ? answer : { ...answer, screenshotPath }, this.now));
  }

  fails(): void {
    const { action, instanceUuid } = this.last('vmAction');
    const fault = { type: 'SystemError', message: 'the host could not', definite: false };
    this.take(this.agent.step({ kind: 'vmActionResult', action, instanceUuid, fault }, this.now));
  }

  private last<K extends FdmEffectKind>(kind: K): FdmEffectOf<K> {
    const found = this.effects.findLast((effect): effect is FdmEffectOf<K> => effect.kind === kind);
    if (!found) throw new Error(`no ${kind}`);
    return found;
  }
}

const monitoring = { ...defaultVmSettings.monitoring, vmMonitoring: 'vmAndAppMonitoring' as const };
const hung = localVm({ guestHeartbeat: 'red' });

describe('VM monitoring', () => {
  let story: Story;
  beforeEach(() => {
    story = new Story({ monitoring });
  });

  it('resets a guest that hangs, as often as it may', () => {
    story.vm = hung;
    story.until(120);
    expect(story.told).toEqual(['120 reset']);
    story.until(125);
    story.done('[ds1] web/vmware-1.screenshot.txt');
    const screenshot = 'vmtoolsHeartbeatFailure [ds1] web/vmware-1.screenshot.txt';
    expect(story.told).toEqual(['120 reset', `125 VmDasBeingResetWithScreenshotEvent ${screenshot}`]);
    story.told.length = 0;
    for (const end of [240, 360]) {
      story.until(end);
      story.done();
    }
    story.until(2_000);
    expect(story.told).toEqual([
      '240 reset',
      '240 VmDasBeingResetEvent vmtoolsHeartbeatFailure',
      '360 reset',
      '360 VmDasBeingResetEvent vmtoolsHeartbeatFailure',
      '480 HA.VmDasResetAbortedEvent',
    ]);
  });

  it('counts anew after a power-cycle', () => {
    story.vm = hung;
    for (const end of [120, 240, 360]) {
      story.until(end);
      story.done();
    }
    story.vm = { ...hung, powerState: 'poweredOff' };
    story.until(400);
    story.vm = hung;
    story.told.length = 0;
    story.until(600);
    expect(story.told).toEqual(['521 reset']);
  });

  it('says when the host could not, and tries again', () => {
    story.vm = hung;
    story.until(120);
    story.fails();
    story.until(240);
    expect(story.told).toEqual(['120 reset', '120 VmDasResetFailedEvent vmtoolsHeartbeatFailure', '240 reset']);
  });

  it('resets no VM whose datastore is not accessible, and gives it time when it is', () => {
    story.vm = hung;
    story.until(100);
    story.condition = 'apd';
    story.until(200);
    expect(story.told).toEqual(['120 HA.CannotResetVmWithInaccessibleDatastore']);
    story.condition = 'accessible';
    story.until(320);
    expect(story.told).toHaveLength(1);
    story.until(321);
    expect(story.told.at(-1)).toBe('321 reset');
  });

  it('needs no master, and goes on while host monitoring is disabled', () => {
    story = new Story({ monitoring }, { hostMonitoring: false });
    story.master = undefined;
    story.vm = hung;
    story.until(15);
    expect(story.agent.status().state).not.toBe('connectedToMaster');
    story.until(121);
    expect(story.told).toEqual(['120 reset']);
  });

  it('takes no time in which the host stood still for the silence of a guest', () => {
    story.until(10);
    story.vm = hung;
    story.until(20);
    story.second += 600;
    story.until(700);
    expect(story.told).toEqual([]);
  });

  it('does nothing while HA is disabled', () => {
    story = new Story({ monitoring }, { dasEnabled: false });
    story.vm = hung;
    story.until(1_000);
    expect(story.told).toEqual([]);
  });

  it('resets for an application, and tells how it is', () => {
    story.vm = localVm({ appHeartbeat: 'green' });
    story.until(10);
    story.vm = localVm({ appHeartbeat: 'red' });
    story.until(41);
    story.done();
    expect(story.told).toEqual([
      '1 vmam.VmAppHealthMonitoringStateChangedEvent green',
      '11 vmam.VmAppHealthMonitoringStateChangedEvent red',
      '11 vmam.VmDasAppHeartbeatFailedEvent',
      '41 reset',
      '41 VmDasBeingResetEvent appHeartbeatFailure',
    ]);
    story.told.length = 0;
    story.vm = localVm({ appNeedsReset: true, upTimeMs: 5_000 });
    story.until(42);
    story.done();
    expect(story.told).toEqual([
      '42 vmam.VmAppHealthMonitoringStateChangedEvent gray',
      '42 vmam.VmAppHealthStateChangedEvent appStateNeedReset',
      '42 reset',
      '42 VmDasBeingResetEvent appImmediateResetRequest',
    ]);
  });
});

describe('VM Component Protection', () => {
  const protection = { ...defaultVmSettings.storageProtection, onApd: 'restartConservative' as const };

  it('asks the master, and terminates what can run elsewhere', () => {
    const story = new Story({ storageProtection: protection });
    story.condition = 'apdTimeout';
    story.until(181);
    expect(story.told).toEqual(['1 HA.VmcpStorageFailureDetectedForVm APD', '181 asks host-2']);
    story.says({ kind: 'restartAnswer', instanceUuid: 'web', possible: true });
    expect(story.told.slice(2)).toEqual(['181 HA.VmcpTerminatingVm APD', '181 terminate']);
    story.until(300);
    story.done();
    expect(story.told).toHaveLength(4);
  });

  it('leaves alone what cannot, and what nobody can tell of', () => {
    const story = new Story({ storageProtection: protection });
    story.condition = 'apdTimeout';
    story.until(181);
    story.says({ kind: 'restartAnswer', instanceUuid: 'web', possible: false });
    story.until(400);
    expect(story.told.filter((line) => !line.includes('asks'))).toEqual([
      '1 HA.VmcpStorageFailureDetectedForVm APD',
      '181 HA.VmcpNotTerminateVmWithInaccessibleDatastore',
    ]);
    story.condition = 'accessible';
    story.until(401);
    expect(story.told.at(-1)).toBe('401 HA.VmcpStorageFailureCleared APD');
  });

  it('terminates without a master where it is aggressive', () => {
    const story = new Story({ storageProtection: { ...protection, onApd: 'restartAggressive' } });
    story.master = undefined;
    story.until(12);
    expect(story.agent.status().state).toBe('election');
    story.condition = 'apdTimeout';
    story.until(15);
    // It has declared itself isolated by then: there is nobody whose answer could be waited for.
    story.until(193);
    expect(story.agent.status().state).toBe('networkIsolated');
    expect(story.told).toEqual([
      '13 HA.VmcpStorageFailureDetectedForVm APD',
      '193 HA.VmcpTerminatingVm APD',
      '193 terminate',
    ]);
  });

  it('terminates at once on permanent device loss, and again when that failed', () => {
    const story = new Story({ storageProtection: { ...protection, onPdl: 'restartAggressive' } });
    story.condition = 'pdl';
    story.until(1);
    story.fails();
    story.until(11);
    expect(story.told).toEqual([
      '1 HA.VmcpStorageFailureDetectedForVm PDL',
      '1 HA.VmcpTerminatingVm PDL',
      '1 terminate',
      '1 HA.VmcpTerminateVmAborted',
      '11 HA.VmcpTerminatingVm PDL',
      '11 terminate',
    ]);
  });

  it.each([
    [
      'reset',
      [
        '1 HA.VmcpStorageFailureDetectedForVm APD',
        '100 HA.VmcpStorageFailureCleared APD',
        '100 reset',
        '100 VmDasBeingResetEvent vmcpResetApdCleared',
      ],
    ],
    ['none', ['1 HA.VmcpStorageFailureDetectedForVm APD', '100 HA.VmcpStorageFailureCleared APD']],
  ] as const)('does %s to a VM whose storage is back before its termination', (onApdCleared, expected) => {
    const story = new Story({ storageProtection: { ...protection, onApdCleared } });
    story.condition = 'apdTimeout';
    story.until(99);
    story.condition = 'accessible';
    story.until(100);
    if (onApdCleared === 'reset') story.done();
    expect(story.told).toEqual(expected);
  });

  it('says nothing where it is disabled, and kills nothing that HA would not restart', () => {
    const story = new Story({});
    const watched = new Story(
      { storageProtection: { ...protection, onApd: 'restartAggressive' } },
      { hostMonitoring: false },
    );
    for (const each of [story, watched]) {
      each.condition = 'apdTimeout';
      each.until(1_000);
    }
    expect(story.told).toEqual([]);
    expect(watched.told).toEqual(['1 HA.VmcpStorageFailureDetectedForVm APD']);
  });
});
