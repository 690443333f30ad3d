import { describe, expect, it } from 'vitest';
import { isLiteral, isValidLiteralSubject, isValidSubject, subjectMatches } from './subject.ts';
import { Sublist, type SublistEntry } from './sublist.ts';

/** A small seeded generator (mulberry32), so that a failure can be repeated. */
function generator(seed: number) {
  return (below: number) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

describe('subject', () => {
  it.each(['a', 'a.b', '*', '>', 'a.*', 'a.>', '*.b.>', 'a*', 'a.>b', '$SYS.x', '_INBOX.x'])(
    '%s is valid',
    (subject) => {
      expect(isValidSubject(subject)).toBe(true);
    },
  );
  it.each(['', '.', 'a.', '.a', 'a..b', '>.a', 'a.>.b', 'a b', 'a\t', 'a\0'])('%j is not', (subject) => {
    expect(isValidSubject(subject)).toBe(false);
  });
  it('is literal unless a whole token is a wildcard', () => {
    expect(['a', 'a*', 'a.b>'].every(isLiteral)).toBe(true);
    expect(['*', 'a.*', '>', 'a.>'].some(isLiteral)).toBe(false);
    expect(isValidLiteralSubject('a..b')).toBe(false);
  });
  it.each([
    ['a', 'a', true],
    ['a', 'a.b', false],
    ['a.*', 'a.b', true],
    ['a.*', 'a', false],
    ['a.*', 'a.b.c', false],
    ['a.>', 'a', false],
    ['a.>', 'a.b', true],
    ['>', 'a.b.c', true],
    ['*.b', 'a.b', true],
    ['a*', 'ab', false],
  ])('%s against %s: %s', (pattern, subject, covers) => {
    expect(subjectMatches(pattern, subject)).toBe(covers);
  });
});

describe('sublist', () => {
  it('finds what the plain matcher finds, whatever is added and removed', () => {
    const random = generator(20_261_123);
    const sublist = new Sublist<SublistEntry>(64);
    const present: SublistEntry[] = [];
    const words = ['a', 'b', 'c', 'a*'];
    const literal = () => Array.from({ length: 1 + random(4) }, () => words[random(words.length)]).join('.');
    const pattern = () => {
      const tokens = Array.from({ length: 1 + random(4) }, () =>
        random(3) === 0 ? '*' : words[random(words.length)]!,
      );
      if (random(4) === 0) tokens[tokens.length - 1] = '>';
      return tokens.join('.');
    };
    let found = 0;
    for (let round = 0; round < 20_000; round++) {
      const action = random(10);
      if (action < 2 && present.length < 200) {
        const queue = random(3) === 0 ? `q${random(3)}` : undefined;
        const entry = { subject: random(2) === 0 ? literal() : pattern(), queue };
        present.push(entry);
        sublist.insert(entry);
      } else if (action < 4 && present.length > 0) {
        const [entry] = present.splice(random(present.length), 1);
        expect(sublist.remove(entry!)).toBe(true);
        expect(sublist.remove(entry!)).toBe(false);
      } else {
        const subject = literal();
        const expected = present.filter((entry) => subjectMatches(entry.subject, subject));
        const { plain, queues } = sublist.match(subject);
        expect(new Set(plain)).toEqual(new Set(expected.filter((entry) => entry.queue === undefined)));
        expect(plain.length).toBe(new Set(plain).size);
        const groups = new Set(expected.flatMap((entry) => entry.queue ?? []));
        expect(queues.length).toBe(groups.size);
        for (const members of queues)
          expect(new Set(members)).toEqual(new Set(expected.filter((entry) => entry.queue === members[0]!.queue)));
        found += expected.length;
      }
      expect(sublist.size).toBe(present.length);
    }
    expect(found).toBeGreaterThan(10_000);
    expect(sublist.cachedSubjects).toBeLessThanOrEqual(64);
    for (const entry of present) sublist.remove(entry);
    expect(sublist.size).toBe(0);
  });

  it('keeps at most so many answers', () => {
    const sublist = new Sublist<SublistEntry>(8);
    sublist.insert({ subject: '>' });
    for (let index = 0; index < 100; index++) expect(sublist.match(`a.${index}`).plain.length).toBe(1);
    expect(sublist.cachedSubjects).toBe(8);
  });

  it('gives nobody a subject with an empty token', () => {
    const sublist = new Sublist<SublistEntry>(8);
    sublist.insert({ subject: '>' });
    expect(sublist.match('a..b').plain).toEqual([]);
    expect(sublist.match('').plain).toEqual([]);
  });
});
