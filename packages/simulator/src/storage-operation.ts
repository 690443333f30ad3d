// How an operation of the file system is carried out by a process: command by command, each of which is answered in its time, or not; and
// what can come of it.
import { type BlockCommand, type Operation, VmfsError } from '@microsphere/vmfs';
import { type Answer, DeviceLostError, PathError } from './path.ts';

/** I/O is over: the locks of this mount are lost. */
export class NotAdmittedError extends Error {
  override readonly name = 'NotAdmittedError';
}

export type StorageError = VmfsError | PathError | DeviceLostError | NotAdmittedError;
export type Result<T> = { readonly value: T } | { readonly error: StorageError };

function isStorageError(error: unknown): error is StorageError {
  return (
    error instanceof VmfsError ||
    error instanceof PathError ||
    error instanceof DeviceLostError ||
    error instanceof NotAdmittedError
  );
}

/** Sends a command, and hears of what came of it. */
export type Send = (command: BlockCommand, next: (answer: Answer | NotAdmittedError) => void) => void;

/** Runs an operation whose commands are sent by `send`. */
export function drive<T>(operation: Operation<T>, send: Send, done: (result: Result<T>) => void): void {
  const next = (answer: Answer | NotAdmittedError): void => {
    let step: IteratorResult<BlockCommand, T>;
    try {
      step = answer instanceof Error ? operation.throw(answer) : operation.next(answer);
    } catch (error) {
      if (!isStorageError(error)) throw error;
      done({ error });
      return;
    }
    if (step.done) done({ value: step.value });
    else send(step.value, next);
  };
  next(undefined);
}
