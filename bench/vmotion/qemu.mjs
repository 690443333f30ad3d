// The peer: QEMU moves the same guest over loopback from one process of its virt machine to another, by its `migrate`. Both are on a
// network that is this process, so that what comes from either is seen.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { GuestTools } from '../../packages/host-agent/dist/hostd/guest-tools.js';
import { eventually } from '../../packages/testkit/dist/index.js';
import { guestInfo } from './guest.mjs';

export const PROGRAM = 'qemu-system-riscv64';
const MAC_ADDRESS = '00:50:56:00:00:11';
const FIRMWARE = fileURLToPath(new URL('../../packages/guests/images/firmware.bin', import.meta.url));
const MIGRATION_LIMIT_MS = 60_000;
/** More than loopback can: QEMU's own limit (128 MiB/s) is no property of its migration. */
const UNLIMITED_BYTES_PER_SECOND = 100e9;

export function hasQemu() {
  return spawnSync(PROGRAM, ['--version']).status === 0;
}

/** Where the machines' sockets end: their network adapters, their guest tools, their monitors. */
export class QemuLab {
  static async start({ directory, disk, memoryMb, onFrame }) {
    const lab = new QemuLab({ directory, disk, memoryMb, onFrame });
    lab.network = await listen(join(directory, 'network'), (socket) => lab.cable(socket));
    lab.tools = await listen(join(directory, 'tools'), (socket) => lab.answerTools(socket));
    return lab;
  }

  constructor(options) {
    Object.assign(this, options);
    this.cables = new Set();
    this.machines = new Set();
    this.started = 0;
  }

  /** QEMU's stream netdev: each frame after its length in four bytes, big-endian. */
  cable(socket) {
    let pending = Buffer.alloc(0);
    this.cables.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => this.cables.delete(socket));
    socket.on('data', (bytes) => {
      pending = Buffer.concat([pending, bytes]);
      while (pending.length >= 4 && pending.length >= 4 + pending.readUInt32BE(0)) {
        const end = 4 + pending.readUInt32BE(0);
        this.onFrame(pending.subarray(4, end));
        pending = pending.subarray(end);
      }
    });
  }

  /** To every machine that is on the network: one of them has the guest. */
  send(frame) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(frame.length);
    for (const socket of this.cables) socket.write(Buffer.concat([length, frame]));
  }

  answerTools(socket) {
    const info = { ...guestInfo(), 'machine.memory': String(this.memoryMb) };
    const tools = new GuestTools({
      info: (key) => info[key],
      send: (bytes) => socket.write(bytes),
      heartbeatIntervalMs: 1_000,
      heartbeatTimeoutMs: 30_000,
    });
    socket.on('error', () => {});
    socket.on('data', (bytes) => tools.receive(bytes, performance.now()));
  }

  /** A machine that starts the guest, or waits for it. */
  async machine({ incoming }) {
    this.started += 1;
    const machine = new QemuMachine(this, { incoming, number: this.started });
    this.machines.add(machine);
    await machine.connectMonitor();
    return machine;
  }

  async close() {
    await Promise.all([...this.machines].map((machine) => machine.end()));
    for (const server of [this.network, this.tools]) server.close();
  }
}

async function listen(path, onConnection) {
  const server = createServer(onConnection);
  server.listen(path);
  await once(server, 'listening');
  return server;
}

class QemuMachine {
  constructor(lab, { incoming, number }) {
    this.lab = lab;
    this.console = '';
    this.monitorPath = join(lab.directory, `monitor${number}`);
    this.waiting = [];
    const { memoryMb, directory, disk } = lab;
    const args = [
      '-M',
      'virt',
      '-accel',
      'tcg',
      '-m',
      `${memoryMb}M`,
      '-bios',
      FIRMWARE,
      '-nodefaults',
      '-display',
      'none',
    ]
      .concat('-global', 'virtio-mmio.force-legacy=false')
      .concat('-drive', `file=${disk},format=raw,if=none,id=disk,file.locking=off`)
      .concat('-device', 'virtio-blk-device,drive=disk,bus=virtio-mmio-bus.0,share-rw=on')
      .concat('-netdev', `stream,id=net,server=off,addr.type=unix,addr.path=${join(directory, 'network')}`)
      .concat('-device', `virtio-net-device,netdev=net,mac=${MAC_ADDRESS},bus=virtio-mmio-bus.1`)
      .concat('-chardev', 'stdio,id=console,signal=off')
      .concat('-device', 'virtio-serial-device,id=slot2,max_ports=1,bus=virtio-mmio-bus.2')
      .concat('-device', 'virtconsole,chardev=console,bus=slot2.0')
      .concat('-chardev', `socket,id=tools,path=${join(directory, 'tools')},server=off`)
      .concat('-device', 'virtio-serial-device,id=slot3,max_ports=1,bus=virtio-mmio-bus.3')
      .concat('-device', 'virtconsole,chardev=tools,bus=slot3.0')
      .concat('-qmp', `unix:${this.monitorPath},server=on,wait=off`)
      .concat(incoming ? ['-incoming', 'defer'] : []);
    this.child = spawn(PROGRAM, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.exited = once(this.child, 'close');
    this.child.stdin.on('error', () => {});
    for (const output of [this.child.stdout, this.child.stderr])
      output.on('data', (bytes) => {
        this.console += bytes.toString('latin1');
      });
  }

  type(text) {
    this.child.stdin.write(text);
  }

  async connectMonitor() {
    const ended = () => this.child.exitCode !== null;
    this.monitor = await eventually('a monitor of QEMU', async () => {
      if (ended()) throw new Error(`${PROGRAM} ended with ${this.child.exitCode}: ${this.console}`);
      const socket = connect(this.monitorPath);
      const [event] = await Promise.race([once(socket, 'connect').then(() => ['up']), once(socket, 'error')]).catch(
        () => [],
      );
      return event === 'up' && socket;
    });
    this.monitor.on('error', () => {});
    createInterface({ input: this.monitor }).on('line', (line) => {
      const message = JSON.parse(line);
      if ('return' in message || 'error' in message) this.waiting.shift()?.(message);
    });
    await this.ask('qmp_capabilities');
  }

  ask(execute, args) {
    return new Promise((resolve, reject) => {
      this.waiting.push(({ return: result, error }) =>
        error ? reject(new Error(`${PROGRAM}: ${execute}: ${error.desc}`)) : resolve(result),
      );
      this.monitor.write(`${JSON.stringify({ execute, ...(args ? { arguments: args } : {}) })}\n`);
    });
  }

  /** Sends the guest to another machine; returns what QEMU says of it, once it is over. */
  async migrateTo(destination, { downtimeLimitMs }) {
    await destination.ask('migrate-incoming', { uri: 'tcp:127.0.0.1:0' });
    const { 'socket-address': addresses } = await destination.ask('query-migrate');
    await this.ask('migrate-set-parameters', {
      'max-bandwidth': UNLIMITED_BYTES_PER_SECOND,
      'downtime-limit': downtimeLimitMs,
    });
    await this.ask('migrate', { uri: `tcp:127.0.0.1:${addresses[0].port}` });
    const ended = async () => {
      const info = await this.ask('query-migrate');
      if (info.status === 'failed') throw new Error(`${PROGRAM}: the migration failed: ${info['error-desc']}`);
      return info.status === 'completed' && info;
    };
    return eventually('the end of a migration of QEMU', ended, MIGRATION_LIMIT_MS);
  }

  async end() {
    this.lab.machines.delete(this);
    this.monitor?.destroy();
    this.child.kill('SIGKILL');
    await this.exited;
  }
}
