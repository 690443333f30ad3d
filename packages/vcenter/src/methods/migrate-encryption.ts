// vim25 config.migrateEncryption: whether the memory of a virtual machine crosses the vMotion network encrypted. Pure.
import { type EncryptedVMotionMode, encryptedVMotionModes } from '@microsphere/vim25';
import { fault } from '../vmodl/faults.ts';

/** Undefined where none is given. `path` names the spec in faults. Fault: InvalidArgument. */
export function parseMigrateEncryption(given: string | undefined, path: string): EncryptedVMotionMode | undefined {
  const known = encryptedVMotionModes.find((mode) => mode === given);
  if (given === undefined || known) return known;
  const property = `${path}.migrateEncryption`;
  throw fault('InvalidArgument', `${property}: ${given}`, { invalidProperty: property });
}

/** Hosts can always encrypt, so that what is only wanted happens; it isn't unless somebody asks (docs/DIVERGENCE.md). */
export function isEncrypted(mode: EncryptedVMotionMode | undefined): boolean {
  return mode === 'opportunistic' || mode === 'required';
}
