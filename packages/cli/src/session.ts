// The way to vCenter and to the switch: those of the running lab, or the ones that the environment names (a lab in
// containers, or on another machine).
import { Vim25Client, Vim25ConnectionError, Vim25Fault } from '@microsphere/vim25';
import { reason } from './errors.ts';
import { findProcess, findRunningLab } from './running-lab.ts';
import { Failure } from './terminal/failure.ts';

const DEFAULT_USER = 'administrator@vsphere.local';

export interface VcenterAccess {
  readonly url: string;
  readonly userName: string;
  readonly password: string;
}

/** What MICROSPHERE_VCENTER, MICROSPHERE_USER and MICROSPHERE_PASSWORD name; undefined when they name nothing. */
export function remoteLab(environment = process.env): VcenterAccess | undefined {
  const url = environment.MICROSPHERE_VCENTER;
  if (!url) return undefined;
  const password = environment.MICROSPHERE_PASSWORD;
  if (!password) throw new Failure('MICROSPHERE_VCENTER is set, MICROSPHERE_PASSWORD is not', { status: 2 });
  return { url, userName: environment.MICROSPHERE_USER || DEFAULT_USER, password };
}

export function vcenterAccess(labName?: string): VcenterAccess {
  const remote = remoteLab();
  if (remote) return remote;
  const { state } = findRunningLab(labName);
  if (!state.vcenter) throw new Failure(`vCenter of lab "${state.lab.name}" has not started yet`);
  return state.vcenter;
}

/** A session with vCenter. Throws a Failure when it can't be reached or refuses. */
export async function connectVcenter(access: VcenterAccess): Promise<Vim25Client> {
  const client = new Vim25Client({ url: access.url });
  try {
    await client.login(access.userName, access.password);
  } catch (cause) {
    if (!(cause instanceof Vim25ConnectionError || cause instanceof Vim25Fault)) throw cause;
    throw new Failure(`vCenter at ${access.url}: ${reason(cause)}`, { cause });
  }
  return client;
}

/** A session for a command that asks again and again; after a failure (vCenter was killed, say) the next use opens another. */
export class KeptSession {
  private readonly labName: string | undefined;
  private client: Vim25Client | undefined;

  constructor(labName: string | undefined) {
    this.labName = labName;
  }

  async use<T>(use: (client: Vim25Client) => Promise<T>): Promise<T> {
    this.client ??= await connectVcenter(vcenterAccess(this.labName));
    try {
      return await use(this.client);
    } catch (error) {
      await this.end();
      throw error;
    }
  }

  async end(): Promise<void> {
    const ending = this.client;
    this.client = undefined;
    // A vCenter that has gone meanwhile has ended the session itself.
    await ending?.logout().catch(() => undefined);
  }
}

/** Runs `use` in a session with the lab's vCenter that ends with it. */
export async function withVcenter<T>(
  labName: string | undefined,
  use: (client: Vim25Client) => Promise<T>,
): Promise<T> {
  const session = new KeptSession(labName);
  try {
    return await session.use(use);
  } finally {
    await session.end();
  }
}

/** Base URL of the physical switch. */
export function switchUrl(labName?: string): string {
  const remote = process.env.MICROSPHERE_SWITCH;
  if (remote) return remote;
  if (remoteLab()) throw new Failure('MICROSPHERE_VCENTER is set, MICROSPHERE_SWITCH is not', { status: 2 });
  return String(findProcess(findRunningLab(labName), 'switch').facts.url);
}
