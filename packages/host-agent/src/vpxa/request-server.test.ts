import { DEADLINE_HEADER, hostMethods, IDEMPOTENCY_KEY_HEADER, pb } from '@microsphere/proto';
import { beforeEach, expect, it } from 'vitest';
import { HostFault } from '../fault.ts';
import {
  type HostMethodHandlers,
  MAX_KEY_CHARACTERS,
  MAX_REMEMBERED_BYTES,
  MAX_REMEMBERED_REPLIES,
  MAX_REPLY_BYTES,
  MAX_REQUESTS_UNDER_WAY,
  type ManagementRequest,
  RequestServer,
} from './request-server.ts';

let now: number;
let calls: string[];
let createVm: HostMethodHandlers['hostd.createVm'];
let errors: unknown[];
let server: RequestServer;

beforeEach(() => {
  now = 1_000;
  calls = [];
  errors = [];
  createVm = async ({ name }) => ({ vmxPath: `[datastore1] ${name}/${name}.vmx` });
  const unused = Object.fromEntries(Object.keys(hostMethods).map((name) => [name, async () => ({})]));
  server = new RequestServer({
    // Answers are asked for directly; tests/ has the whole way over a broker.
    nats: {
      subscribe: () => {
        throw new Error('unused');
      },
    },
    handlers: {
      ...(unused as unknown as HostMethodHandlers),
      'hostd.createVm': (request) => {
        calls.push(request.name);
        return createVm(request);
      },
    },
    wallClock: () => now,
    log: { error: (...given: unknown[]) => void errors.push(given) },
  });
});

const request = (change: Partial<ManagementRequest> & { readonly name?: string } = {}): ManagementRequest => ({
  subject: 'host.host-1.hostd.createVm',
  data: pb.CreateVmRequest.encode({ name: change.name ?? 'web' }).finish(),
  key: '',
  deadline: '',
  ...change,
});

async function ask(change: Parameters<typeof request>[0] = {}): Promise<pb.Reply> {
  const reply = await server.answer(request(change));
  if (!reply) throw new Error('nobody waits for an answer');
  return pb.Reply.decode(reply);
}

const vmxPath = ({ result }: pb.Reply) => pb.CreateVmResponse.decode(result).vmxPath;

it('answers with what the method returns', async () => {
  expect(vmxPath(await ask())).toBe('[datastore1] web/web.vmx');
});

it('does a request once for a key, also while the first one is under way', async () => {
  let finish: (vmxPath: string) => void = () => {};
  createVm = () => new Promise((resolve) => (finish = (vmxPath) => resolve({ vmxPath })));
  const [first, second] = [ask({ key: 'a' }), ask({ key: 'a' })];
  await Promise.resolve();
  finish('made');
  expect([vmxPath(await first), vmxPath(await second)]).toEqual(['made', 'made']);
  expect(vmxPath(await ask({ key: 'a', name: 'other' }))).toBe('made');
  expect(calls).toEqual(['web']);
});

it('remembers a failure like any answer', async () => {
  createVm = async () => {
    throw new HostFault('NoDiskSpace', 'no space left');
  };
  const failed = await ask({ key: 'a' });
  createVm = async () => ({ vmxPath: 'made' });
  expect(await ask({ key: 'a' })).toEqual(failed);
  expect(failed.fault).toMatchObject({ type: 'NoDiskSpace', message: 'no space left', definite: true });
  expect(calls).toHaveLength(1);
});

it('takes a key for one method, and no key for none', async () => {
  await ask({ key: 'a' });
  expect(vmxPath(await ask({ key: 'a', subject: 'host.host-1.hostd.powerOnVm' }))).toBe('');
  await ask();
  await ask();
  expect(calls).toHaveLength(3);
});

it(`remembers ${MAX_REMEMBERED_REPLIES} answers, the last ones`, async () => {
  for (let key = 0; key <= MAX_REMEMBERED_REPLIES; key += 1) await ask({ key: `${key}` });
  calls.length = 0;
  await ask({ key: `${MAX_REMEMBERED_REPLIES}` });
  await ask({ key: '1' });
  expect(calls).toHaveLength(0);
  await ask({ key: '0' });
  expect(calls).toHaveLength(1);
});

it('remembers fewer answers when they are long', async () => {
  createVm = async () => ({ vmxPath: 'x'.repeat(MAX_REMEMBERED_BYTES / 8) });
  for (let key = 0; key <= 8; key += 1) await ask({ key: `${key}` });
  calls.length = 0;
  for (let key = 8; key >= 3; key -= 1) await ask({ key: `${key}` });
  expect(calls).toHaveLength(0);
  await ask({ key: '0' });
  expect(calls).toHaveLength(1);
});

it('begins nothing after the deadline', async () => {
  expect(await server.answer(request({ deadline: '999' }))).toBeUndefined();
  expect(calls).toEqual([]);
  expect(vmxPath(await ask({ deadline: '1000' }))).toBe('[datastore1] web/web.vmx');
});

it.each([
  ['a deadline that is none', { deadline: 'soon' }, 'InvalidArgument', DEADLINE_HEADER],
  ['a key that is too long', { key: 'k'.repeat(MAX_KEY_CHARACTERS + 1) }, 'InvalidArgument', IDEMPOTENCY_KEY_HEADER],
  ['an unknown method', { subject: 'host.host-1.hostd.format' }, 'NotSupported', 'no such method: hostd.format'],
  ['a method of every object', { subject: 'host.host-1.__proto__' }, 'NotSupported', 'no such method'],
  [
    'bytes that are no message',
    { data: Buffer.from([0x0a, 0xff]) },
    'InvalidArgument',
    'hostd.createVm does not decode',
  ],
])('refuses %s, and goes on', async (_, change, type, message) => {
  const { fault } = await ask(change);
  expect(fault).toMatchObject({ type, definite: true });
  expect(fault?.message).toContain(message);
  expect(calls).toEqual([]);
  expect(vmxPath(await ask())).toBe('[datastore1] web/web.vmx');
});

it('says of an error that nobody foresaw that the outcome is not known, and logs it', async () => {
  createVm = async () => {
    throw new Error('a bug');
  };
  expect((await ask()).fault).toMatchObject({ type: 'SystemError', message: 'a bug', definite: false });
  expect(errors).toHaveLength(1);
});

it('sends no answer that no message can carry', async () => {
  createVm = async () => ({ vmxPath: 'x'.repeat(MAX_REPLY_BYTES) });
  expect((await ask()).fault).toMatchObject({ type: 'SystemError', definite: false });
});

it(`has ${MAX_REQUESTS_UNDER_WAY} requests under way at most`, async () => {
  const finish: (() => void)[] = [];
  createVm = () => new Promise((resolve) => finish.push(() => resolve({ vmxPath: 'made' })));
  const underWay = Array.from({ length: MAX_REQUESTS_UNDER_WAY }, (_, index) => ask({ key: `${index}` }));
  expect((await ask({ key: 'more' })).fault).toMatchObject({ type: 'SystemError', definite: true });
  for (const done of finish) done();
  for (const reply of await Promise.all(underWay)) expect(vmxPath(reply)).toBe('made');
  createVm = async () => ({ vmxPath: 'made' });
  expect(vmxPath(await ask())).toBe('made');
});
