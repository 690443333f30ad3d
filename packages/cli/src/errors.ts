// The table of errors that a command may meet and a user can understand: what becomes one line and an exit status. Everything
// else is a mistake of ours and is shown whole.
import { BrokerLocationError } from '@microsphere/broker';
import { Vim25ConnectionError, Vim25Fault } from '@microsphere/vim25';
import { VmfsError } from '@microsphere/vmfs';
import { LabError } from './lab/lab-file.ts';
import { StartError } from './supervisor/child.ts';
import { ControlError } from './supervisor/control.ts';
import { LabDirectoryError } from './supervisor/lab-directory.ts';
import { LabRunningError } from './supervisor/supervisor.ts';
import { Failure } from './terminal/failure.ts';

/** Whose message is clear as it is, with the exit status. */
const clear = [
  [LabError, 2],
  [BrokerLocationError, 2],
  [StartError, 1],
  [ControlError, 1],
  [LabDirectoryError, 1],
  [LabRunningError, 1],
  [VmfsError, 1],
] as const;

/** The failure that an error is for the user; undefined for one that nobody expected. */
export function failureOf(error: unknown): Failure | undefined {
  if (error instanceof Failure) return error;
  for (const [type, status] of clear)
    if (error instanceof type) return new Failure(error.message, { status, cause: error });
  if (error instanceof Vim25Fault)
    return new Failure(`vCenter refused: ${error.type}: ${error.message}`, { cause: error });
  if (error instanceof Vim25ConnectionError) return new Failure(`vCenter: ${reason(error)}`, { cause: error });
  return undefined;
}

/** What is done with one virtual machine: a fault says which one it was. */
export async function about<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (cause instanceof Vim25Fault) throw new Failure(`${name}: ${cause.type}: ${cause.message}`, { cause });
    throw cause;
  }
}

/** Why there was no answer. "fetch failed" says nothing; its cause does. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const wrapped = error instanceof Vim25ConnectionError || error instanceof TypeError;
  if (wrapped && cause instanceof Error) return reason(cause);
  return (error as NodeJS.ErrnoException).code === 'ECONNREFUSED' ? 'nobody listens there' : error.message;
}
