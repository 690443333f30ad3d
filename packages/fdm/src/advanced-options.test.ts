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
  ['das.heartbeatDsPerHost', '9', 'not a whole number from 2 to 5: "9"'],
  ['das.maxvmrestartcount', '2.5', 'not a whole number from 1 to 100: "2.5"'],
  ['das.vmCpuMinMHz', '', 'not a whole number from 0 to 1000000: ""'],
  ['toString', '1', 'no such option'],
  ['das.isolationaddress3', 'a b', 'not an address: "a b"'],
])('says what is wrong with %s = %s, and keeps every default', (key, value, problem) => {
  expect(parseAdvancedOptions([{ key, value }])).toEqual({
    options: defaultAdvancedOptions,
    problems: [{ key, problem }],
    withoutEffect: [],
  });
});

it.each([
  ['das.allowNetwork0', 'there is one management network'],
  ['das.maxFtVmsPerHost', 'there is no fault tolerance'],
])('knows %s, and says that it has no effect', (key, problem) => {
  expect(parseAdvancedOptions([{ key, value: '1' }])).toEqual({
    options: defaultAdvancedOptions,
    problems: [],
    withoutEffect: [{ key, problem }],
  });
});

it('waits for 30 seconds at least before it responds to isolation', () => {
  const delay = (value: string) =>
    parseAdvancedOptions([{ key: 'das.config.fdm.isolationPolicyDelaySec', value }]).options
      .isolationPolicyDelaySeconds;
  expect([delay('5'), delay('30'), delay('45')]).toEqual([30, 30, 45]);
});
