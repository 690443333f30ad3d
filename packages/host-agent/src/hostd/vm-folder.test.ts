// Snapshots of a VM whose disks are in memory: what each disk holds is looked at after every request, and after every cut.
import { beforeEach, describe, expect, it } from 'vitest';
import { HostFault } from '../fault.ts';
import { KilledError, TestFolderStore } from './folder-fixture.ts';
import { webConfiguration } from './testing.ts';
import { formatVmConfiguration } from './vm-configuration.ts';
import { MAX_STUNNED_MERGE_BYTES, type RunningDisks, VmFolder } from './vm-folder.ts';

const PATH = '/web/web.vmx';

class Story {
  readonly store = new TestFolderStore();
  /** What each snapshot's disk held when it was taken, by name. */
  readonly taken = new Map<string, string>();
  folder: VmFolder;
  running: RunningDisks | undefined;
  progress: number[] = [];
  lost: Error | undefined;
  private writes = 0;

  constructor() {
    this.store.files.set(PATH, formatVmConfiguration(webConfiguration));
    this.store.files.set('/web/web.vmsd', '');
    this.store.disks.set('/web/web.vmdk', { parent: undefined, sectors: new Map() });
    this.folder = this.open();
  }

  open(): VmFolder {
    this.folder = new VmFolder({
      store: this.store,
      path: PATH,
      mustBeGranted: () => {
        if (this.lost) throw this.lost;
      },
      running: () => this.running,
      wallClock: () => 1_700_000_000_000,
      onProgress: (percent) => this.progress.push(percent),
      log: { warn: () => {} },
    });
    return this.folder;
  }

  get disk(): string {
    return this.folder.files.vmx.configuration.disks[0] ?? '';
  }

  /** The guest writes to one sector that it has always written to, and one that is new. */
  guestWrites(): void {
    this.writes += 1;
    this.store.put(this.disk, 0, `${this.writes}`);
    this.store.put(this.disk, this.writes, `${this.writes}`);
  }

  async snapshot(name: string): Promise<number> {
    const uid = await this.folder.createSnapshot({ name, description: '' });
    this.taken.set(name, this.store.content(this.disk));
    return uid;
  }

  /** a(b c*), and something was written since. */
  static async withTree(): Promise<Story> {
    const story = new Story();
    await story.folder.read();
    story.guestWrites();
    const a = await story.snapshot('a');
    story.guestWrites();
    await story.snapshot('b');
    story.guestWrites();
    await story.folder.revertTo(a);
    story.guestWrites();
    await story.snapshot('c');
    story.guestWrites();
    story.store.revive();
    return story;
  }

  /** a(b(c*)), and something was written since. */
  static async withLine(): Promise<Story> {
    const story = new Story();
    await story.folder.read();
    for (const name of ['a', 'b', 'c']) {
      story.guestWrites();
      await story.snapshot(name);
    }
    story.guestWrites();
    story.store.revive();
    return story;
  }

  names(): string {
    const { snapshots, current } = this.folder.files.snapshots;
    return snapshots.map(({ uid, name }) => (uid === current ? `${name}*` : name)).join(' ');
  }

  /** Every snapshot that is listed holds what it held when it was taken. */
  expectSnapshotsIntact(): void {
    for (const { name, disks } of this.folder.files.snapshots.snapshots)
      expect(this.store.content(`/web/${disks[0]?.fileName}`), name).toBe(this.taken.get(name));
  }

  /** Nothing is in the folder that nobody needs. */
  expectTidy(disks: number): void {
    expect([...this.store.disks.keys()], 'disks').toHaveLength(disks);
    const { snapshots } = this.folder.files.snapshots;
    const vmsn = [...this.store.files.keys()].filter((path) => path.endsWith('.vmsn'));
    expect(vmsn.sort()).toEqual(snapshots.map(({ vmsn }) => `/web/${vmsn}`).sort());
  }
}

let story: Story;
beforeEach(async () => {
  story = await Story.withTree();
});

describe('a VM with snapshots', () => {
  it('has a disk for what was written since each', async () => {
    await story.open().read();
    expect(story.names()).toBe('a b c*');
    story.expectSnapshotsIntact();
    story.expectTidy(4);
    expect(story.folder.files.vmx.configuration.disks).toEqual(['/web/web-000004.vmdk']);
    expect(story.folder.consolidationNeeded).toBe(false);
  });

  it('is as it was at the snapshot that it is reverted to, settings included', async () => {
    const text = story.store.files.get(PATH) ?? '';
    story.store.files.set(PATH, text.replace('memSize = "4"', 'memSize = "8"'));
    await story.folder.revertTo(2);
    expect(story.store.content(story.disk)).toBe(story.taken.get('b'));
    expect(story.folder.files.vmx.configuration.memoryMb).toBe(4);
    expect(story.names()).toBe('a b* c');
    story.expectSnapshotsIntact();
    story.expectTidy(4);
  });

  it('loses nothing when one is removed that it stands on, and one that it does not', async () => {
    const before = story.store.content(story.disk);
    await story.folder.removeSnapshot(3, { removeChildren: false, consolidate: true });
    expect(story.store.content(story.disk)).toBe(before);
    expect(story.names()).toBe('a* b');
    story.expectSnapshotsIntact();
    story.expectTidy(3);
    await story.folder.removeSnapshot(2, { removeChildren: false, consolidate: true });
    story.expectSnapshotsIntact();
    story.expectTidy(2);
    await story.folder.removeSnapshot(1, { removeChildren: false, consolidate: true });
    expect(story.store.content(story.disk)).toBe(before);
    expect(story.disk).toBe('/web/web.vmdk');
    story.expectTidy(1);
  });

  it.each([1, 2, 3])('has one disk less without one of three in a line: %i', async (uid) => {
    story = await Story.withLine();
    const before = story.store.content(story.disk);
    await story.folder.removeSnapshot(uid, { removeChildren: false, consolidate: true });
    expect(story.store.content(story.disk)).toBe(before);
    story.expectSnapshotsIntact();
    story.expectTidy(3);
  });

  it('keeps the disks of removed ones until it is consolidated', async () => {
    const before = story.store.content(story.disk);
    await story.folder.removeAllSnapshots({ consolidate: false });
    expect(story.folder.consolidationNeeded).toBe(true);
    expect(story.store.content(story.disk)).toBe(before);
    story.progress = [];
    await story.folder.consolidate();
    expect(story.store.content(story.disk)).toBe(before);
    expect(story.folder.consolidationNeeded).toBe(false);
    expect(story.progress).toEqual([...story.progress].sort((a, b) => a - b));
    expect(story.progress.at(-1)).toBe(100);
    story.expectTidy(1);
  });

  it('takes other names for them', async () => {
    await story.folder.renameSnapshot(2, { name: 'x' });
    await story.open().read();
    expect(story.names()).toBe('a x c*');
  });

  it('never loses a disk from which a linked clone descends', async () => {
    story.store.disks.set('/clone/clone.vmdk', { parent: '/web/web-000003.vmdk', sectors: new Map() });
    const [now, clone] = [story.store.content(story.disk), story.store.content('/clone/clone.vmdk')];
    await story.folder.removeAllSnapshots({ consolidate: true });
    expect(story.store.content(story.disk)).toBe(now);
    expect(story.store.content('/clone/clone.vmdk')).toBe(clone);
  });

  it('changes nothing once its lock is lost', async () => {
    const files = () => [...story.store.files];
    const before = files();
    story.lost = new Error('lost');
    await expect(story.folder.removeAllSnapshots({ consolidate: true })).rejects.toThrow('lost');
    await expect(story.folder.renameSnapshot(1, { name: 'x' })).rejects.toThrow('lost');
    expect(files()).toEqual(before);
  });
});

describe('a VM whose guest runs', () => {
  /** Between any two writes of the host the guest writes, unless it is stunned. */
  class Guest implements RunningDisks {
    exchanges = 0;
    private readonly writing: string[];
    private stunned = false;
    private disks: readonly string[];

    constructor() {
      this.writing = [];
      this.disks = story.folder.files.vmx.configuration.disks;
      const { mergeDisk } = story.store;
      story.store.mergeDisk = async (step, onProgress) => {
        if (!this.stunned) this.write();
        await mergeDisk.call(story.store, step, onProgress);
        if (!this.stunned) this.write();
      };
    }

    private write(): void {
      this.writing.push('');
      story.store.put(this.disks[0] ?? '', 100 + this.writing.length, 'g');
    }

    async exchange(change: () => Promise<readonly string[]>): Promise<void> {
      this.exchanges += 1;
      this.stunned = true;
      this.disks = await change();
      this.stunned = false;
    }

    /** What it has written, it reads. */
    expectNothingLost(before: string): void {
      expect(this.writing.length).toBeGreaterThan(0);
      const all = this.writing.map((_, index) => `${101 + index}=g`);
      expect(story.store.content(this.disks[0] ?? '')).toBe([before, ...all].join(' '));
      expect(story.disk).toBe(this.disks[0]);
    }
  }

  it('goes on while disks are merged below it, and at last with the first one', async () => {
    const before = story.store.content(story.disk);
    const guest = new Guest();
    story.running = guest;
    await story.folder.removeAllSnapshots({ consolidate: true });
    guest.expectNothingLost(before);
    story.expectTidy(1);
    expect(story.disk).toBe('/web/web.vmdk');
  });

  it('gets fresh disks for as long as it writes much, and stands still only for the rest', async () => {
    const before = story.store.content(story.disk);
    const guest = new Guest();
    story.running = guest;
    const { describeDisk } = story.store;
    const sizes = [MAX_STUNNED_MERGE_BYTES + 1, MAX_STUNNED_MERGE_BYTES + 1];
    story.store.describeDisk = async (path) => {
      const found = await describeDisk.call(story.store, path);
      const isActive = story.folder.files.vmx.configuration.disks.includes(path);
      return isActive && sizes.length > 0 ? { ...found, committedBytes: sizes[0] ?? 0 } : found;
    };
    const { createChildDisk } = story.store;
    story.store.createChildDisk = async (made) => {
      sizes.pop();
      await createChildDisk.call(story.store, made);
    };
    await story.folder.removeAllSnapshots({ consolidate: true });
    guest.expectNothingLost(before);
    story.expectTidy(1);
  });
});

it('forgets a snapshot that was never finished before its disk can become one', async () => {
  // Killed before the .vmx is written, which would have made it true.
  story.store.cut = { after: 3, lastTakesPlace: false };
  await expect(story.folder.createSnapshot({ name: 'd', description: '' })).rejects.toThrow(`killed at write ${PATH}`);
  story.store.revive();
  expect(story.store.files.get('/web/web.vmsd')).toContain('"d"');
  const other = story.open();
  await other.read();
  story.guestWrites();
  await other.revertTo(1);
  expect(story.names()).toBe('a* b c');
  story.expectSnapshotsIntact();
  story.expectTidy(4);
});

it('leaves what it has not made', async () => {
  const strange = ['/web/data.vmdk', '/web/web-data.vmdk'];
  for (const path of strange) story.store.disks.set(path, { parent: undefined, sectors: new Map() });
  const files = ['/web/notes.txt', '/web/data-flat.vmdk', '/web/other-Snapshot1.vmsn', '/web/web-flat.vmdk'];
  const orphans = ['/web/web-000077-delta.vmdk', '/web/web-000078-ctk.vmdk', '/web/web-Snapshot9.vmsn'];
  for (const path of [...files, ...orphans]) story.store.files.set(path, '');
  await story.folder.removeAllSnapshots({ consolidate: true });
  expect([...story.store.disks.keys()].sort()).toEqual(['/web/web.vmdk', ...strange].sort());
  for (const path of files) expect(story.store.files.has(path), path).toBe(true);
  for (const path of orphans) expect(story.store.files.has(path), path).toBe(false);
});

it('touches no disk where it can not tell what another one descends from', async () => {
  const { describeDisk } = story.store;
  story.store.describeDisk = async (path) => {
    if (path === '/web/web-000001.vmdk') throw new HostFault('FileFault', `${path} is damaged`);
    return await describeDisk.call(story.store, path);
  };
  await expect(story.folder.removeAllSnapshots({ consolidate: true })).rejects.toThrow('000001.vmdk is damaged');
  expect(story.store.disks.size).toBe(4);
});

describe('a host that is killed at any write', () => {
  const requests: [string, (folder: VmFolder) => Promise<unknown>][] = [
    ['a new snapshot', (folder) => folder.createSnapshot({ name: 'd', description: '' })],
    ['a revert', (folder) => folder.revertTo(2)],
    ...[1, 2, 3].map((uid): [string, (folder: VmFolder) => Promise<unknown>] => [
      `the removal of snapshot ${uid}`,
      (folder) => folder.removeSnapshot(uid, { removeChildren: false, consolidate: true }),
    ]),
    ['a removal with children', (folder) => folder.removeSnapshot(1, { removeChildren: true, consolidate: true })],
    ['a removal of all', (folder) => folder.removeAllSnapshots({ consolidate: true })],
  ];
  it.each(
    requests.flatMap(([what, request]) => [
      { what, where: 'a(b c*)', request, begin: Story.withTree },
      { what, where: 'a(b(c*))', request, begin: Story.withLine },
    ]),
  )('of $what in $where loses nothing, and leaves nothing', async ({ request, begin }) => {
    let cuts = 0;
    for (let finished = false, after = 0; !finished; after += 1)
      for (const lastTakesPlace of [false, true]) {
        story = await begin();
        story.taken.set('d', story.store.content(story.disk));
        const now = story.store.content(story.disk);
        story.store.cut = { after, lastTakesPlace };
        finished = await request(story.folder).then(
          () => true,
          (error: unknown) => {
            if (error instanceof KilledError) return false;
            throw error;
          },
        );
        cuts += 1;
        // Another host has the lock now.
        story.store.revive();
        const other = story.open();
        await other.read();
        expect([now, story.taken.get('b')], `cut ${after}`).toContain(story.store.content(story.disk));
        // The VM is started as it is found, and writes.
        story.guestWrites();
        const seen = story.store.content(story.disk);
        story.expectSnapshotsIntact();
        await other.removeLeftovers();
        expect(story.store.content(story.disk)).toBe(seen);
        await other.consolidate();
        expect(story.store.content(story.disk)).toBe(seen);
        expect(other.consolidationNeeded).toBe(false);
        story.expectSnapshotsIntact();
        const { snapshots } = other.files.snapshots;
        for (const { name } of snapshots) expect(['a', 'b', 'c', 'd']).toContain(name);
        // What it takes from now on does not collide with what was left.
        await story.snapshot('e');
        story.guestWrites();
        story.expectSnapshotsIntact();
      }
    expect(cuts).toBeGreaterThan(2);
  });
});
