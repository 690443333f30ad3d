import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCommandLogEntry, pb } from '@microsphere/proto';
import { temporaryDirectory } from '@microsphere/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { CommandLog, openCommandLog } from './command-log.ts';
import { BLOCK_BYTES, Lun, PIECE_BLOCKS } from './lun.ts';
import { Reservation } from './reservation.ts';
import { Target } from './target.ts';
import { VolatileStore } from './volatile-store.ts';

const { PersistentReserveOutAction: Action, ScsiOpcode } = pb;
const BLOCKS = 3 * PIECE_BLOCKS;
const party = { initiator: 'esx01', session: 'a' };
const nexus = { ...party, connection: 0 };
const block = (value: number) => Buffer.alloc(BLOCK_BYTES, value);
let lines: string[];
let target: Target;
let now: number;

beforeEach(() => {
  lines = [];
  now = 0;
  const reservation = new Reservation({ load: () => undefined, save: async () => {} });
  const store = new VolatileStore(BLOCKS * BLOCK_BYTES);
  const lun = new Lun({ lun: 0, name: 'lun0', naa: 'naa.0', store, reservation });
  const log = new CommandLog({ append: (line) => lines.push(line), now: () => ++now });
  target = new Target([lun], () => {}, log);
  target.nexusEstablished(nexus, () => {});
});

const execute = (command: pb.IBlockCommand, payload: Uint8Array = new Uint8Array(0)) =>
  target.execute(pb.BlockCommand.create(command), payload, nexus);
const entries = () => lines.map((line) => parseCommandLogEntry(line));

describe('a command is logged', () => {
  it('with who, when and what, and the block that it wrote', async () => {
    await execute({ opcode: ScsiOpcode.WRITE_16, lba: 3, blocks: 1, fua: true }, block(7));
    await execute({ opcode: ScsiOpcode.COMPARE_AND_WRITE, lba: 3, blocks: 1 }, Buffer.concat([block(7), block(8)]));
    expect(entries()).toEqual([
      {
        begun: 1,
        at: 2,
        ...party,
        opcode: 'WRITE_16',
        lun: 0,
        lba: 3,
        blocks: 1,
        status: 'GOOD',
        data: block(7).toString('base64'),
      },
      {
        begun: 3,
        at: 4,
        ...party,
        opcode: 'COMPARE_AND_WRITE',
        lun: 0,
        lba: 3,
        blocks: 1,
        status: 'GOOD',
        data: block(8).toString('base64'),
      },
    ]);
  });

  it('also when it changes nothing, or is refused', async () => {
    await execute({ opcode: ScsiOpcode.READ_16, lba: 1, blocks: 2 });
    await execute({ opcode: ScsiOpcode.COMPARE_AND_WRITE, lba: 3, blocks: 1 }, Buffer.concat([block(7), block(8)]));
    await execute({ opcode: ScsiOpcode.WRITE_16, lba: BLOCKS, blocks: 1 }, block(7));
    expect(entries().map(({ opcode, status, sense, data }) => [opcode, status, sense, data])).toEqual([
      ['READ_16', 'GOOD', undefined, undefined],
      ['COMPARE_AND_WRITE', 'CHECK_CONDITION', 'MISCOMPARE_DURING_VERIFY_OPERATION', undefined],
      ['WRITE_16', 'CHECK_CONDITION', 'LOGICAL_BLOCK_ADDRESS_OUT_OF_RANGE', undefined],
    ]);
  });

  it('with the keys of a reservation', async () => {
    const persistentReserveOut = { serviceAction: Action.REGISTER, serviceActionReservationKey: '00000000000000a1' };
    await execute({ opcode: ScsiOpcode.PERSISTENT_RESERVE_OUT, persistentReserveOut });
    expect(entries()[0]?.reserve).toEqual({ action: 'REGISTER', key: '', actionKey: '00000000000000a1' });
  });
});

it('a long command is logged piece by piece, among the others as they took effect', async () => {
  const long = execute({ opcode: ScsiOpcode.WRITE_SAME_16, lba: 0, blocks: BLOCKS }, block(5));
  await execute({ opcode: ScsiOpcode.WRITE_16, lba: 1, blocks: 1 }, block(6));
  await long;
  expect(entries().map(({ opcode, lba, blocks }) => [opcode, lba, blocks])).toEqual([
    ['WRITE_SAME_16', 0, PIECE_BLOCKS],
    ['WRITE_16', 1, 1],
    ['WRITE_SAME_16', PIECE_BLOCKS, PIECE_BLOCKS],
    ['WRITE_SAME_16', 2 * PIECE_BLOCKS, PIECE_BLOCKS],
  ]);
});

it('is appended to its file before the command is answered', () => {
  const path = join(temporaryDirectory(), 'commands.log');
  for (const tag of [1, 2]) {
    const { log, close } = openCommandLog(path, () => 9);
    const command = pb.BlockCommand.create({ tag, opcode: ScsiOpcode.READ_16, blocks: tag });
    log.begin(command, new Uint8Array(0), nexus);
    log.end(command, pb.ScsiStatus.GOOD);
    expect(readFileSync(path, 'utf8').trimEnd().split('\n')).toHaveLength(tag);
    close();
  }
});

it('a line that was cut off is no entry', () => {
  expect(() => parseCommandLogEntry('{"begun":1,"at"')).toThrow(SyntaxError);
  expect(() => parseCommandLogEntry('{"begun":1,"at":2}')).toThrow('not a line of a command log');
});
