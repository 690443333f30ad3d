import type { PageBatch } from '@microsphere/machine';
import { decodeFrame, pb } from '@microsphere/proto';
import { expect, it } from 'vitest';
import { MAX_FRAMES_UNDER_WAY, MAX_PAGES_PER_FRAME, MAX_ZERO_PAGES_PER_FRAME, PageSender } from './page-sender.ts';

const PAGE_BYTES = 4_096;

/** Guest memory of which only every `every`-th page is not zero; a page holds its number. */
function memory(every: number) {
  return {
    copyPages(
      numbers: Uint32Array,
      { from, target, maxZeroPages }: { from: number; target: Uint8Array; maxZeroPages: number },
    ): PageBatch {
      const pages: number[] = [];
      const zeroPages: number[] = [];
      let next = from;
      for (; next < numbers.length; next++) {
        const number = numbers[next] ?? 0;
        if (number % every !== 0) zeroPages.push(number);
        else new DataView(target.buffer, target.byteOffset).setUint32(PAGE_BYTES * (pages.push(number) - 1), number);
        if (PAGE_BYTES * pages.length === target.length || zeroPages.length === maxZeroPages)
          return { pages, zeroPages, next: next + 1 };
      }
      return { pages, zeroPages, next };
    },
  };
}

interface Sent {
  readonly header: pb.IMigrationPages;
  readonly payload: Uint8Array;
  readonly done: () => void;
}

function sender(every: number, automatic = true) {
  const sent: Sent[] = [];
  const totals = { pages: 0, zeroPages: 0, bytes: 0 };
  const pageSender = new PageSender({
    memory: memory(every),
    sendFrame: (frame, done) => {
      const { header, payload } = decodeFrame(pb.MigrationFrame, Uint8Array.from(frame));
      sent.push({ header: header.pages ?? {}, payload, done });
      if (automatic) done();
    },
    onSent: ({ pages, zeroPages, bytes }) => {
      totals.pages += pages;
      totals.zeroPages += zeroPages;
      totals.bytes += bytes;
    },
  });
  return { pageSender, sent, totals };
}
const numbers = (count: number) => Uint32Array.from({ length: count }, (_, page) => page);

it.each([1, 2, 7, 5_000])(
  'sends every page once, with its content unless it is zero, where every %i-th is not',
  async (every) => {
    const { pageSender, sent, totals } = sender(every);
    expect(await pageSender.send(3, numbers(4_500))).toBe(true);
    const pages = sent.flatMap(({ header }) => header.pages ?? []);
    const zeroPages = sent.flatMap(({ header }) => header.zeroPages ?? []);
    expect([...pages, ...zeroPages].sort((a, b) => a - b)).toEqual([...numbers(4_500)]);
    expect(pages).toHaveLength(Math.ceil(4_500 / every));
    for (const { header, payload } of sent) {
      expect(header.round).toBe(3);
      expect(header.pages?.length).toBeLessThanOrEqual(MAX_PAGES_PER_FRAME);
      expect(header.zeroPages?.length).toBeLessThanOrEqual(MAX_ZERO_PAGES_PER_FRAME);
      expect(payload.byteOffset % 8).toBe(0);
      const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
      for (const [index, page] of (header.pages ?? []).entries()) expect(view.getUint32(index * PAGE_BYTES)).toBe(page);
    }
    expect(totals).toMatchObject({ pages: 4_500, zeroPages: zeroPages.length });
    expect(totals.bytes).toBeGreaterThan(pages.length * PAGE_BYTES);
  },
);

it('has a few frames on their way, and goes on with each that has left', async () => {
  const { pageSender, sent } = sender(1, false);
  const done = pageSender.send(0, numbers((MAX_FRAMES_UNDER_WAY + 1) * MAX_PAGES_PER_FRAME));
  // A turn for each frame, and one in which another would leave.
  for (let turn = 0; turn <= MAX_FRAMES_UNDER_WAY; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(sent).toHaveLength(MAX_FRAMES_UNDER_WAY);
  sent[0]?.done();
  expect(await done).toBe(true);
  expect(sent).toHaveLength(MAX_FRAMES_UNDER_WAY + 1);
});

it('reads nothing more once it is stopped', async () => {
  const { pageSender, sent } = sender(1, false);
  const done = pageSender.send(0, numbers(10 * MAX_PAGES_PER_FRAME));
  pageSender.stop();
  expect(await done).toBe(false);
  expect(sent.length).toBeLessThanOrEqual(MAX_FRAMES_UNDER_WAY);
});
