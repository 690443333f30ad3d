// A guest on QEMU's virt machine, of which ours is a subset: the same firmware and disk image, a network cable that ends in a
// Station, a tools channel that ends in the host agent's own GuestTools.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '@microsphere/testkit';
// Host agent and guests meet on the wire only, but a test may hold the two ends against one another.
import { GuestTools } from '../../host-agent/src/hostd/guest-tools.ts';
import { Station } from './station.ts';

export const qemuIsThere = spawnSync('qemu-system-riscv64', ['--version']).status === 0;
// QEMU dies with the test runner, however that ends, where util-linux is there to see to it.
const deathSignal = spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true']).status === 0;

const MAC_ADDRESS = '00:50:56:00:00:11';
const HEARTBEAT_INTERVAL_MS = 50;
export const GUEST_ADDRESS = '10.10.0.11';
const started = new Set<QemuGuest>();

export interface QemuGuestOptions {
  /** For the sockets. */
  readonly directory: string;
  /** Path of a raw disk; without one the machine has none. */
  readonly disk?: string;
  /** A blkdebug configuration: which requests of the disk fail. */
  readonly diskFaults?: string;
  /** QEMU's limits for the disk, such as `throttling.iops-write=2`. */
  readonly diskThrottling?: string;
  /** More of guestinfo.*, beside the address. */
  readonly info?: Readonly<Record<string, string>>;
  readonly memoryMb?: number;
  /** The host does not answer on the tools channel at first: see `deaf`. */
  readonly deaf?: boolean;
}

export class QemuGuest {
  readonly station = new Station(GUEST_ADDRESS);
  readonly tools: GuestTools;
  readonly pid: number;
  readonly exited: Promise<number | null>;
  console = '';
  /** Lines that the guest sent on the tools channel. */
  toolsLines = '';
  /** While it is, the host does not answer on the tools channel. */
  deaf: boolean;
  private readonly child: ChildProcess;
  private readonly servers: readonly Server[];
  private readonly sockets: readonly string[];
  private toolsSocket: Socket | undefined;

  static async start(options: QemuGuestOptions): Promise<QemuGuest> {
    const network = createServer();
    const tools = createServer();
    const paths = ['network', 'tools'].map((name) => join(options.directory, name));
    for (const [index, server] of [network, tools].entries()) {
      rmSync(paths[index]!, { force: true });
      server.listen(paths[index]);
      await once(server, 'listening');
    }
    const connected = Promise.all([once(network, 'connection'), once(tools, 'connection')]);
    const guest = new QemuGuest(options, [network, tools], paths);
    const ended = guest.exited.then((code) => {
      throw new Error(`QEMU ended (${code}):\n${guest.console}`);
    });
    ended.catch(() => {});
    await Promise.race([connected, ended]);
    return guest;
  }

  private constructor(options: QemuGuestOptions, servers: readonly [Server, Server], sockets: readonly string[]) {
    const info: Readonly<Record<string, string>> = {
      'guestinfo.ip': GUEST_ADDRESS,
      'guestinfo.prefix': '24',
      'guestinfo.gateway': '10.10.0.1',
      'machine.memory': String(options.memoryMb ?? 4),
      ...options.info,
    };
    this.deaf = options.deaf ?? false;
    this.servers = servers;
    this.sockets = sockets;
    this.tools = new GuestTools({
      info: (key) => info[key],
      send: (bytes) => this.sendTools(bytes),
      heartbeatIntervalMs: HEARTBEAT_INTERVAL_MS,
      heartbeatTimeoutMs: 30_000,
    });
    servers[0].on('connection', (socket) => this.cable(socket));
    servers[1].on('connection', (socket) => {
      this.toolsSocket = socket.on('error', () => {});
      socket.on('data', (bytes) => {
        this.toolsLines += bytes.toString('latin1');
        if (!this.deaf) this.tools.receive(bytes, performance.now());
      });
    });
    const throttling = options.diskThrottling ? `,${options.diskThrottling}` : '';
    const faults = options.diskFaults ? `blkdebug:${options.diskFaults}:` : '';
    const disk = options.disk
      ? [
          '-drive',
          `file=${faults}${options.disk},format=raw,if=none,id=disk${throttling}`,
          '-device',
          'virtio-blk-device,drive=disk,bus=virtio-mmio-bus.0',
        ]
      : [];
    const firmware = fileURLToPath(new URL('../images/firmware.bin', import.meta.url));
    const command = ['qemu-system-riscv64', '-M', 'virt', '-m', `${options.memoryMb ?? 4}M`, '-bios', firmware]
      .concat('-nodefaults', '-display', 'none', '-global', 'virtio-mmio.force-legacy=false', disk)
      .concat('-netdev', `stream,id=net,server=off,addr.type=unix,addr.path=${sockets[0]}`)
      .concat('-device', `virtio-net-device,netdev=net,mac=${MAC_ADDRESS},bus=virtio-mmio-bus.1`)
      .concat('-chardev', 'stdio,id=console,signal=off')
      .concat('-device', 'virtio-serial-device,id=slot2,max_ports=1,bus=virtio-mmio-bus.2')
      .concat('-device', 'virtconsole,chardev=console,bus=slot2.0')
      .concat('-chardev', `socket,id=tools,path=${sockets[1]},server=off`)
      .concat('-device', 'virtio-serial-device,id=slot3,max_ports=1,bus=virtio-mmio-bus.3')
      .concat('-device', 'virtconsole,chardev=tools,bus=slot3.0');
    const [program, ...args] = deathSignal ? ['setpriv', '--pdeathsig', 'KILL', ...command] : command;
    this.child = spawn(program!, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.pid = this.child.pid!;
    this.child.stdin?.on('error', () => {});
    for (const output of [this.child.stdout, this.child.stderr])
      output?.on('data', (bytes: Buffer) => {
        this.console += bytes.toString('latin1');
      });
    this.exited = once(this.child, 'close').then(([code]) => {
      started.delete(this);
      for (const server of servers) server.close();
      return code as number | null;
    });
    started.add(this);
  }

  /** QEMU's stream netdev: each frame after its length in four bytes, big-endian. */
  private cable(socket: Socket): void {
    let pending: Buffer = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      pending = Buffer.concat([pending, bytes]);
      while (pending.length >= 4 && pending.length >= 4 + pending.readUInt32BE(0)) {
        const end = 4 + pending.readUInt32BE(0);
        this.station.receive(Buffer.from(pending.subarray(4, end)));
        pending = pending.subarray(end);
      }
    });
    this.station.send = (frame) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(frame.length);
      socket.write(Buffer.concat([length, frame]));
    };
  }

  sendTools(bytes: Uint8Array): void {
    this.toolsSocket?.write(bytes);
  }

  type(text: string): void {
    this.child.stdin?.write(text);
  }

  /** Waits for this on the console. */
  async says(text: string): Promise<void> {
    const ended = this.exited.then((code) => {
      if (!this.console.includes(text)) throw new Error(`QEMU ended (${code}) before "${text}":\n${this.console}`);
    });
    ended.catch(() => {});
    const seen = eventually(`"${text}" on the console`, () => this.console.includes(text), 60_000).catch(
      (cause: unknown) => {
        throw new Error(`no "${text}" on the console:\n${this.console}`, { cause });
      },
    );
    await Promise.race([seen, ended]);
  }

  /** Until its ledger serves; the station knows its MAC address then. */
  async serving(): Promise<void> {
    await this.says('serving on UDP port');
    await this.resolve();
  }

  async resolve(): Promise<Buffer> {
    this.station.sendArpRequest();
    return eventually('an ARP reply', () => this.station.arpReply());
  }

  /** Cuts the power. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
    for (const path of this.sockets) rmSync(path, { force: true });
    for (const server of this.servers) server.close();
  }
}

/** For `afterEach`. */
export async function killGuests(): Promise<void> {
  await Promise.all([...started].map((guest) => guest.kill()));
}
