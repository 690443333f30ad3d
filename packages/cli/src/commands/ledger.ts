// `microsphere ledger append|read VM`: the ledger application in a guest, over the UDP port that the switch publishes.
import { randomBytes } from 'node:crypto';
import { GUEST, type LedgerEntry } from '@microsphere/guests';
import { addressOf, Inventory } from '../inventory.ts';
import { LedgerClient, LedgerError } from '../ledger/client.ts';
import { switchUrl, withVcenter } from '../session.ts';
import { SwitchClient } from '../switch-client.ts';
import { Failure } from '../terminal/failure.ts';
import { table } from '../terminal/table.ts';

/** How long the guest may take to answer, in milliseconds: a failover in the fast profile fits in. */
const ANSWER_TIMEOUT_MS = 30_000;

/** A client of the ledger in a guest at `address`. */
export async function openLedger(gateway: SwitchClient, address: string): Promise<LedgerClient> {
  const published = await gateway.publish({ address, port: GUEST.ledgerUdpPort });
  return LedgerClient.open(published, randomBytes(8).readBigUInt64LE() | 1n);
}

async function withLedger<T>(
  name: string,
  labName: string | undefined,
  use: (ledger: LedgerClient, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const address = await withVcenter(labName, async (client) => addressOf(await new Inventory(client).vm(name)));
  const ledger = await openLedger(new SwitchClient(switchUrl(labName)), address);
  try {
    return await use(ledger, AbortSignal.timeout(ANSWER_TIMEOUT_MS));
  } catch (cause) {
    if (cause instanceof LedgerError) throw new Failure(`the ledger of ${name}: ${cause.message}`, { cause });
    throw cause;
  } finally {
    ledger.close();
  }
}

export interface AppendResult {
  readonly vm: string;
  readonly client: string;
  readonly appended: number;
  readonly lastIndex: number;
  readonly boot: number;
}

export function appendToLedger(name: string, count: number, labName?: string): Promise<AppendResult> {
  return withLedger(name, labName, async (ledger, signal) => {
    let last = await ledger.append(signal);
    for (let appended = 1; appended < count; appended += 1) last = await ledger.append(signal);
    return {
      vm: name,
      client: ledger.client.toString(16),
      appended: count,
      lastIndex: Number(last.index),
      boot: Number(last.boot),
    };
  });
}

export interface ReadResult {
  readonly vm: string;
  readonly total: number;
  readonly boots: number;
  readonly entries: readonly {
    readonly index: number;
    readonly boot: number;
    readonly kind: LedgerEntry['kind'];
    readonly client: string;
    readonly n: number;
    readonly uptimeMs: number;
  }[];
}

/** The last `lines` entries. */
export function readLedger(name: string, lines: number, labName?: string): Promise<ReadResult> {
  return withLedger(name, labName, async (ledger, signal) => {
    const { entries: total, boot } = await ledger.status(signal);
    const from = total > BigInt(lines) ? total - BigInt(lines) : 0n;
    const entries = await ledger.read(from, signal);
    return {
      vm: name,
      total: Number(total),
      boots: Number(boot),
      entries: entries.map((entry) => ({
        index: Number(entry.index),
        boot: Number(entry.boot),
        kind: entry.kind,
        client: entry.client.toString(16),
        n: Number(entry.n),
        uptimeMs: Number(entry.uptimeMs),
      })),
    };
  });
}

export function printLedger({ vm, total, boots, entries }: ReadResult): string {
  return [
    `${vm}: ${total} entries, ${boots} boots`,
    table([
      ['INDEX', 'BOOT', 'KIND', 'CLIENT', 'N'],
      ...entries.map(({ index, boot, kind, client, n }) =>
        kind === 'boot' ? [index, boot, kind, '-', '-'] : [index, boot, kind, client, n],
      ),
    ]),
  ].join('\n');
}
