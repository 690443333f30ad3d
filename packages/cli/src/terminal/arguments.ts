// What arguments must look like, said before anything is done; and what the environment may say.
import { InvalidArgumentError } from 'commander';
import { address, labName } from '../lab/lab.ts';

/** A parser of whole numbers from `minimum` to `maximum`. */
export function wholeNumber(minimum: number, maximum = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= minimum && number <= maximum) return number;
    const range = maximum === Number.MAX_SAFE_INTEGER ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
    throw new InvalidArgumentError(`It must be a whole number ${range}.`);
  };
}

/** The name of a lab is the name of its directory: it can't lead out of the directory of all labs. */
export function labNameArgument(text: string): string {
  const parsed = labName.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('It must be lower-case letters, digits and "-"; at most 31.');
}

export function ipv4Address(text: string): string {
  if (address.safeParse(text).success) return text;
  throw new InvalidArgumentError('It must be an IPv4 address.');
}

export const environmentHelp = `
Environment:
  MICROSPHERE_HOME      directory of all labs (default: .microsphere in the repository)
  MICROSPHERE_VCENTER   URL of a vCenter to use instead of a lab on this machine, with
  MICROSPHERE_USER        its user (default: administrator@vsphere.local),
  MICROSPHERE_PASSWORD    the password (of a lab that is started: the one that it gets), and
  MICROSPHERE_SWITCH      the URL of its switch, for ping and ledger
  MICROSPHERE_LOG       level of the logs of a lab's processes: trace, debug, info, warn, error, fatal, silent
  NATS_URL              broker to use instead of starting one
  NATS_SERVER_BIN       nats-server to start, instead of the one on PATH or the bundled broker

Exit status: 0 done; 1 it failed, or a demo's promise was broken; 2 it was asked wrongly.`;
