// What is wrong with a volume, in short: what fsck finds, for whoever only wants to know that it is nothing.
import { FILE_BLOCK_BLOCKS } from './layout.ts';
import type { Operation } from './operation.ts';
import { fsck } from './tools/fsck.ts';
import type { Volume } from './volume.ts';

export interface VolumeCheck {
  readonly damage: readonly string[];
  readonly leakedBlocks: number;
  readonly leakedDescriptors: number;
}

export function* checkVolume({ superblock }: Pick<Volume, 'superblock'>): Operation<VolumeCheck> {
  const { findings } = yield* fsck({ blocks: superblock.fileBlocks * FILE_BLOCK_BLOCKS });
  const damage = findings
    .filter(({ severity }) => severity === 'damage')
    .map(({ kind, where, what }) => `${kind} ${JSON.stringify(where)}: ${what}`);
  const leaked = findings.filter(({ severity }) => severity === 'leak');
  const leakedBlocks = leaked.reduce((sum, { where }) => sum + (where.fileBlocks ?? 0), 0);
  return { damage, leakedBlocks, leakedDescriptors: leaked.filter(({ kind }) => kind !== 'blockLeaked').length };
}
