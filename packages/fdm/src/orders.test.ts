import { expect, it } from 'vitest';
import { parseAdvancedOptions } from './advanced-options.ts';
import { MAX_OPEN_ORDERS, Orders } from './orders.ts';

const order = (name: string, attempt = 1) =>
  ({
    kind: 'powerOn',
    instanceUuid: name,
    vmxPath: `[ds1] ${name}/${name}.vmx`,
    attempt,
    registerOnly: false,
  }) as const;
const outcome = (name: string, type?: string) => {
  const fault = type === undefined ? {} : { fault: { type, message: '', definite: true } };
  return {
    kind: 'powerOnResult',
    instanceUuid: name,
    vmxPath: `[ds1] ${name}/${name}.vmx`,
    attempt: 1,
    ...fault,
  } as const;
};

it('carries an order out once, and answers whoever ordered it last', () => {
  const orders = new Orders();
  expect(orders.take('host-1', order('web'), false)).toBe('carryOut');
  expect(orders.take('host-1', order('web'), false)).toBe('underWay');
  expect(orders.take('host-2', order('web', 3), false)).toBe('underWay');
  expect(orders.done(outcome('web'), true)).toMatchObject({ to: 'host-2', body: { attempt: 3 } });
  expect(orders.done(outcome('web'), true)).toBeUndefined();
});

it('does not start what runs here already', () => {
  expect(new Orders().take('host-1', order('web'), true)).toEqual({ to: 'host-1', body: outcome('web') });
});

it('takes "powered on already" for success, and only that', () => {
  const result = (type: string, runsHere: boolean) => {
    const orders = new Orders();
    orders.take('host-1', order('web'), false);
    return orders.done(outcome('web', type), runsHere)?.body.fault?.type;
  };
  expect(result('InvalidPowerState', true)).toBeUndefined();
  expect(result('InvalidPowerState', false)).toBe('InvalidPowerState');
  expect(result('FileLocked', true)).toBe('FileLocked');
});

it(`refuses more than ${MAX_OPEN_ORDERS} at a time`, () => {
  const orders = new Orders();
  for (let index = 0; index < MAX_OPEN_ORDERS; index += 1) orders.take('host-1', order(`vm${index}`), false);
  expect(orders.take('host-1', order('web'), false)).toMatchObject({ body: { fault: { definite: true } } });
  orders.done(outcome('vm0'), true);
  expect(orders.take('host-1', order('web'), false)).toBe('carryOut');
});

it('does not take a registration for a start of the same VM', () => {
  const orders = new Orders();
  expect(orders.take('host-1', { ...order('web', 0), registerOnly: true }, false)).toBe('carryOut');
  expect(orders.take('host-1', order('web', 1), false)).toBe('underWay');
  expect(orders.done(outcome('web'), false)).toMatchObject({ body: { attempt: 0 } });
  // The master repeats what it has ordered.
  expect(orders.take('host-1', order('web', 1), false)).toBe('carryOut');
});

it('has room for what two masters may order at a time', () => {
  const accepts = (value: number) =>
    parseAdvancedOptions([{ key: 'das.perHostConcurrentFailoversLimit', value: `${value}` }]).problems.length === 0;
  expect([MAX_OPEN_ORDERS / 2, MAX_OPEN_ORDERS / 2 + 1].map(accepts)).toEqual([true, false]);
});
