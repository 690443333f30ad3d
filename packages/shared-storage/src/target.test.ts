// Commands over stores in memory: what a loss of power leaves, what a reservation refuses, what an abort ends.
import { pb } from '@microsphere/proto';
import { beforeEach, describe, expect, it } from 'vitest';
import { BLOCK_BYTES, Lun, PIECE_BLOCKS } from './lun.ts';
import { Reservation, type ReservationRecord } from './reservation.ts';
import type { Nexus } from './session-table.ts';
import { Target } from './target.ts';
import { VolatileStore } from './volatile-store.ts';

const { PersistentReserveOutAction: Action, ReservationType, ScsiOpcode, ScsiStatus } = pb;
const BLOCKS = 16 * PIECE_BLOCKS;
const A: Nexus = { initiator: 'esx01', session: 'a', connection: 0 };
const B: Nexus = { initiator: 'esx02', session: 'b', connection: 0 };
const KEY_A = '000000000000000a';
const KEY_B = '000000000000000b';

let stores: VolatileStore[];
let records: (ReservationRecord | undefined)[];
let target: Target;

function start(): void {
  const luns = stores.map(
    (store, lun) =>
      new Lun({
        lun,
        name: `lun${lun}`,
        naa: `naa.${lun}`,
        store,
        reservation: new Reservation({
          load: () => records[lun],
          save: async (record) => {
            records[lun] = record;
          },
        }),
      }),
  );
  target = new Target(luns, () => {});
  for (const nexus of [A, B]) target.nexusEstablished(nexus, () => {});
}

beforeEach(() => {
  stores = [new VolatileStore(BLOCKS * BLOCK_BYTES), new VolatileStore(BLOCKS * BLOCK_BYTES)];
  records = [];
  start();
});

const block = (value: number, blocks = 1) => Buffer.alloc(blocks * BLOCK_BYTES, value);

async function send(command: pb.IBlockCommand, payload: Uint8Array = Buffer.alloc(0), nexus = A) {
  const { header, data } = await target.execute(pb.BlockCommand.create(command) as pb.BlockCommand, payload, nexus);
  return { status: header.status ?? ScsiStatus.GOOD, sense: header.sense, reservations: header.reservations, data };
}

async function status(command: pb.IBlockCommand, payload?: Uint8Array, nexus?: Nexus): Promise<string | undefined> {
  return ScsiStatus[(await send(command, payload, nexus)).status];
}

const write = (lba: number, value: number, options: { fua?: boolean; lun?: number; nexus?: Nexus } = {}) =>
  status(
    { opcode: ScsiOpcode.WRITE_16, lun: options.lun ?? 0, lba, blocks: 1, fua: options.fua ?? false },
    block(value),
    options.nexus,
  );

async function valueAt(lba: number, lun = 0): Promise<number> {
  const { data } = await send({ opcode: ScsiOpcode.READ_16, lun, lba, blocks: 1 });
  return data?.payload[0] ?? Number.NaN;
}

const reserveOut = (serviceAction: pb.PersistentReserveOutAction, given: pb.IPersistentReserveOut, nexus = A) =>
  status(
    { opcode: ScsiOpcode.PERSISTENT_RESERVE_OUT, persistentReserveOut: { serviceAction, ...given } },
    undefined,
    nexus,
  );
const register = (key: string, nexus: Nexus) =>
  reserveOut(Action.REGISTER_AND_IGNORE_EXISTING_KEY, { serviceActionReservationKey: key }, nexus);
const reserve = (key: string, nexus: Nexus) =>
  reserveOut(Action.RESERVE, { reservationKey: key, type: ReservationType.WRITE_EXCLUSIVE_ALL_REGISTRANTS }, nexus);
const preemptAndAbort = (key: string, victim: string, nexus: Nexus) =>
  reserveOut(Action.PREEMPT_AND_ABORT, { reservationKey: key, serviceActionReservationKey: victim }, nexus);
async function keys(): Promise<readonly string[] | null | undefined> {
  return (await send({ opcode: ScsiOpcode.PERSISTENT_RESERVE_IN })).reservations?.keys;
}

describe('a loss of power', () => {
  it.each([
    ['keeps nothing', () => false],
    ['keeps all', () => true],
    ['keeps every other sector', (sector: number) => sector % 2 === 0],
  ])('that %s of what was not flushed leaves what was', async (_what, keeps) => {
    await write(1, 1, { fua: true });
    await write(2, 2);
    await write(3, 3);
    await send({ opcode: ScsiOpcode.SYNCHRONIZE_CACHE_16 });
    await send(
      { opcode: ScsiOpcode.COMPARE_AND_WRITE, lba: 4, blocks: 1, fua: true },
      Buffer.concat([block(0), block(4)]),
    );
    await write(2, 12);
    await write(3, 13);
    await write(5, 5);
    stores[0]?.losePower(keeps);
    expect(await valueAt(1)).toBe(1);
    expect(await valueAt(2)).toBe(keeps(2) ? 12 : 2);
    expect(await valueAt(3)).toBe(keeps(3) ? 13 : 3);
    expect(await valueAt(4)).toBe(4);
    expect(await valueAt(5)).toBe(keeps(5) ? 5 : 0);
  });

  it('during a flush loses what came after it began, and nothing that was acknowledged with FUA', async () => {
    stores[0]?.hold();
    const first = write(1, 1, { fua: true });
    const second = write(2, 2, { fua: true });
    stores[0]?.release();
    await Promise.all([first, second]);
    await write(3, 3);
    stores[0]?.losePower(() => false);
    expect([await valueAt(1), await valueAt(2), await valueAt(3)]).toEqual([1, 2, 0]);
  });
});

describe('a slow LUN', () => {
  it('holds up no other', async () => {
    stores[0]?.hold();
    let ended = false;
    const slow = write(1, 1, { fua: true }).then(() => {
      ended = true;
    });
    expect(await write(1, 2, { lun: 1, fua: true })).toBe('GOOD');
    expect(ended).toBe(false);
    stores[0]?.release();
    await slow;
  });
});

describe('long commands', () => {
  it('WRITE SAME writes the block everywhere, UNMAP zeros, EXTENDED COPY what is elsewhere', async () => {
    await send({ opcode: ScsiOpcode.WRITE_SAME_16, lba: 1, blocks: 2 * PIECE_BLOCKS + 1 }, block(7));
    expect([await valueAt(0), await valueAt(1), await valueAt(2 * PIECE_BLOCKS + 1)]).toEqual([0, 7, 7]);
    expect(await valueAt(2 * PIECE_BLOCKS + 2)).toBe(0);
    const copy = { opcode: ScsiOpcode.EXTENDED_COPY, lun: 1, lba: 100, copySource: { lun: 0, lba: 0 } };
    expect(await status({ ...copy, blocks: PIECE_BLOCKS + 2 })).toBe('GOOD');
    expect([await valueAt(100, 1), await valueAt(101, 1), await valueAt(101 + PIECE_BLOCKS, 1)]).toEqual([0, 7, 7]);
    expect(await valueAt(102 + PIECE_BLOCKS, 1)).toBe(0);
    await send({ opcode: ScsiOpcode.UNMAP, lba: 5, blocks: 1 });
    await send({ opcode: ScsiOpcode.WRITE_SAME_16, lba: 6, blocks: 1, unmap: true }, block(0));
    expect([await valueAt(4), await valueAt(5), await valueAt(6), await valueAt(7)]).toEqual([7, 0, 0, 7]);
    expect(target.statistics).toMatchObject({ bytesUnmapped: 512, bytesCopied: (PIECE_BLOCKS + 2) * 512 });
  });

  it.each([
    ['no source', { blocks: 1 }],
    ['a source that is not there', { blocks: 1, copySource: { lun: 7, lba: 0 } }],
    ['a range beyond the source', { blocks: 2, copySource: { lun: 1, lba: BLOCKS - 1 } }],
    ['a range beyond the end', { lba: BLOCKS - 1, blocks: 2, copySource: { lun: 1, lba: 0 } }],
    ['ranges that overlap', { lba: 10, blocks: 6, copySource: { lun: 0, lba: 5 } }],
  ])('EXTENDED COPY of %s is refused', async (_what, command) => {
    expect(await status({ opcode: ScsiOpcode.EXTENDED_COPY, lun: 0, ...command })).toBe('CHECK_CONDITION');
  });

  it('let others through, and end with their connection', async () => {
    const long = status({ opcode: ScsiOpcode.WRITE_SAME_16, lba: 0, blocks: BLOCKS }, block(7));
    expect(await write(BLOCKS - 1, 1, { nexus: B })).toBe('GOOD');
    expect(await valueAt(BLOCKS - 1)).toBe(1);
    target.nexusLost(A);
    expect(await long).toBe('TASK_ABORTED');
    expect(await valueAt(BLOCKS - 1)).toBe(1);
  });
});

describe('a reservation', () => {
  beforeEach(async () => {
    expect(await register(KEY_A, A)).toBe('GOOD');
    expect(await reserve(KEY_A, A)).toBe('GOOD');
  });

  it('lets registered initiators write, and all read', async () => {
    expect(await write(1, 1)).toBe('GOOD');
    const changes: [pb.IBlockCommand, Buffer?][] = [
      [{ opcode: ScsiOpcode.WRITE_16, blocks: 1 }, block(9)],
      [{ opcode: ScsiOpcode.COMPARE_AND_WRITE, blocks: 1 }, Buffer.concat([block(0), block(9)])],
      [{ opcode: ScsiOpcode.WRITE_SAME_16, blocks: 1 }, block(9)],
      [{ opcode: ScsiOpcode.UNMAP, lba: 1, blocks: 1 }],
      [{ opcode: ScsiOpcode.EXTENDED_COPY, blocks: 1, copySource: { lun: 1, lba: 0 } }],
      [{ opcode: ScsiOpcode.SYNCHRONIZE_CACHE_16 }],
    ];
    for (const [command, payload] of changes)
      expect(await status(command, payload, B), ScsiOpcode[command.opcode ?? 0]).toBe('RESERVATION_CONFLICT');
    expect(await status({ opcode: ScsiOpcode.READ_16, lba: 1, blocks: 1 }, undefined, B)).toBe('GOOD');
    expect(await status({ opcode: ScsiOpcode.EXTENDED_COPY, lun: 1, blocks: 1, copySource: {} }, undefined, B)).toBe(
      'GOOD',
    );
    expect(await valueAt(1)).toBe(1);
    expect(await write(1, 2, { lun: 1, nexus: B })).toBe('GOOD');
    expect(await register(KEY_B, B)).toBe('GOOD');
    expect(await write(1, 3, { nexus: B })).toBe('GOOD');
    expect(target.statistics.refusals.RESERVATION_CONFLICT).toBe(changes.length);
  });

  it('belongs to a process: the successor replaces the registration of its predecessor', async () => {
    const successor = { initiator: 'esx01', session: 'a2', connection: 0 };
    target.nexusEstablished(successor, () => {});
    expect(await write(1, 1, { nexus: successor })).toBe('RESERVATION_CONFLICT');
    await register(KEY_B, successor);
    expect(await write(1, 1, { nexus: successor })).toBe('GOOD');
    expect(await write(1, 2)).toBe('RESERVATION_CONFLICT');
    expect(await keys()).toEqual([KEY_B]);
  });

  it('survives the array', async () => {
    start();
    expect(await write(1, 1)).toBe('GOOD');
    expect(await write(1, 2, { nexus: B })).toBe('RESERVATION_CONFLICT');
    expect(await keys()).toEqual([KEY_A]);
  });

  it('goes with its last registration', async () => {
    await register(KEY_B, B);
    await reserve(KEY_B, B);
    await register('', A);
    expect(await write(1, 1)).toBe('RESERVATION_CONFLICT');
    await register('', B);
    expect(await write(1, 1)).toBe('GOOD');
  });

  it('is released, and cleared, by whoever is registered', async () => {
    await register(KEY_B, B);
    const type = ReservationType.WRITE_EXCLUSIVE_ALL_REGISTRANTS;
    expect(await reserveOut(Action.RELEASE, { reservationKey: KEY_A, type }, B)).toBe('RESERVATION_CONFLICT');
    expect(await reserveOut(Action.RELEASE, { reservationKey: KEY_B, type }, B)).toBe('GOOD');
    expect((await keys())?.length).toBe(2);
    await reserve(KEY_A, A);
    expect(await reserveOut(Action.CLEAR, { reservationKey: KEY_B }, B)).toBe('GOOD');
    expect(await keys()).toEqual([]);
    const stranger = { initiator: 'stranger', session: 's', connection: 0 };
    expect(await write(1, 1, { nexus: stranger })).toBe('GOOD');
  });

  it('REGISTER wants the key that there is', async () => {
    const rekey = (reservationKey: string, nexus: Nexus) =>
      reserveOut(Action.REGISTER, { reservationKey, serviceActionReservationKey: KEY_B }, nexus);
    expect(await rekey(KEY_B, A)).toBe('RESERVATION_CONFLICT');
    expect(await rekey(KEY_A, B)).toBe('RESERVATION_CONFLICT');
    expect(await rekey(KEY_A, A)).toBe('GOOD');
    expect(await keys()).toEqual([KEY_B]);
  });

  it('of another type, a key that is none, an unknown action: refused', async () => {
    expect(await reserveOut(Action.RESERVE, { reservationKey: KEY_A, type: 1 as pb.ReservationType })).toBe(
      'CHECK_CONDITION',
    );
    expect(await register('XYZ', A)).toBe('CHECK_CONDITION');
    expect(await reserveOut(9 as pb.PersistentReserveOutAction, {})).toBe('CHECK_CONDITION');
    expect(await status({ opcode: ScsiOpcode.PERSISTENT_RESERVE_OUT })).toBe('CHECK_CONDITION');
    expect(
      await status({
        opcode: ScsiOpcode.PERSISTENT_RESERVE_IN,
        persistentReserveIn: 9 as pb.PersistentReserveInAction,
      }),
    ).toBe('CHECK_CONDITION');
  });
});

describe('PREEMPT AND ABORT', () => {
  beforeEach(async () => {
    await register(KEY_A, A);
    await register(KEY_B, B);
    await reserve(KEY_A, A);
  });

  it('ends what the victim has under way: nothing of it takes effect after GOOD', async () => {
    const long = status({ opcode: ScsiOpcode.WRITE_SAME_16, lba: 0, blocks: BLOCKS }, block(7), A);
    const copy = status({ opcode: ScsiOpcode.EXTENDED_COPY, lba: 0, blocks: BLOCKS, copySource: { lun: 1, lba: 0 } });
    const preempted = preemptAndAbort(KEY_B, KEY_A, B);
    expect(await preempted).toBe('GOOD');
    await write(BLOCKS - 1, 1, { nexus: B });
    expect(await Promise.all([long, copy])).toEqual(['TASK_ABORTED', 'TASK_ABORTED']);
    expect(await valueAt(BLOCKS - 1)).toBe(1);
    expect(await write(0, 9)).toBe('RESERVATION_CONFLICT');
    expect(await keys()).toEqual([KEY_B]);
  });

  it('leaves the long commands of others alone', async () => {
    const long = status({ opcode: ScsiOpcode.WRITE_SAME_16, lba: 0, blocks: BLOCKS }, block(7), B);
    expect(await preemptAndAbort(KEY_B, KEY_A, B)).toBe('GOOD');
    expect(await long).toBe('GOOD');
  });

  it('fences what is still on its way when the reservation is gone, until the victim registers anew', async () => {
    await preemptAndAbort(KEY_B, KEY_A, B);
    await register('', B);
    expect(await write(1, 1)).toBe('RESERVATION_CONFLICT');
    expect(await write(1, 1, { nexus: { ...A } })).toBe('GOOD');
    await register(KEY_A, A);
    expect(await write(1, 2)).toBe('GOOD');
  });

  it('ends what the victim has under way over all its connections; all are refused until it registers anew over one', async () => {
    const ended: number[] = [];
    const second = { ...A, connection: 1 };
    target.nexusEstablished(second, () => {
      ended.push(1);
      target.nexusLost(second);
    });
    const long = status({ opcode: ScsiOpcode.WRITE_SAME_16, lba: 0, blocks: BLOCKS }, block(7), second);
    expect(await preemptAndAbort(KEY_B, KEY_A, B)).toBe('GOOD');
    expect(await long).toBe('TASK_ABORTED');
    expect(await write(0, 9)).toBe('RESERVATION_CONFLICT');
    expect(await write(0, 9, { nexus: second })).toBe('RESERVATION_CONFLICT');
    expect(ended).toEqual([]);
    await register(KEY_A, A);
    // What was sent over it before the preemption must not be taken for a registered initiator's.
    expect(ended).toEqual([1]);
    expect(await write(1, 2)).toBe('GOOD');
    const again = { ...A, connection: 1 };
    target.nexusEstablished(again, () => {});
    expect(await write(1, 3, { nexus: again })).toBe('GOOD');
  });

  it('wants a registered initiator, its own key, and a key that somebody has', async () => {
    expect(await preemptAndAbort(KEY_A, KEY_B, B)).toBe('RESERVATION_CONFLICT');
    expect(await preemptAndAbort(KEY_B, '00000000000000ff', B)).toBe('RESERVATION_CONFLICT');
    expect(await preemptAndAbort(KEY_B, KEY_B, B)).toBe('RESERVATION_CONFLICT');
    expect(await preemptAndAbort(KEY_A, KEY_B, { initiator: 'stranger', session: 's', connection: 0 })).toBe(
      'RESERVATION_CONFLICT',
    );
    expect(await keys()).toEqual([KEY_A, KEY_B]);
    expect(await preemptAndAbort(KEY_B, '', B)).toBe('GOOD');
    expect(await keys()).toEqual([KEY_B]);
  });

  it('of a change that waits when its connection ends nothing is done', async () => {
    const late = preemptAndAbort(KEY_B, KEY_A, B);
    target.nexusLost(B);
    expect(await late).toBe('TASK_ABORTED');
    expect(await keys()).toEqual([KEY_A, KEY_B]);
  });
});

describe('connections of one session', () => {
  const second = { ...A, connection: 1 };
  const logout = (logoutConnection: number, nexus = A) =>
    status({ opcode: ScsiOpcode.LOGOUT_CONNECTION, logoutConnection }, undefined, nexus);
  let ended: number[];

  beforeEach(() => {
    ended = [];
    target.nexusEstablished(second, () => {
      ended.push(1);
      target.nexusLost(second);
    });
  });

  it('share a registration', async () => {
    await register(KEY_A, A);
    await reserve(KEY_A, A);
    expect(await write(1, 1, { nexus: second })).toBe('GOOD');
    expect(await write(1, 1, { nexus: B })).toBe('RESERVATION_CONFLICT');
  });

  it('can be logged out over another: nothing that came over them takes effect after GOOD', async () => {
    const long = status({ opcode: ScsiOpcode.WRITE_SAME_16, lba: 0, blocks: BLOCKS }, block(7), second);
    expect(await logout(1)).toBe('GOOD');
    expect(ended).toEqual([1]);
    await write(BLOCKS - 1, 1);
    expect(await long).toBe('TASK_ABORTED');
    expect(await valueAt(BLOCKS - 1)).toBe(1);
    expect(await logout(1)).toBe('GOOD');
    expect(ended).toEqual([1]);
  });

  it('end neither themselves nor those of others', async () => {
    expect(await logout(1, second)).toBe('CHECK_CONDITION');
    expect(await logout(1, B)).toBe('GOOD');
    expect(ended).toEqual([]);
  });
});

describe('a LUN that is unmapped', () => {
  it('is not supported and not reported, until it is mapped again with what it had', async () => {
    await write(3, 5, { lun: 1 });
    expect(target.setMapped('lun1', false)).toBe(true);
    const { sense } = await send({ opcode: ScsiOpcode.READ_16, lun: 1, lba: 3, blocks: 1 });
    expect(sense).toMatchObject({ key: 0x5, asc: 0x25, ascq: 0x0 });
    const reported = async () => {
      const report = pb.BlockCommand.create({ opcode: ScsiOpcode.REPORT_LUNS }) as pb.BlockCommand;
      return (await target.execute(report, Buffer.alloc(0), A)).header.units?.map(({ lun }) => lun);
    };
    expect(await reported()).toEqual([0]);
    expect(target.logicalUnits().map(({ mapped }) => mapped)).toEqual([true, false]);
    target.setMapped('lun1', true);
    expect(await reported()).toEqual([0, 1]);
    expect((await send({ opcode: ScsiOpcode.READ_16, lun: 1, lba: 3, blocks: 1 })).data?.payload[0]).toBe(5);
    expect(target.setMapped('none', false)).toBe(false);
  });
});
