import { describe, expect, it } from 'vitest';
import { type DatastoreEvidence, judge, LivenessDetector, type Verdict } from './liveness.ts';
import { published } from './testing.ts';

describe('the truth table', () => {
  const rows: [silentS: number, datastores: DatastoreEvidence, pinged: boolean, Verdict][] = [
    [2.9, 'notConfigured', false, 'live'],
    [3, 'notConfigured', false, 'undecided'],
    [14.9, 'notConfigured', false, 'undecided'],
    [15, 'notConfigured', false, 'hostDown'],
    [15, 'notConfigured', true, 'fdmUnreachable'],
    [14.9, 'moved', false, 'undecided'],
    [15, 'moved', false, 'networkPartitionedFromMaster'],
    [15, 'moved', true, 'fdmUnreachable'],
    [17.9, 'still', false, 'undecided'],
    [18, 'still', false, 'hostDown'],
    [18, 'still', true, 'fdmUnreachable'],
    [18, 'watching', false, 'undecided'],
    [60, 'watching', false, 'undecided'],
    [18, 'unreadable', false, 'hostDown'],
  ];
  it.each(rows)('%d s silent, datastore heartbeat %s, ping answered %s: %s', (silentS, datastores, pinged, verdict) => {
    expect(judge({ silentMs: silentS * 1_000, datastores, pinged }, published)).toBe(verdict);
  });
});

describe('a detector', () => {
  /** Silent from 0 on; the slot is read once a second, and every reading takes `latencyMs`. */
  function watched(stampAt: (ms: number) => string | undefined, { latencyMs = 0, untilMs = 18_000 } = {}) {
    const detector = new LivenessDetector(published, 0);
    for (let at = 3_000; at + latencyMs <= untilMs; at += 1_000) {
      detector.slotRead('ds1', stampAt(at), at, at + latencyMs);
    }
    return detector;
  }

  it('finds a slot that stands still for 15 s: dead at T18', () => {
    const detector = watched(() => 'a');
    expect(detector.verdict(1, 17_999)).toBe('undecided');
    expect(detector.verdict(1, 18_000)).toBe('hostDown');
  });

  it('takes any change after the first reading for life', () => {
    expect(watched((ms) => (ms < 9_000 ? 'a' : 'b')).verdict(1, 18_000)).toBe('networkPartitionedFromMaster');
    expect(watched((ms) => (ms < 9_000 ? undefined : 'a')).verdict(1, 18_000)).toBe('networkPartitionedFromMaster');
  });

  it('is late, not wrong, when the storage is slow', () => {
    const slow = watched(() => 'a', { latencyMs: 4_000 });
    expect(slow.verdict(1, 18_000)).toBe('undecided');
    expect(watched(() => 'a', { latencyMs: 4_000, untilMs: 26_000 }).verdict(1, 26_000)).toBe('hostDown');
  });

  it('finds a slot dead that has moved and stands still again', () => {
    const detector = watched((ms) => (ms < 9_000 ? 'a' : 'b'), { untilMs: 24_000 });
    expect(detector.verdict(1, 24_000)).toBe('hostDown');
    expect(watched((ms) => (ms < 9_000 ? 'a' : 'b'), { untilMs: 23_000 }).verdict(1, 23_000)).toBe(
      'networkPartitionedFromMaster',
    );
  });

  it('is not kept from its verdict by datastores that cannot be read', () => {
    const detector = new LivenessDetector(published, 0);
    expect(detector.verdict(1, 18_000)).toBe('undecided');
    expect(detector.verdict(1, 18_001)).toBe('hostDown');
  });

  it('forgets all suspicion when it hears the host', () => {
    const detector = watched(() => 'a');
    detector.heard(18_500);
    expect(detector.verdict(1, 21_000)).toBe('live');
    expect(detector.verdict(1, 36_000)).toBe('undecided');
  });

  it('lets a host that answers pings live, for one ping round', () => {
    const detector = new LivenessDetector(published, 0);
    detector.ponged(12_000);
    expect(detector.verdict(0, 27_000)).toBe('fdmUnreachable');
    expect(detector.verdict(0, 27_001)).toBe('hostDown');
  });

  it('does not take its own sleep for silence', () => {
    const detector = watched(() => 'a', { untilMs: 10_000 });
    detector.slept(60_000);
    expect(detector.silentMs(70_000)).toBe(10_000);
    // What it saw before it slept counts for nothing: the watch lasts its 15 s again.
    for (let at = 70_000; at < 85_000; at += 1_000) detector.slotRead('ds1', 'a', at, at);
    expect(detector.verdict(1, 84_999)).toBe('undecided');
    detector.slotRead('ds1', 'a', 85_000, 85_000);
    expect(detector.verdict(1, 85_000)).toBe('hostDown');
  });

  it('knows when its verdict may change', () => {
    const detector = new LivenessDetector(published, 0);
    expect([0, 3_000, 10_000, 15_000, 18_000].map((now) => detector.nextDeadline(now))).toEqual([
      3_000,
      10_000,
      15_000,
      18_000,
      Number.POSITIVE_INFINITY,
    ]);
  });
});
