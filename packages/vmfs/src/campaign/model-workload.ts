// A workload against a plain model: files with their contents, disks with the first sector of each of their blocks. The steps
// are drawn when it is made, and with each the model as it is after it.
import { FILE_BLOCK_BYTES } from '../layout.ts';
import type { Provisioning } from '../metadata.ts';
import type { OpenFile } from '../open-file.ts';
import { BLOCK_BYTES, type Operation, read, write } from '../operation.ts';
import type { Random } from '../random.ts';
import type { Volume } from '../volume.ts';
import type { Workload } from './workload.ts';

type Node =
  | { readonly kind: 'directory' }
  | { readonly kind: 'file'; readonly length: number; readonly fill: number }
  /** What is in the first sector of each block. */
  | { readonly kind: 'disk'; readonly fills: readonly number[] };

type Model = ReadonlyMap<string, Node>;

export interface Step {
  readonly run: (volume: Volume) => Operation<void>;
  readonly after: Model;
}

/** Draws a step that can be done, or undefined. */
export type Draw = (model: Model, random: Random) => Step | undefined;

const DIRECTORIES = ['', '/a', '/b'];
const NAMES = ['x', 'y', 'z'];
const MAX_DISK_BLOCKS = 4;
/** Small enough to lie in the descriptor, and not. */
const LENGTHS = [0, 300, 1_000, 1_100, 3_000];
const provisionings: readonly Provisioning[] = ['thin', 'thin', 'zeroedThick', 'eagerZeroedThick'];

function pick<T>(values: readonly T[], random: Random): T | undefined {
  return values[random(values.length)];
}

function paths(model: Model, wanted: (node: Node) => boolean): string[] {
  return [...model].filter(([, node]) => wanted(node)).map(([path]) => path);
}

const isDisk = (node: Node): boolean => node.kind === 'disk';
const isDiskOfBlocks = (node: Node): boolean => node.kind === 'disk' && node.fills.length > 0;
const isFile = (node: Node): boolean => node.kind !== 'directory';

function changed(model: Model, path: string, node: Node | undefined): Model {
  const after = new Map(model);
  if (node) after.set(path, node);
  else after.delete(path);
  return after;
}

function freePath(model: Model, random: Random): string | undefined {
  const directories = DIRECTORIES.filter((path) => path === '' || model.get(path)?.kind === 'directory');
  const all = directories.flatMap((directory) => NAMES.map((name) => `${directory}/${name}`));
  return pick(
    all.filter((path) => !model.has(path)),
    random,
  );
}

const bytes = (length: number, fill: number): Uint8Array => new Uint8Array(length).fill(fill);

function drawFile(random: Random): { readonly length: number; readonly fill: number } {
  return { length: pick(LENGTHS, random) ?? 0, fill: 1 + random(250) };
}

const create: Draw = (model, random) => {
  const path = freePath(model, random);
  if (!path) return undefined;
  const { length, fill } = drawFile(random);
  const run = (volume: Volume) => volume.createFile(path, { content: bytes(length, fill) });
  return { run, after: changed(model, path, { kind: 'file', length, fill }) };
};

const createDisk: Draw = (model, random) => {
  const path = freePath(model, random);
  if (!path || paths(model, isDisk).length > 3) return undefined;
  const fills = Array.from({ length: 1 + random(MAX_DISK_BLOCKS - 1) }, () => 0);
  const provisioning = pick(provisionings, random) ?? 'thin';
  const sizeBytes = fills.length * FILE_BLOCK_BYTES;
  const run = (volume: Volume) => volume.createFile(path, { sizeBytes, provisioning });
  return { run, after: changed(model, path, { kind: 'disk', fills }) };
};

const makeDirectory: Draw = (model, random) => {
  const path = pick(
    DIRECTORIES.filter((candidate) => candidate !== '' && !model.has(candidate)),
    random,
  );
  return path === undefined
    ? undefined
    : { run: (volume) => volume.makeDirectory(path), after: changed(model, path, { kind: 'directory' }) };
};

const replace: Draw = (model, random) => {
  const path = pick(
    paths(model, ({ kind }) => kind === 'file'),
    random,
  );
  if (!path) return undefined;
  const { length, fill } = drawFile(random);
  const run = (volume: Volume) => volume.writeFile(path, bytes(length, fill));
  return { run, after: changed(model, path, { kind: 'file', length, fill }) };
};

const remove: Draw = (model, random) => {
  const empty = (path: string) => ![...model.keys()].some((other) => other.startsWith(`${path}/`));
  const path = pick(paths(model, () => true).filter(empty), random);
  return path === undefined
    ? undefined
    : { run: (volume) => volume.remove(path), after: changed(model, path, undefined) };
};

const rename: Draw = (model, random) => {
  const from = pick(paths(model, isFile), random);
  if (!from) return undefined;
  const to = random(2) === 0 ? freePath(model, random) : pick(paths(model, isFile), random);
  if (!to || to === from) return undefined;
  return {
    run: (volume) => volume.rename(from, to, { replace: true }),
    after: changed(changed(model, from, undefined), to, model.get(from)),
  };
};

const lock: Draw = (model, random) => {
  const path = pick(paths(model, isFile), random);
  if (!path) return undefined;
  const mode = pick(['exclusive', 'readOnly', 'multiWriter'] as const, random) ?? 'exclusive';
  return {
    *run(volume) {
      yield* volume.unlockFile(yield* volume.lockFile(path, mode));
    },
    after: model,
  };
};

/** A step on a disk that is open for it; sometimes its lock stays behind. */
function onDisk(
  model: Model,
  random: Random,
  draw: (fills: readonly number[]) => readonly [(volume: Volume, file: OpenFile) => Operation<void>, readonly number[]],
  wanted: (node: Node) => boolean = isDiskOfBlocks,
): Step | undefined {
  const path = pick(paths(model, wanted), random);
  const node = path === undefined ? undefined : model.get(path);
  if (path === undefined || node?.kind !== 'disk') return undefined;
  const [change, fills] = draw(node.fills);
  return {
    *run(volume) {
      const file = yield* volume.openFile(path, { mode: 'exclusive' });
      yield* change(volume, file);
      yield* volume.closeFile(file);
    },
    after: changed(model, path, { kind: 'disk', fills }),
  };
}

const blockRange = (first: number, count: number) => ({
  offsetBytes: first * FILE_BLOCK_BYTES,
  lengthBytes: count * FILE_BLOCK_BYTES,
});

const allocateAndWrite: Draw = (model, random) =>
  onDisk(model, random, (fills) => {
    const index = random(fills.length);
    const count = 1 + random(fills.length - index);
    const fill = 1 + random(250);
    return [
      function* (volume, file) {
        yield* volume.allocate(file, blockRange(index, count));
        const [piece] = file.map(index * FILE_BLOCK_BYTES, BLOCK_BYTES);
        if (piece?.kind !== 'device') throw new Error(`${file.path}: block ${index} was not allocated`);
        yield* write(piece.lba, bytes(BLOCK_BYTES, fill), { fua: true });
      },
      fills.map((before, at) => (at === index ? fill : before)),
    ];
  });

const punch: Draw = (model, random) =>
  onDisk(model, random, (fills) => {
    const first = random(fills.length);
    const count = 1 + random(fills.length - first);
    return [
      (volume, file) => volume.punch(file, blockRange(first, count)),
      fills.map((before, at) => (at >= first && at < first + count ? 0 : before)),
    ];
  });

const resize: Draw = (model, random) =>
  onDisk(
    model,
    random,
    (fills) => {
      const count = random(MAX_DISK_BLOCKS + 1);
      return [
        (volume, file) => volume.resizeFile(file, count * FILE_BLOCK_BYTES),
        Array.from({ length: count }, (_, at) => fills[at] ?? 0),
      ];
    },
    isDisk,
  );

/** All that a step can be. */
export const draws = {
  create,
  createDisk,
  makeDirectory,
  replace,
  remove,
  rename,
  lock,
  allocateAndWrite,
  punch,
  resize,
} as const;

export class ModelWorkload implements Workload {
  private readonly before: readonly Step[];
  private readonly drawn: readonly Step[];
  private readonly models: readonly Model[];

  /** @param counts - steps that make what it begins with, and steps that are cut */
  constructor(kinds: readonly Draw[], random: Random, counts: { readonly before: number; readonly steps: number }) {
    const start: Model = new Map();
    this.before = drawSteps([create, createDisk, makeDirectory, allocateAndWrite], random, start, counts.before);
    const prepared = this.before.at(-1)?.after ?? start;
    this.drawn = drawSteps(kinds, random, prepared, counts.steps);
    this.models = [prepared, ...this.drawn.map(({ after }) => after)];
  }

  *prepare(volume: Volume): Operation<void> {
    for (const step of this.before) yield* step.run(volume);
  }

  steps(volume: Volume): readonly (() => Operation<void>)[] {
    return this.drawn.map((step) => () => step.run(volume));
  }

  *check(volume: Volume, done: number): Operation<string | undefined> {
    const found = yield* describeVolume(volume);
    const allowed = this.models.slice(done, done + 2).map(describeModel);
    return allowed.includes(found) ? undefined : `found ${found}, not ${allowed.join(' or ')}`;
  }
}

function drawSteps(kinds: readonly Draw[], random: Random, start: Model, count: number): Step[] {
  const steps: Step[] = [];
  for (let tries = 0; steps.length < count && tries < 20 * count; tries += 1) {
    const step = pick(kinds, random)?.(steps.at(-1)?.after ?? start, random);
    if (step) steps.push(step);
  }
  return steps;
}

function describeModel(model: Model): string {
  return [...model]
    .map(([path, node]) => {
      if (node.kind === 'directory') return `${path}/`;
      if (node.kind === 'disk') return `${path}=[${node.fills.join(' ')}]`;
      return `${path}=${node.length === 0 ? 'empty' : `${node.length}x${node.fill}`}`;
    })
    .sort()
    .join(' ');
}

function* describeVolume(volume: Volume): Operation<string> {
  const found: string[] = [];
  const visit = function* (directory: string): Operation<void> {
    for (const { name, type } of yield* volume.list(directory === '' ? '/' : directory)) {
      const path = `${directory}/${name}`;
      if (type === 'directory') {
        found.push(`${path}/`);
        yield* visit(path);
      } else found.push(`${path}=${yield* describeFile(volume, path)}`);
    }
  };
  yield* visit('');
  return found.sort().join(' ');
}

function* describeFile(volume: Volume, path: string): Operation<string> {
  const { provisioning } = yield* volume.stat(path);
  if (provisioning === undefined) {
    const content = yield* volume.readFile(path);
    const [fill] = content;
    if (content.some((byte) => byte !== fill)) return 'a mixture';
    return content.length === 0 ? 'empty' : `${content.length}x${fill}`;
  }
  const file = yield* volume.openFile(path, { mode: 'exclusive' });
  const fills: number[] = [];
  for (let offset = 0; offset < file.sizeBytes; offset += FILE_BLOCK_BYTES) {
    const [piece] = file.map(offset, FILE_BLOCK_BYTES);
    if (piece?.kind !== 'device') fills.push(0);
    else {
      const sectors = yield* read(piece.lba, 2);
      const [fill = 0] = sectors;
      const whole = sectors.every((byte, at) => byte === (at < BLOCK_BYTES ? fill : 0));
      fills.push(whole ? fill : Number.NaN);
    }
  }
  yield* volume.closeFile(file);
  return `[${fills.join(' ')}]`;
}
