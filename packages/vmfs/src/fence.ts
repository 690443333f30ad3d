// The fence: every mount of a host is registered at the array by a key of its own, and only registrants write. Whoever breaks
// a lock first ends its owner's registration there, so that an owner that was frozen, or whose commands were held up
// somewhere, changes nothing any more. The key follows from the owner's UUID, which is in its heartbeat slot and in
// every lock record of it: whoever can see a lock knows what to preempt.
import type { Operation, ReservationKey } from './operation.ts';

/** The key of an owner: the two halves of its UUID, xored. */
export function reservationKey(ownerUuid: string): ReservationKey {
  const digits = ownerUuid.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/i.test(digits)) throw new RangeError(`not a UUID: ${JSON.stringify(ownerUuid)}`);
  const key = BigInt(`0x${digits.slice(0, 16)}`) ^ BigInt(`0x${digits.slice(16)}`);
  if (key === 0n) throw new RangeError(`${ownerUuid} has the reservation key that means none`);
  return key.toString(16).padStart(16, '0') as ReservationKey;
}

/** Registers an owner in place of whatever this host was registered as. */
export function* register(ownerUuid: string): Operation<void> {
  yield { op: 'registerAndReserve', key: reservationKey(ownerUuid) };
}

/** Ends the registration of this host. */
export function* unregister(): Operation<void> {
  yield { op: 'unregister' };
}

/** From the answer on nothing that `victimUuid` has sent, or sends, takes effect any more. */
export function* fence(ownerUuid: string, victimUuid: string): Operation<void> {
  yield { op: 'preemptAndAbort', key: reservationKey(ownerUuid), victim: reservationKey(victimUuid) };
}
