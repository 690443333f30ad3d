import { expect, it } from 'vitest';
import { relocationSteps } from './relocation.ts';

const storage = { id: 'new', name: 'new', freeBytes: undefined };

function steps(options: {
  readonly from: readonly string[];
  readonly to?: readonly string[];
  readonly moves?: boolean;
}) {
  const { from, to, moves = true } = options;
  const file = { device: '', fileName: '[old] web/web.vmx', datastore: 'old' };
  const host = (id: string, datastores: readonly string[]) => ({ id, datastores });
  const source = host('host-1', from);
  return relocationSteps({
    vm: { files: [file] },
    source,
    destination: to ? host('host-2', to) : source,
    storage: moves ? storage : undefined,
  });
}

it.each([
  ['nothing to do', { from: ['old'], moves: false }, []],
  ['another host', { from: ['old'], to: ['old'], moves: false }, ['host']],
  ['another datastore', { from: ['old', 'new'] }, ['storage']],
  ['both, and everything is shared: disks first', { from: ['old', 'new'], to: ['old', 'new'] }, ['storage', 'host']],
  [
    'both, where the destination never saw the old datastore',
    { from: ['old', 'new'], to: ['new'] },
    ['storage', 'host'],
  ],
  ['both, where only the destination sees the new one', { from: ['old'], to: ['old', 'new'] }, ['host', 'storage']],
  ['both, and nothing is shared: at once', { from: ['old'], to: ['new'] }, ['both']],
])('%s', (_what, given, expected) => {
  expect(steps(given)).toEqual(expected);
});
