// An ESXi host: vmkernel (pCPUs, storage, the VM network), hostd (virtual machines), vpxa (vCenter) and fdm (vSphere HA)
// in one process. This file wires them and decides nothing.
import { randomUUID } from 'node:crypto';
import { firmware } from '@microsphere/guests';
import { Host } from '@microsphere/machine';
import { runProcess } from '@microsphere/process';
import { timingProfiles } from '@microsphere/proto';
import { connect, type NatsConnection } from 'nats';
import { hostConfiguration } from './configuration.ts';
import { Fdm } from './fdm/fdm.ts';
import { answerPings } from './fdm/isolation-address.ts';
import { fdmStatus } from './fdm/wire.ts';
import { BootDisk } from './hostd/boot-disk.ts';
import { CpuReservations } from './hostd/cpu-reservations.ts';
import { Endpoint } from './hostd/endpoint.ts';
import { HostEvcMode } from './hostd/evc-mode.ts';
import { hostMethodHandlers, mountedDatastore } from './hostd/hostd.ts';
import { VirtualMachine } from './hostd/virtual-machine.ts';
import { parseVmxPath, VmInventory } from './hostd/vm-inventory.ts';
import { Storage } from './vmkernel/storage.ts';
import { VmNetwork } from './vmkernel/vm-network.ts';
import { VMotionAdapter } from './vmotion/adapter.ts';
import { vmotionHandlers } from './vmotion/handlers.ts';
import { Relocations } from './vmotion/relocations.ts';
import { StorageMoves } from './vmotion/storage-moves.ts';
import { VMotion } from './vmotion/vmotion.ts';
import { wakeIn } from './vmotion/wake-in.ts';
import { askHost } from './vpxa/ask-host.ts';
import { RequestServer } from './vpxa/request-server.ts';
import { Vpxa } from './vpxa/vpxa.ts';

await runProcess({
  name: 'host-agent',
  configuration: hostConfiguration,
  async start(configuration, { log: parent, now, wallClock, ready, fatal }) {
    const log = parent.child({ host: configuration.name });
    const timing = timingProfiles[configuration.timing];
    const { hardware } = configuration;
    const bootUuid = randomUUID();
    const bootDisk = new BootDisk(configuration.stateDirectory);
    const firmwareImage = firmware();

    const endpoint = await Endpoint.listen(configuration.listen, { advertise: configuration.advertise, now });
    const adapter = await VMotionAdapter.listen(configuration.vmotion.listen, {
      advertise: configuration.vmotion.advertise,
      handshakeTimeoutMs: timing.vmotionSilenceMs,
    });
    const machines = await Host.create({
      memorySizeBytes: hardware.memoryMb * 1024 * 1024,
      pcpuCount: hardware.pcpuCount,
      pcpuMhz: hardware.pcpuMhz,
      isa: hardware.isa,
    });
    const evcMode = new HostEvcMode({
      hostName: configuration.name,
      machines,
      bootDisk,
      onChange: () => vpxa.changed(),
    });
    const network = new VmNetwork({
      hostName: configuration.name,
      switchUrl: configuration.switch,
      reconnectDelayMs: timing.reconnectDelayMs,
      log,
    });
    // Without its credentials.
    const broker = configuration.natsUrl.replace(/\/\/.*@/, '//');
    log.info({ broker }, 'connecting to the management network');
    const nats = await connect({
      servers: configuration.natsUrl,
      name: configuration.name,
      maxReconnectAttempts: -1,
      reconnectTimeWait: timing.reconnectDelayMs,
      // The first connection is waited for as long as it takes, like any later one.
      waitOnFirstConnect: true,
    });
    log.info({ broker }, 'connected to the management network');
    let stopping = false;
    // It reconnects for ever; what ends it all the same (a refused login) ends the host.
    void nats.closed().then((error) => stopping || fatal('the management network is closed to this host', error));

    answerPings(nats, configuration.name);

    let fdm: Fdm | undefined;
    const cpu = new CpuReservations(hardware);
    const memoryFreeMb = () => Math.floor(machines.memoryFreeBytes / (1024 * 1024));
    const storage = new Storage({
      hostName: configuration.name,
      bootUuid,
      arrays: configuration.arrays,
      timing,
      now,
      log,
      event: (event) => vpxa.event(event),
      // What ran here is this process's no more: it ends, as after a broken assumption.
      onSuperseded: (why) => fatal(why),
      onChange: () => vpxa.changed(),
      onMounted: () => void vms.registerWaiting(),
      onHeartbeatTimedOut: (datastore) => {
        for (const vm of vms.on(datastore)) vm.lockInDoubt();
        moves.datastoreInDoubt(datastore);
        vmotion.datastoreInDoubt(datastore);
      },
      onHeartbeatRecovered: (datastore) => {
        for (const vm of vms.on(datastore)) vm.lockKept();
      },
      onLocksLost: (datastore) => {
        fdm?.datastoreLost(datastore.name);
        for (const vm of vms.on(datastore)) vm.lockLost();
        moves.datastoreInDoubt(datastore);
        vmotion.datastoreInDoubt(datastore);
      },
    });
    const relocations = new Relocations({ datastore: (name) => storage.datastore(name), log });
    const vms: VmInventory = new VmInventory({
      bootDisk,
      follow: (vmxPath, relocation) => relocations.follow(vmxPath, relocation),
      open: (datastore, path) =>
        new VirtualMachine({
          datastore: mountedDatastore(storage, datastore),
          path,
          machines,
          network,
          cpu,
          firmware: firmwareImage,
          timing,
          now,
          wallClock,
          later: wakeIn,
          log,
          event: (event) => vpxa.event(event),
          endRelocation: (folder, vmxPath) => relocations.end(folder, vmxPath),
          onPowerState: () => {
            fdm?.reportLocalVms();
            vpxa.changed();
          },
          onGuestChange: () => {
            fdm?.reportLocalVms();
            vpxa.changed();
          },
        }),
      log,
      onChange: () => vpxa.changed(),
    });
    const moves: StorageMoves = new StorageMoves({
      vms,
      datastore: (name) => mountedDatastore(storage, name),
      reaches: (vmxPath) => storage.datastore(parseVmxPath(vmxPath).datastore) !== undefined,
      relocations,
      now,
      onProgress: () => vpxa.changed(),
      log,
    });
    const vmotion: VMotion = new VMotion({
      adapter,
      vms,
      datastore: (name) => mountedDatastore(storage, name),
      relocations,
      statusAt: (moref, request) => askHost({ nats, timing, wallClock }, moref, 'vmotion.lastMigrationStatus', request),
      timing,
      now,
      log,
      onProgress: () => vpxa.changed(),
    });
    const requests = new RequestServer({
      nats,
      wallClock,
      log,
      handlers: hostMethodHandlers({
        hostName: configuration.name,
        bootUuid,
        hardware,
        vms,
        storage,
        endpoint,
        evcMode,
        vpxa: () => vpxa,
        vmotion: { ...moves.beside(vmotionHandlers(vmotion, relocations)), ...moves.handlers() },
        fdm: () => fdm,
      }),
    });
    const vpxa: Vpxa = new Vpxa({
      hostName: configuration.name,
      bootUuid,
      nats,
      requests,
      bootDisk,
      timing,
      now,
      wallClock,
      log,
      summary: () => ({
        uptimeMs: Math.round(now()),
        vms: vms.runtimes(),
        datastores: storage.summaries(),
        ...(fdm ? { fdm: fdmStatus(fdm.status) } : {}),
        cpuMhz: hardware.pcpuMhz,
        numCpu: hardware.pcpuCount,
        memoryMb: hardware.memoryMb,
        cpuUsedMhz: Math.round(machines.statistics().usedMhz),
        memoryUsedMb: hardware.memoryMb - memoryFreeMb(),
        // It listens; whether a cable further on is cut no host can see.
        vmotion: { enabled: true, linkUp: true },
        cpuFeatures: [...evcMode.cpuFeatures],
        evcModeKey: evcMode.key,
      }),
      onConnected: (moref) => {
        void fdm?.stop();
        fdm = new Fdm({
          moref,
          bootUuid,
          nats,
          timing,
          bootDisk,
          log: log.child({ component: 'fdm' }),
          now,
          datastores: () => storage.datastores(),
          localVms: () => ({
            // Under every path that its protection may still be by: it runs, and has not vanished.
            vms: [...vms].flatMap((vm) =>
              [vm.vmxPath, ...vms.formerPaths(vm)].map((vmxPath) => ({
                runtime: { ...vm.runtime(), vmxPath },
                upTimeMs: vm.upTimeMs,
                appNeedsReset: vm.appNeedsReset,
                isStarting: vm.isStarting,
              })),
            ),
            cpuMhz: hardware.pcpuMhz,
            cpuUnreservedMhz: cpu.unreservedMhz,
            memoryFreeMb: memoryFreeMb(),
          }),
          powerOn: (vmxPath) => vms.powerOn(vmxPath, 'ha'),
          register: async (vmxPath) => void (await vms.register(vmxPath)),
          vmAction: async ({ action, vmxPath, because }) => await vms.get(vmxPath).haAction(action, because),
          event: (event) => vpxa.event(event),
          onStatus: () => vpxa.changed(),
        });
      },
    });

    void reportAfterReconnecting(nats, () => vpxa.changed());
    await storage.start();
    await vms.registerWaiting();
    vpxa.start();
    // Ready is who can be asked: the broker knows the subscriptions. One that is away now is told when it is back.
    await nats.flush().catch((error) => log.warn({ err: error, broker }, 'the broker has not answered'));
    ready({ endpoint: endpoint.url, vmotion: adapter.url });

    // An orderly stop: guests are switched off, of which vCenter and HA are told, and every lock is let go, so that nobody waits
    // for a lease. What can't be let go goes with the heartbeat slots.
    return async () => {
      stopping = true;
      await vms.shutDown();
      vpxa.stop();
      await fdm?.stop();
      await storage.stop();
      network.close();
      await Promise.all([machines.close(), endpoint.close(), adapter.close(), nats.close()]);
    };
  },
});

/** What was said while the connection was broken was lost. */
async function reportAfterReconnecting(nats: NatsConnection, report: () => void): Promise<void> {
  for await (const { type } of nats.status()) if (type === 'reconnect') report();
}
