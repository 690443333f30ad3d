import { describe, expect, it } from 'vitest';
import { webConfiguration } from '../hostd/testing.ts';
import type { DiskDescription } from '../vmkernel/disk-files.ts';
import { planRelocation } from './storage-plan.ts';

const disk = (path: string, parent?: string, more: Partial<DiskDescription> = {}): [string, DiskDescription] => [
  path,
  {
    path,
    parent,
    capacityBytes: 4_096,
    provisioning: parent === undefined ? 'zeroedThick' : 'thin',
    uuid: `uuid of ${path}`,
    committedBytes: 0,
    ...more,
  },
];

function planOf(
  written: readonly string[],
  disks: readonly [string, DiskDescription][],
  {
    names = [],
    wanted = { disks: new Map() },
  }: { names?: string[]; wanted?: Parameters<typeof planRelocation>[2]['wanted'] } = {},
) {
  const configuration = { ...webConfiguration, disks: written };
  const own = disks.map(([path]) => path).filter((path) => path.startsWith('/web/'));
  return planRelocation(
    { vmx: { text: '', configuration }, disks: new Map(disks), names: [...own.map((path) => path.slice(5)), ...names] },
    '/web/web.vmx',
    { folder: '/web_1', wanted },
  );
}

describe('what is copied', () => {
  it('is the whole chain, parents first, under the names that they have', () => {
    const { disks } = planOf(
      ['/web/web-000002.vmdk'],
      [
        disk('/web/web-000002.vmdk', '/web/web-000001.vmdk'),
        disk('/web/web-000001.vmdk', '/web/web.vmdk'),
        disk('/web/web.vmdk'),
      ],
    );
    expect(disks.map(({ source, destination, parent, unit }) => [source, destination, parent, unit])).toEqual([
      ['/web/web.vmdk', '/web_1/web.vmdk', undefined, undefined],
      ['/web/web-000001.vmdk', '/web_1/web-000001.vmdk', '/web_1/web.vmdk', undefined],
      ['/web/web-000002.vmdk', '/web_1/web-000002.vmdk', '/web_1/web-000001.vmdk', 0],
    ]);
    expect(disks[0]?.uuid).toBe('uuid of /web/web.vmdk');
  });

  it('is also what a linked clone descends from, under a name that is free', () => {
    const { disks } = planOf(
      ['/web/web.vmdk'],
      [disk('/web/web.vmdk', '/template/web.vmdk'), disk('/template/web.vmdk'), disk('/web/web_1.vmdk')],
      { names: ['web_2-flat.vmdk'] },
    );
    const copied = new Map(disks.map(({ source, destination }) => [source, destination]));
    expect(copied.get('/template/web.vmdk')).toBe('/web_1/web_3.vmdk');
    expect(disks.find(({ source }) => source === '/web/web.vmdk')?.parent).toBe('/web_1/web_3.vmdk');
  });

  it('are small files, but not what the move writes by itself, or parts of disks', () => {
    const names = [
      'web.vmx',
      'web.vmsd',
      'web.nvram',
      'web-flat.vmdk',
      'web-ctk.vmdk',
      'web-Snapshot1.vmsn',
      'lost-flat.vmdk',
    ];
    expect(planOf(['/web/web.vmdk'], [disk('/web/web.vmdk')], { names }).files).toEqual([
      'web.nvram',
      'web-Snapshot1.vmsn',
    ]);
  });

  it('has its space as it has it now, as is wanted of all, or of one', () => {
    const two: [string, DiskDescription][] = [
      disk('/web/web.vmdk'),
      disk('/web/web_1.vmdk', undefined, { provisioning: 'thin' }),
    ];
    const of = (wanted: Parameters<typeof planRelocation>[2]['wanted']) =>
      planOf(['/web/web.vmdk', '/web/web_1.vmdk'], two, { wanted }).disks.map(({ provisioning }) => provisioning);
    expect(of({ disks: new Map() })).toEqual(['zeroedThick', 'thin']);
    expect(of({ provisioning: 'thin', disks: new Map() })).toEqual(['thin', 'thin']);
    expect(of({ provisioning: 'thin', disks: new Map([[1, 'eagerZeroedThick']]) })).toEqual([
      'thin',
      'eagerZeroedThick',
    ]);
  });
});
