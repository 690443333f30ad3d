// From bytes to operations, a chunk at a time and cut anywhere. A message that lies whole in one chunk is handed on as a
// view of it; one that is spread over several is gathered in a buffer of its own, which is not allocated before its size
// has been checked.
import { type Operation, ProtocolError } from './operations.ts';

const NEWLINE = 0x0a;
const RETURN = 0x0d;
/** Every message ends with it. */
const TRAILER_BYTES = 2;

/** A message whose control line is known and whose payload is still arriving. */
interface Arriving {
  readonly subject: string;
  readonly reply: string | undefined;
  readonly headerBytes: number | undefined;
  /** Payload and trailer. */
  readonly buffer: Buffer;
  filled: number;
}

export interface ParserLimits {
  readonly maxControlLineBytes: number;
  readonly maxPayloadBytes: number;
}

export class Parser {
  private readonly limits: ParserLimits;
  /** The beginning of a control line. */
  private line: Buffer | undefined;
  private arriving: Arriving | undefined;

  constructor(limits: ParserLimits) {
    this.limits = limits;
  }

  /** Reads `chunk` and emits what is complete. Throws `ProtocolError`; the parser is of no use afterwards. */
  parse(chunk: Buffer, emit: (operation: Operation) => void): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.arriving) {
        at = this.gather(this.arriving, chunk, at, emit);
        continue;
      }
      const newline = chunk.indexOf(NEWLINE, at);
      const end = newline < 0 ? chunk.length : newline;
      if ((this.line?.length ?? 0) + end - at > this.limits.maxControlLineBytes)
        throw new ProtocolError('maxControlLine', `more than ${this.limits.maxControlLineBytes} bytes`);
      if (newline < 0) {
        const rest = chunk.subarray(at);
        this.line = this.line ? Buffer.concat([this.line, rest]) : Buffer.from(rest);
        return;
      }
      let text: string;
      if (this.line) {
        text = Buffer.concat([this.line, chunk.subarray(at, newline)]).toString('latin1');
        this.line = undefined;
      } else {
        text = chunk.toString('latin1', at, newline);
      }
      at = this.control(text.endsWith('\r') ? text.slice(0, -1) : text, chunk, newline + 1, emit);
    }
  }

  /** Acts on one control line; returns where the next one begins. */
  private control(line: string, chunk: Buffer, at: number, emit: (operation: Operation) => void): number {
    let nameEnd = 0;
    while (nameEnd < line.length && line.charCodeAt(nameEnd) > 0x20) nameEnd++;
    const name = line.slice(0, nameEnd).toUpperCase();
    switch (name) {
      case 'PUB': {
        const args = words(line, nameEnd);
        if (args.length !== 2 && args.length !== 3)
          throw new ProtocolError('parser', `PUB with ${args.length} arguments`);
        const reply = args.length === 3 ? args[1] : undefined;
        return this.message(args[0]!, reply, undefined, this.payloadSize(args.at(-1)!), chunk, at, emit);
      }
      case 'HPUB': {
        const args = words(line, nameEnd);
        if (args.length !== 3 && args.length !== 4)
          throw new ProtocolError('parser', `HPUB with ${args.length} arguments`);
        const total = this.payloadSize(args.at(-1)!);
        const headerBytes = this.payloadSize(args.at(-2)!);
        if (headerBytes > total) throw new ProtocolError('parser', `headers of ${headerBytes} in ${total} bytes`);
        return this.message(args[0]!, args.length === 4 ? args[1] : undefined, headerBytes, total, chunk, at, emit);
      }
      case 'SUB': {
        const args = words(line, nameEnd);
        if (args.length !== 2 && args.length !== 3)
          throw new ProtocolError('parser', `SUB with ${args.length} arguments`);
        const queue = args.length === 3 ? args[1] : undefined;
        emit({ kind: 'subscribe', subject: args[0]!, queue, sid: args.at(-1)! });
        return at;
      }
      case 'UNSUB': {
        const args = words(line, nameEnd);
        if (args.length !== 1 && args.length !== 2)
          throw new ProtocolError('parser', `UNSUB with ${args.length} arguments`);
        emit({ kind: 'unsubscribe', sid: args[0]!, maxMessages: args.length === 2 ? count(args[1]!) : undefined });
        return at;
      }
      case 'CONNECT':
        emit({ kind: 'connect', json: Buffer.from(line.slice(nameEnd + 1), 'latin1').toString('utf8') });
        return at;
      case 'PING':
        emit({ kind: 'ping' });
        return at;
      case 'PONG':
        emit({ kind: 'pong' });
        return at;
      case '+OK':
      case '-ERR':
      case 'INFO':
        emit({ kind: 'ignored' });
        return at;
      default:
        throw new ProtocolError('unknownOperation', JSON.stringify(line.slice(0, 32)));
    }
  }

  private message(
    subject: string,
    reply: string | undefined,
    headerBytes: number | undefined,
    size: number,
    chunk: Buffer,
    at: number,
    emit: (operation: Operation) => void,
  ): number {
    const end = at + size;
    if (end + TRAILER_BYTES > chunk.length) {
      this.arriving = { subject, reply, headerBytes, buffer: Buffer.allocUnsafe(size + TRAILER_BYTES), filled: 0 };
      return at;
    }
    checkTrailer(chunk, end);
    emit({ kind: 'publish', subject, reply, headerBytes, payload: chunk.subarray(at, end) });
    return end + TRAILER_BYTES;
  }

  private gather(arriving: Arriving, chunk: Buffer, at: number, emit: (operation: Operation) => void): number {
    const copied = chunk.copy(arriving.buffer, arriving.filled, at);
    arriving.filled += copied;
    if (arriving.filled < arriving.buffer.length) return at + copied;
    this.arriving = undefined;
    const size = arriving.buffer.length - TRAILER_BYTES;
    checkTrailer(arriving.buffer, size);
    const { subject, reply, headerBytes } = arriving;
    emit({ kind: 'publish', subject, reply, headerBytes, payload: arriving.buffer.subarray(0, size) });
    return at + copied;
  }

  private payloadSize(text: string): number {
    const size = count(text);
    if (size > this.limits.maxPayloadBytes)
      throw new ProtocolError('maxPayload', `${size} bytes, at most ${this.limits.maxPayloadBytes}`);
    return size;
  }
}

/** The words of a line from `at` on, parted by spaces and tabs. */
function words(line: string, at: number): string[] {
  const found: string[] = [];
  let start = -1;
  for (let index = at; index < line.length; index++) {
    const code = line.charCodeAt(index);
    if (code === 0x20 || code === 0x09) {
      if (start >= 0) found.push(line.slice(start, index));
      start = -1;
    } else if (start < 0) {
      start = index;
    }
  }
  if (start >= 0) found.push(line.slice(start));
  return found;
}

function count(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new ProtocolError('parser', `not a number: ${JSON.stringify(text.slice(0, 32))}`);
  return Number(text);
}

function checkTrailer(buffer: Buffer, at: number): void {
  if (buffer[at] !== RETURN || buffer[at + 1] !== NEWLINE)
    throw new ProtocolError('parser', 'a payload does not end where its control line says');
}
