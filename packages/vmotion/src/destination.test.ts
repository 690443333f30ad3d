import { beforeEach, describe, expect, it } from 'vitest';
import type { DestinationEffect, DestinationEvent, SourceMessage } from './contract.ts';
import { MigrationDestination } from './destination.ts';
import { published } from './testing.ts';

const { vmotionSilenceMs, vmotionPreparationMs } = published;

/** What it waits for, in the order of an undisturbed migration. */
const waits = ['source', 'pages', 'state', 'lock', 'guest', 'nothing'] as const;
type Waits = (typeof waits)[number];

/** A destination whose shell is the test. */
class Story {
  readonly destination = new MigrationDestination({ timing: published, preparedAt: 0 });
  now = 0;

  step(event: DestinationEvent): readonly DestinationEffect[] {
    return this.destination.step(event, this.now).filter(({ kind }) => kind !== 'log');
  }

  hears(message: SourceMessage): readonly DestinationEffect[] {
    return this.step({ kind: 'message', message });
  }

  /** Lives, and is stepped when it wants to be, for so long. */
  lives(ms: number): readonly DestinationEffect[] {
    const end = this.now + ms;
    const effects: DestinationEffect[] = [];
    while (this.destination.nextDeadline <= end) {
      this.now = Math.max(this.now, this.destination.nextDeadline);
      effects.push(...this.step({ kind: 'tick' }));
    }
    this.now = end;
    return effects;
  }

  to(wait: Waits): this {
    const events: readonly DestinationEvent[] = [
      { kind: 'connected' },
      { kind: 'message', message: { kind: 'handOver' } },
      { kind: 'stateRestored' },
      { kind: 'lockTaken' },
      { kind: 'running' },
    ];
    for (const event of events.slice(0, waits.indexOf(wait))) this.step(event);
    return this;
  }
}

const kinds = (effects: readonly DestinationEffect[]) => effects.map(({ kind }) => kind);

let story: Story;
beforeEach(() => {
  story = new Story();
});

describe('a migration that nothing disturbs', () => {
  it('is received, restored, locked, started and confirmed', () => {
    expect(story.step({ kind: 'connected' })).toEqual([]);
    story.step({ kind: 'pagesReceived', pages: 10, bytes: 40_960 });
    expect(story.hears({ kind: 'roundEnd', round: 0 })).toEqual([
      { kind: 'send', message: { kind: 'roundReceived', round: 0 } },
    ]);
    story.step({ kind: 'pagesReceived', pages: 2, bytes: 8_192 });
    expect(story.hears({ kind: 'handOver' })).toEqual([{ kind: 'restoreState' }]);
    expect(story.step({ kind: 'stateRestored' })).toEqual([{ kind: 'takeLock' }]);
    expect(story.step({ kind: 'lockTaken' })).toEqual([{ kind: 'start' }]);
    expect(story.step({ kind: 'running' })).toEqual([
      { kind: 'send', message: { kind: 'resumed' } },
      { kind: 'ended', outcome: { kind: 'migrated' } },
    ]);
    expect(story.destination.statistics).toEqual({ pagesReceived: 12, bytesReceived: 49_152 });
    expect(story.destination.phase).toBe('ended');
  });

  it('needs no source any more once it was handed over', () => {
    story.to('state');
    expect(story.step({ kind: 'disconnected', because: 'its host is dead' })).toEqual([]);
    expect(kinds(story.step({ kind: 'stateRestored' }))).toEqual(['takeLock']);
    expect(kinds(story.step({ kind: 'lockTaken' }))).toEqual(['start']);
    // Nobody is there to be told.
    expect(kinds(story.step({ kind: 'running' }))).toEqual(['ended']);
    expect(story.destination.outcome).toEqual({ kind: 'migrated' });
  });
});

const gone = ['discard', 'ended'];
const refuses = ['send', 'discard', 'ended'];

describe.each<[string, DestinationEvent, Partial<Record<Waits, readonly string[]>>]>([
  [
    'the end of the connection',
    { kind: 'disconnected', because: 'reset' },
    { source: gone, pages: gone, state: [], lock: [], guest: [], nothing: [] },
  ],
  [
    'a cancellation',
    { kind: 'cancel', because: 'a user wants it' },
    { source: gone, pages: refuses, state: [], lock: [], guest: [], nothing: [] },
  ],
  [
    'the word that the source has given up',
    { kind: 'message', message: { kind: 'abort', because: 'cancelled' } },
    // After the hand-over the disk says so, or the contrary.
    { pages: refuses, state: [], lock: [], guest: [], nothing: [] },
  ],
  [
    'a round',
    { kind: 'message', message: { kind: 'roundEnd', round: 3 } },
    { pages: ['send'], state: [], lock: [], guest: [], nothing: [] },
  ],
  [
    'a hand-over',
    { kind: 'message', message: { kind: 'handOver' } },
    { pages: ['restoreState'], state: [], lock: [], guest: [], nothing: [] },
  ],
  ['a state that is not right', { kind: 'stateRefused', because: 'checksum' }, { state: refuses, nothing: [] }],
  [
    'a lock that is not offered any more',
    { kind: 'lockRefused', because: 'taken back' },
    { lock: refuses, nothing: [] },
  ],
  // The lock is let go with the rest: HA restarts it.
  ['a guest that does not start', { kind: 'startFailed', because: 'no disk' }, { guest: gone, nothing: [] }],
])('%s', (_what, event, table) => {
  it.each(Object.entries(table) as [Waits, readonly string[]][])('while it waits for the %s', (wait, effects) => {
    story.to(wait);
    expect(kinds(story.step(event))).toEqual(effects);
    expect(story.destination.phase === 'ended').toBe(effects.includes('ended') || wait === 'nothing');
  });
});

describe('time', () => {
  it('ends what nobody connects to', () => {
    expect(story.lives(vmotionPreparationMs - 1)).toEqual([]);
    expect(kinds(story.lives(1))).toEqual(gone);
    expect(story.destination.outcome).toEqual({ kind: 'failed', because: 'the source has not connected' });
  });

  it('without a sound of the source ends it', () => {
    story.to('pages');
    story.lives(vmotionSilenceMs - 1);
    story.step({ kind: 'pagesReceived', pages: 1, bytes: 4_096 });
    story.lives(vmotionSilenceMs - 1);
    expect(story.destination.phase).toBe('preCopy');
    expect(kinds(story.lives(1)).slice(-2)).toEqual(gone);
  });

  it('means nothing once it was handed over, but that nobody is spoken to', () => {
    story.to('lock');
    const effects = story.lives(10 * vmotionSilenceMs);
    expect(effects.every(({ kind }) => kind === 'send')).toBe(true);
    expect(story.destination.nextDeadline).toBe(Number.POSITIVE_INFINITY);
    expect(kinds(story.step({ kind: 'lockTaken' }))).toEqual(['start']);
  });

  it('in which this host stood still counts for nobody', () => {
    story.to('pages');
    story.now += 5 * vmotionSilenceMs;
    expect(kinds(story.step({ kind: 'tick' }))).toEqual(['send']);
    expect(story.destination.phase).toBe('preCopy');
  });
});

it('can be cancelled until the source has handed over', () => {
  const cancellable = waits.filter((wait) => new Story().to(wait).destination.cancellable);
  expect(cancellable).toEqual(['source', 'pages']);
});

describe('a shell that is out of its mind', () => {
  it.each<[Waits, DestinationEvent, string]>([
    ['pages', { kind: 'connected' }, 'the source is connected already'],
    ['pages', { kind: 'lockTaken' }, 'takeLock was answered, and nothing was asked for'],
    ['state', { kind: 'lockTaken' }, 'takeLock was answered, and restoreState was asked for'],
    ['lock', { kind: 'stateRestored' }, 'restoreState was answered, and takeLock was asked for'],
    ['lock', { kind: 'running' }, 'start was answered, and takeLock was asked for'],
    ['guest', { kind: 'lockRefused', because: '' }, 'takeLock was answered, and start was asked for'],
    ['lock', { kind: 'startFailed', because: '' }, 'start was answered, and takeLock was asked for'],
  ])('while it waits for the %s: %o', (wait, event, message) => {
    story.to(wait);
    expect(() => story.step(event)).toThrow(message);
  });
});
