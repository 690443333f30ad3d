import { expect, it } from 'vitest';
import { defaultAdvancedOptions, parseAdvancedOptions } from './advanced-options.ts';

it('takes what is known, whatever its case, and isolation addresses in their order', () => {
  const { options, problems } = parseAdvancedOptions([
    { key: 'das.isolationaddress1', value: 'vcenter' },
    { key: 'das.isolationAddress0', value: '10.0.0.254' },
    { key: 'das.UseDefaultIsolationAddress', value: 'FALSE' },
    { key: 'das.maxvmrestartcount', value: '2' },
  ]);
  expect(problems).toEqual([]);
  expect(options).toEqual({
    ...defaultAdvancedOptions,
    isolationAddresses: ['10.0.0.254', 'vcenter'],
    useDefaultIsolationAddress: false,
    maxVmRestartCount: 2,
  });
});

it.each([
  ['das.nosuch', '1', 'no such option'],
  ['das.failuredetectiontime', '15000', 'no such option'],
  ['das.usedefaultisolationaddress', 'maybe', 'neither true nor false: "maybe"'],
  ['das.heartbeatDsPerHost', '9', 'not a number from 2 to 5: "9"'],
  ['das.isolationaddress3', 'a b', 'not an address: "a b"'],
])('says what is wrong with %s = %s, and keeps every default', (key, value, problem) => {
  expect(parseAdvancedOptions([{ key, value }])).toEqual({
    options: defaultAdvancedOptions,
    problems: [{ key, problem }],
  });
});
