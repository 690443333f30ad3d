// The machine: instructions a second of the core alone, and what a host's main thread notices of guests that burn everything.
// `node bench/machine.mjs [--json]` after a build.
import { Host } from '../packages/machine/dist/index.js';
import * as asm from '../packages/machine/dist/testing/assembler.js';
import { BareMachine, RAM } from '../packages/machine/dist/testing/bare-machine.js';

const json = process.argv.includes('--json');
const { r } = asm;
const INSTRUCTIONS = 200_000_000;
const OBSERVED_MS = 5000;
const HEARTBEAT_MS = 10;

function report(metric, value, unit) {
  const rounded = Number(value.toPrecision(4));
  if (json) console.log(JSON.stringify({ bench: 'machine', metric, value: rounded, unit }));
  else console.log(`${metric.padEnd(48)} ${String(rounded).padStart(10)} ${unit}`);
}

const loops = {
  arithmetic: [
    asm.label('loop'),
    asm.addi(r.a0, r.a0, 1),
    asm.xor(r.a1, r.a1, r.a0),
    asm.slli(r.a2, r.a1, 3),
    asm.add(r.a3, r.a3, r.a2),
    asm.j('loop'),
  ],
  memory: [
    asm.li(r.s0, RAM + 0x10000n),
    asm.li(r.s1, 0xfff8),
    asm.label('loop'),
    asm.add(r.a0, r.s0, r.a1),
    asm.ld(r.a2, r.a0, 0),
    asm.addi(r.a2, r.a2, 1),
    asm.sd(r.a2, r.a0, 0),
    asm.addi(r.a1, r.a1, 8),
    asm.and(r.a1, r.a1, r.s1),
    asm.j('loop'),
  ],
  calls: [
    asm.label('loop'),
    asm.jal(r.ra, 'function'),
    asm.j('loop'),
    asm.label('function'),
    asm.addi(r.a0, r.a0, 1),
    asm.jalr(0, r.ra, 0),
  ],
};

for (const [name, program] of Object.entries(loops)) {
  const machine = new BareMachine({ ramPages: 256 }).load(program);
  // The engine's optimizing compiler takes over in the first of these.
  for (let warm = 0; warm < 50; warm++) machine.run(100_000);
  const start = performance.now();
  for (let done = 0; done < INSTRUCTIONS; done += 1_000_000) machine.run(1_000_000);
  report(`core, ${name}`, INSTRUCTIONS / 1000 / (performance.now() - start), 'million instructions/s');
}

/** The longest that a timer of the main thread came too late. */
async function jitterMs() {
  let worst = 0;
  let last = performance.now();
  const end = last + OBSERVED_MS;
  while (last < end) {
    await new Promise((resolve) => setTimeout(resolve, HEARTBEAT_MS));
    const now = performance.now();
    worst = Math.max(worst, now - last - HEARTBEAT_MS);
    last = now;
  }
  return worst;
}

const sink = { blockRequest() {}, frame() {}, console() {}, tools() {}, stopped() {} };
const options = (program) => ({ memorySizeBytes: 1 << 20, firmware: asm.assemble(program), disks: [], nics: [], sink });

async function withGuests(program, { pcpuMhz, count }, observe) {
  const host = await Host.create({ memorySizeBytes: 256 << 20, pcpuCount: 2, pcpuMhz });
  for (let index = 0; index < count; index++) host.createVm(options(program)).start();
  await observe(host);
  await host.close();
}

report('main thread jitter, no guests', await jitterMs(), 'ms');
await withGuests(loops.arithmetic, { pcpuMhz: 2000, count: 4 }, async (host) => {
  report('main thread jitter, 4 guests burn 2 pCPUs of 2000 MHz', await jitterMs(), 'ms');
  report('  guests executed', host.statistics().usedMhz, 'MHz');
});
await withGuests([asm.label('idle'), asm.wfi, asm.j('idle')], { pcpuMhz: 100, count: 50 }, async () => {
  const before = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, OBSERVED_MS));
  const { user, system } = process.cpuUsage(before);
  report('processor time of 50 idle guests', ((user + system) / 1000 / OBSERVED_MS) * 100, '% of a core');
});
