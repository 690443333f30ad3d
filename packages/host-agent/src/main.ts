// An ESXi host: vmkernel (pCPUs, storage, the VM network), hostd (virtual machines), vpxa (vCenter) and fdm (vSphere HA)
// in one process. This file wires them and decides nothing.
import { randomUUID } from 'node:crypto';
import { firmware } from '@microsphere/guests';
import { Host } from '@microsphere/machine';
import { runProcess } from '@microsphere/process';
import { timingProfiles } from '@microsphere/proto';
import { connect } from 'nats';
import { hostConfiguration } from './configuration.ts';
import { Fdm } from './fdm/fdm.ts';
import { BootDisk } from './hostd/boot-disk.ts';
import { Endpoint } from './hostd/endpoint.ts';
import { hostMethodHandlers } from './hostd/hostd.ts';
import { VirtualMachine } from './hostd/virtual-machine.ts';
import { VmInventory } from './hostd/vm-inventory.ts';
import { Storage } from './vmkernel/storage.ts';
import { VmNetwork } from './vmkernel/vm-network.ts';
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
    const machines = await Host.create({
      memorySizeBytes: hardware.memoryMb * 1024 * 1024,
      pcpuCount: hardware.pcpuCount,
      pcpuMhz: hardware.pcpuMhz,
    });
    const network = new VmNetwork({
      hostName: configuration.name,
      switchUrl: configuration.switch,
      reconnectDelayMs: timing.reconnectDelayMs,
      log,
    });
    const nats = await connect({
      servers: configuration.natsUrl,
      name: configuration.name,
      maxReconnectAttempts: -1,
      reconnectTimeWait: timing.reconnectDelayMs,
      // The first connection is waited for as long as it takes, like any later one.
      waitOnFirstConnect: true,
    });

    let fdm: Fdm | undefined;
    const memoryUsedMb = () => [...vms].reduce((sum, vm) => sum + (vm.poweredOn ? vm.memoryMb : 0), 0);
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
      onChange: () => vpxa.heartbeat(),
      onMounted: () => void vms.registerWaiting(),
      onHeartbeatTimedOut: (datastore) => {
        for (const vm of vms) if (vm.datastore === datastore) vm.lockInDoubt();
      },
      onHeartbeatRecovered: (datastore) => {
        for (const vm of vms) if (vm.datastore === datastore) vm.lockKept();
      },
      onLocksLost: (datastore) => {
        fdm?.datastoreLost(datastore.name);
        for (const vm of vms) if (vm.datastore === datastore) void vm.lockLost();
      },
    });
    const vms: VmInventory = new VmInventory({
      bootDisk,
      datastore: (name) => storage.datastore(name),
      log,
      onChange: () => vpxa.heartbeat(),
      create: (datastore, path) =>
        new VirtualMachine({
          datastore,
          path,
          machines,
          network,
          firmware: firmwareImage,
          timing,
          now,
          wallClock,
          log,
          event: (event) => vpxa.event(event),
          onChange: () => {
            fdm?.reportLocalVms();
            vpxa.heartbeat();
          },
        }),
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
        vpxa: () => vpxa,
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
      wallClock,
      log,
      summary: () => ({
        uptimeMs: Math.round(now()),
        vms: [...vms].map((vm) => vm.runtime()),
        datastores: storage.summaries(),
        ...(fdm ? { fdm: { ...fdm.status, protectedVms: [...fdm.status.protectedVms] } } : {}),
        cpuMhz: hardware.pcpuMhz,
        numCpu: hardware.pcpuCount,
        memoryMb: hardware.memoryMb,
        cpuUsedMhz: Math.round(machines.statistics().usedMhz),
        memoryUsedMb: memoryUsedMb(),
      }),
      onConnected: (moref) => {
        fdm ??= new Fdm({
          moref,
          bootUuid,
          nats,
          timing,
          bootDisk,
          log: log.child({ component: 'fdm' }),
          now,
          datastores: () => storage.datastores(),
          localVms: () => ({
            vms: [...vms].map((vm) => vm.runtime()),
            cpuUnreservedMhz: hardware.pcpuCount * hardware.pcpuMhz,
            memoryUnreservedMb: Math.floor(machines.memoryFreeBytes / (1024 * 1024)),
          }),
          powerOn: async (vmxPath) => (await vms.register(vmxPath)).powerOn(),
          event: (event) => vpxa.event(event),
          onStatus: () => vpxa.heartbeat(),
        });
      },
    });

    await storage.start();
    await vms.registerWaiting();
    vpxa.start();
    // Ready is who can be asked: the broker knows the subscriptions.
    await nats.flush();
    ready({ endpoint: endpoint.url });

    return async () => {
      vpxa.stop();
      await storage.abandonInaccessible();
      // An orderly shutdown: guests lose their power, their locks are let go, so that nobody waits for a lease.
      await Promise.allSettled([...vms].filter((vm) => vm.poweredOn).map((vm) => vm.powerOff()));
      await fdm?.stop();
      await storage.stop();
      network.close();
      await machines.close();
      await endpoint.close();
      await nats.drain();
    };
  },
});
