// A workload of the crash campaign: a VM's disk that is written to, frozen by snapshots, reverted, consolidated, cloned and
// tracked, and a file that names it as a .vmx does. Whatever was acknowledged and flushed has to be there, every disk that is
// frozen reads as it did, and no change id is answered with less than what changed.
import { decodeText, encodeText } from '../bytes.ts';
import type { Workload } from '../campaign/workload.ts';
import { BLOCK_BYTES, type Operation } from '../operation.ts';
import type { Random } from '../random.ts';
import type { Volume } from '../volume.ts';
import { ChangeIdError, ChangeTracker } from './change-tracker.ts';
import { Consolidation } from './consolidation.ts';
import { createChild, createDisk, type DiskIds, deleteDisk } from './create-disk.ts';
import { cloneDisk } from './disk-clone.ts';
import { openDisk, type VirtualDisk } from './virtual-disk.ts';

/** Two grain tables, the second one short. */
const SECTORS = 4096 + 512;
/** From this sector on the base is not of zeros: there zeros are as wrong as anything else that was lost. */
const OLD_FROM = 4096 - 200;
const OLD_FILL = 251;
const MAX_CHAIN = 4;
const MAX_WRITE_SECTORS = 200;
const MAX_STEPS_OF_CONSOLIDATION = 100;
/** How many checks leave what an interrupted step left behind, for each that removes it. */
const CLEAN_UP_ONE_IN = 4;
const FOLDER = '/vm';
/** Its content is the path of the disk that the guest writes to. */
const VMX = `${FOLDER}/vm.vmx`;
const BASE = `${FOLDER}/vm.vmdk`;
const CLONE = `${FOLDER}/clone.vmdk`;

/** What is in each sector: it is filled with one value. */
type Content = Uint8Array;

interface Model {
  readonly content: Content;
  readonly frozen: ReadonlyMap<string, Content>;
  readonly clone: Content | undefined;
}

interface Step {
  readonly run: (volume: Volume) => Operation<void>;
  readonly after: Model;
  /** In the middle of it each sector is as before or as after; else all of them are as before, or all as after. */
  readonly bySector?: boolean;
}

interface GuestWrite {
  readonly sector: number;
  readonly sectors: number;
  readonly fill: number;
  readonly cid: string;
}

export type DiskStepKind = 'write' | 'snapshot' | 'consolidate' | 'revert' | 'clone' | 'deleteClone' | 'track';

export class DiskWorkload implements Workload {
  private readonly random: Random;
  private readonly before: readonly Step[];
  private readonly drawn: readonly Step[];
  private readonly models: readonly Model[];
  private disk: VirtualDisk | undefined;
  private ids = 0;
  /** Change ids, and what was on the disk at that point. */
  private readonly points: { readonly changeId: string; readonly content: Content }[] = [];

  /** @param kinds - of the steps that make what it begins with, and of those that are cut; what can't be done is left out */
  constructor(
    kinds: { readonly before: readonly DiskStepKind[]; readonly cut: readonly DiskStepKind[] },
    random: Random,
  ) {
    this.random = random;
    const chain = [BASE];
    let model: Model = {
      content: new Uint8Array(SECTORS).fill(OLD_FILL, OLD_FROM),
      frozen: new Map(),
      clone: undefined,
    };
    const drawAll = (wanted: readonly DiskStepKind[]): Step[] =>
      wanted.flatMap((kind) => {
        const step = this.draw(kind, model, chain);
        model = step?.after ?? model;
        return step ?? [];
      });
    this.before = drawAll(kinds.before);
    const start = model;
    this.drawn = drawAll(kinds.cut);
    this.models = [start, ...this.drawn.map(({ after }) => after)];
  }

  private nextIds(): DiskIds {
    this.ids += 1;
    const cid = String(this.ids).padStart(8, '0');
    return { cid, uuid: `6f1c0d5e-0000-4000-8000-0000${cid}` };
  }

  private nextChild(): { readonly child: string; readonly ids: DiskIds } {
    const ids = this.nextIds();
    return { child: `${FOLDER}/vm-${ids.cid.slice(2)}.vmdk`, ids };
  }

  private nextWrite(): GuestWrite {
    const { random } = this;
    const sectors = 1 + random(MAX_WRITE_SECTORS);
    // Often over the end of a grain table.
    const sector = random(2) === 0 ? 4096 - random(sectors + 1) : random(SECTORS - sectors);
    return { sector, sectors, fill: 1 + random(250), cid: this.nextIds().cid };
  }

  /** @param chain - as it is before the step, the base first; afterwards as it is after it */
  private draw(kind: DiskStepKind, model: Model, chain: string[]): Step | undefined {
    switch (kind) {
      case 'write': {
        const write = this.nextWrite();
        return { run: (volume) => this.write(volume, write), after: written(model, write), bySector: true };
      }
      case 'snapshot':
        return this.drawSnapshot(model, chain);
      case 'consolidate':
        return this.drawConsolidate(model, chain);
      case 'revert':
        return this.drawRevert(model, chain);
      case 'clone': {
        const ids = this.nextIds();
        const after = { ...model, clone: model.content };
        return model.clone ? undefined : { run: (volume) => this.clone(volume, ids), after };
      }
      case 'deleteClone':
        return model.clone && { run: (volume) => deleteDisk(volume, CLONE), after: { ...model, clone: undefined } };
      case 'track': {
        const { uuid } = this.nextIds();
        const keep = this.random(2) === 0;
        return { run: (volume) => this.track(volume, model, { uuid, keep }), after: model };
      }
    }
  }

  private drawSnapshot(model: Model, chain: string[]): Step | undefined {
    const parent = chain.at(-1);
    if (parent === undefined || chain.length >= MAX_CHAIN) return undefined;
    const { child, ids } = this.nextChild();
    chain.push(child);
    const frozen = new Map(model.frozen).set(parent, model.content);
    return { run: (volume) => this.snapshot(volume, { parent, child, ids }), after: { ...model, frozen } };
  }

  private drawConsolidate(model: Model, chain: string[]): Step | undefined {
    if (chain.length < 2) return undefined;
    const at = 1 + this.random(chain.length - 1);
    const [parent = '', child = ''] = chain.slice(at - 1);
    chain.splice(at, 1);
    const frozen = new Map(model.frozen);
    const kept = frozen.get(child);
    if (kept) frozen.set(parent, kept);
    else frozen.delete(parent);
    frozen.delete(child);
    const write = this.nextWrite();
    return {
      run: (volume) => this.consolidate(volume, { child, parent, write }),
      after: written({ ...model, frozen }, write),
      bySector: true,
    };
  }

  private drawRevert(model: Model, chain: string[]): Step | undefined {
    const [parent = '', former = ''] = chain.slice(-2);
    const content = model.frozen.get(parent);
    if (chain.length < 2 || !content) return undefined;
    const { child, ids } = this.nextChild();
    chain.splice(-1, 1, child);
    return { run: (volume) => this.revert(volume, { former, parent, child, ids }), after: { ...model, content } };
  }

  *prepare(volume: Volume): Operation<void> {
    yield* volume.makeDirectory(FOLDER);
    const capacityBytes = SECTORS * BLOCK_BYTES;
    const provisioning = this.random(2) === 0 ? 'thin' : 'zeroedThick';
    yield* createDisk(volume, BASE, { capacityBytes, provisioning, ids: { ...this.nextIds(), cid: 'ba5eba5e' } });
    yield* volume.createFile(VMX, { content: encodeText(BASE) });
    const base = yield* this.opened(volume);
    yield* base.write(OLD_FROM, new Uint8Array((SECTORS - OLD_FROM) * BLOCK_BYTES).fill(OLD_FILL));
    for (const step of this.before) yield* step.run(volume);
    yield* this.close(volume);
    // What it begins with is not at stake.
    yield { op: 'flush' };
  }

  steps(volume: Volume): readonly (() => Operation<void>)[] {
    return this.drawn.map((step) => () => step.run(volume));
  }

  private *opened(volume: Volume): Operation<VirtualDisk> {
    if (!this.disk) {
      const path = decodeText(yield* volume.readFile(VMX));
      this.disk = yield* openDisk(volume, path, { mode: 'exclusive' });
    }
    return this.disk;
  }

  private *writeTo(disk: VirtualDisk, { sector, sectors, fill, cid }: GuestWrite): Operation<void> {
    yield* disk.markWritten({ cid });
    const data = new Uint8Array(sectors * BLOCK_BYTES).fill(fill);
    const ranges = disk.locateForWrite(sector, sectors);
    if (!ranges) return yield* disk.writeAllocating(sector, data);
    let done = 0;
    for (const { lba, blocks } of ranges) {
      yield { op: 'write', lba, data: data.subarray(done, done + blocks * BLOCK_BYTES), fua: false };
      done += blocks * BLOCK_BYTES;
    }
  }

  private *write(volume: Volume, write: GuestWrite): Operation<void> {
    yield* this.writeTo(yield* this.opened(volume), write);
    yield { op: 'flush' };
  }

  private *snapshot(
    volume: Volume,
    made: { readonly parent: string; readonly child: string; readonly ids: DiskIds },
  ): Operation<void> {
    const disk = yield* this.opened(volume);
    yield* createChild(volume, made);
    yield* volume.writeFile(VMX, encodeText(made.child));
    this.disk = yield* disk.extend(made.child);
    if (this.disk.tracker) yield* this.disk.tracker.moveTo(this.disk);
  }

  private *consolidate(
    volume: Volume,
    { child, parent, write }: { readonly child: string; readonly parent: string; readonly write: GuestWrite },
  ): Operation<void> {
    const disk = yield* this.opened(volume);
    const consolidation = yield* Consolidation.begin(volume, { disk, child });
    for (let steps = 0; !(yield* consolidation.step()).done; steps += 1) {
      if (steps === 1) yield* this.writeTo(disk, write);
      if (steps > MAX_STEPS_OF_CONSOLIDATION) throw new Error(`${child}: its consolidation does not end`);
    }
    if (disk.path === child) yield* volume.writeFile(VMX, encodeText(parent));
    this.disk = yield* consolidation.commit();
    if (disk.path === child && this.disk.tracker) yield* this.disk.tracker.moveTo(this.disk);
    yield* deleteDisk(volume, child);
  }

  private *revert(
    volume: Volume,
    made: { readonly former: string; readonly parent: string; readonly child: string; readonly ids: DiskIds },
  ): Operation<void> {
    yield* this.close(volume);
    yield* createChild(volume, made);
    yield* volume.writeFile(VMX, encodeText(made.child));
    yield* deleteDisk(volume, made.former);
    yield* this.opened(volume);
  }

  private *close(volume: Volume): Operation<void> {
    const disk = yield* this.opened(volume);
    if (disk.tracker) yield* disk.tracker.close();
    yield* disk.close();
    this.disk = undefined;
  }

  private *clone(volume: Volume, ids: DiskIds): Operation<void> {
    const source = yield* this.opened(volume);
    yield* cloneDisk(volume, { source, destination: CLONE, provisioning: 'thin', ids });
  }

  /** Begins to track changes, or ends an epoch and has the VM off and on again, tracking or not. */
  private *track(
    volume: Volume,
    { content }: Model,
    { uuid, keep }: { readonly uuid: string; readonly keep: boolean },
  ): Operation<void> {
    const { tracker } = yield* this.opened(volume);
    if (tracker) {
      this.points.push({ changeId: tracker.endEpoch(), content });
      yield* this.close(volume);
    }
    const disk = yield* this.opened(volume);
    if (!tracker || keep) yield* ChangeTracker.open(volume, { disk, uuid });
  }

  *check(volume: Volume, done: number): Operation<string | undefined> {
    const wrong = yield* this.checkDisks(volume, done);
    if (wrong) return wrong;
    if (this.random(CLEAN_UP_ONE_IN) === 0) {
      yield* this.removeLeftovers(volume, done);
      const afterwards = yield* this.checkDisks(volume, done);
      if (afterwards) return `without what was left over: ${afterwards}`;
    }
    return this.points.length > 0 ? yield* this.checkTracking(volume) : undefined;
  }

  private *checkDisks(volume: Volume, done: number): Operation<string | undefined> {
    const before = this.models[done] ?? emptyModel;
    const step = this.drawn[done];
    const after = step?.after ?? before;
    const top = decodeText(yield* volume.readFile(VMX));
    const found = yield* contentOf(volume, top);
    const fits = step?.bySector
      ? found.every((fill, sector) => fill === before.content[sector] || fill === after.content[sector])
      : sameContent(found, before.content) || sameContent(found, after.content);
    if (!fits) return `${top} reads as neither before nor after step ${done}`;
    for (const [path, content] of before.frozen) {
      // One that the step changes is of no snapshot any more.
      if (after.frozen.get(path) !== content) continue;
      if (!sameContent(yield* contentOf(volume, path), content))
        return `${path} is frozen, and reads as something else`;
    }
    if (yield* volume.exists(CLONE)) {
      const clone = before.clone ?? after.clone;
      if (!clone || !sameContent(yield* contentOf(volume, CLONE), clone)) return 'the clone is of another content';
    } else if (before.clone && after.clone) return 'the clone is gone';
    return undefined;
  }

  /** As who finds the folder after a crash does: what no disk needs goes, and can go. */
  private *removeLeftovers(volume: Volume, done: number): Operation<void> {
    const top = decodeText(yield* volume.readFile(VMX));
    const disk = yield* openDisk(volume, top, { mode: 'readOnly' });
    const needed = new Set([CLONE, ...disk.chain.map(({ path }) => path)]);
    yield* disk.close();
    for (const path of this.models[done]?.frozen.keys() ?? []) needed.add(path);
    for (const { name } of yield* volume.list(FOLDER)) {
      const path = `${FOLDER}/${name.replace(/-(flat|delta|ctk)\.vmdk$/, '.vmdk')}`;
      if (path === VMX || needed.has(path)) continue;
      yield* deleteDisk(volume, path);
    }
  }

  private *checkTracking(volume: Volume): Operation<string | undefined> {
    const disk = yield* openDisk(volume, decodeText(yield* volume.readFile(VMX)), { mode: 'exclusive' });
    const tracker = yield* ChangeTracker.open(volume, { disk, uuid: this.nextIds().uuid });
    const content = contents(yield* disk.read(0, SECTORS));
    for (const point of this.points) {
      let changed: ReadonlySet<number>;
      try {
        const { changedAreas } = tracker.changesSince(point.changeId, 0);
        changed = new Set(
          changedAreas.flatMap(({ startBytes, lengthBytes }) =>
            Array.from({ length: lengthBytes / BLOCK_BYTES }, (_, index) => startBytes / BLOCK_BYTES + index),
          ),
        );
      } catch (error) {
        if (error instanceof ChangeIdError) continue;
        throw error;
      }
      const missing = content.findIndex((fill, sector) => fill !== point.content[sector] && !changed.has(sector));
      if (missing >= 0) return `sector ${missing} changed since ${point.changeId}, and the record does not say so`;
    }
    yield* tracker.close();
    yield* disk.close();
    return undefined;
  }
}

const emptyModel: Model = { content: new Uint8Array(0), frozen: new Map(), clone: undefined };

function written(model: Model, { sector, sectors, fill }: GuestWrite): Model {
  return { ...model, content: model.content.slice().fill(fill, sector, sector + sectors) };
}

/** Of each sector so many bytes are looked at: the device tears nothing within one. */
const LOOK_EVERY_BYTES = 128;

/** The values of sectors; 255, which is never written, for one that is not of one value. */
function contents(bytes: Uint8Array): Content {
  const found = new Uint8Array(bytes.length / BLOCK_BYTES);
  for (let sector = 0; sector < found.length; sector += 1) {
    const from = sector * BLOCK_BYTES;
    const first = bytes[from] ?? 255;
    let index = LOOK_EVERY_BYTES - 1;
    while (index < BLOCK_BYTES && bytes[from + index] === first) index += LOOK_EVERY_BYTES;
    found[sector] = index >= BLOCK_BYTES ? first : 255;
  }
  return found;
}

function* contentOf(volume: Volume, path: string): Operation<Content> {
  const disk = yield* openDisk(volume, path, { mode: 'readOnly' });
  const bytes = yield* disk.read(0, SECTORS);
  yield* disk.close();
  return contents(bytes);
}

function sameContent(a: Content, b: Content): boolean {
  return a.length === b.length && a.every((fill, sector) => fill === b[sector]);
}
