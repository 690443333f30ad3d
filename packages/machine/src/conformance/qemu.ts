/**
 * The reference: a program as a static Linux process under `qemu-riscv64` (Debian's package qemu-user).
 */
import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { writeElf } from './elf.ts';
import { countEnded, LOAD_ADDRESS, type Program, SLOT_SIZE } from './program.ts';
import { userProcessImage } from './runtime.ts';
import type { Outcome, World } from './world.ts';

const NAME = 'qemu-riscv64';

/** The path of `qemu-riscv64`, or undefined where it is not on PATH. */
export function findQemu(): string | undefined {
  const candidates = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return candidates.map((directory) => join(directory, NAME)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** QEMU itself failed, or ran a program that an RV64IMAB processor cannot run: the mistake is in the generator, not in the core. */
class QemuError extends Error {
  override readonly name = 'QemuError';
}

export class QemuWorld implements World {
  readonly name = NAME;
  private readonly command: string;
  private readonly directory: string;
  private runCount = 0;

  constructor(command: string) {
    this.command = command;
    this.directory = mkdtempSync(join(tmpdir(), 'microsphere-conformance-'));
  }

  async run(program: Program): Promise<Outcome> {
    const path = join(this.directory, `program-${this.runCount++}`);
    writeFileSync(path, writeElf(userProcessImage(program), LOAD_ADDRESS), { mode: 0o755 });
    const slots = await this.output(path).finally(() => rmSync(path));
    const endedCount = countEnded(program, slots);
    if (slots.length !== program.sequences.length * SLOT_SIZE || endedCount !== program.sequences.length)
      throw new QemuError(`${this.command} wrote ${slots.length} bytes, in which ${endedCount} sequences have ended`);
    return { slots, endedCount };
  }

  async close(): Promise<void> {
    rmSync(this.directory, { recursive: true, force: true });
  }

  private output(path: string): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      const child = spawn(this.command, [path], { stdio: ['ignore', 'pipe', 'pipe'] });
      const chunks: Buffer[] = [];
      let complaints = '';
      child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => {
        complaints += chunk.toString();
      });
      child.on('error', (cause) => reject(new QemuError(`cannot start ${this.command}`, { cause })));
      child.on('close', (code, signal) => {
        if (code === 0) resolve(Buffer.concat(chunks));
        else reject(new QemuError(`${this.command} ended with ${signal ?? `status ${code}`}: ${complaints.trim()}`));
      });
    });
  }
}
