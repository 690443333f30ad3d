// Frames that are wrong in one byte or several: each is answered by GOOD or by a named refusal, or is no frame. An error
// of any other kind would have ended the array. FUZZ_INPUTS says how many; the seed is fixed, so each run finds the same.
import { decodeFrame, encodeFrame, FrameError, pb } from '@microsphere/proto';
import { expect, it } from 'vitest';
import { BLOCK_BYTES, Lun } from './lun.ts';
import { Reservation } from './reservation.ts';
import { Target } from './target.ts';
import { VolatileStore } from './volatile-store.ts';

const INPUTS = Number(process.env.FUZZ_INPUTS ?? 30_000);
const BLOCKS = 64;
const MAX_CHANGED_BYTES = 6;
const KEY = '00000000000000a1';
const { PersistentReserveOutAction: Action, ScsiOpcode, ScsiStatus } = pb;

const block = Buffer.alloc(BLOCK_BYTES, 7);
const reserve = (serviceAction: pb.PersistentReserveOutAction): pb.IBlockCommand => ({
  opcode: ScsiOpcode.PERSISTENT_RESERVE_OUT,
  persistentReserveOut: { serviceAction, reservationKey: KEY, serviceActionReservationKey: KEY, type: 7 },
});
const seeds: readonly [pb.IBlockCommand, Uint8Array?][] = [
  [{ opcode: ScsiOpcode.READ_16, lba: 3, blocks: 2 }],
  [{ opcode: ScsiOpcode.WRITE_16, lba: 3, blocks: 1, fua: true }, block],
  [{ opcode: ScsiOpcode.COMPARE_AND_WRITE, lba: 3, blocks: 1 }, Buffer.concat([block, block])],
  [{ opcode: ScsiOpcode.WRITE_SAME_16, lba: 3, blocks: 9, unmap: true }, Buffer.alloc(BLOCK_BYTES)],
  [{ opcode: ScsiOpcode.UNMAP, lba: 3, blocks: 9 }],
  [{ opcode: ScsiOpcode.EXTENDED_COPY, lun: 1, lba: 3, blocks: 9, copySource: { lun: 0, lba: 5 } }],
  [{ opcode: ScsiOpcode.SYNCHRONIZE_CACHE_16, lun: 1 }],
  [{ opcode: ScsiOpcode.REPORT_LUNS }],
  [{ opcode: ScsiOpcode.INQUIRY, lun: 1 }],
  [{ opcode: ScsiOpcode.PERSISTENT_RESERVE_IN, persistentReserveIn: 1 }],
  ...Object.values(Action)
    .filter((action) => typeof action === 'number')
    .map((action): [pb.IBlockCommand] => [reserve(action)]),
];

it(`understands or refuses ${INPUTS} mutated frames`, { timeout: Math.max(60_000, INPUTS) }, async () => {
  const luns = [0, 1].map((lun) => {
    const reservation = new Reservation({ load: () => undefined, save: async () => {} });
    return new Lun({
      lun,
      name: `lun${lun}`,
      naa: `naa.${lun}`,
      store: new VolatileStore(BLOCKS * BLOCK_BYTES),
      reservation,
    });
  });
  const target = new Target(luns, () => {});
  const nexuses = ['a', 'b'].map((session) => ({ initiator: `esx-${session}`, session, connection: 0 }));
  for (const nexus of nexuses) target.nexusEstablished(nexus, () => {});
  let state = 1;
  const random = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const ends = new Map<string, number>();
  for (let input = 0; input < INPUTS; input += 1) {
    const [command, payload] = seeds[random(seeds.length)] as (typeof seeds)[number];
    const frame = encodeFrame(pb.BlockCommand, { ...command, tag: input + 1 }, payload);
    const header = 4 + frame.readUInt32BE(0);
    for (let change = random(MAX_CHANGED_BYTES); change > 0; change -= 1) frame[random(header)] = random(256);
    const cut = random(10) === 0 ? frame.subarray(0, random(frame.length)) : frame;
    let end: string | undefined;
    try {
      const { header: decoded, payload: data } = decodeFrame(pb.BlockCommand, cut);
      const answer = await target.execute(decoded, data, nexuses[random(2)] as (typeof nexuses)[number]);
      end = ScsiStatus[answer.header.status ?? ScsiStatus.GOOD];
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      end = 'no frame';
    }
    expect(end, `input ${input}`).toBeDefined();
    ends.set(end as string, (ends.get(end as string) ?? 0) + 1);
  }
  // It was a storm: all kinds of ends were met, again and again.
  for (const end of ['GOOD', 'CHECK_CONDITION', 'RESERVATION_CONFLICT', 'no frame'])
    expect(ends.get(end) ?? 0, end).toBeGreaterThan(INPUTS / 100);
});
