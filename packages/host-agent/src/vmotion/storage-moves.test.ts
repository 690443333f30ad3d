import { pb } from '@microsphere/proto';
import { describe, expect, it } from 'vitest';
import { HostFault } from '../fault.ts';
import type { MoveStore } from './storage-move.ts';
import { MAX_MOVES_REMEMBERED, MAX_MOVES_UNDER_WAY, type RelocatableVm, StorageMoves } from './storage-moves.ts';

/** A host with a VM whose moves end when they are told to. */
function host() {
  const ends: ((error?: Error) => void)[] = [];
  const completed: string[] = [];
  const vm: RelocatableVm = {
    vmxPath: '[datastore1] web/web.vmx',
    migrations: {
      relocate: (move) =>
        new Promise((resolve, reject) => {
          ends.push((error) => (error ? reject(error) : resolve()));
          const { cancel } = move;
          move.cancel = (because) => {
            cancel.call(move, because);
            reject(new HostFault('RequestCanceled', because));
          };
        }),
    },
    runtime: () => ({ vmxPath: '[datastore1] web/web.vmx' }),
  };
  // Nothing of a datastore is used before the VM lets the move begin.
  const stores = new Map(['datastore1', 'datastore2'].map((name) => [name, Object.create({ name }) as MoveStore]));
  const moves = new StorageMoves({
    vms: {
      get: () => vm,
      moved: () => {},
      forgetFormerPath: (vmxPath) => void completed.push(`forgotten: ${vmxPath}`),
      mustBeSettled: (vmxPath) => {
        if (vmxPath.includes('needed')) throw new HostFault('InvalidState', `something goes by ${vmxPath}`);
        completed.push(`settled: ${vmxPath}`);
      },
    },
    reaches: (vmxPath) => vmxPath.startsWith('[datastore1]'),
    datastore: (name) => {
      const store = stores.get(name);
      if (!store) throw new HostFault('InvalidDatastore', `this host has no datastore "${name}"`);
      return store;
    },
    relocations: {
      end: async () => {},
      discardDestination: async () => true,
      emptySource: async () => {},
      complete: async (vmxPath, how) => void completed.push(`removed: ${vmxPath}, settled: ${how?.settled}`),
    },
    now: () => 0,
    onProgress: () => {},
    log: { info: () => {}, warn: () => {} },
  });
  const relocate = (migrationId: string, datastore = 'datastore2') =>
    moves.relocate(
      pb.RelocateStorageRequest.create({ migrationId, vmxPath: vm.vmxPath, datastore }) as pb.RelocateStorageRequest,
    );
  const complete = (request: pb.ICompleteRelocationRequest) =>
    moves
      .handlers()
      ['vmotion.completeRelocation'](pb.CompleteRelocationRequest.create(request) as pb.CompleteRelocationRequest);
  return { moves, ends, completed, relocate, complete };
}

const fault = (type: string) => expect.objectContaining({ name: 'HostFault', type });

describe('the Storage vMotions of a host', () => {
  it('are asked for by the id of each, once', async () => {
    const { moves, ends, relocate } = host();
    const first = relocate('a');
    expect(moves.status('a')).toMatchObject({ known: true, underWay: true, consideredSuccessful: false });
    await expect(relocate('a')).rejects.toEqual(fault('InvalidArgument'));
    await expect(relocate('')).rejects.toEqual(fault('InvalidArgument'));
    ends[0]?.(new HostFault('NoDiskSpace', 'full'));
    await expect(first).rejects.toEqual(fault('NoDiskSpace'));
    expect(moves.status('a')).toMatchObject({
      known: true,
      consideredSuccessful: false,
      fault: { type: 'NoDiskSpace' },
    });
    await expect(relocate('a')).rejects.toEqual(fault('InvalidArgument'));
    expect(moves.status('b')).toBeUndefined();
  });

  it('go to another datastore that is there', async () => {
    const { relocate } = host();
    await expect(relocate('a', 'datastore1')).rejects.toEqual(fault('NotSupported'));
    await expect(relocate('a', 'datastore9')).rejects.toEqual(fault('InvalidDatastore'));
  });

  it('are cancelled by their id; others are vMotion’s', async () => {
    const { moves, relocate } = host();
    const asked: string[] = [];
    const never = async () => {
      throw new Error('not asked for');
    };
    const handlers = moves.beside({
      'vmotion.prepareDestination': never,
      'vmotion.initiateSource': never,
      'vmotion.cancel': async ({ migrationId }) => {
        asked.push(migrationId);
        return {};
      },
      'vmotion.lastMigrationStatus': async () => ({ known: false }),
    });
    const moved = relocate('a');
    await handlers['vmotion.cancel'](pb.MigrationRequest.create({ migrationId: 'a' }) as pb.MigrationRequest);
    await expect(moved).rejects.toEqual(fault('RequestCanceled'));
    await handlers['vmotion.cancel'](pb.MigrationRequest.create({ migrationId: 'b' }) as pb.MigrationRequest);
    expect(asked).toEqual(['b']);
  });

  it(`are at most ${MAX_MOVES_UNDER_WAY} at a time, and ${MAX_MOVES_REMEMBERED} are remembered`, async () => {
    const { moves, ends, relocate } = host();
    const underWay = Array.from({ length: MAX_MOVES_UNDER_WAY }, (_, index) => relocate(`first ${index}`));
    await expect(relocate('one more')).rejects.toEqual(fault('TaskInProgress'));
    for (const end of ends.splice(0)) end();
    await Promise.all(underWay);
    for (let number = 0; number < MAX_MOVES_REMEMBERED; number += 1) {
      const moved = relocate(`next ${number}`);
      ends.pop()?.();
      await moved;
    }
    expect(moves.status('first 0')).toBeUndefined();
    expect(moves.status('next 0')).toMatchObject({ known: true });
  });

  it('leave a path that leads to the new place, until nobody needs it', async () => {
    const { completed, complete } = host();
    const vmxPath = '[datastore1] web/web.vmx';
    await complete({ vmxPath });
    await complete({ vmxPath, settled: true });
    expect(completed).toEqual([
      `removed: ${vmxPath}, settled: false`,
      `forgotten: ${vmxPath}`,
      `removed: ${vmxPath}, settled: true`,
      `forgotten: ${vmxPath}`,
    ]);
  });

  it('leave a path that this host does not reach to another one, and say whether it is needed here', async () => {
    const { completed, complete } = host();
    await complete({ vmxPath: '[datastore9] web/web.vmx' });
    await expect(complete({ vmxPath: '[datastore9] needed/web.vmx' })).rejects.toEqual(fault('InvalidState'));
    expect(completed).toEqual(['settled: [datastore9] web/web.vmx', 'forgotten: [datastore9] web/web.vmx']);
  });
});
