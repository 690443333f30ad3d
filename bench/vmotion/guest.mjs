// The guest that both hypervisors move: our own image, which writes to so many pages of its memory a second, in a machine of so
// many MiB. Before it counts, every page has been written to once: pages of nothing but zeros would cost nothing to send.
import { eventually } from '../../packages/testkit/dist/index.js';

export const GUEST_ADDRESS = '10.10.0.11';
const PAGE_BYTES = 4096;
/** As fast as the guest's own limit allows. */
const FILL_RATE = 100_000;
const FILL_LIMIT_MS = 60_000;

/** guestinfo.* of a guest that fills its memory when it starts. */
export function guestInfo() {
  return {
    'guestinfo.app': 'dirty',
    'guestinfo.dirtyPagesPerSecond': String(FILL_RATE),
    'guestinfo.ip': GUEST_ADDRESS,
    'guestinfo.prefix': '24',
    'guestinfo.gateway': '10.10.0.1',
  };
}

/**
 * Resolves when the guest has written to all of its memory, and writes to `rate` pages a second from then on.
 *
 * @param guest - `type(text)` on its console; `console` is all that it has said there
 */
export async function filled(guest, { memoryMb, rate }) {
  const pages = (memoryMb * 1024 * 1024) / PAGE_BYTES;
  const written = async () => {
    const from = guest.console.length;
    guest.type('ps\r');
    const said = /dirty +\d+ pages a second, (\d+) so far/;
    const [, count] = await eventually('an answer of the guest', () => said.exec(guest.console.slice(from)));
    return Number(count);
  };
  await eventually('the guest', () => guest.console.includes('application dirty'), FILL_LIMIT_MS);
  await eventually(
    'a guest that has written to all of its memory',
    async () => (await written()) >= pages,
    FILL_LIMIT_MS,
  );
  guest.type(`dirty ${rate}\r`);
  await eventually('the guest to change its rate', () => guest.console.includes(`dirty writes ${rate} pages`));
}
