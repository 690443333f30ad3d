// The machine: instructions a second of the core alone, beside qemu-riscv64 (a just-in-time compiler, where ours interprets and
// counts every instruction) running the same loops, and what guests that do nothing cost.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeElf } from '../packages/machine/dist/conformance/elf.js';
import { Host } from '../packages/machine/dist/index.js';
import * as asm from '../packages/machine/dist/testing/assembler.js';
import { BareMachine, RAM } from '../packages/machine/dist/testing/bare-machine.js';
import { median } from './report.mjs';

export const title = 'millions of guest instructions a second, and in QEMU; processor time of idle guests';

const { r } = asm;
/** Turns of each; the figures are medians. */
const ROUNDS = 5;
const CORE_INSTRUCTIONS = 100_000_000;
/** So many more for a compiler, so that its start is no part of the figure. */
const PEER_FACTOR = 20;
const IDLE_GUESTS = 50;
const OBSERVED_MS = 5_000;
const PEER = 'qemu-riscv64';
const EXIT_SYSCALL = 93;

/** What each loop does in a turn; two instructions more count its turns. */
const bodies = {
  arithmetic: [asm.addi(r.a0, r.a0, 1), asm.xor(r.a1, r.a1, r.a0), asm.slli(r.a2, r.a1, 3), asm.add(r.a3, r.a3, r.a2)],
  memory: [
    asm.add(r.a0, r.s0, r.a1),
    asm.ld(r.a2, r.a0, 0),
    asm.addi(r.a2, r.a2, 1),
    asm.sd(r.a2, r.a0, 0),
    asm.addi(r.a1, r.a1, 8),
    asm.and(r.a1, r.a1, r.s1),
  ],
  calls: [asm.jal(r.ra, 'function'), asm.addi(r.a1, r.a1, 1)],
};
/** Instructions of a function that a loop calls. */
const FUNCTION_INSTRUCTIONS = 2;
const DATA_OFFSET = 0x10000;
const DATA_BYTES = 0x10000;

function program(body, turns) {
  return [
    asm.li(r.s0, RAM + BigInt(DATA_OFFSET)),
    asm.li(r.s1, DATA_BYTES - 8),
    asm.li(r.s2, BigInt(turns)),
    asm.label('loop'),
    ...body,
    asm.addi(r.s2, r.s2, -1),
    asm.bne(r.s2, 0, 'loop'),
    asm.li(r.a0, 0),
    asm.li(r.a7, EXIT_SYSCALL),
    asm.word(0x73),
    asm.label('function'),
    asm.addi(r.a0, r.a0, 1),
    asm.jalr(0, r.ra, 0),
  ];
}

export async function* run(tell) {
  const directory = mkdtempSync(join(tmpdir(), 'microsphere-bench-'));
  try {
    const hasPeer = spawnSync(PEER, ['--version']).status === 0;
    if (!hasPeer) tell(`there is no ${PEER}: no peer`);
    for (const [name, body] of Object.entries(bodies)) {
      const instructionsPerTurn = body.length + 2 + (name === 'calls' ? FUNCTION_INSTRUCTIONS : 0);
      const values = [];
      const peerValues = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        tell(`${name}: ${round + 1} of ${ROUNDS}`);
        values.push(core(body));
        if (hasPeer) peerValues.push(qemu(join(directory, name), body, instructionsPerTurn));
      }
      const measurement = { metric: `core, ${name}`, value: median(values), unit: 'MIPS' };
      yield hasPeer ? { ...measurement, peer: PEER, peerValue: median(peerValues) } : measurement;
    }
    tell(`${IDLE_GUESTS} idle guests`);
    yield { metric: `processor time of ${IDLE_GUESTS} idle guests`, value: await idleGuests(), unit: '% of a core' };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function core(body) {
  const machine = new BareMachine({ ramPages: 256 }).load(program(body, CORE_INSTRUCTIONS));
  // The engine's optimizing compiler takes over in the first of these.
  for (let warm = 0; warm < 50; warm += 1) machine.run(100_000);
  const start = performance.now();
  for (let done = 0; done < CORE_INSTRUCTIONS; done += 1_000_000) machine.run(1_000_000);
  const milliseconds = performance.now() - start;
  return CORE_INSTRUCTIONS / 1_000 / milliseconds;
}

function qemu(file, body, instructionsPerTurn) {
  const turns = Math.ceil((CORE_INSTRUCTIONS * PEER_FACTOR) / instructionsPerTurn);
  const image = new Uint8Array(DATA_OFFSET + DATA_BYTES);
  image.set(asm.assemble(program(body, turns)));
  writeFileSync(file, writeElf(image, Number(RAM)), { mode: 0o755 });
  const start = performance.now();
  const { status } = spawnSync(PEER, [file]);
  const milliseconds = performance.now() - start;
  if (status !== 0) throw new Error(`${PEER} ended with ${status}`);
  return (turns * instructionsPerTurn) / 1_000 / milliseconds;
}

async function idleGuests() {
  const host = await Host.create({ memorySizeBytes: 256 << 20, pcpuCount: 2, pcpuMhz: 100 });
  const sink = { blockRequest() {}, frame() {}, console() {}, tools() {}, stopped() {} };
  const firmware = asm.assemble([asm.label('idle'), asm.wfi, asm.j('idle')]);
  for (let index = 0; index < IDLE_GUESTS; index += 1)
    host.createVm({ memorySizeBytes: 1 << 20, firmware, disks: [], nics: [], sink }).start();
  const before = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, OBSERVED_MS));
  const { user, system } = process.cpuUsage(before);
  await host.close();
  return ((user + system) / 1_000 / OBSERVED_MS) * 100;
}
