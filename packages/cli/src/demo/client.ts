// A client of one virtual machine's ledger for the time of a demonstration: what it was told is held against the disk at the end.
import { openLedger } from '../commands/ledger.ts';
import { reason } from '../errors.ts';
import type { VmRow } from '../inventory.ts';
import { type AuditResult, auditLedger } from '../ledger/audit.ts';
import type { LedgerClient } from '../ledger/client.ts';
import type { SwitchClient } from '../switch-client.ts';
import { PATIENCE_MS } from './until.ts';
import { Writer } from './writer.ts';

export interface Client {
  readonly vm: VmRow;
  readonly ledger: LedgerClient;
  readonly writer: Writer;
  /** What was in the ledger before it: not its business. */
  readonly start: { readonly index: bigint; readonly boot: bigint };
}

/** It appends from now on. `onNewBoot` hears of each boot that answers. */
export async function openClient(gateway: SwitchClient, vm: VmRow, onNewBoot: () => void): Promise<Client> {
  const ledger = await openLedger(gateway, vm.ipAddress);
  const { entries, boot } = await ledger.status(AbortSignal.timeout(PATIENCE_MS));
  const writer = new Writer({ name: vm.name, ledger, onNewBoot });
  return { vm, ledger, writer, start: { index: entries, boot } };
}

/** For a client that has stopped. */
export async function auditClient({ ledger, writer, start }: Client): Promise<AuditResult> {
  try {
    const entries = await ledger.read(start.index, AbortSignal.timeout(PATIENCE_MS));
    return auditLedger(writer.acknowledgements, entries, start);
  } catch (error) {
    const violations = [`its ledger can't be read: ${reason(error)}`];
    return { acknowledged: writer.acknowledgements.length, entries: 0, boots: 0, violations };
  }
}
