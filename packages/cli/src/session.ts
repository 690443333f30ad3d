// The way to vCenter and to the switch: those of the running lab, or the ones that the environment names (a lab in
// containers, or on another machine).
import { Vim25Client } from '@microsphere/vim25';
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
  if (password === undefined)
    throw new Failure('MICROSPHERE_VCENTER is set, MICROSPHERE_PASSWORD is not', { status: 2 });
  return { url, userName: environment.MICROSPHERE_USER ?? DEFAULT_USER, password };
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
    throw new Failure(`vCenter at ${access.url}: ${reason(cause)}`, { cause });
  }
  return client;
}

export function connectLab(labName?: string): Promise<Vim25Client> {
  return connectVcenter(vcenterAccess(labName));
}

/** Base URL of the physical switch. */
export function switchUrl(labName?: string): string {
  const remote = process.env.MICROSPHERE_SWITCH;
  if (remote) return remote;
  if (remoteLab()) throw new Failure('MICROSPHERE_VCENTER is set, MICROSPHERE_SWITCH is not', { status: 2 });
  return String(findProcess(findRunningLab(labName), 'switch').facts.url);
}

/** "fetch failed" says nothing; its cause does. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (error instanceof TypeError && cause instanceof Error)
    return (cause as NodeJS.ErrnoException).code === 'ECONNREFUSED' ? 'nobody listens there' : cause.message;
  return error.message;
}
