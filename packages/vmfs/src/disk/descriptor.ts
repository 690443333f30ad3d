// The descriptor of a virtual disk: a small text that says what the disk is, which extent has its bytes, and which disk it
// descends from (reference: storage.md, "VMDK"). What is read is kept, also keys that nothing here knows, so that a
// descriptor of another product comes out of a change of its CID as it went in.

/** `createType`: those that lie on a volume, and those that are read to say what they are. */
export const createTypes = ['vmfs', 'vmfsSparse', 'monolithicFlat', 'monolithicSparse', 'streamOptimized'] as const;
export type CreateType = (typeof createTypes)[number];
const extentTypes = ['VMFS', 'VMFSSPARSE', 'FLAT', 'SPARSE', 'ZERO'] as const;
export type ExtentType = (typeof extentTypes)[number];

/** `parentCID` of a disk that descends from none. */
export const NO_PARENT = 'ffffffff';
/** The longest descriptor that is read, in characters. */
export const MAX_DESCRIPTOR_CHARACTERS = 64 * 1024;
/** The largest disk: 62 TB (vSphere configuration maximums). */
export const MAX_CAPACITY_SECTORS = 62 * 2 ** 31;
const SECTORS_PER_TRACK = 63;
const HEADS = 255;

export interface VmdkExtent {
  readonly access: 'RW' | 'RDONLY' | 'NOACCESS';
  readonly sectors: number;
  readonly type: ExtentType;
  /** In the descriptor's folder; a ZERO extent has none. */
  readonly fileName?: string;
  /** Where in its file a FLAT extent begins. */
  readonly offsetSectors?: number;
}

export interface VmdkDescriptor {
  readonly createType: CreateType;
  /** Content id, eight lower-case hexadecimal digits: another one after each change of content since the disk was opened. */
  readonly cid: string;
  /** The parent's content id; NO_PARENT. */
  readonly parentCid: string;
  /** Where the parent's descriptor is, as seen from this one's folder. */
  readonly parentFileNameHint?: string;
  /** File name of the change-tracking file. */
  readonly changeTrackPath?: string;
  readonly extents: readonly VmdkExtent[];
  /** Disk data base: "adapterType", "geometry.heads", "thinProvisioned", "uuid", "virtualHWVersion", ... */
  readonly ddb: ReadonlyMap<string, string>;
  /** Keys of the header that mean nothing here, in order. */
  readonly others: ReadonlyMap<string, string>;
}

export class VmdkError extends Error {
  override readonly name = 'VmdkError';
  /** Of the descriptor, from 1. */
  readonly line: number;

  constructor(line: number, what: string) {
    super(`line ${line}: ${what}`);
    this.line = line;
  }
}

export function capacitySectorsOf({ extents }: Pick<VmdkDescriptor, 'extents'>): number {
  return extents.reduce((sum, { sectors }) => sum + sectors, 0);
}

/** The disk data base of a new disk. */
export function newDdb(options: {
  readonly capacitySectors: number;
  readonly uuid: string;
  readonly thin: boolean;
}): ReadonlyMap<string, string> {
  const cylinders = Math.max(1, Math.floor(options.capacitySectors / (HEADS * SECTORS_PER_TRACK)));
  return new Map([
    ['adapterType', 'lsilogic'],
    ['geometry.cylinders', String(cylinders)],
    ['geometry.heads', String(HEADS)],
    ['geometry.sectors', String(SECTORS_PER_TRACK)],
    ...(options.thin ? ([['thinProvisioned', '1']] as const) : []),
    ['uuid', formatDdbUuid(options.uuid)],
    ['virtualHWVersion', '21'],
  ]);
}

/** "60 00 C2 9d ..." in two halves, as VMware writes it. Throws RangeError. */
function formatDdbUuid(uuid: string): string {
  const digits = uuid.replaceAll('-', '').toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(digits)) throw new RangeError(`not a UUID: ${JSON.stringify(uuid)}`);
  const half = (from: number) => (digits.slice(from, from + 16).match(/../g) ?? []).join(' ');
  return `${half(0)}-${half(16)}`;
}

/** The disk's UUID as everybody else writes them; empty where there is none. */
export function uuidOf({ ddb }: Pick<VmdkDescriptor, 'ddb'>): string {
  const digits = (ddb.get('uuid') ?? '').replaceAll(/[ -]/g, '').toLowerCase();
  return /^[0-9a-f]{32}$/.test(digits) ? digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : '';
}

/** Throws RangeError for what its lines can't say. */
export function formatDescriptor(descriptor: VmdkDescriptor): string {
  const { createType, cid, parentCid, parentFileNameHint, changeTrackPath, extents, ddb, others } = descriptor;
  const quoted = (text: string): string => {
    if (/["\p{Cc}]/u.test(text)) throw new RangeError(`a descriptor has no place for ${JSON.stringify(text)}`);
    return `"${text}"`;
  };
  const lines = ['# Disk DescriptorFile', 'version=1'];
  for (const [key, value] of others) lines.push(`${key}=${quoted(value)}`);
  lines.push(`CID=${cid}`, `parentCID=${parentCid}`, `createType=${quoted(createType)}`);
  if (parentFileNameHint !== undefined) lines.push(`parentFileNameHint=${quoted(parentFileNameHint)}`);
  lines.push('', '# Extent description');
  for (const { access, sectors, type, fileName, offsetSectors } of extents)
    lines.push(
      [
        access,
        sectors,
        type,
        ...(fileName === undefined ? [] : [quoted(fileName)]),
        ...(offsetSectors === undefined ? [] : [offsetSectors]),
      ].join(' '),
    );
  if (changeTrackPath !== undefined)
    lines.push('', '# Change Tracking File', `changeTrackPath=${quoted(changeTrackPath)}`);
  lines.push('', '# The Disk Data Base', '#DDB', '');
  for (const [key, value] of ddb) lines.push(`ddb.${key} = ${quoted(value)}`);
  return `${lines.join('\n')}\n`;
}

interface Setting {
  readonly value: string;
  readonly line: number;
}

/** Throws VmdkError with the line of a mistake, or the last one when something is missing. */
export function parseDescriptor(text: string): VmdkDescriptor {
  if (text.length > MAX_DESCRIPTOR_CHARACTERS)
    throw new VmdkError(1, `${text.length} characters are no descriptor, ${MAX_DESCRIPTOR_CHARACTERS} at most`);
  const end = text.indexOf('\0');
  const lines = (end < 0 ? text : text.slice(0, end)).split(/\r?\n/);
  if (!/^#\s*Disk DescriptorFile\s*$/i.test(lines[0] ?? '')) throw new VmdkError(1, 'not a VMDK descriptor');
  const header = new Map<string, Setting>();
  const ddb = new Map<string, string>();
  const extents: VmdkExtent[] = [];
  for (const [index, content] of lines.entries()) {
    const line = index + 1;
    if (/^\s*(#|$)/.test(content)) continue;
    if (/^\s*(RW|RDONLY|NOACCESS)\s/.test(content)) {
      extents.push(parseExtent(content, line));
      continue;
    }
    const [, key, quoted, bare] = /^\s*([\w.]+)\s*=\s*(?:"([^"\p{Cc}]*)"|([^"\s\p{Cc}]*))\s*$/u.exec(content) ?? [];
    const value = quoted ?? bare;
    if (key === undefined || value === undefined)
      throw new VmdkError(line, `not a setting: ${JSON.stringify(content.slice(0, 80))}`);
    const isDdb = /^ddb\./i.test(key);
    const known = isDdb ? key.slice('ddb.'.length) : key;
    if (isDdb ? ddb.has(known) : header.has(known)) throw new VmdkError(line, `${key} is there already`);
    if (isDdb) ddb.set(known, value);
    else header.set(known, { value, line });
  }
  return describe({ header, ddb, extents, lastLine: lines.length });
}

function describe(options: {
  readonly header: Map<string, Setting>;
  readonly ddb: ReadonlyMap<string, string>;
  readonly extents: readonly VmdkExtent[];
  readonly lastLine: number;
}): VmdkDescriptor {
  const { header, ddb, extents, lastLine } = options;
  const take = (key: string): Setting | undefined => {
    const found = header.get(key);
    header.delete(key);
    return found;
  };
  const needed = (key: string): Setting => {
    const found = take(key);
    if (!found) throw new VmdkError(lastLine, `the end, and no ${key}`);
    return found;
  };
  const version = needed('version');
  if (!/^[123]$/.test(version.value)) throw new VmdkError(version.line, `version ${version.value}, not 1, 2 or 3`);
  const created = needed('createType');
  const createType = createTypes.find((type) => type === created.value);
  if (!createType) throw new VmdkError(created.line, `createType ${JSON.stringify(created.value)} is not supported`);
  const cid = contentId(needed('CID'));
  const parentCid = contentId(take('parentCID') ?? { value: NO_PARENT, line: lastLine });
  const hint = take('parentFileNameHint');
  if (parentCid !== NO_PARENT && !hint?.value)
    throw new VmdkError(hint?.line ?? lastLine, 'a parentCID, and no parentFileNameHint');
  const tracked = take('changeTrackPath');
  if (tracked && !isFileName(tracked.value))
    throw new VmdkError(tracked.line, `changeTrackPath is no file of its folder: ${JSON.stringify(tracked.value)}`);
  if (extents.length === 0) throw new VmdkError(lastLine, 'the end, and no extent');
  if (capacitySectorsOf({ extents }) > MAX_CAPACITY_SECTORS)
    throw new VmdkError(lastLine, `more than ${MAX_CAPACITY_SECTORS} sectors`);
  return {
    createType,
    cid,
    parentCid,
    ...(parentCid === NO_PARENT || !hint ? {} : { parentFileNameHint: hint.value }),
    ...(tracked ? { changeTrackPath: tracked.value } : {}),
    extents,
    ddb,
    others: new Map([...header].map(([key, { value }]) => [key, value])),
  };
}

function contentId({ value, line }: Setting): string {
  if (!/^[0-9a-f]{1,8}$/i.test(value)) throw new VmdkError(line, `not a content id: ${JSON.stringify(value)}`);
  return value.toLowerCase().padStart(8, '0');
}

function isFileName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !name.includes('/');
}

function parseExtent(content: string, line: number): VmdkExtent {
  const [, access, digits, word, fileName, offset] =
    /^\s*(RW|RDONLY|NOACCESS)\s+(\d{1,15})\s+([A-Z]+)(?:\s+"([^"\p{Cc}]*)"(?:\s+(\d{1,15}))?)?\s*$/u.exec(content) ??
    [];
  const type = extentTypes.find((candidate) => candidate === word);
  const wrong = (what: string) => new VmdkError(line, `${what}: ${JSON.stringify(content.slice(0, 80))}`);
  if ((access !== 'RW' && access !== 'RDONLY' && access !== 'NOACCESS') || !type) throw wrong('not an extent');
  const sectors = Number(digits);
  if (sectors < 1 || sectors > MAX_CAPACITY_SECTORS) throw wrong('not a number of sectors');
  if (type === 'ZERO' ? fileName !== undefined : fileName === undefined || !isFileName(fileName))
    throw wrong('not the name of a file in its folder');
  return {
    access,
    sectors,
    type,
    ...(fileName === undefined ? {} : { fileName }),
    ...(offset === undefined ? {} : { offsetSectors: Number(offset) }),
  };
}
