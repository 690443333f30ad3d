// What fsck looks at in directories: it follows every entry from the root, and then looks for files that no entry led to.
// Those that are whole get an entry in /lost+found; one that was never finished, or whose blocks are another's by now, is
// given back.
import { decodeText, encodeText, view } from '../bytes.ts';
import { ENTRY_HEADER_BYTES, type Entry, encodeEntries, joinPath, MAX_NAME_BYTES } from '../directory.ts';
import { ROOT } from '../format.ts';
import { DESCRIPTORS } from '../layout.ts';
import type { Operation } from '../operation.ts';
import { checkFile } from './fsck-file.ts';
import type { Inspection, OpenFinding } from './inspection.ts';

const LOST_AND_FOUND = 'lost+found';

export function* checkDirectories(inspection: Inspection): Operation<void> {
  yield* checkRoot(inspection);
  yield* visit(inspection, ROOT, '/');
  yield* adoptLost(inspection);
}

/** A volume without a root is one without files: it gets an empty one, and the files go to /lost+found. */
function* checkRoot(inspection: Inspection): Operation<void> {
  const metadata = yield* checkFile(inspection, ROOT, '/');
  const where = { descriptor: ROOT, lba: inspection.get(ROOT).lba, path: '/' };
  if (!metadata) {
    inspection.hopeless.delete(ROOT);
    const findings = inspection.findingsOf('metadataDamaged', ROOT);
    yield* inspection.repair(findings, () => inspection.replaceDirectory(ROOT, new Uint8Array(0)));
  } else if (metadata.type !== 'directory')
    yield* inspection.found('entryTypeWrong', where, 'the root is not a directory', function* () {
      yield* inspection.writeMetadata(ROOT, { ...metadata, type: 'directory' });
    });
}

/** Checks a directory that has been reached, and everything below it. */
function* visit(inspection: Inspection, number: number, path: string): Operation<void> {
  const { entries, cutOffAt } = parseEntries(yield* inspection.content(number));
  const findings: OpenFinding[] = [];
  if (cutOffAt !== undefined)
    findings.push(
      yield* inspection.found(
        'directoryCutOff',
        { descriptor: number, lba: inspection.get(number).lba + 1, path },
        `at byte ${cutOffAt}, after ${entries.length} entries`,
      ),
    );
  const names = new Set<string>();
  const kept: Entry[] = [];
  for (const entry of entries) {
    const checked = yield* checkEntry(inspection, { directory: number, path, entry, names, findings });
    if (!checked) continue;
    names.add(checked.name);
    kept.push(checked);
    if (checked.type === 'directory') yield* visit(inspection, checked.descriptor, joinPath(path, checked.name));
  }
  if (findings.length > 0)
    yield* inspection.repair(findings, () => inspection.replaceDirectory(number, encodeEntries(kept)));
}

/** The entry as it should be, with what it leads to checked; undefined when it should not be there. */
function* checkEntry(
  inspection: Inspection,
  options: {
    readonly directory: number;
    readonly path: string;
    readonly entry: Entry;
    readonly names: ReadonlySet<string>;
    readonly findings: OpenFinding[];
  },
): Operation<Entry | undefined> {
  const { directory, entry, names, findings } = options;
  const path = joinPath(options.path, entry.name);
  const where = { descriptor: directory, lba: inspection.get(directory).lba + 1, path };
  const { descriptor } = entry;
  const other = inspection.paths.get(descriptor);
  if (other !== undefined) {
    findings.push(yield* inspection.found('entryTwice', where, `descriptor ${descriptor} is ${other} already`));
    return undefined;
  }
  if (!leadsSomewhere(inspection, descriptor)) {
    findings.push(yield* inspection.found('entryWithoutFile', where, `descriptor ${descriptor} belongs to no file`));
    return undefined;
  }
  const metadata = yield* checkFile(inspection, descriptor, path);
  if (!metadata) {
    findings.push(...inspection.findingsOf('metadataDamaged', descriptor));
    return undefined;
  }
  let { name, type } = entry;
  if (metadata.type !== type) {
    findings.push(yield* inspection.found('entryTypeWrong', where, `it says ${type}, it is a ${metadata.type}`));
    type = metadata.type;
  }
  const wrong = names.has(name) ? 'another entry has the name' : wrongName(name);
  if (wrong !== undefined) {
    name = freeName(`#${descriptor}`, names);
    findings.push(yield* inspection.found('entryNameBad', where, `${wrong}; it becomes ${name}`));
    inspection.paths.set(descriptor, joinPath(options.path, name));
  }
  return { name, type, descriptor };
}

/** Whether a descriptor is, or was until its lock record was damaged, that of a file. */
function leadsSomewhere(inspection: Inspection, descriptor: number): boolean {
  if (descriptor >= DESCRIPTORS) return false;
  const { lock, copies, metadata } = inspection.get(descriptor);
  if (lock.state === 'valid') return lock.value.allocated && copies.some(({ state }) => state !== 'empty');
  return metadata !== undefined;
}

function wrongName(name: string): string | undefined {
  if (name === '.' || name === '..') return `${name} is no name`;
  if (name.includes('/') || name.includes('\0') || name.includes('\ufffd')) return 'no name of a path is like this';
  return encodeText(name).length > MAX_NAME_BYTES ? `a name has at most ${MAX_NAME_BYTES} bytes` : undefined;
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  for (let count = 0; ; count += 1) {
    const name = count === 0 ? wanted : `${wanted}.${count}`;
    if (!taken.has(name)) return name;
  }
}

/** The whole entries that a content begins with, and where it is none of them any more. */
export function parseEntries(content: Uint8Array): {
  readonly entries: readonly Entry[];
  readonly cutOffAt: number | undefined;
} {
  const fields = view(content);
  const entries: Entry[] = [];
  for (let at = 0; at < content.length; ) {
    const type = content[at + 4];
    const length = content[at + 5] ?? 0;
    const end = at + ENTRY_HEADER_BYTES + length;
    if (length === 0 || end > content.length || (type !== 1 && type !== 2) || entries.length === DESCRIPTORS)
      return { entries, cutOffAt: at };
    entries.push({
      descriptor: fields.getUint32(at, true),
      type: type === 2 ? 'directory' : 'file',
      name: decodeText(content.subarray(at + ENTRY_HEADER_BYTES, end)),
    });
    at = end;
  }
  return { entries, cutOffAt: undefined };
}

/** Descriptors that no entry led to. */
function* adoptLost(inspection: Inspection): Operation<void> {
  const lost = inspection.descriptors.filter(({ number, lock }) => {
    if (inspection.paths.has(number) || inspection.hopeless.has(number)) return false;
    return lock.state === 'damaged' || (lock.state === 'valid' && lock.value.allocated);
  });
  const whole = new Map(lost.flatMap(({ number }) => (isWhole(inspection, number) ? [[number, true]] : [])));
  const below = new Set<number>();
  for (const number of whole.keys())
    if (inspection.get(number).metadata?.type === 'directory')
      for (const { descriptor } of parseEntries(yield* inspection.content(number)).entries)
        if (descriptor !== number) below.add(descriptor);
  // Those that no other leads to come first; what is left then leads to itself in a circle, and is broken up anywhere.
  const order = [...whole.keys()].sort((a, b) => Number(below.has(a)) - Number(below.has(b)) || a - b);
  const adopted: { readonly entry: Entry; readonly finding: OpenFinding }[] = [];
  for (const number of order) {
    if (inspection.paths.has(number) || !isWhole(inspection, number)) continue;
    const name = `#${number}`;
    const { lba, metadata } = inspection.get(number);
    const type = metadata?.type ?? 'file';
    const what = `a ${type} of ${metadata?.sizeBytes ?? 0} bytes`;
    const finding = yield* inspection.found('fileLost', { descriptor: number, lba }, what);
    adopted.push({ entry: { name, type, descriptor: number }, finding });
    const path = inspection.repairing ? `/${LOST_AND_FOUND}/${name}` : name;
    yield* checkFile(inspection, number, path);
    if (type === 'directory') yield* visit(inspection, number, path);
  }
  if (adopted.length > 0)
    yield* inspection.repair(
      adopted.map(({ finding }) => finding),
      () =>
        addToLostAndFound(
          inspection,
          adopted.map(({ entry }) => entry),
        ),
    );
  for (const { number } of lost) if (!inspection.paths.has(number)) yield* giveBack(inspection, number);
  if (inspection.repairing)
    for (const number of inspection.hopeless)
      if (inspection.findingsOf('metadataDamaged', number).every(({ repaired }) => repaired))
        yield* inspection.writeLock(number, { allocated: false });
}

/**
 * Whether a file has its metadata, and all its blocks for itself: then it is not what an earlier file has left there. Of an
 * empty directory there is nothing to keep.
 */
function isWhole(inspection: Inspection, number: number): boolean {
  const { metadata } = inspection.get(number);
  if (!metadata || (metadata.type === 'directory' && metadata.sizeBytes === 0)) return false;
  const blocks = inspection.blocksOf(number);
  return (
    blocks.length === inspection.namedBlocks(number).length &&
    blocks.every((block) => inspection.bitmap.isSet(block) !== false && inspection.ownerOf(block) === undefined)
  );
}

function* giveBack(inspection: Inspection, number: number): Operation<void> {
  const { lock, lba } = inspection.get(number);
  const damaged = lock.state === 'damaged';
  const what = damaged
    ? `${lock.why}; no entry leads to it`
    : 'no entry leads to it, and there is nothing in it to keep';
  yield* inspection.found(damaged ? 'lockRecordDamaged' : 'descriptorLeaked', { descriptor: number, lba }, what, () =>
    inspection.writeLock(number, { allocated: false }),
  );
}

function* addToLostAndFound(inspection: Inspection, adopted: readonly Entry[]): Operation<void> {
  const directory = yield* lostAndFound(inspection);
  const before = parseEntries(yield* inspection.content(directory)).entries;
  const names = new Set(before.map(({ name }) => name));
  const added = adopted.map((entry) => ({ ...entry, name: freeName(entry.name, names) }));
  yield* inspection.replaceDirectory(directory, encodeEntries([...before, ...added]));
}

/** The directory /lost+found, made where there is none: first itself, so that a run that is cut off leaks it at worst. */
function* lostAndFound(inspection: Inspection): Operation<number> {
  const root = parseEntries(yield* inspection.content(ROOT)).entries;
  const existing = root.find(({ name, type }) => name === LOST_AND_FOUND && type === 'directory');
  if (existing) return existing.descriptor;
  const descriptor = inspection.freeDescriptor();
  const name = freeName(LOST_AND_FOUND, new Set(root.map((entry) => entry.name)));
  yield* inspection.replaceDirectory(descriptor, new Uint8Array(0));
  yield* inspection.writeLock(descriptor, { allocated: true });
  inspection.paths.set(descriptor, `/${name}`);
  yield* inspection.replaceDirectory(ROOT, encodeEntries([...root, { name, type: 'directory', descriptor }]));
  return descriptor;
}
