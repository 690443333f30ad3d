// What a .vmx (or a .vmsd that was made first) says of a Storage vMotion: which one, and where the other end is. As
// packages/host-agent/src/hostd/vm-configuration.ts writes it.
import { formatVmx, type Operation, parseVmx, type Volume } from '@microsphere/vmfs';

const ID = 'migrate.id';
const SOURCE = 'migrate.source';
const DESTINATION = 'migrate.destination';

/** In a source: `destination`, in a copy: `source`; paths of .vmx files with their datastore. */
export interface RelocationMark {
  readonly id: string;
  readonly source?: string | undefined;
  readonly destination?: string | undefined;
}

export function formatMark(
  mark: RelocationMark | undefined,
  rest: ReadonlyMap<string, string> = new Map(),
): Uint8Array {
  const settings = new Map(rest);
  for (const [key, value] of [
    [ID, mark?.id],
    [SOURCE, mark?.source],
    [DESTINATION, mark?.destination],
  ] as const)
    if (value === undefined) settings.delete(key);
    else settings.set(key, value);
  return new TextEncoder().encode(formatVmx(settings));
}

export function parseMark(bytes: Uint8Array): RelocationMark | undefined {
  const settings = parseVmx(new TextDecoder().decode(bytes));
  const id = settings.get(ID);
  return id === undefined ? undefined : { id, source: settings.get(SOURCE), destination: settings.get(DESTINATION) };
}

/** Undefined where there is no such file, or it says nothing. */
export function* readMark(volume: Volume, path: string): Operation<RelocationMark | undefined> {
  return (yield* volume.exists(path)) ? parseMark(yield* volume.readFile(path)) : undefined;
}

/** Leaves the rest of the file as it is. */
export function* writeMark(volume: Volume, path: string, mark: RelocationMark | undefined): Operation<void> {
  const settings = parseVmx(new TextDecoder().decode(yield* volume.readFile(path)));
  yield* volume.writeFile(path, formatMark(mark, settings));
}
