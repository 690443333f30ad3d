// The golden stories of packages/fdm/scenarios: each folder has a README.md (why), steps, and the expected log.
// UPDATE_STORIES=1 writes the logs anew; the difference is to be read as prose before it is committed.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { timingProfiles } from '@microsphere/proto';
import { describe, expect, it } from 'vitest';
import type { LogLine } from './log.ts';
import { formatStory, parseStory, tellStory } from './story.ts';

const folder = join(import.meta.dirname, '../../fdm/scenarios');
const names = readdirSync(folder).sort();
const steps = (name: string) => readFileSync(join(folder, name, 'steps'), 'utf8');

/** Durations in texts are those of the profile. */
const withoutDurations = (lines: readonly LogLine[]) => formatStory(lines).replace(/\b(for) [\d.]+ s\b/g, '$1 ... s');

describe.each(names)('%s', (name) => {
  it('says why it is told', () => {
    expect(readFileSync(join(folder, name, 'README.md'), 'utf8')).toMatch(/^# .+\n\n.{40,}/);
  });

  it('goes as it went before', () => {
    const path = join(folder, name, 'expected.log');
    const log = formatStory(tellStory(parseStory(steps(name)), timingProfiles.realistic));
    if (process.env.UPDATE_STORIES) writeFileSync(path, log);
    expect(log).toBe(existsSync(path) ? readFileSync(path, 'utf8') : 'not recorded yet');
  });

  it('is the same story in the fast profile, only faster', () => {
    const { realistic, fast } = timingProfiles;
    const story = parseStory(steps(name));
    expect(withoutDurations(tellStory(story, fast))).toBe(withoutDurations(tellStory(story, realistic)));
  });
});

describe('the published seconds', () => {
  /** When a line first says this, in published seconds after the failure. */
  const second = (name: string, text: string, timing: (typeof timingProfiles)['fast']) =>
    tellStory(parseStory(steps(name)), timing).find((line) => line.text.includes(text))?.seconds;

  describe.each(Object.entries(timingProfiles))('%s', (_profile, timing) => {
    it.each([
      ['slave-dies', '-> hostDown', 18],
      ['slave-dies', 'orders', 18],
      ['slave-dies-without-heartbeat-datastores', '-> hostDown', 15],
      ['master-dies', 'connectedToMaster -> election', 10],
      ['master-dies', 'election -> master', 25],
      ['master-dies', 'orders', 35],
      ['slave-isolated-power-off', 'connectedToMaster -> election', 10],
      ['slave-isolated-power-off', 'election -> master', 25],
      ['slave-isolated-power-off', 'master -> networkIsolated', 30],
      ['slave-isolated-power-off', 'web stops', 60],
      ['master-isolated', 'master -> networkIsolated', 5],
      ['master-isolated', 'election -> master', 25],
      ['master-isolated', 'web stops', 35],
    ] as const)('%s: "%s" at T%d', (name, text, expected) => {
      const measured = second(name, text, timing);
      expect(measured).toBeGreaterThan(expected - 1);
      expect(measured).toBeLessThan(expected + 1);
    });
  });
});

describe('a story that makes no sense', () => {
  it.each([
    '0 dance host-1',
    'vm web',
    'vm web datastore1 10 host-1 urgent',
    'x kill host-1',
    'hosts',
    'option das.sleep 1',
    'default isolationResponse scream',
    'set web readyCondition none',
    'depends web',
  ])('%s', (line) => {
    expect(() => parseStory(`hosts 3\n${line}\n`)).toThrow(`line 2 of the story makes no sense: ${line}`);
  });
});

it('sets what a cluster is to do', () => {
  const lines = [
    'hosts 4',
    'option das.isolationaddress0 vcenter',
    'default isolationResponse powerOff',
    'vm web datastore1 1024 host-1',
    'vm db datastore1 1024 host-2 high',
    'set web readyCondition poweredOn',
    'set web failureIntervalSeconds 60',
    'depends web db',
    'must web host-1 host-2',
    'shouldNot db host-1',
    'apart web db',
    'failover host-4',
    '0 partition a host-1 gateway',
  ];
  const { configuration, vms, steps } = parseStory(lines.join('\n'));
  expect(configuration).toMatchObject({
    defaultVmSettings: { isolationResponse: 'powerOff' },
    options: { isolationAddresses: ['vcenter'] },
    dependencies: [{ vms: ['web'], dependsOn: ['db'] }],
    vmHostRules: [
      { vms: ['web'], hosts: ['host-1', 'host-2'], affine: true, mandatory: true },
      { vms: ['db'], hosts: ['host-1'], affine: false, mandatory: false },
    ],
    antiAffinityRules: [{ vms: ['web', 'db'] }],
    failoverHosts: ['host-4'],
  });
  expect(vms[0]?.settings).toMatchObject({ readyCondition: 'poweredOn', monitoring: { failureIntervalSeconds: 60 } });
  expect(steps).toEqual([{ seconds: 0, verb: 'partition', objects: ['a', 'host-1', 'gateway'] }]);
});
