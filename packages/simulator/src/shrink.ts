// Making a failure small (delta debugging): faults are left out, in halves, then in quarters, then one by one, for as long as
// what is left breaks the same invariant.

/** Runs that one shrinking may take. */
export const MAX_SHRINKING_RUNS = 500;

/**
 * A part of `faults`, in order, of which `breaks` says true, and of which none can be left out; `breaks` is true of the whole. Where
 * the runs do not suffice it is as small as it is by then.
 */
export function shrink(faults: readonly number[], breaks: (part: readonly number[]) => boolean): readonly number[] {
  let kept = faults;
  let runs = 0;
  for (let size = Math.ceil(kept.length / 2); size >= 1; ) {
    let smaller: readonly number[] | undefined;
    for (let at = 0; at < kept.length && !smaller; at += size) {
      if (runs >= MAX_SHRINKING_RUNS) return kept;
      runs += 1;
      const rest = [...kept.slice(0, at), ...kept.slice(at + size)];
      if (breaks(rest)) smaller = rest;
    }
    if (smaller) {
      kept = smaller;
      size = Math.min(size, Math.max(1, Math.ceil(kept.length / 2)));
      if (kept.length === 0) return kept;
    } else if (size === 1) return kept;
    else size = Math.ceil(size / 2);
  }
  return kept;
}
