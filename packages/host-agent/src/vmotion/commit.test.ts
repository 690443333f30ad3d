import { describe, expect, it } from 'vitest';
import { type CommitAnswer, CommitQuestion, MoveCommit } from './commit.ts';

describe('the source', () => {
  it('writes once that it has moved, and says so to whoever asks', async () => {
    let writes = 0;
    const commit = new MoveCommit(async () => {
      writes += 1;
      return true;
    });
    expect(commit.outcome).toBeUndefined();
    expect(await Promise.all([commit.commit(), commit.commit()])).toEqual(['committed', 'committed']);
    expect(await commit.close()).toBe('committed');
    expect(await commit.commit()).toBe('committed');
    expect([writes, commit.outcome]).toEqual([1, 'committed']);
  });

  it('writes nothing once it has begun to look who has it', async () => {
    const commit = new MoveCommit(() => Promise.reject(new Error('nobody is to write')));
    expect(await commit.close()).toBe('never');
    expect([await commit.commit(), commit.outcome]).toEqual(['never', 'never']);
  });

  it('waits for what it has begun, however long the disk does not answer', async () => {
    let answer: (done: boolean) => void = () => {};
    const commit = new MoveCommit(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    const asked = commit.commit();
    const closed = commit.close();
    expect(commit.outcome).toBeUndefined();
    answer(true);
    expect(await Promise.all([asked, closed])).toEqual(['committed', 'committed']);
  });

  it('has not moved when the lock was lost before, and does not know it when the answer was', async () => {
    expect(await new MoveCommit(async () => false).commit()).toBe('never');
    const lost = new MoveCommit(() => Promise.reject(new Error('the mount has ended')));
    expect([await lost.commit(), await lost.close(), lost.outcome]).toEqual(['unknown', 'unknown', 'unknown']);
  });
});

/** A destination on virtual time, and what it does. */
function destination(inquiries: readonly CommitAnswer[]) {
  let time = 0;
  const log: string[] = [];
  const left = [...inquiries];
  const pauses: (() => void)[] = [];
  const question = new CommitQuestion({
    ask: () => void log.push('asks'),
    inquire: async () => {
      log.push(`inquires at ${time}`);
      return left.shift() ?? 'unknown';
    },
    intervalMs: 10,
    silenceMs: 40,
    limitMs: 100,
    now: () => time,
    pause: (delayMs) =>
      new Promise((resolve) =>
        pauses.push(() => {
          time += delayMs;
          resolve();
        }),
      ),
  });
  /** Lets time pass until there is an answer. */
  const answered = async (answer: Promise<CommitAnswer>) => {
    let found: CommitAnswer | undefined;
    const done = answer.then((each) => {
      found = each;
    });
    while (found === undefined) {
      pauses.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await done;
    return found;
  };
  return { question, log, answered };
}

describe('the destination', () => {
  it.each(['committed', 'never'] as const)('believes the source: %s', async (told) => {
    const { question, log } = destination([]);
    const answer = question.answer();
    question.answered(told);
    expect(await answer).toBe(told);
    expect(log).toEqual(['asks']);
  });

  it('knows that what it did not ask for is not done', async () => {
    const { question, log } = destination([]);
    question.disconnected();
    expect(await question.answer()).toBe('never');
    expect(log).toEqual([]);
  });

  it.each(['committed', 'never'] as const)(
    'asks in another way when the connection is lost, until it knows: %s',
    async (told) => {
      const { question, log, answered } = destination(['unknown', 'unknown', told]);
      const answer = question.answer();
      question.disconnected();
      expect(await answered(answer)).toBe(told);
      expect(log.map((each) => each.split(' ')[0])).toEqual(['asks', 'inquires', 'inquires', 'inquires']);
    },
  );

  it('does not wait for a silent connection alone, and hears it all the same', async () => {
    const { question, log, answered } = destination(['unknown', 'unknown']);
    const answer = question.answer();
    setImmediate(() => setImmediate(() => question.answered('committed')));
    expect(await answered(answer)).toBe('committed');
    expect(log.slice(0, 2)).toEqual(['asks', 'inquires at 40']);
  });

  it('gives up, not knowing, when the guest has stood still for long enough', async () => {
    const { question, log, answered } = destination([]);
    const answer = question.answer();
    question.disconnected();
    expect(await answered(answer)).toBe('unknown');
    // The pause for the silence runs on beside it.
    expect(log.length).toBeGreaterThan(5);
  });
});
