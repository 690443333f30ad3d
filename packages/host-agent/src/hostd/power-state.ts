// Where a virtual machine is between off and on, as its host sees it, and where it can go from there.

/** README.md has the same table, in words. */
export const powerTransitions = {
  /** No guest, and no lock. */
  poweredOff: ['poweringOn'],
  /** The lock is being taken, a guest is made ready; where that fails, all of it is undone. No instruction is executed. */
  poweringOn: ['poweredOn', 'poweredOff'],
  /** A guest is executed, under the lock. */
  poweredOn: ['resetting', 'poweringOff'],
  /** The guest has stopped, another one is made ready, under the same lock. */
  resetting: ['poweredOn', 'poweringOff'],
  /** No instruction is executed any more; what was written leaves or is given up, then the lock is let go. */
  poweringOff: ['poweredOff'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type PowerState = keyof typeof powerTransitions;

export function mayFollow(before: PowerState, after: PowerState): boolean {
  return (powerTransitions[before] as readonly PowerState[]).includes(after);
}
