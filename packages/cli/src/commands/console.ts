// `microsphere vm console VM`: the guest's console on this terminal, over a ticket that vCenter gets from the VM's host.
import { moRef } from '@microsphere/vim25';
import { WebSocket } from 'ws';
import { Inventory } from '../inventory.ts';
import { connectLab } from '../session.ts';
import { Failure } from '../terminal/failure.ts';

/** Ctrl-] */
const ESCAPE = 0x1d;

export async function consoleCommand(name: string, labName?: string): Promise<void> {
  const client = await connectLab(labName);
  const vm = await new Inventory(client).vm(name);
  if (vm.powerState !== 'poweredOn') throw new Failure(`${name} is ${vm.powerState}: it has no console`);
  const { url } = await client.call(moRef('VirtualMachine', vm.moref), 'AcquireTicket', { ticketType: 'webmks' });
  await client.logout();
  if (url === undefined) throw new Failure(`vCenter gave no URL for the console of ${name}`);
  const { stdin, stdout } = process;
  const socket = new WebSocket(url, { perMessageDeflate: false });
  const raw = (on: boolean) => {
    if (stdin.isTTY) stdin.setRawMode(on);
  };
  process.stderr.write(`console of ${name}; Ctrl-] ends it\n`);
  try {
    await new Promise<void>((resolve, reject) => {
      socket.on('error', (cause) => reject(new Failure(`console of ${name}: ${cause.message}`, { cause })));
      socket.on('message', (bytes) => stdout.write(bytes as Buffer));
      socket.on('close', () => resolve());
      socket.on('open', () => {
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
