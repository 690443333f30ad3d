import { beforeEach, describe, expect, it } from 'vitest';
import type { DestinationMessage, MigrationPhase, SourceEffect, SourceEvent } from './contract.ts';
import { PAGE_BYTES } from './contract.ts';
import { MigrationSource } from './source.ts';
import { published } from './testing.ts';

const MEMORY_PAGES = 1_000;
const { vmotionSilenceMs, vmotionMaxSwitchoverMs } = published;

/** A source whose shell is the test. */
class Story {
  readonly source = new MigrationSource({ timing: published, memoryPages: MEMORY_PAGES });
  now = 0;
  /** All that was asked for, without the log. */
  readonly effects: SourceEffect[] = [];

  /** Returns what is asked for in turn. */
  step(event: SourceEvent): readonly SourceEffect[] {
    const effects = this.source.step(event, this.now).filter(({ kind }) => kind !== 'log');
    this.effects.push(...effects);
    return effects;
  }

  hears(message: DestinationMessage): readonly SourceEffect[] {
    return this.step({ kind: 'message', message });
  }

  /** Lives, and is stepped when it wants to be, for so long; what the other end says is the test's. */
  waits(ms: number, { hearing = false } = {}): readonly SourceEffect[] {
    const end = this.now + ms;
    const effects: SourceEffect[] = [];
    while (this.source.nextDeadline <= end) {
      this.now = Math.max(this.now, this.source.nextDeadline);
      effects.push(...this.step({ kind: 'tick' }));
      if (hearing) effects.push(...this.hears({ kind: 'alive' }));
    }
    this.now = end;
    return effects;
  }

  /** A round of so many pages, which takes so long, up to `collectDirty`. */
  round(round: number, pages: number, tookMs: number): readonly SourceEffect[] {
    this.step({ kind: 'pagesSent', pages, bytes: pages * PAGE_BYTES });
    this.step({ kind: 'roundSent', round });
    this.now += tookMs;
    return this.hears({ kind: 'roundReceived', round });
  }

  /** From the beginning up to a phase, on the way of an undisturbed migration; `resolving` after a silence. */
  to(phase: MigrationPhase): this {
    if (this.source.phase === 'connecting' && phase !== 'connecting') {
      this.step({ kind: 'start' });
      this.step({ kind: 'connected' });
    }
    if (this.source.phase === 'preCopy' && phase !== 'preCopy' && phase !== 'connecting') {
      this.round(0, MEMORY_PAGES, 100);
      this.step({ kind: 'dirtied', pages: 5 });
    }
    if (phase === 'switchover' || phase === 'resolving' || phase === 'ended') {
      this.now += 1;
      this.step({ kind: 'stunned', dirtyPages: 12 });
    }
    if (phase === 'resolving') this.step({ kind: 'disconnected', because: 'reset' });
    if (phase === 'ended') this.hears({ kind: 'resumed' });
    expect(this.source.phase).toBe(phase);
    return this;
  }
}

const kinds = (effects: readonly SourceEffect[]) => effects.map(({ kind }) => kind);

let story: Story;
beforeEach(() => {
  story = new Story();
});

describe('a migration that nothing disturbs', () => {
  it('connects, copies, stuns, hands over and surrenders', () => {
    expect(story.step({ kind: 'start' })).toEqual([{ kind: 'connect' }]);
    expect(story.step({ kind: 'connected' })).toEqual([{ kind: 'sendPages', round: 0, which: 'all' }]);
    expect(story.round(0, MEMORY_PAGES, 100)).toEqual([{ kind: 'collectDirty' }]);
    // 1000 pages took 100 ms: 400 take 40.
    expect(story.step({ kind: 'dirtied', pages: 400 })).toEqual([{ kind: 'sendPages', round: 1, which: 'dirty' }]);
    expect(story.round(1, 400, 40)).toEqual([{ kind: 'collectDirty' }]);
    // Within the goal, and a round that has paid so well is worth another one.
    expect(story.step({ kind: 'dirtied', pages: 100 })).toEqual([{ kind: 'sendPages', round: 2, which: 'dirty' }]);
    story.round(2, 100, 10);
    expect(story.step({ kind: 'dirtied', pages: 90 })).toEqual([{ kind: 'stun' }]);
    story.now += 2;
    expect(story.step({ kind: 'stunned', dirtyPages: 110 })).toEqual([{ kind: 'sendHandOver' }]);
    story.step({ kind: 'pagesSent', pages: 110, bytes: 110 * PAGE_BYTES });
    story.now += 11;
    expect(story.hears({ kind: 'resumed' })).toEqual([
      { kind: 'surrender' },
      { kind: 'ended', outcome: { kind: 'migrated' } },
    ]);
    expect(story.source.statistics).toEqual({
      phase: 'ended',
      rounds: [
        { round: 0, pages: 1_000, bytes: 1_000 * PAGE_BYTES, durationMs: 100, dirtiedPages: 400, share: 1 },
        { round: 1, pages: 400, bytes: 400 * PAGE_BYTES, durationMs: 40, dirtiedPages: 100, share: 1 },
        { round: 2, pages: 100, bytes: 100 * PAGE_BYTES, durationMs: 10, dirtiedPages: 90, share: 1 },
      ],
      pagesSent: 1_610,
      bytesSent: 1_610 * PAGE_BYTES,
      rateBytesPerSecond: 10_000 * PAGE_BYTES,
      remainingPages: 110,
      share: 1,
      predictedDowntimeMs: 16,
      progressPercent: 100,
      totalMs: 163,
      downtimeMs: 11,
      outcome: { kind: 'migrated' },
    });
  });

  it('is over when both ends say so of a round, in any order', () => {
    story.step({ kind: 'start' });
    story.step({ kind: 'connected' });
    expect(story.hears({ kind: 'roundReceived', round: 0 })).toEqual([]);
    expect(story.step({ kind: 'roundSent', round: 0 })).toEqual([{ kind: 'collectDirty' }]);
  });

  it('throttles a guest that is too fast, and lets it go when it fails', () => {
    story.to('preCopy');
    story.round(0, MEMORY_PAGES, 100);
    story.step({ kind: 'dirtied', pages: 1_000 });
    story.round(1, MEMORY_PAGES, 100);
    expect(story.step({ kind: 'dirtied', pages: 1_000 })).toEqual([
      { kind: 'throttle', share: 0.5 },
      { kind: 'sendPages', round: 2, which: 'dirty' },
    ]);
    expect(kinds(story.step({ kind: 'cancel', because: 'a user wants it' }))).toEqual(['send', 'throttle', 'ended']);
    expect(story.effects.at(-2)).toEqual({ kind: 'throttle', share: 1 });
  });

  it('gives up where the guest would stand still for too long', () => {
    story.to('preCopy');
    story.round(0, MEMORY_PAGES, 20_000_000);
    for (let round = 1; story.source.phase === 'preCopy'; round += 1) {
      story.step({ kind: 'dirtied', pages: MEMORY_PAGES });
      if (story.source.phase === 'preCopy') story.round(round, MEMORY_PAGES, 20_000_000);
    }
    expect(story.source.outcome).toMatchObject({ kind: 'failed', because: expect.stringContaining('not converge') });
    expect(story.effects.some(({ kind }) => kind === 'stun')).toBe(false);
  });

  it('says how far it is, and never less', () => {
    const seen: number[] = [];
    const see = () => seen.push(story.source.statistics.progressPercent);
    see();
    story.step({ kind: 'start' });
    story.step({ kind: 'connected' });
    story.step({ kind: 'pagesSent', pages: 500, bytes: 500 * PAGE_BYTES });
    see();
    story.step({ kind: 'pagesSent', pages: 500, bytes: 500 * PAGE_BYTES });
    story.step({ kind: 'roundSent', round: 0 });
    story.now += 100;
    story.hears({ kind: 'roundReceived', round: 0 });
    see();
    story.step({ kind: 'dirtied', pages: 500 });
    story.round(1, 500, 50);
    see();
    story.step({ kind: 'dirtied', pages: 1 });
    see();
    story.step({ kind: 'stunned', dirtyPages: 1 });
    see();
    story.hears({ kind: 'resumed' });
    see();
    expect(seen).toEqual([0, 40, 80, 81, 90, 95, 100]);
  });
});

/** What comes of an event in each phase: the kinds of the effects, and the phase after it. */
const nothing: readonly string[] = [];
const fails = ['send', 'ended'];
const failsStunned = ['send', 'resume', 'ended'];
const cutStunned = ['resume', 'ended'];

describe.each<[string, SourceEvent, Partial<Record<MigrationPhase, readonly [readonly string[], MigrationPhase]>>]>([
  [
    'the end of the connection',
    { kind: 'disconnected', because: 'reset' },
    {
      connecting: [['ended'], 'ended'],
      preCopy: [['ended'], 'ended'],
      stunned: [cutStunned, 'ended'],
      switchover: [['reassert'], 'resolving'],
      resolving: [nothing, 'resolving'],
      ended: [nothing, 'ended'],
    },
  ],
  [
    'a cancellation',
    { kind: 'cancel', because: 'a user wants it' },
    {
      connecting: [['ended'], 'ended'],
      preCopy: [fails, 'ended'],
      stunned: [failsStunned, 'ended'],
      // Too late: the lock is offered.
      switchover: [nothing, 'switchover'],
      resolving: [nothing, 'resolving'],
      ended: [nothing, 'ended'],
    },
  ],
  [
    'the loss of the VM',
    { kind: 'vmLost', because: 'the lease is lost' },
    {
      connecting: [['ended'], 'ended'],
      preCopy: [fails, 'ended'],
      // Nothing goes on that is lost.
      stunned: [fails, 'ended'],
      switchover: [fails, 'ended'],
      resolving: [['ended'], 'ended'],
      ended: [nothing, 'ended'],
    },
  ],
  [
    'the refusal of the destination',
    { kind: 'message', message: { kind: 'refused', because: 'no memory' } },
    {
      preCopy: [fails, 'ended'],
      stunned: [failsStunned, 'ended'],
      // It may be believed, and the offer is still to be taken back.
      switchover: [['reassert'], 'resolving'],
      resolving: [nothing, 'resolving'],
      ended: [nothing, 'ended'],
    },
  ],
  [
    'the word that the guest runs there',
    { kind: 'message', message: { kind: 'resumed' } },
    {
      // Nothing was handed over: that is nobody who could be believed.
      preCopy: [fails, 'ended'],
      stunned: [failsStunned, 'ended'],
      switchover: [['surrender', 'ended'], 'ended'],
      resolving: [['surrender', 'ended'], 'ended'],
      ended: [nothing, 'ended'],
    },
  ],
  [
    'a word about a round that was not sent',
    { kind: 'message', message: { kind: 'roundReceived', round: 7 } },
    {
      preCopy: [fails, 'ended'],
      stunned: [failsStunned, 'ended'],
      switchover: [['reassert'], 'resolving'],
      resolving: [nothing, 'resolving'],
      ended: [nothing, 'ended'],
    },
  ],
  [
    'a sign of life',
    { kind: 'message', message: { kind: 'alive' } },
    {
      preCopy: [nothing, 'preCopy'],
      stunned: [nothing, 'stunned'],
      switchover: [nothing, 'switchover'],
      resolving: [nothing, 'resolving'],
      ended: [nothing, 'ended'],
    },
  ],
  [
    'a stun that fails',
    { kind: 'stunFailed', because: 'the disk is away' },
    { stunned: [failsStunned, 'ended'], ended: [nothing, 'ended'] },
  ],
  [
    'a lock that was taken back',
    { kind: 'reasserted' },
    { resolving: [['resume', 'ended'], 'ended'], ended: [nothing, 'ended'] },
  ],
  [
    'a lock that was taken',
    { kind: 'lockTaken' },
    { resolving: [['surrender', 'ended'], 'ended'], ended: [nothing, 'ended'] },
  ],
])('%s', (_what, event, table) => {
  const cells = Object.entries(table) as [MigrationPhase, readonly [readonly string[], MigrationPhase]][];
  it.each(cells)('when %s', (phase, [effects, after]) => {
    if (phase === 'connecting') story.step({ kind: 'start' });
    story.to(phase);
    expect(kinds(story.step(event))).toEqual(effects);
    expect(story.source.phase).toBe(after);
  });
});

describe('time', () => {
  it('ends what does not connect', () => {
    story.step({ kind: 'start' });
    expect(story.waits(vmotionSilenceMs - 1)).toEqual([]);
    expect(kinds(story.waits(1))).toEqual(['ended']);
    expect(story.source.outcome).toEqual({ kind: 'failed', because: 'the destination does not answer' });
  });

  it('is passed by signs of life', () => {
    story.to('preCopy');
    const effects = story.waits(10 * vmotionSilenceMs, { hearing: true });
    expect(effects).toHaveLength(40);
    for (const effect of effects) expect(effect).toEqual({ kind: 'send', message: { kind: 'alive' } });
    expect(story.source.phase).toBe('preCopy');
  });

  it.each<[MigrationPhase, string]>([
    ['preCopy', 'ended'],
    ['stunned', 'ended'],
    ['switchover', 'reassert'],
  ])('without a sound of the destination ends %s', (phase, last) => {
    story.to(phase);
    const heardAt = phase === 'switchover' ? story.now - 1 : story.now;
    story.waits(vmotionSilenceMs);
    expect(story.effects.at(-1)?.kind).toBe(last);
    expect(story.source.statistics.totalMs).toBe(heardAt + vmotionSilenceMs);
  });

  it('of a guest that stands still is limited, whatever the destination says', () => {
    story.to('switchover');
    story.waits(vmotionMaxSwitchoverMs - 2, { hearing: true });
    expect(story.source.phase).toBe('switchover');
    expect(kinds(story.waits(1, { hearing: true }))).toContain('reassert');
    expect(story.source.nextDeadline).toBe(Number.POSITIVE_INFINITY);
  });

  it('of a disk that does not answer the stun is limited, too', () => {
    story.to('stunned');
    const effects = story.waits(vmotionMaxSwitchoverMs, { hearing: true });
    expect(kinds(effects).filter((kind) => kind !== 'send')).toEqual(['resume', 'ended']);
    expect(story.source.outcome?.kind).toBe('failed');
  });

  it('of the disk is the disk’s: who asks it waits', () => {
    story.to('resolving');
    expect(story.waits(10 * vmotionMaxSwitchoverMs)).toEqual([]);
    expect(kinds(story.step({ kind: 'reasserted' }))).toEqual(['resume', 'ended']);
    expect(story.source.statistics.downtimeMs).toBe(10 * vmotionMaxSwitchoverMs);
  });

  it('in which this host stood still counts for nobody', () => {
    story.to('preCopy');
    story.now += 5 * vmotionSilenceMs;
    expect(kinds(story.step({ kind: 'tick' }))).toEqual(['send']);
    expect(story.source.phase).toBe('preCopy');
  });
});

it('can be cancelled until the lock is offered', () => {
  const phases: MigrationPhase[] = ['connecting', 'preCopy', 'stunned', 'switchover', 'resolving', 'ended'];
  const cancellable = phases.filter((phase) => new Story().to(phase).source.cancellable);
  expect(cancellable).toEqual(['connecting', 'preCopy', 'stunned']);
});

describe('a shell that is out of its mind', () => {
  it.each<[MigrationPhase, SourceEvent, string]>([
    ['connecting', { kind: 'connected' }, 'nobody asked to connect'],
    ['preCopy', { kind: 'connected' }, 'nobody asked to connect'],
    ['preCopy', { kind: 'start' }, 'was started already'],
    ['preCopy', { kind: 'roundSent', round: 1 }, 'round 1 was not to be sent'],
    ['preCopy', { kind: 'dirtied', pages: 1 }, 'nobody asked which pages are dirty'],
    ['preCopy', { kind: 'stunned', dirtyPages: 1 }, 'nobody asked for a stun'],
    ['switchover', { kind: 'stunned', dirtyPages: 1 }, 'nobody asked for a stun'],
    ['switchover', { kind: 'stunFailed', because: '' }, 'nobody asked for a stun'],
    ['switchover', { kind: 'reasserted' }, 'nobody asked for the lock'],
    ['switchover', { kind: 'lockTaken' }, 'nobody asked for the lock'],
  ])('%s: %o', (phase, event, message) => {
    story.to(phase);
    expect(() => story.step(event)).toThrow(message);
  });

  it('moves nothing', () => {
    expect(() => new MigrationSource({ timing: published, memoryPages: 0 })).toThrow('a guest with 0 pages');
  });
});
