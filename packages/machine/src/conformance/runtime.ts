/**
 * The page of code that runs a program's sequences one after the other. Its middle is the same in both worlds; how it begins
 * and ends is the world's: a user process writes its slots to standard output and exits, a bare machine sets a trap
 * handler first and stores to the test device at the end.
 */
import { encode, type Instruction, instruction } from './instruction.ts';
import { EPILOGUE_OFFSET, LOAD_ADDRESS, type Program, RUNTIME_SIZE, SLOT_SIZE, SLOT_TO_BASE } from './program.ts';
import { REGISTER_COUNT } from './sequence.ts';

const DISPATCH_OFFSET = 0x100;
const FINISH_OFFSET = 0x400;
const TRAP_OFFSET = 0x600;
/** Where a bare machine leaves mcause, mepc and mtval of a trap. */
export const TRAP_RECORD_OFFSET = 0x800;
/** Doublewords that the code loads. */
const CONSTANTS_OFFSET = 0xf00;
const CONSTANTS = ['firstBase', 'endBase', 'slots', 'slotsSize', 'testDevice', 'pass', 'fail'] as const;
type Constant = (typeof CONSTANTS)[number];

/** The test device: where it is and what a program stores there to power the machine off, a failure with exit code 1. */
const TEST_DEVICE = 0x0010_0000;
const TEST_PASS = 0x5555;
const TEST_FAIL = 0x1_3333;

const MACHINE_TRAP_VECTOR = 0x305;
const MACHINE_CAUSES = [0x342, 0x341, 0x343] as const;

const SYSTEM_CALL_WRITE = 64;
const SYSTEM_CALL_EXIT = 93;

/** Part of a page of code, written instruction by instruction. */
class Code {
  private readonly image: DataView;
  private offset: number;

  constructor(image: DataView, offset: number) {
    this.image = image;
    this.offset = offset;
  }

  put(...instructions: readonly Instruction[]): this {
    for (const one of instructions) {
      this.image.setUint32(this.offset, encode(one), true);
      this.offset += 4;
    }
    return this;
  }

  jumpTo(target: number): this {
    return this.put(instruction('jal', { immediate: target - this.offset }));
  }

  branchTo(target: number, mnemonic: 'beq' | 'bne' | 'bge', rs1: number, rs2: number): this {
    return this.put(instruction(mnemonic, { rs1, rs2, immediate: target - this.offset }));
  }

  load(rd: number, constant: Constant): this {
    const distance = CONSTANTS_OFFSET + CONSTANTS.indexOf(constant) * 8 - this.offset;
    const low = (distance << 20) >> 20;
    return this.put(
      instruction('auipc', { rd, immediate: (distance - low) >> 12 }),
      instruction('ld', { rd, rs1: rd, immediate: low }),
    );
  }

  set(rd: number, value: number): this {
    return this.put(instruction('addi', { rd, immediate: value }));
  }

  /** The address of an offset in the page. */
  addressOf(rd: number, target: number): this {
    const distance = target - this.offset;
    return this.put(instruction('auipc', { rd }), instruction('addi', { rd, rs1: rd, immediate: distance }));
  }

  get here(): number {
    return this.offset;
  }
}

function withCommonRuntime(program: Program): { readonly image: Uint8Array; readonly at: (offset: number) => Code } {
  const image = program.image.slice();
  const view = new DataView(image.buffer, 0, RUNTIME_SIZE);
  const at = (offset: number) => new Code(view, offset);
  const slots = LOAD_ADDRESS + program.slotsOffset;
  const slotsSize = program.sequences.length * SLOT_SIZE;
  const constants: Record<Constant, number> = {
    firstBase: slots + SLOT_TO_BASE,
    endBase: slots + slotsSize + SLOT_TO_BASE,
    slots,
    slotsSize,
    testDevice: TEST_DEVICE,
    pass: TEST_PASS,
    fail: TEST_FAIL,
  };
  CONSTANTS.forEach((name, index) => {
    view.setBigUint64(CONSTANTS_OFFSET + index * 8, BigInt(constants[name]), true);
  });

  // With the next base in x1: to the end when it is the last one, else into the sequence with its registers loaded.
  const loadRegister = (rd: number) => instruction('ld', { rd, rs1: 31, immediate: rd * 8 - SLOT_TO_BASE });
  at(DISPATCH_OFFSET)
    .load(2, 'endBase')
    .branchTo(FINISH_OFFSET, 'beq', 1, 2)
    .put(instruction('addi', { rd: 31, rs1: 1 }), instruction('ld', { rd: 30, rs1: 31, immediate: -SLOT_TO_BASE }))
    .put(...Array.from({ length: 29 }, (_, index) => loadRegister(index + 1)))
    .put(instruction('jalr', { rs1: 30 }));

  // With the base in x1, and x1 and x2 stored already: stores the others, marks the slot, goes on with the next.
  const storeRegister = (rs2: number) => instruction('sd', { rs1: 1, rs2, immediate: rs2 * 8 - SLOT_TO_BASE });
  at(EPILOGUE_OFFSET)
    .put(...Array.from({ length: REGISTER_COUNT - 3 }, (_, index) => storeRegister(index + 3)))
    .put(instruction('sd', { rs1: 1, rs2: 1, immediate: -SLOT_TO_BASE }))
    .put(instruction('addi', { rd: 1, rs1: 1, immediate: SLOT_SIZE }))
    .jumpTo(DISPATCH_OFFSET);
  return { image, at };
}

/** The image as a Linux user process: writes all slots to standard output and exits, with status 1 when it cannot write. */
export function userProcessImage(program: Program): Uint8Array {
  const { image, at } = withCommonRuntime(program);
  at(0).load(1, 'firstBase').jumpTo(DISPATCH_OFFSET);
  const finish = at(FINISH_OFFSET).load(11, 'slots').load(12, 'slotsSize');
  const again = finish.here;
  const failed = FINISH_OFFSET + 0x80;
  finish
    .set(10, 1)
    .set(17, SYSTEM_CALL_WRITE)
    .put(instruction('ecall'))
    .branchTo(failed, 'bge', 0, 10)
    .put(instruction('add', { rd: 11, rs1: 11, rs2: 10 }), instruction('sub', { rd: 12, rs1: 12, rs2: 10 }))
    .branchTo(again, 'bne', 12, 0)
    .set(10, 0)
    .set(17, SYSTEM_CALL_EXIT)
    .put(instruction('ecall'));
  at(failed).set(10, 1).set(17, SYSTEM_CALL_EXIT).put(instruction('ecall'));
  return image;
}

/** The image as firmware in machine mode: powers off when all sequences have ended; a trap is recorded and powers off as a failure. */
export function bareMachineImage(program: Program): Uint8Array {
  const { image, at } = withCommonRuntime(program);
  at(0)
    .addressOf(1, TRAP_OFFSET)
    .put(instruction('csrrw', { rs1: 1, immediate: MACHINE_TRAP_VECTOR }))
    .load(1, 'firstBase')
    .jumpTo(DISPATCH_OFFSET);
  powerOff(at(FINISH_OFFSET), 'pass');
  const trap = at(TRAP_OFFSET).addressOf(1, TRAP_RECORD_OFFSET);
  MACHINE_CAUSES.forEach((csr, index) => {
    trap.put(
      instruction('csrrs', { rd: 2, immediate: csr }),
      instruction('sd', { rs1: 1, rs2: 2, immediate: index * 8 }),
    );
  });
  powerOff(trap, 'fail');
  return image;
}

function powerOff(code: Code, how: 'pass' | 'fail'): void {
  code
    .load(1, 'testDevice')
    .load(2, how)
    .put(instruction('sw', { rs1: 1, rs2: 2 }));
  code.jumpTo(code.here);
}
