// The tree of a virtual machine's snapshots as the terminal shows it: each below the one that it was taken on top of, and
// below the current one the place where the virtual machine is now. Pure.

export interface SnapshotRow {
  /** Counts the snapshots of its virtual machine from 1; never given twice. */
  readonly id: number;
  /** Id of the one that it was taken on top of; null for a root of the tree. */
  readonly parent: number | null;
  readonly name: string;
  readonly description: string;
  /** ISO 8601. */
  readonly createTime: string;
  /** Whether the virtual machine's disks descend from it, with no other one between. */
  readonly current: boolean;
}

const YOU_ARE_HERE = 'you are here';

export function printSnapshots(vm: string, rows: readonly SnapshotRow[]): string {
  if (rows.length === 0) return `${vm} has no snapshots`;
  const lines: { readonly tree: string; readonly time: string; readonly description: string }[] = [];
  const draw = (parent: SnapshotRow | undefined, indent: string): void => {
    const children = rows.filter((row) => row.parent === (parent?.id ?? null));
    const isHere = parent ? parent.current : !rows.some(({ current }) => current);
    for (const [index, row] of children.entries()) {
      const isLast = index === children.length - 1 && !isHere;
      lines.push({
        tree: `${indent}${isLast ? '└── ' : '├── '}${row.id} ${row.name}`,
        time: row.createTime.slice(0, 19).replace('T', ' '),
        description: row.description.replaceAll(/\s+/g, ' '),
      });
      draw(row, `${indent}${isLast ? '    ' : '│   '}`);
    }
    if (isHere) lines.push({ tree: `${indent}└── ${YOU_ARE_HERE}`, time: '', description: '' });
  };
  draw(undefined, '');
  const width = Math.max(...lines.map(({ tree, time }) => (time === '' ? 0 : tree.length)));
  const drawn = lines.map(({ tree, time, description }) =>
    [tree.padEnd(width), time, description].join('  ').trimEnd(),
  );
  return [vm, ...drawn].join('\n');
}
