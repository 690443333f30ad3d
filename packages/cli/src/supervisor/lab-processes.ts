// What processes a lab is made of, in the order in which they need one another, and what each is told. A process that
// is started again gets the addresses that it had, so that whoever talked to it finds it.
import type { BrokerLocation } from '@microsphere/broker';
import type { Lab } from '../lab/lab.ts';
import type { CabledNetwork } from './host-cables.ts';
import type { LabDirectory, ProcessKind } from './lab-directory.ts';

export type Facts = Readonly<Record<string, string | number>>;

interface Place {
  readonly name: string;
  readonly kind: ProcessKind;
  /** Starting in one stage at once, stage after stage. */
  readonly stage: 0 | 1 | 2;
}

/** A process of one of our packages. */
export interface ProgramPlan extends Place {
  readonly kind: Exclude<ProcessKind, 'nats'>;
  /** The process package whose `dist/main.js` runs. */
  readonly program: string;
  /** Its configuration; `facts` gives what the processes of earlier stages said, `own` what it said the last time. */
  configure(facts: (name: string) => Facts, own: Facts | undefined): unknown;
}

export interface BrokerPlan extends Place {
  readonly kind: 'nats';
  readonly broker: BrokerLocation;
}

export type ProcessPlan = ProgramPlan | BrokerPlan;

/** The target portals of each array, as it says them when it is ready: a host has so many paths to its LUNs. */
const PORTALS = ['endpoint', 'endpoint2'] as const;

/** Where a process listened last, so that it listens there again; else any free port. */
function listenAgain(own: Facts | undefined, key: string): string {
  const url = own?.[key];
  if (url === undefined) return '127.0.0.1:0';
  return new URL(String(url).replace(/^(ws|nats)/, 'http')).host;
}

export interface PlanOptions {
  readonly lab: Lab;
  readonly directory: LabDirectory;
  readonly broker: BrokerLocation;
  readonly vcenterUser: { readonly name: string; readonly password: string };
  /** Near end of a host's cable to a network, "127.0.0.1:40123"; undefined where it has none of its own. */
  readonly cableEnd: (host: string, network: CabledNetwork) => string | undefined;
  /** Port of vCenter, where it isn't the lab's. */
  readonly vcenterPort?: number;
}

export function planProcesses({
  lab,
  directory,
  broker,
  vcenterUser,
  cableEnd,
  vcenterPort,
}: PlanOptions): ProcessPlan[] {
  const natsUrl = (facts: (name: string) => Facts) => String(facts('nats').url);
  const managementUrl = (host: string, facts: (name: string) => Facts) => {
    const end = cableEnd(host, 'management');
    return end === undefined ? natsUrl(facts) : `nats://${end}`;
  };
  return [
    { name: 'nats', kind: 'nats', stage: 0, broker },
    ...lab.arrays.map(
      (array): ProcessPlan => ({
        name: array.name,
        kind: 'array',
        stage: 1,
        program: 'shared-storage',
        configure: (_facts, own) => ({
          name: array.name,
          listen: PORTALS.map((portal) => listenAgain(own, portal)),
          directory: directory.directory('arrays', array.name),
          luns: lab.datastores
            .filter((datastore) => datastore.array === array.name)
            .map(({ name, sizeMb }, lun) => ({ lun, name, sizeBytes: sizeMb * 1024 * 1024 })),
        }),
      }),
    ),
    {
      name: 'switch',
      kind: 'switch',
      stage: 1,
      program: 'switch',
      configure: (_facts, own) => ({
        listen: listenAgain(own, 'endpoint'),
        timing: lab.timing,
        gateway: { address: lab.network.gateway, prefix: lab.network.prefix },
        publish: [],
      }),
    },
    {
      name: 'vcenter',
      kind: 'vcenter',
      stage: 1,
      program: 'vcenter',
      configure: (facts, own) => ({
        listen: own ? listenAgain(own, 'url') : `127.0.0.1:${vcenterPort ?? lab.vcenter.port}`,
        natsUrl: natsUrl(facts),
        databasePath: `${directory.directory('vcenter')}/vcenter.db`,
        timing: lab.timing,
        users: [{ name: vcenterUser.name, password: vcenterUser.password }],
      }),
    },
    ...lab.hosts.map(
      (host): ProcessPlan => ({
        name: host.name,
        kind: 'host',
        stage: 2,
        program: 'host-agent',
        configure: (facts, own) => ({
          name: host.name,
          timing: lab.timing,
          natsUrl: managementUrl(host.name, facts),
          arrays: lab.arrays.flatMap(({ name }) => PORTALS.map((portal) => String(facts(name)[portal]))),
          switch: String(facts('switch').endpoint),
          hardware: { pcpuCount: host.cpus, pcpuMhz: host.mhz, memoryMb: host.memoryMb, isa: host.isa },
          listen: listenAgain(own, 'endpoint'),
          // Other hosts reach its adapter over its cable.
          vmotion: { listen: listenAgain(own, 'vmotion'), advertise: cableEnd(host.name, 'vmotion') },
          stateDirectory: directory.directory('hosts', host.name),
        }),
      }),
    ),
  ];
}
