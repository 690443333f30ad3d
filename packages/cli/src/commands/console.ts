// `microsphere vm console VM`: the guest's console on this terminal, over a ticket that vCenter gets from the VM's host.
import { moRef } from '@microsphere/vim25';
import { type RawData, WebSocket } from 'ws';
import { Inventory } from '../inventory.ts';
import { withVcenter } from '../session.ts';
import { Failure } from '../terminal/failure.ts';
import { aborted, interruption } from '../terminal/interruption.ts';

/** Ctrl-] */
const ESCAPE = 0x1d;
/** Close code of a connection that was cut, not closed (RFC 6455, 7.4.1). */
const ABNORMAL_CLOSURE = 1006;

/** Resolves when the user ends it: Ctrl-], the end of a piped standard input, or a signal. */
export async function consoleCommand(name: string, labName?: string): Promise<void> {
  const url = await withVcenter(labName, async (client) => {
    const vm = await new Inventory(client).vm(name);
    if (vm.powerState !== 'poweredOn') throw new Failure(`${name} is ${vm.powerState}: it has no console`);
    return (await client.call(moRef('VirtualMachine', vm.moref), 'AcquireTicket', { ticketType: 'webmks' })).url;
  });
  if (url === undefined) throw new Failure(`vCenter gave no URL for the console of ${name}`);
  const { stdin, stdout } = process;
  const raw = (on: boolean) => {
    if (stdin.isTTY) stdin.setRawMode(on);
  };
  const socket = new WebSocket(url, { perMessageDeflate: false });
  void aborted(interruption()).then(() => socket.close());
  try {
    await new Promise<void>((resolve, reject) => {
      socket.on('error', (cause) => reject(new Failure(`console of ${name}: ${cause.message}`, { cause })));
      socket.on('message', (data) => stdout.write(bytesOf(data)));
      socket.on('close', (code) =>
        code === ABNORMAL_CLOSURE ? reject(new Failure(`console of ${name}: its host has gone`)) : resolve(),
      );
      socket.on('open', () => {
        process.stderr.write(`console of ${name}; Ctrl-] ends it\n`);
        raw(true);
        stdin.on('data', (bytes: Buffer) => {
          const end = bytes.indexOf(ESCAPE);
          socket.send(end < 0 ? bytes : bytes.subarray(0, end));
          if (end >= 0) socket.close();
        });
        stdin.on('end', () => socket.close());
      });
    });
  } finally {
    raw(false);
    stdin.destroy();
    process.stderr.write('\n');
  }
}

function bytesOf(data: RawData): Uint8Array {
  return Array.isArray(data) ? Buffer.concat(data) : new Uint8Array(data);
}
