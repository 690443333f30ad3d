// A guest on our own machine: the same firmware and disk image as on QEMU, the same Station and GuestTools at the other ends.
// Its disk outlives the machine.
import { eventually } from '@microsphere/testkit';
// By path: guests know nobody, only their test holds them against the machine and the host that run them.
import { GuestTools } from '../../host-agent/src/hostd/guest-tools.ts';
import type { Host, StopReason, VirtualMachine } from '../../machine/src/index.ts';
import { firmware, GUEST } from '../src/index.ts';
import { GUEST_ADDRESS } from './qemu-guest.ts';
import { Station } from './station.ts';
import type { VolatileDisk } from './volatile-disk.ts';

const HEARTBEAT_INTERVAL_MS = 50;
const MAC_ADDRESS = '00:50:56:00:00:11';

export class MachineGuest {
  readonly station = new Station(GUEST_ADDRESS);
  readonly tools: GuestTools;
  readonly machine: VirtualMachine;
  console = '';
  stopped: StopReason | undefined;

  constructor(
    host: Host,
    disk: VolatileDisk,
    info: Readonly<Record<string, string>> = {},
    { heartbeatTimeoutMs = 30_000 } = {},
  ) {
    const values: Readonly<Record<string, string>> = { 'guestinfo.ip': GUEST_ADDRESS, 'machine.memory': '4', ...info };
    this.tools = new GuestTools({
      info: (key) => values[key],
      send: (bytes) => this.machine.writeTools(bytes),
      heartbeatIntervalMs: HEARTBEAT_INTERVAL_MS,
      heartbeatTimeoutMs,
    });
    this.machine = host.createVm({
      memorySizeBytes: 4 * 1024 * 1024,
      firmware: firmware(),
      disks: [{ capacityBytes: disk.bytes.length, serial: 'scsi0:0' }],
      nics: [{ macAddress: MAC_ADDRESS }],
      sink: {
        blockRequest: ({ operation, sector, data, complete }) => {
          const start = sector * GUEST.sectorBytes;
          if (operation === 'read') data.set(disk.bytes.subarray(start, start + data.length));
          else if (operation === 'write') disk.bytes.set(data, start);
          else if (!disk.flush()) return;
          complete(true);
        },
        frame: (frame) => this.station.receive(Buffer.from(frame)),
        console: (bytes) => {
          this.console += Buffer.from(bytes).toString('latin1');
        },
        tools: (bytes) => this.tools.receive(bytes, performance.now()),
        stopped: (reason) => {
          this.stopped = reason;
        },
      },
    });
    this.station.send = (frame) => this.machine.sendFrame(frame);
    this.machine.start();
  }

  async says(text: string): Promise<void> {
    await eventually(`"${text}" on the console`, () => this.console.includes(text) || this.stopped).catch(
      (cause: unknown) => {
        throw new Error(`no "${text}" on the console:\n${this.console}`, { cause });
      },
    );
  }

  /** Until its ledger serves; the station knows its MAC address then. */
  async serving(): Promise<void> {
    await this.says('serving on UDP port');
    this.station.sendArpRequest();
    await eventually('an ARP reply', () => this.station.arpReply());
  }
}
