// The load, the same for whoever carries it out: so many requests in flight, each followed by the next, for so long.

/** Bytes of a target that the load goes to. */
export const REGION_BYTES = 256 * 1024 * 1024;

const shapes = [
  { name: 'rand_4k_qd1', bytes: 4 * 1024, depth: 1, order: 'random' },
  { name: 'rand_4k_qd32', bytes: 4 * 1024, depth: 32, order: 'random' },
  { name: 'seq_64k', bytes: 64 * 1024, depth: 8, order: 'sequential' },
  { name: 'seq_1m', bytes: 1024 * 1024, depth: 4, order: 'sequential' },
];

/** Each shape as a read and as a write. */
export const workloads = shapes.flatMap((shape) =>
  ['read', 'write'].map((operation) => ({ ...shape, operation, name: `${shape.name}_${operation}` })),
);

/** Random requests are counted, sequential ones in bytes. */
export function unitOf({ order }) {
  return order === 'random' ? 'IOPS' : 'MB/s';
}

/** What is carried out in a second, in the workload's unit. */
export function rate({ order, bytes }, requestsPerSecond) {
  return order === 'random' ? requestsPerSecond : (requestsPerSecond * bytes) / 1e6;
}

/**
 * Puts the load on for `durationMs`.
 *
 * @param {{ read(offset: number, bytes: number): unknown, write(offset: number, data: Uint8Array): unknown }} target
 */
export async function load(target, workload, durationMs) {
  const { bytes, depth, order, operation } = workload;
  const places = REGION_BYTES / bytes;
  let next = Math.floor(Math.random() * places);
  const offset = () => {
    next = order === 'random' ? Math.floor(Math.random() * places) : (next + 1) % places;
    return next * bytes;
  };
  let done = 0;
  const start = performance.now();
  const end = start + durationMs;
  const data = Buffer.alloc(bytes, 0xa5);
  const one = operation === 'read' ? () => target.read(offset(), bytes) : () => target.write(offset(), data);
  const initiator = async () => {
    while (performance.now() < end) {
      await one();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: depth }, initiator));
  return rate(workload, (done * 1_000) / (performance.now() - start));
}
