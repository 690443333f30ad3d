// vMotion as the outside sees it: a guest that writes to its memory at a given rate is pinged a thousand times a second while it moves to
// and fro between two hosts. Downtime is the longest time between two answers. Beside it QEMU moves the same guest image in a machine
// of the same size over loopback, as it comes (at most 300 ms of downtime) and with microsphere's own goal of 20 ms; only its
// bandwidth limit is lifted. Bandwidth is compared with what a bare ws and a bare TCP connection carry between two processes.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cable } from '../packages/cli/dist/supervisor/cable.js';
import { guestImage } from '../packages/guests/dist/index.js';
import { eventually, removeTemporaryDirectories } from '../packages/testkit/dist/index.js';
import { median } from './report.mjs';
import { filled, GUEST_ADDRESS } from './vmotion/guest.mjs';
import { HostPair } from './vmotion/hosts.mjs';
import { Prober } from './vmotion/prober.mjs';
import { hasQemu, PROGRAM, QemuLab } from './vmotion/qemu.mjs';
import { rawRates } from './vmotion/raw.mjs';

export const title =
  'downtime from outside and total time of vMotion, beside QEMU; its bandwidth; what its guest loses';

const SIZES_MB = (process.env.MICROSPHERE_BENCH_SIZES ?? '4,64,256').split(',').map(Number);
/** Pages of 4 KiB a second: nothing, 4 MiB/s, 100 MiB/s. */
const RATES = { no: 0, low: 1_024, high: 25_600 };
const RUNS = Number(process.env.MICROSPHERE_BENCH_RUNS ?? 11);
/** QEMU's own default, and what microsphere aims at. */
const QEMU_DOWNTIME_LIMITS_MS = { 'as it comes': 300, 'limit 20 ms': 20 };
const PAGE_BYTES = 4096;
const RAW_BYTES = 256 * 1024 * 1024;
const GUEST_DISK_BYTES = 4 * 1024 * 1024;
/** A link so slow that pre-copy lasts: the guest's loss of speed is seen, and what writes faster than it carries converges. */
const SLOW_LINK = { delayMs: 0, bytesPerSecond: 125_000_000 };
const SLOW_LINK_TEXT = 'over 1 Gbit/s';
/** Pages a second: twice what the slow link carries. */
const FASTER_THAN_LINK = 61_440;
/** Over which a guest's speed is taken: five a second. */
const QUIET_HEARTBEATS = 10;
const PRECOPY_HEARTBEATS = 5;

export async function* run(tell) {
  const withPeer = hasQemu();
  if (!withPeer) tell(`there is no ${PROGRAM}: no peer`);
  try {
    for (const memoryMb of SIZES_MB)
      for (const [name, rate] of Object.entries(RATES)) {
        const what = `${memoryMb} MiB, ${name} dirty rate`;
        tell(`${what}: microsphere`);
        const ours = await moves({ memoryMb, rate });
        const peers = [];
        if (withPeer)
          for (const [limit, downtimeLimitMs] of Object.entries(QEMU_DOWNTIME_LIMITS_MS)) {
            tell(`${what}: QEMU, ${limit}`);
            const moved = await qemuMoves({ memoryMb, rate, downtimeLimitMs });
            peers.push({
              peer: `QEMU, ${limit}`,
              gapMs: moved.map(({ gapMs }) => gapMs),
              totalMs: moved.map(({ totalMs }) => totalMs),
            });
          }
        yield* compared(
          `${what}: downtime, median`,
          ours.map(({ gapMs }) => gapMs),
          peers,
          'gapMs',
          median,
        );
        yield* compared(
          `${what}: downtime, p99`,
          ours.map(({ gapMs }) => gapMs),
          peers,
          'gapMs',
          p99,
        );
        yield* compared(
          `${what}: total time, median`,
          ours.map(({ totalMs }) => totalMs),
          peers,
          'totalMs',
          median,
        );
      }
    yield* bandwidth(tell);
    yield* slowdown(tell);
    yield* convergence(tell);
  } finally {
    removeTemporaryDirectories();
  }
}

/** Once for each peer, or by itself where there is none. */
function* compared(metric, values, peers, field, of) {
  const measurement = { metric, value: of(values), unit: 'ms' };
  if (peers.length === 0) yield measurement;
  for (const { peer, ...figures } of peers) yield { ...measurement, peer, peerValue: of(figures[field]) };
}

/** Of few runs it is the worst one. */
function p99(values) {
  return [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.99) - 1];
}

/** A guest of ours that moves RUNS times. */
async function moves({ memoryMb, rate, encrypted = false }) {
  let prober;
  const pair = await HostPair.start({ memoryMb, onFrame: (frame) => prober?.receive(frame) });
  try {
    await filled(pair, { memoryMb, rate });
    prober = new Prober(GUEST_ADDRESS, (frame) => pair.send(frame));
    await prober.start();
    const results = [];
    for (let move = 0; move < RUNS; move += 1) results.push(await observed(prober, () => pair.migrate({ encrypted })));
    return results;
  } finally {
    prober?.stop();
    await pair.close();
  }
}

/** QEMU's, each time to a new process: the one that it left is of no more use. */
async function qemuMoves({ memoryMb, rate, downtimeLimitMs }) {
  const directory = mkdtempSync(join(tmpdir(), 'microsphere-bench-'));
  const disk = join(directory, 'disk.img');
  const image = Buffer.alloc(GUEST_DISK_BYTES);
  image.set(guestImage('ledger').bytes);
  writeFileSync(disk, image);
  let prober;
  const lab = await QemuLab.start({ directory, disk, memoryMb, onFrame: (frame) => prober?.receive(frame) });
  try {
    let source = await lab.machine({ incoming: false });
    await filled(source, { memoryMb, rate });
    prober = new Prober(GUEST_ADDRESS, (frame) => lab.send(frame));
    await prober.start();
    const results = [];
    for (let move = 0; move < RUNS; move += 1) {
      const destination = await lab.machine({ incoming: true });
      results.push(await observed(prober, () => source.migrateTo(destination, { downtimeLimitMs })));
      await source.end();
      source = destination;
    }
    return results;
  } finally {
    prober?.stop();
    await lab.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** One move as the prober saw it, with what the hypervisor says of it. */
async function observed(prober, move) {
  await prober.answeredAfter(performance.now());
  const from = performance.now();
  const said = await move();
  const to = performance.now();
  await prober.answeredAfter(to);
  return { gapMs: prober.longestGap(from, to), totalMs: to - from, said };
}

/** Of the first round, which sends all of the guest's memory, beside raw connections in the same run. */
async function* bandwidth(tell) {
  const memoryMb = Math.max(...SIZES_MB);
  const raw = [];
  for (let round = 0; round < RUNS; round += 1) {
    tell(`raw connections: ${round + 1} of ${RUNS}`);
    raw.push(await rawRates(RAW_BYTES));
  }
  const mebibytes = (rates) => median(rates) / (1024 * 1024);
  for (const encrypted of [false, true]) {
    tell(`bandwidth${encrypted ? ', encrypted' : ''}`);
    const moved = await moves({ memoryMb, rate: 0, encrypted });
    const rates = moved.map(({ said }) => firstRoundRate(said));
    const value = mebibytes(rates);
    const metric = `bandwidth of ${memoryMb} MiB${encrypted ? ', encrypted' : ''}`;
    for (const peer of ['ws', 'tcp'])
      yield {
        metric,
        value,
        unit: 'MiB/s',
        peer: `raw ${peer}`,
        peerValue: mebibytes(raw.map((rates) => rates[peer])),
      };
  }
}

/** Bytes a second. */
function firstRoundRate({ rounds: [{ pages, zeroPages, durationMs }] }) {
  return ((pages - zeroPages) * PAGE_BYTES * 1_000) / durationMs;
}

/** What a guest executes that takes all processor time it can get, during a pre-copy that lasts, and before. */
async function* slowdown(tell) {
  tell(`a guest that burns, ${SLOW_LINK_TEXT}`);
  const shares = await overSlowLink({ memoryMb: 256, rate: RATES.low }, async (pair, through) => {
    pair.type('burn\r');
    await eventually('the guest to burn', () => pair.console.includes('burn is on'));
    const lost = [];
    for (let move = 0; move < RUNS; move += 1) {
      const before = await pair.speed(QUIET_HEARTBEATS);
      const [during] = await Promise.all([pair.speed(PRECOPY_HEARTBEATS), pair.migrate({ through })]);
      lost.push(100 * (1 - during / before));
    }
    return lost;
  });
  yield { metric: `guest's loss of speed during pre-copy ${SLOW_LINK_TEXT}, median`, value: median(shares), unit: '%' };
}

/** A guest that writes twice as fast as the link carries: it is slowed down until it can be moved. */
async function* convergence(tell) {
  tell(`a guest that writes faster than the link carries, ${SLOW_LINK_TEXT}`);
  const said = await overSlowLink({ memoryMb: 64, rate: FASTER_THAN_LINK }, async (pair, through) => {
    const moves = [];
    for (let move = 0; move < RUNS; move += 1) moves.push(await pair.migrate({ through }));
    return moves;
  });
  const megabytes = Math.round((FASTER_THAN_LINK * PAGE_BYTES) / 1e6);
  const what = `64 MiB, ${megabytes} MB/s written ${SLOW_LINK_TEXT}`;
  const of = (field) => median(said.map(field));
  yield { metric: `${what}: total time, median`, value: of(({ totalMs }) => totalMs), unit: 'ms' };
  yield {
    metric: `${what}: downtime as its hosts see it, median`,
    value: of(({ downtimeMs }) => downtimeMs),
    unit: 'ms',
  };
  yield { metric: `${what}: rounds, median`, value: of(({ rounds }) => rounds.length), unit: 'rounds' };
  yield {
    metric: `${what}: guest's share of its time, median`,
    value: of((move) => move.guestSharePercent),
    unit: '%',
  };
}

/** Runs `use` with a filled guest, and with what puts the slow link between its hosts. */
async function overSlowLink({ memoryMb, rate }, use) {
  const pair = await HostPair.start({ memoryMb, onFrame: () => {} });
  const cables = [];
  const through = async (url) => {
    const cable = await Cable.lay(url);
    cable.quality = SLOW_LINK;
    cables.push(cable);
    return url.replace(/\/\/[^/]+/, `//${cable.address}`);
  };
  try {
    await filled(pair, { memoryMb, rate });
    return await use(pair, through);
  } finally {
    await pair.close();
    await Promise.all(cables.map((cable) => cable.remove()));
  }
}
