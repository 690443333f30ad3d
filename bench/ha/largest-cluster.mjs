// The largest cluster of real processes whose HA passes on this machine: every host is up and connected to one master, each runs
// a VM; then a slave and, when its VM runs elsewhere, the master are killed, and every VM of theirs runs elsewhere. A size passes or it
// does not; the largest one is looked for by halving.
import { clearClusters, TestCluster } from '../../packages/testkit/dist/cluster/index.js';

const PROFILE = process.env.MICROSPHERE_BENCH_PROFILES ?? 'realistic';
const SMALLEST = 3;
/** What a volume needs for itself, and for each VM. */
const VOLUME_BYTES = 64 * 1024 * 1024;
const VM_BYTES = 8 * 1024 * 1024;
/** Published seconds from the death of the master to the last VM that runs again. */
const RESTART_LIMIT_SECONDS = 180;

export async function* largestCluster(wanted, tell) {
  let passed;
  const complaints = [];
  for (let size = wanted; size >= SMALLEST && !passed; size = Math.floor(size / 2)) {
    tell(`${size} hosts`);
    try {
      passed = await tried(size, tell);
    } catch (error) {
      complaints.push(`${size} hosts: ${error.message}`);
    }
  }
  if (!passed) throw new Error(complaints.join('; '));
  yield {
    metric: `${PROFILE}: largest cluster whose HA passed, of ${wanted} asked for`,
    value: passed.size,
    unit: 'hosts',
  };
  yield { metric: `${PROFILE}: start until all are connected to one master`, value: passed.startSeconds, unit: 's' };
  yield { metric: `${PROFILE}: slave killed, to its VM running`, value: passed.slaveSeconds, unit: 'published s' };
  yield { metric: `${PROFILE}: master killed, to its VM running`, value: passed.masterSeconds, unit: 'published s' };
}

async function tried(size, tell) {
  try {
    const names = Array.from({ length: size }, (_, index) => `esx${String(index + 1).padStart(3, '0')}`);
    const startedAt = Date.now();
    const cluster = await TestCluster.start({
      hosts: names,
      timing: PROFILE,
      datastoreSizeBytes: VOLUME_BYTES + size * VM_BYTES,
    });
    const startSeconds = (Date.now() - startedAt) / 1_000;
    for (const name of names) await cluster.runVm(`vm-${name}`, { host: name });
    tell(`${size} hosts run a VM each`);
    const slaveSeconds = await outage(cluster, cluster.slave);
    const masterSeconds = await outage(cluster, await cluster.settled());
    for (const { alive, name } of cluster.hosts)
      if (alive && cluster.runsOn(`vm-${name}`)[0] !== name)
        throw new Error(`vm-${name} does not run on ${name} any more`);
    return { size, startSeconds, slaveSeconds, masterSeconds };
  } finally {
    await clearClusters();
  }
}

/** Published seconds until the VM of a host that is killed runs elsewhere. */
async function outage(cluster, host) {
  const vms = cluster.vmsOn(host);
  const at = await cluster.kill(host);
  for (const vm of vms) await cluster.restarted(vm, host, { limitMs: cluster.seconds(RESTART_LIMIT_SECONDS) });
  return (Date.now() - at) / cluster.seconds(1);
}
