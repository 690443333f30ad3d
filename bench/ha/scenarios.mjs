// What is done to a cluster, and which marks are looked for afterwards: each names the entry of the hosts' logs that shows it.
// Several runs of a scenario share a cluster.

import { clearClusters, TestCluster } from '../../packages/testkit/dist/cluster/index.js';
import { NatsServer } from '../../packages/testkit/dist/index.js';

const HOSTS = ['esx01', 'esx02', 'esx03'];
const RESTARTED = 'com.vmware.vc.ha.VmRestartedByHAEvent';
const PARTITIONED = 'com.vmware.vc.HA.HostPartitionedFromMasterEvent';
const ISOLATED = 'com.vmware.vc.HA.DasHostIsolatedEvent';
/** A mark that has not come after so many published seconds more than published does not come. */
const PATIENCE_SECONDS = 60;

/**
 * @typedef {object} Mark
 * @property {string} mark
 * @property {number} [published] In seconds after the fault.
 * @property {(scene: object) => (entry: import('../../packages/testkit/dist/cluster/index.js').LogEntry) => boolean} shownBy
 */

const event =
  (type, of = () => ({})) =>
  (scene) => {
    const { on, about, vm } = of(scene);
    const vmxPath = vm && scene.cluster.vm(vm).vmxPath;
    return (entry) =>
      entry.event === type &&
      (on === undefined || entry.host === on.name) &&
      (about === undefined || entry.aboutHost === about.moref) &&
      (vm === undefined || entry.vmxPath === vmxPath);
  };
const said = (text, of) => (scene) => {
  const hosts = [of(scene)].flat().map(({ name }) => name);
  return (entry) => hosts.includes(entry.host) && entry.message.startsWith(text);
};

const master = ({ master }) => master;
const victim = ({ victim }) => victim;
const others = ({ others }) => others;

/** A master judges a slave; `dead` is when. */
const slaveDies = (dead, marks) => ({
  prepare: ({ cluster, slave }) => ({ victim: slave, vms: [cluster.runVm('web', { host: slave.name })] }),
  fault: ({ cluster, victim }) => cluster.kill(victim),
  marks: [
    ...marks,
    {
      mark: 'T10 the master pings it',
      published: 10,
      shownBy: (scene) => said(`pings ${scene.victim.moref}`, master)(scene),
    },
    {
      mark: `T${dead} dead`,
      published: dead,
      shownBy: event('DasHostFailedEvent', ({ victim }) => ({ about: victim })),
    },
    { mark: 'its VM is restarted', shownBy: event(RESTARTED, () => ({ vm: 'web' })) },
  ],
});

const definitions = [
  {
    title: 'a slave dies, with heartbeat datastores',
    ...slaveDies(18, [
      { mark: 'T3 the master reads datastore heartbeats', published: 3, shownBy: said('reads the datastore', master) },
    ]),
  },
  { title: 'a slave dies, without heartbeat datastores', ha: { heartbeatDatastores: [] }, ...slaveDies(15, []) },
  {
    title: 'the master dies',
    prepare: ({ cluster, master }) => ({ victim: master, vms: [cluster.runVm('web', { host: master.name })] }),
    fault: ({ cluster, victim }) => cluster.kill(victim),
    marks: [
      { mark: 'T10 slaves elect', published: 10, shownBy: said('connectedToMaster -> election', others) },
      { mark: 'T25 new master', published: 25, shownBy: said('election -> master', others) },
      {
        mark: 'T35 restarts',
        published: 35,
        shownBy: event('com.vmware.vc.HA.ClusterFailoverActionInitiatedEvent'),
      },
      { mark: 'its VM is restarted', shownBy: event(RESTARTED, () => ({ vm: 'web' })) },
    ],
  },
  {
    title: 'a slave is isolated',
    ha: { defaultVmSettings: { isolationResponse: 'powerOff' } },
    prepare: ({ cluster, slave }) => ({ victim: slave, vms: [cluster.runVm('web', { host: slave.name })] }),
    fault: ({ cluster, victim }) => cluster.isolate(victim),
    marks: [
      { mark: 'T10 it elects', published: 10, shownBy: said('connectedToMaster -> election', victim) },
      {
        mark: 'T15 the master takes it for partitioned',
        published: 15,
        shownBy: event(PARTITIONED, ({ victim }) => ({ about: victim })),
      },
      { mark: 'T25 it is a master of nobody', published: 25, shownBy: said('election -> master', victim) },
      {
        mark: 'T30 it declares itself isolated',
        published: 30,
        shownBy: event(ISOLATED, ({ victim }) => ({ on: victim })),
      },
      {
        mark: 'T60 isolation response',
        published: 60,
        shownBy: event('VmPowerOffOnIsolationEvent', ({ victim }) => ({ on: victim, vm: 'web' })),
      },
      { mark: 'its VM is restarted', shownBy: event(RESTARTED, () => ({ vm: 'web' })) },
    ],
  },
  {
    title: 'the master is isolated',
    ha: { defaultVmSettings: { isolationResponse: 'powerOff' } },
    prepare: ({ cluster, master }) => ({ victim: master, vms: [cluster.runVm('web', { host: master.name })] }),
    fault: ({ cluster, victim }) => cluster.isolate(victim),
    marks: [
      {
        mark: 'T5 it declares itself isolated',
        published: 5,
        shownBy: event(ISOLATED, ({ victim }) => ({ on: victim })),
      },
      { mark: 'T10 slaves elect', published: 10, shownBy: said('connectedToMaster -> election', others) },
      { mark: 'T25 new master', published: 25, shownBy: said('election -> master', others) },
      {
        mark: 'T35 isolation response',
        published: 35,
        shownBy: event('VmPowerOffOnIsolationEvent', ({ victim }) => ({ on: victim, vm: 'web' })),
      },
      { mark: 'its VM is restarted', shownBy: event(RESTARTED, () => ({ vm: 'web' })) },
    ],
  },
  {
    title: 'a partition',
    partitionable: true,
    prepare: async ({ cluster, others }) => {
      await cluster.placeOn('b', ...others);
      await cluster.settled();
      return { vms: [] };
    },
    fault: ({ cluster }) => cluster.partition(),
    marks: [
      {
        mark: 'T10 the side without a master elects',
        published: 10,
        shownBy: said('connectedToMaster -> election', others),
      },
      {
        mark: 'T15 the master takes them for partitioned',
        published: 15,
        shownBy: event(PARTITIONED, ({ master }) => ({ on: master })),
      },
      { mark: 'T25 the other side has a master', published: 25, shownBy: said('election -> master', others) },
    ],
  },
];

async function measure({ title, ha = {}, partitionable = false, prepare, fault, marks }, { profile, runs, tell }) {
  if (partitionable && !NatsServer.available) {
    tell(`${title}: left out, there is no nats-server`);
    return [];
  }
  const measured = new Map(marks.map(({ mark }) => [mark, []]));
  try {
    const cluster = await TestCluster.start({ hosts: HOSTS, timing: profile, logLevel: 'debug', partitionable, ha });
    for (let run = 1; run <= runs; run += 1) {
      tell(`${title}: run ${run} of ${runs}`);
      const master = await cluster.settled();
      const others = cluster.hosts.filter((host) => host !== master);
      const scene = { cluster, master, others, slave: others[0] };
      const { vms, ...more } = await prepare(scene);
      await Promise.all(vms);
      Object.assign(scene, more, { others: others.filter((host) => host !== more.victim) });
      const at = await fault(scene);
      for (const { mark, published = PATIENCE_SECONDS, shownBy } of marks) {
        const limitMs = cluster.seconds(published + PATIENCE_SECONDS);
        const entry = await cluster.said(`${title}: ${mark}`, shownBy(scene), { since: at, limitMs });
        measured.get(mark).push((entry.time - at) / cluster.seconds(1));
      }
      await cluster.restore();
      await cluster.removeVms();
    }
  } finally {
    await clearClusters();
  }
  return marks.map(({ mark, published }) => ({ mark, published, measured: measured.get(mark) }));
}

export const scenarios = definitions.map((definition) => ({
  title: definition.title,
  measure: (options) => measure(definition, options),
}));
