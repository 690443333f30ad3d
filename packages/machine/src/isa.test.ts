// A processor with fewer extensions than the core: what is masked traps, wherever the guest is taken.
import { afterEach, describe, expect, it } from 'vitest';
import { encode, instruction, MNEMONICS, type Mnemonic } from './conformance/instruction.ts';
import { CapturedStateError, MachineConfigurationError, PAGE_SIZE } from './contract.ts';
import type { Host } from './host.ts';
import { extensionsOf, type Isa, isaOf, isas, NEWEST_ISA } from './isa.ts';
import * as at from './layout.ts';
import * as asm from './testing/assembler.ts';
import { BareMachine, RAM } from './testing/bare-machine.ts';
import { closeHosts, createHost, Heard, powerOff, spin, vmOptions } from './testing/hosted-guest.ts';
import type { VirtualMachine } from './virtual-machine.ts';

const { r } = asm;
const MIB = 1024 * 1024;
afterEach(closeHosts);

/** By the tables of the conformance tests, from the first of B to the last. */
const B: readonly Mnemonic[] = MNEMONICS.slice(MNEMONICS.indexOf('sh1add'), MNEMONICS.indexOf('bseti') + 1);
const RESULT = RAM + 4096n;

/** Writes misa and what CPOP makes of it, or 0 where that traps, and switches off. */
const probe: asm.Program = [
  asm.li(r.t0, RESULT),
  asm.csrrs(r.a0, 0x301, 0),
  asm.sd(r.a0, r.t0, 0),
  asm.li(r.t1, RAM + 2048n),
  asm.csrrw(0, 0x305, r.t1),
  asm.word(encode(instruction('cpop', { rd: r.a1, rs1: r.a0 }))),
  asm.sd(r.a1, r.t0, 8),
  ...powerOff,
];
const onTrap: asm.Program = powerOff;

function probeFirmware(): Uint8Array {
  const firmware = new Uint8Array(PAGE_SIZE);
  firmware.set(asm.assemble(probe));
  firmware.set(asm.assemble(onTrap), 2048);
  return firmware;
}

async function probed(host: Host): Promise<{ misa: bigint; counted: bigint; isa: Isa }> {
  const heard = new Heard();
  const vm = host.createVm({ ...vmOptions([], heard), firmware: probeFirmware() });
  vm.start();
  expect(await heard.reason).toEqual({ kind: 'powerOff', code: 0 });
  const page = new DataView(vm.readPage(1).buffer);
  return { misa: page.getBigUint64(0, true), counted: page.getBigUint64(8, true), isa: vm.isa };
}

describe('isas', () => {
  it('each has what the one before it has, and the newest all that the core implements', () => {
    const bits = isas.map(extensionsOf);
    for (const [index, each] of bits.entries()) expect(each & (bits[index - 1] ?? 0)).toBe(bits[index - 1] ?? 0);
    expect(extensionsOf(NEWEST_ISA)).toBe(at.EXTENSIONS_IMPLEMENTED);
    expect(isas.map((isa) => isaOf(extensionsOf(isa)))).toEqual(isas);
    expect(() => isaOf(0x4000)).toThrow('no processor has the extensions 0x4000 of misa');
  });

  it.each([
    [0x8000_0000_0000_0000n, 32n],
    [0xffff_ffff_0001_0000n, 16n],
    [1n, 0n],
  ])('ctzw, which the conformance tests leave out, of %x', (value, zeros) => {
    const machine = new BareMachine().load([asm.word(encode(instruction('ctzw', { rd: 10, rs1: 11 })))]);
    machine.setX(11, value);
    machine.run(1);
    expect(machine.x(10)).toBe(zeros);
  });

  it('without B every one of its instructions traps, and changes nothing', () => {
    expect(B).toHaveLength(40);
    for (const mnemonic of B) {
      const machine = new BareMachine().load([asm.word(encode(instruction(mnemonic, { rd: 10, rs1: 11, rs2: 12 })))]);
      machine.block.write32(at.EXTENSIONS, extensionsOf('rv64ima'));
      machine.block.write64(at.MTVEC, RAM + 4096n);
      machine.setX(10, 0x55n);
      machine.run(1);
      expect([mnemonic, machine.csr(at.MCAUSE), machine.csr(at.MEPC), machine.x(10)]).toEqual([
        mnemonic,
        2n,
        RAM,
        0x55n,
      ]);
    }
  });
});

describe('hosts', () => {
  it('show a guest what they have, or less, from its power-on', async () => {
    const host = await createHost();
    expect(await probed(host)).toEqual({ misa: 0x8000000000001103n, counted: 5n, isa: 'rv64imab' });
    host.guestIsa = 'rv64ima';
    expect(await probed(host)).toEqual({ misa: 0x8000000000001101n, counted: 0n, isa: 'rv64ima' });
    expect(host.isa).toBe('rv64imab');
  });

  it('of the older generation have no B, and can show none', async () => {
    const host = await createHost(1, 16 * MIB, 'rv64ima');
    expect(await probed(host)).toEqual({ misa: 0x8000000000001101n, counted: 0n, isa: 'rv64ima' });
    expect(() => {
      host.guestIsa = 'rv64imab';
    }).toThrow(MachineConfigurationError);
    expect(host.guestIsa).toBe('rv64ima');
  });

  it('a guest keeps what it found: it goes on where that is there, whatever is shown to others, and nowhere else', async () => {
    const newer = await createHost();
    const older = await createHost(1, 16 * MIB, 'rv64ima');
    const captured = async (): Promise<ReturnType<VirtualMachine['capture']>> => {
      const vm = newer.createVm(vmOptions(spin, new Heard()));
      vm.start();
      await vm.pause();
      return vm.capture();
    };
    const { firmware: _firmware, ...options } = vmOptions([], new Heard());
    const whole = await captured();
    expect(newer.guestIsas()).toEqual(['rv64imab']);
    newer.guestIsa = 'rv64ima';
    const masked = await captured();
    expect(newer.restoreVm(whole, options).isa).toBe('rv64imab');
    expect(newer.restoreVm(masked, options).isa).toBe('rv64ima');
    expect(older.restoreVm(masked, options).isa).toBe('rv64ima');
    expect(() => older.restoreVm(whole, options)).toThrow(CapturedStateError);
  });
});
