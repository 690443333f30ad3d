// `microsphere ping VM`: the gateway of the VM network pings a guest, and the switch says how long it took.
import { addressOf, Inventory } from '../inventory.ts';
import { switchUrl, withVcenter } from '../session.ts';
import { SwitchClient } from '../switch-client.ts';

/** How long an answer is waited for, in milliseconds. */
const PING_TIMEOUT_MS = 1_000;
/** Pause between two pings, in milliseconds. */
const PING_INTERVAL_MS = 1_000;

export interface PingResult {
  readonly vm: string;
  readonly address: string;
  readonly sent: number;
  readonly received: number;
  /** Round trips in milliseconds; null for a ping without an answer. */
  readonly rttsMs: readonly (number | null)[];
}

/** Pings one after the other; `onReply` hears of each. */
export async function pingVm(
  name: string,
  options: { readonly count: number; readonly onReply?: (line: string) => void },
  labName?: string,
): Promise<PingResult> {
  const address = await withVcenter(labName, async (client) => addressOf(await new Inventory(client).vm(name)));
  const gateway = new SwitchClient(switchUrl(labName));
  const rttsMs: (number | null)[] = [];
  for (let sequence = 1; sequence <= options.count; sequence += 1) {
    if (sequence > 1) await new Promise((resolve) => setTimeout(resolve, PING_INTERVAL_MS));
    const { rttMs } = await gateway.ping(address, PING_TIMEOUT_MS);
    rttsMs.push(rttMs ?? null);
    options.onReply?.(
      `${address}: seq=${sequence} ${rttMs === undefined ? 'no answer' : `time=${rttMs.toFixed(2)} ms`}`,
    );
  }
  const received = rttsMs.filter((rtt) => rtt !== null).length;
  return { vm: name, address, sent: rttsMs.length, received, rttsMs };
}

export function printPing({ vm, sent, received }: PingResult): string {
  return `${vm}: ${sent} sent, ${received} received, ${Math.round((100 * (sent - received)) / sent)} % lost`;
}
