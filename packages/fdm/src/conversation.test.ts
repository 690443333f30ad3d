// What an agent makes of a message in the states that have no office of their own; a master's words are told by agent.test.ts.
import { describe, expect, it } from 'vitest';
import { Conversation } from './conversation.ts';
import { Election } from './election.ts';
import type { FdmBody, PowerOnBody, SlaveHeartbeatBody } from './message.ts';
import type { Role } from './role.ts';
import { Slave } from './slave.ts';
import { published, report } from './testing.ts';

const { vms: _vms, ...capacity } = report();
const slaveHeartbeat: SlaveHeartbeatBody = {
  kind: 'slaveHeartbeat',
  sequence: 1,
  clusterVersion: 9,
  vms: [],
  ...capacity,
};
const masterHeartbeat = { kind: 'masterHeartbeat', sequence: 1, clusterVersion: 9 } as const;
const order: PowerOnBody = {
  kind: 'powerOn',
  instanceUuid: 'web',
  vmxPath: '[ds1] web/web.vmx',
  attempt: 1,
  registerOnly: false,
};
const answer = { kind: 'restartAnswer', instanceUuid: 'web', possible: true } as const;
const says = (master: boolean) => ({ kind: 'election', datastores: 2, master }) as const;

/** A conversation of host-2, which sees three datastores, with a record of what came of it. */
function conversation() {
  const did: string[] = [];
  const talk = new Conversation({
    host: 'host-2',
    emit: (effect) => {
      if (effect.kind !== 'send' && effect.kind !== 'broadcast') return;
      const { body } = effect;
      const what = body.kind === 'election' ? `${body.datastores} datastores, master: ${body.master}` : body.kind;
      did.push(`tells ${effect.kind === 'send' ? effect.to : 'everybody'}: ${what}`);
    },
    datastores: () => 3,
    join: (master) => did.push(`joins ${master}`),
    elect: (because) => did.push(`elects: ${because}`),
    ordered: (from) => did.push(`obeys ${from}`),
    hearsOfVersion: (version) => did.push(`hears of version ${version}`),
    answered: (vm, possible) => did.push(`${vm} can be restarted: ${possible}`),
    masterContext: () => {
      throw new Error('it is no master');
    },
  });
  const hears = (role: Role, from: string, body: FdmBody, now = 0) => {
    talk.hears(from, body, role, now);
    return did.splice(0);
  };
  return { talk, did, hears };
}

const inElection = (): Role => ({ state: 'election', election: new Election(published, 0) });
const slaveOf1 = (): Role => ({ state: 'connectedToMaster', slave: new Slave('host-1', published, 0) });

describe('an agent in an election', () => {
  it.each([
    ['a rival', says(false), []],
    ['who is the master', says(true), ['joins host-3']],
    ['who acts as the master', masterHeartbeat, ['joins host-3']],
    ['who takes it for the master', slaveHeartbeat, ['tells host-3: 3 datastores, master: false']],
    ['an order, of whom it may not obey', order, []],
    ['an answer to what it has not asked', answer, []],
  ] as const)('hears %s', (_what, body, did) => {
    expect(conversation().hears(inElection(), 'host-3', body)).toEqual(did);
  });
});

describe('a slave', () => {
  it.each([
    ['its master abdicates', 'host-1', says(false), ['elects: host-1 is master no more']],
    ['somebody else stands', 'host-3', says(false), []],
    ['another master, while its own speaks', 'host-3', says(true), []],
    ['its master', 'host-1', masterHeartbeat, ['hears of version 9']],
    ['who takes it for the master', 'host-3', slaveHeartbeat, ['tells host-3: 3 datastores, master: false']],
    ['an order of its master', 'host-1', order, ['obeys host-1']],
    ['an order of another one', 'host-3', order, []],
    ['the answer of its master', 'host-1', answer, ['web can be restarted: true']],
    ['the answer of another one', 'host-3', answer, []],
  ] as const)('hears %s', (_what, from, body, did) => {
    expect(conversation().hears(slaveOf1(), from, body)).toEqual(did);
  });

  it('goes to another master when its own is silent', () => {
    const { hears } = conversation();
    const slave = slaveOf1();
    expect(hears(slave, 'host-3', says(true), published.fdmDatastoreWatchAfterMs - 1)).toEqual([]);
    expect(hears(slave, 'host-3', says(true), published.fdmDatastoreWatchAfterMs)).toEqual(['joins host-3']);
  });
});

it('is not moved by anything where HA is off', () => {
  for (const body of [says(true), masterHeartbeat, slaveHeartbeat, order, answer])
    expect(conversation().hears({ state: 'uninitialized' }, 'host-1', body)).toEqual([]);
});

it('tells everybody that it stands for election, or is the master', () => {
  const { talk, did } = conversation();
  talk.call(false);
  talk.call(true);
  expect(did).toEqual(['tells everybody: 3 datastores, master: false', 'tells everybody: 3 datastores, master: true']);
});
