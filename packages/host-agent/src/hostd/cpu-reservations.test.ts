import { expect, it } from 'vitest';
import { CpuReservations } from './cpu-reservations.ts';

const twoOf20 = () => new CpuReservations({ pcpuCount: 2, pcpuMhz: 20 });

it('promises what there is, and no more', () => {
  const cpu = twoOf20();
  cpu.claim('a', 20);
  cpu.claim('b', 15);
  expect(cpu.unreservedMhz).toBe(5);
  expect(() => cpu.claim('c', 6)).toThrow('c reserves 6 MHz: 5 of 40 MHz are unreserved');
  expect(cpu.unreservedMhz).toBe(5);
  cpu.claim('c', 5);
  cpu.claim('d', 0);
  expect(cpu.unreservedMhz).toBe(0);
});

it('promises one virtual CPU no more than a physical one', () => {
  const cpu = twoOf20();
  expect(() => cpu.claim('a', 21)).toThrow('a reserves 21 MHz: a virtual CPU has at most 20 MHz here');
  cpu.claim('a', 20);
});

it('puts a claim in the place of an earlier one, and takes it back once', () => {
  const cpu = twoOf20();
  cpu.claim('a', 15);
  cpu.claim('b', 20);
  cpu.claim('a', 20);
  expect(cpu.unreservedMhz).toBe(0);
  expect(() => cpu.claim('a', 21)).toThrow();
  expect(cpu.unreservedMhz).toBe(0);
  cpu.release('a');
  cpu.release('a');
  expect(cpu.unreservedMhz).toBe(20);
});
