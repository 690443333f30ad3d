// vMotion between real hosts, asked for as vCenter asks, by a test that plays its part.
import { createSocket } from 'node:dgram';
import { decodeLedgerReply, encodeLedgerRequest } from '@microsphere/guests';
import { pb } from '@microsphere/proto';
import { eventually } from '@microsphere/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { ask, guestAt, type LedgerAddress } from './ledger-load.ts';
import { MovingVm, twoHosts } from './moving-vm.ts';
import { clearRacks, type Rack } from './rack.ts';

/** Towards a destination: past the handshake, and into the first round. */
const INTO_PRE_COPY_BYTES = 20_000;

/** Pages that a guest writes at 20 MB a second do not fit through. */
const SLOW_LINK_BYTES_PER_SECOND = 4_000_000;

/** A guest that stays. */
const WITNESS = '10.10.0.9';
/** Clients outside at a time. */
const ASKERS = 10;
/** As long as a ping may take. */
const PING_LIMIT_MS = 10_000;

/** A client outside that asks a guest once, and keeps every answer. */
class Asker {
  readonly tag: bigint;
  readonly answers: { readonly port: number; readonly tag: bigint }[] = [];
  private readonly socket = createSocket('udp4');

  constructor({ address, port }: LedgerAddress, tag: bigint) {
    this.tag = tag;
    this.socket.on('message', (bytes, from) => {
      this.answers.push({ port: from.port, tag: decodeLedgerReply(bytes)?.tag ?? -1n });
    });
    this.socket.send(encodeLedgerRequest({ operation: 'status', tag }), port, address);
  }

  close(): void {
    this.socket.close();
  }
}

let rack: Rack;
/** Of a host without guests. */
let idleMb: number | undefined;
beforeAll(async () => {
  rack = await twoHosts();
  idleMb = memoryUsedMb('esx02');
});
afterAll(clearRacks);

const memoryUsedMb = (host: string) => rack.management.heartbeats.get(host)?.memoryUsedMb;
const status = (host: string, migrationId: string) =>
  rack.management.call(host, 'vmotion.lastMigrationStatus', { migrationId });
/** Resolves when nothing of a guest is left there. */
const isEmpty = (host: string) => eventually(`${host} to be empty`, () => memoryUsedMb(host) === idleMb);

describe('a guest that appends to its ledger', () => {
  it('moves ten times: nothing is lost, and its time goes on', async () => {
    const vm = await MovingVm.start(rack, 'moving');
    const { bootTime } = vm.runtime;
    let instructions = 0;
    for (let move = 0; move < 10; move += 1) {
      const migration = await vm.migrate({ verify: move % 2 === 0 });
      expect(migration).toMatchObject({ phase: 'ended', percent: 100, guestSharePercent: 100 });
      expect(migration.rounds?.[0]?.pages).toBe(1_024);
      expect(migration.rounds?.[0]?.zeroPages).toBeGreaterThan(512);
      await vm.load.more(10);
      await eventually('its new host to speak of it', () => vm.runtime.toolsRunning);
      expect(vm.runtime).toMatchObject({
        bootTime,
        ipAddress: vm.address,
        guestHeartbeatStatus: pb.EntityStatus.green,
      });
      expect(vm.runtime.instructions).toBeGreaterThan(instructions);
      instructions = Number(vm.runtime.instructions);
      expect(await rack.ping(vm.address)).toBe(true);
    }
    await vm.runsOnlyOn('esx01');
    await vm.audit();
    // It never booted again.
    expect((await ask(vm.ledger, { operation: 'status', tag: 1n })).boot).toBe(1n);
    await vm.remove();
    await Promise.all(['esx01', 'esx02'].map(isEmpty));
  });

  it('moves over TLS with a key of its own, and nobody without it is let in', async () => {
    const vm = await MovingVm.start(rack, 'encrypted');
    const prepared = await vm.prepare({ encrypted: true });
    expect(prepared.url).toMatch(/^wss:/);
    for (const url of [prepared.url, prepared.url.replace('wss:', 'ws:')]) {
      const stranger = new WebSocket(url, { headers: { authorization: `Bearer ${'A'.repeat(43)}=` } });
      await new Promise<void>((resolve) => stranger.once('error', () => resolve()));
    }
    // Who has the key, but not over TLS, is a stranger, too.
    const key = Buffer.from(prepared.key).toString('base64');
    const plain = new WebSocket(prepared.url.replace('wss:', 'ws:'), { headers: { authorization: `Bearer ${key}` } });
    expect(await new Promise((resolve) => plain.once('error', (error) => resolve(error.message)))).toMatch(/403/);
    await vm.send(prepared, { encrypted: true, verify: true }).answered;
    await vm.runsOnlyOn('esx02');
    await vm.audit();
    await vm.remove();
  });

  it('moves with its snapshots and its record of changed blocks', async () => {
    const { management } = rack;
    const vm = await MovingVm.start(rack, 'tracked', { provisioning: pb.DiskProvisioning.thin });
    const { vmxPath } = vm;
    await management.call('esx01', 'hostd.reconfigureVm', { vmxPath, changeTrackingEnabled: true });
    const about = { vmxPath, name: 'a', description: '', memory: false, quiesce: false };
    const { vm: taken } = await management.call('esx01', 'hostd.createSnapshot', about);
    const changeId = taken?.snapshots?.[0]?.disks?.[0]?.changeId ?? '';
    await vm.load.more(10);
    const changed = async () =>
      (
        await management.call(vm.host, 'hostd.queryChangedDiskAreas', {
          vmxPath,
          snapshotUid: 0,
          disk: 0,
          startOffset: 0,
          changeId,
        })
      ).changedAreas;
    for (let move = 0; move < 2; move += 1) {
      await vm.migrate({ verify: true });
      await vm.load.more(10);
    }
    // Its id says something still: no host has lost track.
    expect(await changed()).not.toHaveLength(0);
    await management.call(vm.host, 'hostd.removeAllSnapshots', { vmxPath, consolidate: true });
    await vm.runsOnlyOn('esx01');
    await vm.audit();
    await vm.remove();
  });
});

describe('a guest that is asked from outside', () => {
  it('answers what came while it stood still, and from where it is then, each once', async () => {
    const { physicalSwitch } = rack;
    const witness = await rack.createVm('esx01', 'witness', guestAt(WITNESS));
    await rack.management.call('esx01', 'hostd.powerOnVm', { vmxPath: witness });
    await rack.guestIsUp('esx01', witness);
    const vm = await MovingVm.start(rack, 'asked');
    const { moves = 0 } = (await physicalSwitch.learned(vm.macAddress)) ?? {};
    const prepared = await vm.prepare();
    // Its last write is held up by the array.
    rack.storageLink('esx01').hold();
    await vm.load.stalled();
    const { answered } = vm.send(prepared);
    await vm.inPhase('stunned');

    const known = await physicalSwitch.clients();
    const askers = Array.from({ length: ASKERS }, (_, index) => new Asker(vm.ledger, BigInt(index)));
    const pinged = physicalSwitch.ping(vm.address, PING_LIMIT_MS);
    await eventually(
      'all of it to be on the VM network',
      async () => (await physicalSwitch.clients()) >= known + ASKERS,
    );
    // It goes the same way, and comes after: what went before is at the source.
    expect(await rack.ping(WITNESS)).toBe(true);
    expect(askers.flatMap(({ answers }) => answers)).toEqual([]);

    rack.storageLink('esx01').letGo();
    await answered;
    await vm.runsOnlyOn('esx02');
    expect(await pinged).toBe(true);
    await eventually('all answers', () => askers.every(({ answers }) => answers.length > 0));
    // Whoever else would have answered has had his time.
    await vm.load.more(10);
    for (const { answers, tag } of askers) expect(answers).toEqual([{ port: vm.ledger.port, tag }]);
    // Nothing of it was ever heard from its former port again.
    expect(await physicalSwitch.learned(vm.macAddress)).toMatchObject({ port: 'esx02', moves: moves + 1 });
    for (const asker of askers) asker.close();
    await vm.audit();
    await vm.remove();
    await rack.management.call('esx01', 'hostd.powerOffVm', { vmxPath: witness });
    await rack.management.call('esx01', 'hostd.destroyVm', { vmxPath: witness });
  });
});

describe('a guest that writes its memory faster than the link carries it', () => {
  it('is slowed down until it can move, and runs as before where it has gone', async () => {
    const extraConfig = { 'guestinfo.app': 'dirty', 'guestinfo.dirtyPagesPerSecond': '5000' };
    const vm = await MovingVm.start(rack, 'dirtying', { extraConfig });
    rack.vmotionLink('esx02').throttle(SLOW_LINK_BYTES_PER_SECOND);
    const migration = await vm.migrate({ verify: true });
    rack.vmotionLink('esx02').letGo();
    expect(migration.rounds?.length).toBeGreaterThan(2);
    expect(migration.guestSharePercent).toBeLessThan(100);
    await vm.runsOnlyOn('esx02');
    await vm.migrate({ verify: true });
    await vm.runsOnlyOn('esx01');
    await vm.audit();
    await vm.remove();
  });
});

describe('a migration', () => {
  it('can be cancelled while pages are sent: the guest stays where it is, and the other host has its memory back', async () => {
    const vm = await MovingVm.start(rack, 'cancelled');
    rack.vmotionLink('esx02').holdAfter(INTO_PRE_COPY_BYTES);
    const { migrationId, answered } = await vm.begin();
    await vm.inPhase('preCopy');
    await eventually('room to be taken for it', () => memoryUsedMb('esx02') !== idleMb);
    await rack.management.call('esx01', 'vmotion.cancel', { migrationId });
    rack.vmotionLink('esx02').letGo();
    await expect(answered).rejects.toThrow(/MigrationFault: .*it was cancelled/);
    await isEmpty('esx02');
    await vm.runsOnlyOn('esx01');
    expect(vm.runtime.migration).toBeFalsy();
    expect(await status('esx01', migrationId)).toMatchObject({
      known: true,
      underWay: false,
      consideredSuccessful: false,
    });
    await expect(rack.management.call('esx01', 'vmotion.cancel', { migrationId })).rejects.toThrow(/NotFound/);
    await vm.migrate();
    await vm.audit();
    await vm.remove();
  });

  it('can be cancelled at the destination, before anybody has connected', async () => {
    const vm = await MovingVm.start(rack, 'unprepared');
    const prepared = await vm.prepare();
    const { migrationId } = prepared;
    expect(await status('esx02', migrationId)).toMatchObject({ known: true, underWay: true });
    await rack.management.call('esx02', 'vmotion.cancel', { migrationId });
    await isEmpty('esx02');
    await expect(vm.send(prepared).answered).rejects.toThrow(/MigrationFault: .*403/);
    await vm.runsOnlyOn('esx01');
    await vm.audit();
    await vm.remove();
  });

  it('that nobody has connected to gives way to another one of its VM; one that somebody has does not', async () => {
    // The host has room for one of them.
    const vm = await MovingVm.start(rack, 'prepared', { memoryMb: 32 });
    const first = await vm.prepare();
    const second = await vm.prepare();
    expect(await status('esx02', first.migrationId)).toMatchObject({
      known: true,
      underWay: false,
      consideredSuccessful: false,
      fault: { message: expect.stringMatching(/another migration of it was prepared/) },
    });
    await expect(vm.send(first).answered).rejects.toThrow(/MigrationFault: .*403/);
    rack.vmotionLink('esx02').holdAfter(INTO_PRE_COPY_BYTES);
    const { answered } = vm.send(second);
    await vm.inPhase('preCopy');
    await expect(vm.prepare()).rejects.toThrow(/TaskInProgress/);
    rack.vmotionLink('esx02').letGo();
    await answered;
    await vm.runsOnlyOn('esx02');
    await vm.audit();
    await vm.remove();
    await isEmpty('esx02');
  });

  it('ends with a guest that ends by itself', async () => {
    const vm = await MovingVm.start(rack, 'ending');
    const { vmxPath } = vm;
    rack.vmotionLink('esx02').holdAfter(INTO_PRE_COPY_BYTES);
    const { answered } = await vm.begin();
    await vm.inPhase('preCopy');
    await rack.management.call('esx01', 'hostd.shutdownGuest', { vmxPath });
    await expect(answered).rejects.toThrow(/MigrationFault: .*its guest has stopped/);
    rack.vmotionLink('esx02').letGo();
    await eventually('it to be off', () => vm.runtime.powerState === pb.PowerState.poweredOff);
    expect(vm.runtime.cleanPowerOff).toBe(true);
    await isEmpty('esx02');
    await vm.load.stop();
    await rack.management.call('esx01', 'hostd.destroyVm', { vmxPath });
  });

  it('leaves room for nobody else: a VM that does not fit is refused before anything is sent', async () => {
    const inTheWay = await MovingVm.start(rack, 'other', { memoryMb: 32 });
    await inTheWay.migrate();
    const vm = await MovingVm.start(rack, 'large', { memoryMb: 32 });
    await expect(vm.prepare()).rejects.toThrow(/InsufficientMemoryResourcesFault/);
    await inTheWay.audit();
    await inTheWay.remove();
    await vm.migrate();
    await vm.audit();
    await vm.remove();
  });

  it('is remembered by both ends, and unknown to others', async () => {
    const vm = await MovingVm.start(rack, 'remembered');
    const { migrationId, answered } = await vm.begin();
    await answered;
    await vm.runsOnlyOn('esx02');
    const source = await status('esx01', migrationId);
    expect(source).toMatchObject({ known: true, underWay: false, consideredSuccessful: true });
    expect(source.vm).toBeFalsy();
    const destination = await status('esx02', migrationId);
    expect(destination).toMatchObject({ known: true, underWay: false, consideredSuccessful: true });
    expect(destination.vm).toMatchObject({ vmxPath: vm.vmxPath, powerState: pb.PowerState.poweredOn });
    expect(await status('esx02', 'never')).toMatchObject({ known: false });
    await vm.audit();
    await vm.remove();
  });
});
