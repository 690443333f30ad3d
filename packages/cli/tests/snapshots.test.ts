// The commands for snapshots and clones against a small lab, with the ledger in the guest as witness.
import { beforeAll, expect, it } from 'vitest';
import { smallLab, TestHome } from '../../testkit/src/index.ts';

let home: TestHome;

beforeAll(async () => {
  home = new TestHome();
  await home.up(smallLab);
});

async function told(args: readonly string[]): Promise<string> {
  const { code, output, log } = await home.run(args);
  expect([code, log]).toEqual([0, '']);
  return output;
}

async function refused(args: readonly string[]): Promise<string> {
  const { code, output, log } = await home.run(args);
  expect(output).toBe('');
  expect(code).not.toBe(0);
  return log;
}

const appended = async (vm: string) =>
  ((await home.json('ledger', 'append', vm, '-c', '3')) as { readonly lastIndex: number }).lastIndex;

it('takes, draws, reverts to and removes snapshots, and clones them', async () => {
  expect(await told(['vm', 'snapshot', 'list', 'vm1'])).toBe('vm1 has no snapshots\n');
  await appended('vm1');
  const first = await home.json('vm', 'snapshot', 'create', 'vm1', 'installed', '--description', 'as it came');
  expect(first).toMatchObject({ id: 1, parent: null, name: 'installed', description: 'as it came', current: true });
  const later = await appended('vm1');
  expect(await told(['vm', 'snapshot', 'create', 'vm1', 'used'])).toBe('snapshot 2 of vm1 is taken: used\n');
  expect(await told(['vm', 'snapshot', 'list', 'vm1'])).toMatch(
    /^vm1\n└── 1 installed {2}20[-\d]+ [:\d]+ {2}as it came\n {4}└── 2 used {3}20[-\d]+ [:\d]+\n {8}└── you are here\n$/,
  );
  expect(await refused(['vm', 'snapshot', 'revert', 'vm1', 'other'])).toBe(
    'microsphere: vm1 has no snapshot "other"; there are: 1 installed, 2 used\n',
  );
  expect(await told(['vm', 'snapshot', 'revert', 'vm1', '1'])).toBe('vm1 is as it was, and off\n');
  await told(['vm', 'on', 'vm1']);
  // What came after the snapshot is gone: the same indices are given again.
  expect(await appended('vm1')).toBeLessThanOrEqual(later + 1);

  const clone = ['vm', 'clone', 'vm1', 'copy', '--linked', '--snapshot', 'installed', '--ip', '10.10.0.77'];
  expect(await told(clone)).toBe('copy is a clone of vm1\n');
  await told(['vm', 'on', 'copy']);
  await appended('copy');
  expect(await told(['vm', 'snapshot', 'remove', 'vm1', 'used'])).toBe('snapshot used of vm1 is removed\n');
  expect(await told(['vm', 'snapshot', 'remove-all', 'vm1'])).toBe('the snapshots of vm1 are removed\n');
  expect(await told(['vm', 'snapshot', 'consolidate', 'vm1'])).toBe('the disks of vm1 are consolidated\n');
  await appended('copy');
  await appended('vm1');
  expect(await refused(['vm', 'answer', 'vm1'])).toBe('microsphere: vm1 asks nothing\n');
  await told(['vm', 'off', 'vm1']);
  expect(await refused(['vm', 'destroy', 'vm1'])).toMatch(/^microsphere: vm1: ResourceInUse: .*linked clones/);
  await told(['vm', 'off', 'copy']);
  await told(['vm', 'destroy', 'copy']);
  await told(['vm', 'destroy', 'vm1']);
});

it('makes disks that take space as they are written to', async () => {
  const create = ['vm', 'create', 'thin', '--datastore', 'datastore1', '--disk', '16384', '--thin'];
  expect(await told(create)).toBe('thin is created\n');
  expect(await refused([...create.slice(0, 2), 'thick', ...create.slice(3, -1)])).toMatch(/NoDiskSpace/);
  await told(['vm', 'destroy', 'thin']);
});
