// Which disks of a virtual machine's folder may go. Disks form trees: each has what was written since its parent was frozen.
// A disk is needed when the guest writes to it, when a snapshot names it, or when another VM's disk (a linked clone's)
// descends from it. Of the others, a child without children of its own is deleted, and one with a single child takes the
// child's content and its place. A disk that stands alone is somebody's who put it there, and is left. What is to be done next is read from the disks alone: an operation that a dead host left half
// done is finished by going on. Pure.

export interface DiskTree {
  /** The parent of each disk, by path; undefined for one that stands alone. */
  readonly parents: ReadonlyMap<string, string | undefined>;
  /** What guest and snapshots name. */
  readonly named: ReadonlySet<string>;
  /** Parents of other VMs' disks: they stay where they are, and as they are. */
  readonly usedElsewhere: ReadonlySet<string>;
}

export type DiskStep =
  | { readonly kind: 'delete'; readonly disk: string }
  /** The child's content goes into the parent, which takes the child's place. */
  | { readonly kind: 'merge'; readonly child: string; readonly parent: string };

export function childrenOf({ parents }: Pick<DiskTree, 'parents'>, disk: string): string[] {
  return [...parents].flatMap(([child, parent]) => (parent === disk ? [child] : []));
}

/** A disk and what it descends from, nearest first. */
export function chainOf({ parents }: Pick<DiskTree, 'parents'>, disk: string): string[] {
  const chain: string[] = [];
  for (let at: string | undefined = disk; at !== undefined && !chain.includes(at); at = parents.get(at)) chain.push(at);
  return chain;
}

/** What is to be done next; undefined when every disk that is there has a reason to be. */
export function nextDiskStep(tree: DiskTree): DiskStep | undefined {
  const free = [...tree.parents.keys()].filter((disk) => !tree.named.has(disk) && !tree.usedElsewhere.has(disk));
  const childless = free.find((disk) => tree.parents.get(disk) !== undefined && childrenOf(tree, disk).length === 0);
  if (childless !== undefined) return { kind: 'delete', disk: childless };
  // Nearest the root first: what has been merged is not merged again.
  const byDepth = free.sort((a, b) => chainOf(tree, a).length - chainOf(tree, b).length);
  for (const parent of byDepth) {
    const [child, other] = childrenOf(tree, parent);
    if (child !== undefined && other === undefined && !tree.usedElsewhere.has(child))
      return { kind: 'merge', child, parent };
  }
  return undefined;
}

/** How many merges are left. */
export function mergesLeft(tree: DiskTree): number {
  let count = 0;
  let at = tree;
  for (let step = nextDiskStep(at); step; step = nextDiskStep(at)) {
    if (step.kind === 'merge') count += 1;
    at = afterDiskStep(at, step);
  }
  return count;
}

/** The tree once a step is done. */
export function afterDiskStep(tree: DiskTree, step: DiskStep): DiskTree {
  const gone = step.kind === 'delete' ? step.disk : step.child;
  const instead = step.kind === 'delete' ? undefined : step.parent;
  const parents = new Map(
    [...tree.parents]
      .filter(([disk]) => disk !== gone)
      .map(([disk, parent]) => [disk, parent === gone ? instead : parent]),
  );
  const named = new Set([...tree.named].map((disk) => (disk === gone && instead !== undefined ? instead : disk)));
  return { ...tree, parents, named };
}
