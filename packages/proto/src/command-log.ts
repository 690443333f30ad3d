// A line of an array's command log: JSON, written by the array in the order in which commands took effect, and read by whoever
// judges what its initiators did (packages/chaos). Its format is here because those two meet nowhere else.

export interface CommandLogEntry {
  /** When the command was begun, and when it took effect or was refused; milliseconds of the array's clock, which never jumps back. */
  readonly begun: number;
  readonly at: number;
  readonly initiator: string;
  readonly session: string;
  /** Name of the SCSI opcode: "WRITE_16". */
  readonly opcode: string;
  readonly lun: number;
  /** What it took effect on, or was refused on: of a long command, a piece at a time. */
  readonly lba: number;
  readonly blocks: number;
  /** Name of the SCSI status: "GOOD". */
  readonly status: string;
  /** Additional sense of a CHECK CONDITION: "MISCOMPARE_DURING_VERIFY_OPERATION". */
  readonly sense?: string;
  /** Base64 of what is in the block now: for a WRITE or COMPARE AND WRITE of one block that took effect. */
  readonly data?: string;
  /** Of a PERSISTENT RESERVE OUT. */
  readonly reserve?: { readonly action: string; readonly key: string; readonly actionKey: string };
}

/** The line, with its end. */
export function formatCommandLogEntry(entry: CommandLogEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

/** Throws SyntaxError for a line that was cut off or is none. */
export function parseCommandLogEntry(line: string): CommandLogEntry {
  const entry: unknown = JSON.parse(line);
  if (!isEntry(entry)) throw new SyntaxError(`not a line of a command log: ${line.slice(0, 200)}`);
  return entry;
}

function isEntry(value: unknown): value is CommandLogEntry {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  return (
    ['begun', 'at', 'lun', 'lba', 'blocks'].every((name) => typeof fields.get(name) === 'number') &&
    ['initiator', 'session', 'opcode', 'status'].every((name) => typeof fields.get(name) === 'string')
  );
}
