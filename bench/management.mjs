// The management of a host beside its guests: how regularly its heartbeat comes while its guests sleep, and while they burn
// all processor time that its pCPUs have; how long its management loop was kept from its work; and what memory the host's
// process has. Heartbeats are timed where they arrive, as vCenter would: the jitter is the largest deviation of the time
// between two of them from the interval. Its peer is a bare timer of this bench's own process at the same time: what it is late
// by, the machine is, because others keep it busy. The slow pCPUs are those of the default lab, the fast ones take all of this
// machine's cores that they can get.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { hostMethods, pb, subjects, timingProfiles } from '../packages/proto/dist/index.js';
import {
  eventually,
  removeTemporaryDirectories,
  stopAll,
  TestProcess,
  temporaryDirectory,
} from '../packages/testkit/dist/index.js';

const { connect } = createRequire(new URL('../packages/host-agent/package.json', import.meta.url))('nats');

export const title = "a host's heartbeat and memory, with guests that sleep and guests that burn";

const PROFILE = 'fast';
const PCPUS = 2;
const SPEEDS_MHZ = [20, 1_000];
/** More than pCPUs, so that they compete. */
const GUESTS = 4;
const GUEST_MEMORY_MB = 4;
/** Heartbeats whose distances count. */
const HEARTBEATS = 100;
/** The use of the CPU is steady when it has risen by no more than this share over so many heartbeats. */
const STILL_RISING = 0.05;
const STEADY_HEARTBEATS = 10;
const REQUEST_TIMEOUT_MS = 30_000;
const HEARTBEATS_LIMIT_MS = 120_000;
/** Heartbeats that do not count yet: what has just changed makes some of its own. */
const SETTLING_HEARTBEATS = 5;

export async function* run(tell) {
  try {
    for (const pcpuMhz of SPEEDS_MHZ) yield* measured(pcpuMhz, tell);
  } finally {
    await stopAll();
    removeTemporaryDirectories();
  }
}

async function* measured(pcpuMhz, tell) {
  const where = `${PCPUS} pCPUs of ${pcpuMhz} MHz`;
  const host = await Host.start(pcpuMhz);
  const memory = (what) => ({ metric: `resident memory, ${where}, ${what}`, value: host.residentMb(), unit: 'MB' });
  try {
    yield memory('no guest');
    for (const app of ['idle', 'burn']) {
      const guests = `${GUESTS} guests that ${app}`;
      tell(`${where}, ${guests}`);
      const vms = await host.powerOn(app);
      if (app === 'burn') await host.burning();
      const { jitterMs, timerJitterMs, loopDelayMs, usedShare } = await host.heartbeats();
      const peer = { peer: 'bare timer', peerValue: timerJitterMs };
      yield { metric: `heartbeat jitter, ${where}, ${guests}`, value: jitterMs, unit: 'ms', ...peer };
      yield { metric: `longest delay of the loop, ${where}, ${guests}`, value: loopDelayMs, unit: 'ms' };
      yield { metric: `guests' use of the CPU, ${where}, ${guests}`, value: usedShare * 100, unit: '%' };
      yield memory(guests);
      for (const vmxPath of vms) await host.call('hostd.powerOffVm', { vmxPath });
    }
  } finally {
    await host.end();
  }
}

/** Of the distances between moments from `intervalMs`. */
function largestDeviation(moments, intervalMs) {
  return Math.max(...moments.slice(1).map((at, index) => Math.abs(at - moments[index] - intervalMs)));
}

/** A host with an array, a switch and a broker of its own; this bench is its vCenter. */
class Host {
  static async start(pcpuMhz) {
    const broker = new TestProcess('broker', { listen: '127.0.0.1:0' });
    const array = new TestProcess('shared-storage', {
      name: 'array1',
      listen: '127.0.0.1:0',
      directory: temporaryDirectory(),
      luns: [{ lun: 0, name: 'datastore1', sizeBytes: 256 * 1024 * 1024 }],
    });
    const network = new TestProcess('switch', {
      listen: '127.0.0.1:0',
      timing: PROFILE,
      gateway: { address: '10.10.0.1', prefix: 24 },
      publish: [],
    });
    const [nats, storage, uplink] = await Promise.all([broker.ready(), array.ready(), network.ready()]);
    const agent = new TestProcess('host-agent', {
      name: 'esx01',
      timing: PROFILE,
      natsUrl: nats.url,
      arrays: [storage.endpoint],
      switch: uplink.endpoint,
      hardware: { pcpuCount: PCPUS, pcpuMhz, memoryMb: 64 },
      stateDirectory: temporaryDirectory(),
    });
    await agent.ready();
    const host = new Host(agent, await connect({ servers: nats.url }));
    await host.ask('vpxa.connect', subjects.standalone('esx01', 'vpxa.connect'), {
      moref: 'esx01',
      vcenterUuid: 'bench',
    });
    await host.call('hostd.createVmfsDatastore', { name: 'datastore1', naa: '' });
    return host;
  }

  constructor(agent, nats) {
    this.agent = agent;
    this.nats = nats;
    this.vms = 0;
    this.last = undefined;
    this.arrivals = [];
    nats.subscribe(subjects.heartbeat('esx01'), {
      callback: (_error, message) => {
        const at = performance.now();
        this.last = pb.HostHeartbeat.decode(message.data);
        this.arrivals.push({ at, loopDelayMs: this.last.loopDelayMs });
      },
    });
  }

  async powerOn(app) {
    const paths = [];
    for (let guest = 0; guest < GUESTS; guest += 1) {
      this.vms += 1;
      const number = String(this.vms).padStart(2, '0');
      const { vmxPath } = await this.call('hostd.createVm', {
        name: `${app}${guest}`,
        instanceUuid: `5027e0ab-0000-4000-8000-0000000000${number}`,
        biosUuid: `4227e0ab-0000-4000-8000-0000000000${number}`,
        datastore: 'datastore1',
        memoryMb: GUEST_MEMORY_MB,
        image: 'ledger',
        diskBytes: 4 * 1024 * 1024,
        extraConfig: { 'guestinfo.app': app },
      });
      await this.call('hostd.powerOnVm', { vmxPath });
      paths.push(vmxPath);
    }
    await eventually('the guests to be up', () => this.last?.vms.filter((vm) => vm.toolsRunning).length === GUESTS);
    return paths;
  }

  /** Resolves when the guests' use of the CPU, a mean over a second, no longer rises. */
  burning() {
    let most = 0;
    let steady = 0;
    let seen = this.arrivals.length;
    return eventually('the guests to burn', () => {
      if (this.arrivals.length === seen) return false;
      seen = this.arrivals.length;
      steady = this.last.cpuUsedMhz > most * (1 + STILL_RISING) ? 0 : steady + 1;
      most = Math.max(most, this.last.cpuUsedMhz);
      return steady >= STEADY_HEARTBEATS;
    });
  }

  /** The next heartbeats: how irregular they are, and what they say. */
  async heartbeats() {
    const from = this.arrivals.length + SETTLING_HEARTBEATS;
    const until = from + HEARTBEATS + 1;
    await eventually('the host to settle', () => this.arrivals.length >= from);
    const intervalMs = timingProfiles[PROFILE].hostHeartbeatIntervalMs;
    const ticks = [performance.now()];
    const timer = setInterval(() => ticks.push(performance.now()), intervalMs);
    await eventually(`${HEARTBEATS} heartbeats`, () => this.arrivals.length >= until, HEARTBEATS_LIMIT_MS);
    clearInterval(timer);
    const counted = this.arrivals.slice(from, until);
    const arrivals = counted.map(({ at }) => at);
    return {
      jitterMs: largestDeviation(arrivals, intervalMs),
      timerJitterMs: largestDeviation(ticks, intervalMs),
      loopDelayMs: Math.max(...counted.map(({ loopDelayMs }) => loopDelayMs)),
      usedShare: this.last.cpuUsedMhz / (this.last.cpuMhz * this.last.numCpu),
    };
  }

  residentMb() {
    const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(this.agent.pid)], { encoding: 'utf8' });
    return Number(stdout) / 1024;
  }

  call(method, request) {
    return this.ask(method, subjects.request('esx01', method), request);
  }

  async ask(method, subject, request) {
    const { request: question, response } = hostMethods[method];
    const data = question.encode(request).finish();
    const reply = pb.Reply.decode((await this.nats.request(subject, data, { timeout: REQUEST_TIMEOUT_MS })).data);
    if (reply.fault?.type) throw new Error(`${method}: ${reply.fault.type}: ${reply.fault.message}`);
    return response.decode(reply.result);
  }

  async end() {
    await this.nats.close();
    await stopAll();
  }
}
