// A minimal initiator of the Network Block Device protocol (fixed newstyle, simple replies), so that the peers are driven by the
// same loop in the same process as the array: many requests in flight over one connection, answered in any order.
import { once } from 'node:events';
import { connect } from 'node:net';

const OPTION_MAGIC = Buffer.from('IHAVEOPT');
const REQUEST_MAGIC = 0x25609513;
const REPLY_MAGIC = 0x67446698;
const OPT_EXPORT_NAME = 1;
/** Fixed newstyle; no 124 zeros after the answer to EXPORT_NAME. */
const CLIENT_FLAGS = 3;
const SERVER_HELLO_BYTES = 18;
/** Size of the export and transmission flags. */
const EXPORT_BYTES = 10;
const REPLY_BYTES = 16;
const HANDSHAKE_LIMIT_MS = 5_000;
const CMD_READ = 0;
const CMD_WRITE = 1;

export class NbdClient {
  static async connect(port, exportName = '') {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    await exactly(socket, SERVER_HELLO_BYTES);
    const name = Buffer.from(exportName);
    const answer = Buffer.alloc(20);
    answer.writeUInt32BE(CLIENT_FLAGS, 0);
    OPTION_MAGIC.copy(answer, 4);
    answer.writeUInt32BE(OPT_EXPORT_NAME, 12);
    answer.writeUInt32BE(name.length, 16);
    socket.write(Buffer.concat([answer, name]));
    await exactly(socket, EXPORT_BYTES);
    return new NbdClient(socket);
  }

  constructor(socket) {
    this.socket = socket;
    this.inFlight = new Map();
    this.nextTag = 1;
    this.corked = false;
    /** A header of a reply that came in two pieces. */
    this.rest = Buffer.alloc(0);
    /** The read whose data comes, and how much of it has. */
    this.filling = undefined;
    this.filled = 0;
    socket.on('data', (data) => this.receive(data));
    socket.on('close', () => {
      for (const { reject } of this.inFlight.values()) reject(new Error('the NBD server closed the connection'));
    });
    socket.on('error', () => {});
  }

  read(offset, bytes) {
    return this.request(CMD_READ, offset, bytes);
  }

  write(offset, data) {
    return this.request(CMD_WRITE, offset, data.length, data);
  }

  request(command, offset, bytes, data) {
    return new Promise((resolve, reject) => {
      const tag = this.nextTag++;
      this.inFlight.set(tag, { resolve, reject, bytes: command === CMD_READ ? bytes : 0 });
      const header = Buffer.allocUnsafe(28);
      header.writeUInt32BE(REQUEST_MAGIC, 0);
      header.writeUInt32BE(command, 4);
      header.writeUInt32BE(0, 8);
      header.writeUInt32BE(tag, 12);
      header.writeUInt32BE(Math.floor(offset / 2 ** 32), 16);
      header.writeUInt32BE(offset % 2 ** 32, 20);
      header.writeUInt32BE(bytes, 24);
      // What is asked for in one turn leaves in one system call.
      if (!this.corked) {
        this.corked = true;
        this.socket.cork();
        process.nextTick(() => {
          this.corked = false;
          this.socket.uncork();
        });
      }
      this.socket.write(header);
      if (data) this.socket.write(data);
    });
  }

  receive(chunk) {
    let data = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    for (;;) {
      if (this.filling) {
        const { buffer, resolve } = this.filling;
        const count = Math.min(buffer.length - this.filled, data.length);
        data.copy(buffer, this.filled, 0, count);
        this.filled += count;
        data = data.subarray(count);
        if (this.filled < buffer.length) break;
        this.filling = undefined;
        resolve(buffer);
      }
      if (data.length < REPLY_BYTES) break;
      if (data.readUInt32BE(0) !== REPLY_MAGIC) throw new Error('that is no NBD reply');
      const error = data.readUInt32BE(4);
      const tag = data.readUInt32BE(12);
      data = data.subarray(REPLY_BYTES);
      const { resolve, reject, bytes } = this.inFlight.get(tag);
      this.inFlight.delete(tag);
      if (error !== 0) reject(new Error(`NBD error ${error}`));
      else if (bytes > 0) {
        this.filling = { buffer: Buffer.allocUnsafe(bytes), resolve };
        this.filled = 0;
      } else resolve();
    }
    this.rest = data;
  }

  close() {
    this.socket.destroy();
  }
}

/** The next bytes that come, exactly so many: the server waits for an answer after them. */
async function exactly(socket, bytes) {
  let data = Buffer.alloc(0);
  while (data.length < bytes) {
    const [chunk] = await once(socket, 'data', { signal: AbortSignal.timeout(HANDSHAKE_LIMIT_MS) });
    data = Buffer.concat([data, chunk]);
  }
  return data;
}
