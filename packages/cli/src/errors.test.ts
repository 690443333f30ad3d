import { Vim25ConnectionError, Vim25Fault } from '@microsphere/vim25';
import { expect, it } from 'vitest';
import { failureOf, reason } from './errors.ts';
import { LabError } from './lab/lab-file.ts';
import { LabDirectoryError } from './supervisor/lab-directory.ts';
import { Failure } from './terminal/failure.ts';

const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
const unanswered = new Vim25ConnectionError('vCenter does not answer at http://127.0.0.1:1/sdk', {
  cause: new TypeError('fetch failed', { cause: refused }),
});

it.each([
  ['a failure', new Failure('no', { status: 3 }), 'no', 3],
  ['a mistake in a lab file', new LabError('lab.yaml:1: vms: no'), 'lab.yaml:1: vms: no', 2],
  ['a directory', new LabDirectoryError("/x can't be written"), "/x can't be written", 1],
  ['a fault', new Vim25Fault({ _typeName: 'NotFound' }, 'not there'), 'vCenter refused: NotFound: not there', 1],
  ['a dead vCenter', unanswered, 'vCenter: nobody listens there', 1],
])('makes one line of %s', (_what, error, message, status) => {
  expect(failureOf(error)).toBeInstanceOf(Failure);
  expect(failureOf(error)).toMatchObject({ message, status });
});

it('leaves a mistake of ours alone', () => {
  expect(failureOf(new RangeError('index'))).toBeUndefined();
  expect(failureOf('text')).toBeUndefined();
});

it('digs out why nobody answered', () => {
  expect(reason(unanswered)).toBe('nobody listens there');
  expect(reason(new Vim25ConnectionError('status 500, and no vim25 fault'))).toBe('status 500, and no vim25 fault');
  expect(reason(new TypeError('fetch failed', { cause: new Error('other side closed') }))).toBe('other side closed');
  expect(reason('text')).toBe('text');
});
