import { describe, expect, it } from 'vitest';
import {
  CATCH_UP_US,
  type Candidate,
  charge,
  decide,
  MAXIMUM_SLICE_INSTRUCTIONS,
  MINIMUM_SLICE_US,
  type PcpuLoad,
  rejoin,
  SLICE_US,
  sliceInstructions,
  type VcpuAccount,
} from './scheduler.ts';

const PCPU_MHZ = 100;
const SECOND = 1_000_000;

interface TestVcpu extends VcpuAccount {
  readonly name: string;
  instructions: number;
}

function vcpu(name: string, options: Partial<TestVcpu> = {}): TestVcpu {
  return {
    name,
    instructions: 0,
    lastPcpu: -1,
    shares: 1000,
    limitMhz: 0,
    reservationMhz: 0,
    busyUntil: 0,
    proportionTag: 0,
    reservationTag: 0,
    limitTag: 0,
    ...options,
  };
}

/**
 * pCPUs on virtual time with vCPUs that always want to run; `realSpeed` is how much faster than its MHz the real processor executes.
 * Returns the MHz that each had.
 */
function simulate(
  vcpus: readonly TestVcpu[],
  { pcpuCount, durationUs }: { pcpuCount: number; durationUs: number },
): Map<string, number> {
  const busyUntil = Array.from({ length: pcpuCount }, () => 0);
  const start = 10 * SECOND;
  for (let now = start; now < start + durationUs; now += SLICE_US / 20)
    for (let here = 0; here < pcpuCount; here++) {
      const pcpus: PcpuLoad[] = busyUntil.map((until) => ({ running: undefined, busyUntil: until }));
      const candidates = vcpus.map((account) => ({ account, wakeAt: start }));
      const decision = decide(candidates, { here, pcpus, now });
      if (decision.kind === 'sleep') continue;
      const { account } = decision.candidate;
      const instructions = sliceInstructions(account, PCPU_MHZ);
      expect(decision.startAt).toBeGreaterThanOrEqual(account.busyUntil);
      account.instructions += instructions;
      account.lastPcpu = here;
      busyUntil[here] = charge(account, { startAt: decision.startAt, instructions, pcpuMhz: PCPU_MHZ });
    }
  return new Map(vcpus.map(({ name, instructions }) => [name, instructions / durationUs]));
}

function mhz(result: Map<string, number>, name: string): number {
  const value = result.get(name);
  if (value === undefined) throw new Error(`no vCPU ${name}`);
  return value;
}

/** Within one part in fifty. */
function near(value: number, expected: number): void {
  expect(value).toBeGreaterThan(expected * 0.98);
  expect(value).toBeLessThan(expected * 1.02);
}

describe('shares, limits, reservations', () => {
  it('one vCPU gets all of one pCPU, and never more', () => {
    const result = simulate([vcpu('a')], { pcpuCount: 2, durationUs: 2 * SECOND });
    near(mhz(result, 'a'), PCPU_MHZ);
    expect(mhz(result, 'a')).toBeLessThanOrEqual(PCPU_MHZ * (1 + (CATCH_UP_US + SLICE_US) / (2 * SECOND)));
  });

  it('shares divide a pCPU', () => {
    const result = simulate([vcpu('a'), vcpu('b', { shares: 2000 }), vcpu('c')], {
      pcpuCount: 1,
      durationUs: 2 * SECOND,
    });
    near(mhz(result, 'a'), 25);
    near(mhz(result, 'b'), 50);
    near(mhz(result, 'c'), 25);
  });

  it('what a limit leaves goes to the others', () => {
    const result = simulate([vcpu('a', { limitMhz: 10, shares: 4000 }), vcpu('b')], {
      pcpuCount: 1,
      durationUs: 2 * SECOND,
    });
    near(mhz(result, 'a'), 10);
    near(mhz(result, 'b'), 90);
  });

  it('a limit holds on an idle host', () => {
    near(mhz(simulate([vcpu('a', { limitMhz: 33 })], { pcpuCount: 4, durationUs: 2 * SECOND }), 'a'), 33);
  });

  it('a reservation is kept against any shares', () => {
    const greedy = Array.from({ length: 4 }, (_, index) => vcpu(`greedy ${index}`, { shares: 100_000 }));
    const result = simulate([vcpu('a', { reservationMhz: 30, shares: 1 }), ...greedy], {
      pcpuCount: 1,
      durationUs: 2 * SECOND,
    });
    near(mhz(result, 'a'), 30);
  });

  it('three vCPUs on two pCPUs get two thirds each', () => {
    const result = simulate([vcpu('a'), vcpu('b'), vcpu('c')], { pcpuCount: 2, durationUs: 2 * SECOND });
    for (const name of ['a', 'b', 'c']) near(mhz(result, name), (2 * PCPU_MHZ) / 3);
  });
});

describe('decisions', () => {
  const idle: PcpuLoad = { running: undefined, busyUntil: 0 };
  const now = 10 * SECOND;
  const candidate = (account: VcpuAccount, wakeAt = 0): Candidate => ({ account, wakeAt });

  it('sleeps until the first timer, and without end when there is none', () => {
    expect(decide([], { here: 0, pcpus: [idle], now })).toEqual({ kind: 'sleep', until: Number.POSITIVE_INFINITY });
    const waiting = [candidate(vcpu('a'), now + 700), candidate(vcpu('b'), now + 300)];
    expect(decide(waiting, { here: 0, pcpus: [idle], now })).toEqual({ kind: 'sleep', until: now + 300 });
  });

  it('sleeps while its pCPU is busy in emulated time', () => {
    const busy = { running: undefined, busyUntil: now + 400 };
    expect(decide([candidate(vcpu('a'))], { here: 0, pcpus: [busy], now })).toEqual({
      kind: 'sleep',
      until: now + 400,
    });
  });

  it('leaves a vCPU to its own pCPU while that one is free for it, and takes it when it is not', () => {
    const a = vcpu('a', { lastPcpu: 1 });
    expect(decide([candidate(a)], { here: 0, pcpus: [idle, idle], now }).kind).toBe('sleep');
    expect(decide([candidate(a)], { here: 1, pcpus: [idle, idle], now }).kind).toBe('run');
    const occupied: PcpuLoad = { running: vcpu('b'), busyUntil: now };
    expect(decide([candidate(a)], { here: 0, pcpus: [idle, occupied], now }).kind).toBe('run');
    const later: PcpuLoad = { running: undefined, busyUntil: now + 500 };
    expect(decide([candidate(a)], { here: 0, pcpus: [idle, later], now }).kind).toBe('run');
  });

  it('says when it leaves others behind', () => {
    const two = [candidate(vcpu('a')), candidate(vcpu('b', { busyUntil: now + 10 }))];
    expect(decide(two, { here: 0, pcpus: [idle], now })).toMatchObject({ kind: 'run', leavesBehind: true });
    expect(decide(two.slice(0, 1), { here: 0, pcpus: [idle], now })).toMatchObject({
      kind: 'run',
      leavesBehind: false,
    });
  });

  it('makes up for a late start, but not for a long absence', () => {
    const late = decide([candidate(vcpu('a', { busyUntil: now - 300 }))], {
      here: 0,
      pcpus: [{ running: undefined, busyUntil: now - 300 }],
      now,
    });
    expect(late).toMatchObject({ startAt: now - 300 });
    const absent = decide([candidate(vcpu('a'))], { here: 0, pcpus: [idle], now });
    expect(absent).toMatchObject({ startAt: now - CATCH_UP_US });
  });

  it('who waited has no claim to the time in which it waited', () => {
    const a = vcpu('a', { proportionTag: 3 });
    rejoin(a, 50);
    expect(a.proportionTag).toBe(50);
    rejoin(a, 20);
    expect(a.proportionTag).toBe(50);
  });

  it('charges for waking even when nothing was executed', () => {
    expect(charge(vcpu('a'), { startAt: now, instructions: 1, pcpuMhz: PCPU_MHZ })).toBe(now + MINIMUM_SLICE_US);
  });

  it('a slice has an end', () => {
    expect(sliceInstructions({ limitMhz: 0 }, 100)).toBe(100 * SLICE_US);
    expect(sliceInstructions({ limitMhz: 5 }, 100)).toBe(5 * SLICE_US);
    expect(sliceInstructions({ limitMhz: 0 }, 100_000)).toBe(MAXIMUM_SLICE_INSTRUCTIONS);
  });
});
