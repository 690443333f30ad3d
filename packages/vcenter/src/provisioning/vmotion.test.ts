import { expect, it } from 'vitest';
import { judge } from './vmotion.ts';

const silent = undefined;
const unknown = { known: false, underWay: false, consideredSuccessful: false };
const underWay = { known: true, underWay: true, consideredSuccessful: false };
const failed = { known: true, underWay: false, consideredSuccessful: false };
const migrated = { known: true, underWay: false, consideredSuccessful: true };

it.each([
  ['either has seen it through', migrated, silent, 'migrated'],
  ['either has seen it through', silent, migrated, 'migrated'],
  ['the destination has it, whatever the source thinks', underWay, migrated, 'migrated'],
  ['the destination has it, and the source says that it has lost it', failed, migrated, 'migrated'],
  ['the source has it back', failed, underWay, 'failed'],
  ['the source has it back', failed, silent, 'failed'],
  ['the destination has given up', underWay, failed, 'failed'],
  ['the destination has given up', silent, failed, 'failed'],
  ['the destination was started anew', underWay, unknown, 'failed'],
  ['the source has lost it otherwise', failed, failed, 'failed'],
  ['the source was started anew, and the destination may still take it', unknown, underWay, 'underWay'],
  ['both are at it', underWay, underWay, 'underWay'],
  ['the one that answers is at it', underWay, silent, 'underWay'],
  ['the one that answers is at it', silent, underWay, 'underWay'],
  ['the source was started anew, and nobody else answers', unknown, silent, 'unknown'],
  ['nobody answers', silent, silent, 'unknown'],
] as const)('%s', (_what, source, destination, fate) => {
  expect(judge(source, destination)).toBe(fate);
});
