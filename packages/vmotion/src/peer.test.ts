import { beforeEach, describe, expect, it } from 'vitest';
import { ALIVE_PER_SILENCE, Peer } from './peer.ts';

const SILENCE_MS = 20_000;
const ALIVE_MS = SILENCE_MS / ALIVE_PER_SILENCE;

let peer: Peer;
beforeEach(() => {
  peer = new Peer(SILENCE_MS);
});

/** Stepped for each sign of life, up to a time. */
function live(from: number, until: number): void {
  for (let now = from; now <= until; now += ALIVE_MS) {
    peer.wake(now);
    peer.takeAlive(now);
  }
}

describe('the other end', () => {
  it('is silent when it has said nothing for so long', () => {
    peer.wake(0);
    peer.connect(0);
    live(0, SILENCE_MS - ALIVE_MS);
    expect(peer.isSilent(SILENCE_MS - 1)).toBe(false);
    expect(peer.isSilent(SILENCE_MS)).toBe(true);
    peer.heard(SILENCE_MS - 1);
    expect(peer.isSilent(SILENCE_MS)).toBe(false);
  });

  it('is not silent where there is no connection', () => {
    expect(peer.isSilent(10 * SILENCE_MS)).toBe(false);
    expect(peer.nextDeadline).toBe(Number.POSITIVE_INFINITY);
    peer.connect(0);
    peer.disconnect();
    expect(peer.isSilent(10 * SILENCE_MS)).toBe(false);
    expect(peer.takeAlive(10 * SILENCE_MS)).toBe(false);
  });

  it('is not silent because this one stood still', () => {
    peer.wake(0);
    peer.connect(0);
    peer.wake(3 * SILENCE_MS);
    expect(peer.isSilent(3 * SILENCE_MS)).toBe(false);
    live(3 * SILENCE_MS, 4 * SILENCE_MS);
    expect(peer.isSilent(4 * SILENCE_MS)).toBe(true);
  });

  it('hears a few times in that time that this one lives', () => {
    peer.wake(0);
    peer.connect(0);
    expect(peer.nextDeadline).toBe(ALIVE_MS);
    expect(peer.takeAlive(ALIVE_MS - 1)).toBe(false);
    expect(peer.takeAlive(ALIVE_MS)).toBe(true);
    expect(peer.takeAlive(ALIVE_MS)).toBe(false);
    expect(peer.nextDeadline).toBe(2 * ALIVE_MS);
  });
});

it('time does not run backwards', () => {
  peer.wake(5);
  expect(() => peer.wake(4)).toThrow('time runs backwards: 4 after 5');
});
