import { describe, expect, it } from 'vitest';
import { afterDiskStep, chainOf, type DiskStep, type DiskTree, mergesLeft, nextDiskStep } from './disk-tree.ts';

/** "a<b<c a<d": b is a child of a, c of b, d of a. */
function tree(drawn: string, named: string, usedElsewhere = ''): DiskTree {
  const parents = new Map<string, string | undefined>();
  for (const chain of drawn.split(' ')) {
    const disks = chain.split('<');
    for (const [index, disk] of disks.entries())
      if (!parents.get(disk)) parents.set(disk, index === 0 ? undefined : disks[index - 1]);
  }
  return { parents, named: new Set([...named]), usedElsewhere: new Set([...usedElsewhere]) };
}

function steps(at: DiskTree): string[] {
  const done: string[] = [];
  const say = (step: DiskStep) => (step.kind === 'delete' ? `-${step.disk}` : `${step.child}>${step.parent}`);
  for (let step = nextDiskStep(at); step; step = nextDiskStep(at)) {
    done.push(say(step));
    at = afterDiskStep(at, step);
  }
  return done;
}

describe('the disks of a folder', () => {
  it.each([
    ['one disk', 'a', 'a', []],
    ['a chain whose every disk is named', 'a<b<c', 'abc', []],
    ['a removed snapshot at the root', 'a<b<c', 'bc', ['b>a']],
    ['a removed snapshot in the middle', 'a<b<c', 'ac', ['c>b']],
    ['all snapshots removed: from the root on', 'a<b<c', 'c', ['b>a', 'c>a']],
    ['a branch that was left by a revert', 'a<b a<c', 'ac', ['-b']],
    ['a whole branch that was left', 'a<b<c a<d', 'ad', ['-c', '-b']],
    ['a parent of two that are named', 'a<b a<c', 'bc', []],
    ['a parent of two, of which one goes', 'a<b a<c', 'c', ['-b', 'c>a']],
    ['one that nobody here has made', 'a x', 'a', []],
    ['a child that was made for a snapshot which never was', 'a<b', 'a', ['-b']],
  ])('%s', (_what, drawn, named, expected) => {
    expect(steps(tree(drawn, named))).toEqual(expected);
    expect(mergesLeft(tree(drawn, named))).toBe(expected.filter((step) => step.includes('>')).length);
  });

  it.each([
    ['stays though nothing here names it', 'a<b', 'b', 'a', []],
    ['is not merged into its parent: it would be gone', 'a<b<c', 'c', 'b', []],
    ['stays though it has no children here', 'a<b a<c', 'c', 'b', []],
    ['keeps nothing else', 'a<b<c<d', 'd', 'a', ['c>b', 'd>b']],
  ])('the parent of a linked clone %s', (_what, drawn, named, elsewhere, expected) => {
    expect(steps(tree(drawn, named, elsewhere))).toEqual(expected);
  });

  it('form chains, also damaged ones that go round', () => {
    expect(chainOf(tree('a<b<c', ''), 'c')).toEqual(['c', 'b', 'a']);
    const round = new Map([
      ['a', 'b'],
      ['b', 'a'],
    ]);
    expect(chainOf({ parents: round }, 'a')).toEqual(['a', 'b']);
  });
});
