// Commands that make no sense, over a live connection, in long sequences: wrong lengths, blocks beyond the LUN, units that are
// not there, opcodes without a name. Each gets its answer, in a named status, and the array goes on. The seed is fixed.
import { decodeFrame, encodeFrame, pb } from '@microsphere/proto';
import { eventually, removeTemporaryDirectories, stopAll, TestProcess, temporaryDirectory } from '@microsphere/testkit';
import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';

const COMMANDS = 4_000;
/** Sent at a time: fewer than a connection has under way at most. */
const BATCH = 100;
const BLOCK_BYTES = 512;
const SIZE_BYTES = 4 * 1024 * 1024;
const BLOCKS = SIZE_BYTES / BLOCK_BYTES;
const { ScsiOpcode, ScsiStatus } = pb;

afterEach(async () => {
  await stopAll();
  removeTemporaryDirectories();
});

let state = 1;
function pick<T>(...choices: readonly [T, ...T[]]): T {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return choices[Math.floor((state / 2 ** 32) * choices.length)] ?? choices[0];
}

/** Right in some things and wrong in others. */
function command(tag: number): { readonly header: pb.IBlockCommand; readonly payload: Buffer } {
  const blocks = pick(0, 1, 2, 9, 8_193, BLOCKS, 2 ** 31);
  const header: pb.IBlockCommand = {
    tag,
    opcode: pick<number>(
      ScsiOpcode.READ_16,
      ScsiOpcode.WRITE_16,
      ScsiOpcode.COMPARE_AND_WRITE,
      ScsiOpcode.WRITE_SAME_16,
      ScsiOpcode.UNMAP,
      ScsiOpcode.EXTENDED_COPY,
      ScsiOpcode.SYNCHRONIZE_CACHE_16,
      ScsiOpcode.READ_CAPACITY_16,
      ScsiOpcode.PERSISTENT_RESERVE_IN,
      0xee,
    ),
    lun: pick(0, 0, 0, 1, 1_023, 2 ** 31),
    lba: pick(0, 3, BLOCKS - 1, BLOCKS, 2 ** 40, Number.MAX_SAFE_INTEGER),
    blocks,
    fua: pick(false, true),
    unmap: pick(false, true),
    ...pick({}, { copySource: { lun: pick(0, 7), lba: pick(0, 100, BLOCKS) } }),
  };
  const payload = Buffer.alloc(pick(0, 1, 511, BLOCK_BYTES, 2 * BLOCK_BYTES, Math.min(blocks, 9) * BLOCK_BYTES), 7);
  return { header, payload };
}

it(`answers ${COMMANDS} commands that make little sense, each by name, and serves on`, async () => {
  const luns = [{ lun: 0, name: 'datastore1', sizeBytes: SIZE_BYTES }];
  const array = new TestProcess('shared-storage', { name: 'array1', directory: temporaryDirectory(), luns });
  const endpoint = String((await array.ready()).endpoint);
  const socket = new WebSocket(`${endpoint}/?initiator=esx01&session=a&connection=0`);
  const ends = new Map<number, string>();
  socket.on('message', (message: Buffer) => {
    const { header } = decodeFrame(pb.BlockReply, message);
    ends.set(header.tag, ScsiStatus[header.status] ?? 'no status');
  });
  await eventually('a connection', () => socket.readyState === WebSocket.OPEN);
  for (let tag = 1; tag <= COMMANDS; tag += 1) {
    const { header, payload } = command(tag);
    socket.send(encodeFrame(pb.BlockCommand, header, payload));
    if (tag % BATCH === 0)
      await eventually('every answer', () => ends.size === tag || socket.readyState !== WebSocket.OPEN);
  }
  expect(ends.size).toBe(COMMANDS);
  const counts = (status: string) => [...ends.values()].filter((end) => end === status).length;
  expect(counts('GOOD')).toBeGreaterThan(COMMANDS / 20);
  expect(counts('CHECK_CONDITION')).toBeGreaterThan(COMMANDS / 4);
  expect(counts('GOOD') + counts('CHECK_CONDITION')).toBe(COMMANDS);
  expect((await fetch(endpoint.replace('ws', 'http').concat('/health'))).status).toBe(200);
  socket.close();
});
