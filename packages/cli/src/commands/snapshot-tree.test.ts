import { expect, it } from 'vitest';
import { printSnapshots, type SnapshotRow } from './snapshot-tree.ts';

function row(id: number, parent: number | null, name: string, more: Partial<SnapshotRow> = {}): SnapshotRow {
  const createTime = `2026-11-24T22:0${id}:00.000Z`;
  return { id, parent, name, description: '', createTime, current: false, ...more };
}

it('draws each snapshot below the one that it was taken on top of, and where the VM is', () => {
  const rows = [
    row(1, null, 'installed', { description: 'with\nall updates' }),
    row(2, 1, 'configured'),
    row(3, 2, 'tried out'),
    row(4, 1, 'another way', { current: true }),
  ];
  expect(printSnapshots('web', rows)).toBe(
    [
      'web',
      '└── 1 installed          2026-11-24 22:01:00  with all updates',
      '    ├── 2 configured     2026-11-24 22:02:00',
      '    │   └── 3 tried out  2026-11-24 22:03:00',
      '    └── 4 another way    2026-11-24 22:04:00',
      '        └── you are here',
    ].join('\n'),
  );
});

it('draws a VM that is between snapshots, or below none', () => {
  expect(
    printSnapshots('web', [row(1, null, 'a', { current: true }), row(2, 1, 'b')])
      .split('\n')
      .slice(1),
  ).toEqual(['└── 1 a      2026-11-24 22:01:00', '    ├── 2 b  2026-11-24 22:02:00', '    └── you are here']);
  expect(
    printSnapshots('web', [row(1, null, 'a')])
      .split('\n')
      .slice(1),
  ).toEqual(['├── 1 a  2026-11-24 22:01:00', '└── you are here']);
  expect(printSnapshots('web', [])).toBe('web has no snapshots');
});
