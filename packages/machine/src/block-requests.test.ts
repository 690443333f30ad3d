import { expect, it } from 'vitest';
import { BlockRequests } from './block-requests.ts';
import type { BlockRequest } from './contract.ts';
import * as at from './layout.ts';
import { BareMachine } from './testing/bare-machine.ts';

it.each([
  [at.OPERATION_READ, 'read', 2, 1024],
  [at.OPERATION_WRITE, 'write', 2, 1024],
  [at.OPERATION_FLUSH, 'flush', 0, 0],
  // A range that no buffer could hold.
  [at.OPERATION_DISCARD, 'discard', at.MAXIMUM_DISCARD_SECTORS, 0],
] as const)('operation %i is a %s of its sectors, and has their bytes or none', (operation, name, sectors, bytes) => {
  const { block } = new BareMachine({ disks: [{ capacityBytes: 2 ** 31, serial: '', discard: true }] });
  const heard: BlockRequest[] = [];
  const requests = new BlockRequests({
    block,
    sink: { blockRequest: (request) => heard.push(request) },
    answered: () => {},
  });
  block.write32(at.REQUESTS + at.REQUEST_OPERATION, operation);
  block.write32(at.REQUESTS + at.REQUEST_LENGTH, 512 * sectors);
  requests.issue(0);
  expect(heard[0]).toMatchObject({ operation: name, sectors });
  expect(heard[0]?.data.length).toBe(bytes);
});
