// The workloads of virtual disks in the crash campaign: each kind of change on its own, on a disk that has a past.
import type { WorkloadMaker } from '../campaign/workload.ts';
import { type DiskStepKind, DiskWorkload } from './disk-workload.ts';

function of(before: readonly DiskStepKind[], cut: readonly DiskStepKind[]): WorkloadMaker {
  return (random) => new DiskWorkload({ before, cut }, random);
}

export const diskWorkloads: Readonly<Record<string, WorkloadMaker>> = {
  'write a flat disk': of([], ['write', 'write']),
  'write a delta': of(['write', 'snapshot'], ['write', 'write']),
  snapshot: of(['write'], ['snapshot', 'write']),
  consolidate: of(['write', 'snapshot', 'write', 'snapshot', 'write'], ['consolidate']),
  revert: of(['write', 'snapshot', 'write'], ['revert']),
  clone: of(['write', 'snapshot', 'write'], ['clone']),
  'delete a clone': of(['write', 'clone'], ['deleteClone']),
  'track changes': of(['track', 'write', 'track'], ['track', 'write']),
  'track changes over a snapshot': of(['track', 'write'], ['track', 'snapshot', 'write']),
  'track changes over a consolidation': of(['track', 'write', 'snapshot', 'write'], ['track', 'consolidate']),
};
