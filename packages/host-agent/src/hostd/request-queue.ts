// What is asked of one virtual machine is done one after the other; what is refused for good is refused before it begins.
import { HostFault } from '../fault.ts';

/** Requests to one virtual machine that wait or are under way; more are refused with TaskInProgress. */
export const MAX_REQUESTS_WAITING = 8;

export class RequestQueue {
  /** In messages. */
  name: string;
  private readonly refusal: () => HostFault | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  /** @param refusal - why nothing is done any more, if that is so */
  constructor(name: string, refusal: () => HostFault | undefined) {
    this.name = name;
    this.refusal = refusal;
  }

  /** Somebody waits for it. Fault: TaskInProgress, and the refusal. */
  async request<T>(operation: () => Promise<T>): Promise<T> {
    if (this.waiting >= MAX_REQUESTS_WAITING)
      throw new HostFault('TaskInProgress', `${this.name} has ${MAX_REQUESTS_WAITING} requests under way`);
    this.waiting += 1;
    try {
      return await this.exclusively(() => {
        const refusal = this.refusal();
        if (refusal) throw refusal;
        return operation();
      });
    } finally {
      this.waiting -= 1;
    }
  }

  /** In its turn: nothing else is done until the function that it resolves with is called. Fault: TaskInProgress, and the refusal. */
  hold(): Promise<() => void> {
    return new Promise((resolve, reject) => {
      this.request(() => new Promise<void>((release) => resolve(release))).catch(reject);
    });
  }

  /** Something has happened that something has to be done about, in its turn. */
  exclusively<T>(operation: () => Promise<T>): Promise<T> {
    const result = this.last.then(operation);
    this.last = result.catch(() => undefined);
    return result;
  }
}
