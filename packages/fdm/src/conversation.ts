// What an agent says, and what it makes of what it hears: that depends on what it is at the moment, so it is a table of states
// by messages (README.md has the states). What follows for the agent itself, another master or a power-on, is its own doing.
import type { HostMoref, InstanceUuid } from './cluster.ts';
import type { Emit } from './effect.ts';
import { isBetter } from './election.ts';
import type { MasterContext } from './master.ts';
import type { ElectionBody, FdmBody, PowerOnBody } from './message.ts';
import { ignore, ignoresMessages, type MessageHandlers, type Role, type RoleOf } from './role.ts';

export interface ConversationOptions {
  /** This host. */
  readonly host: HostMoref;
  readonly emit: Emit;
  /** How many it sees now: with that it stands for election. */
  readonly datastores: () => number;
  /** Becomes a slave of this master. */
  readonly join: (master: HostMoref, because: string, now: number) => void;
  /** Looks for a master. */
  readonly elect: (because: string, now: number) => void;
  /** Its master has ordered a power-on. */
  readonly ordered: (from: HostMoref, order: PowerOnBody, now: number) => void;
  /** Somebody knows a configuration of this version. */
  readonly hearsOfVersion: (version: number, now: number) => void;
  /** Its master has answered the question of VMCP. */
  readonly answered: (vm: InstanceUuid, possible: boolean) => void;
  readonly masterContext: (role: RoleOf<'master'>) => MasterContext;
}

export class Conversation {
  readonly #options: ConversationOptions;

  constructor(options: ConversationOptions) {
    this.#options = options;
  }

  /** Somebody of the cluster, or this agent itself, has said something. */
  hears(from: HostMoref, body: FdmBody, role: Role, now: number): void {
    const handle = this.#handlers[role.state][body.kind];
    (handle as (from: HostMoref, body: FdmBody, now: number, role: Role) => void)(from, body, now, role);
  }

  /** Tells everybody that it stands for election, or that it is the master. */
  call(master: boolean): void {
    this.#options.emit({ kind: 'broadcast', body: this.#electionBody(master) });
  }

  #electionBody(master: boolean): ElectionBody {
    return { kind: 'election', datastores: this.#options.datastores(), master };
  }

  readonly #handlers: MessageHandlers = {
    uninitialized: ignoresMessages,
    // Whatever is heard has ended the isolation already.
    networkIsolated: ignoresMessages,
    election: {
      election: (from, { datastores, master }, now, { election }) => {
        if (master) this.#options.join(from, `${from} is the master`, now);
        else election.heard({ host: from, datastores }, now);
      },
      masterHeartbeat: (from, _body, now) => this.#options.join(from, `${from} is the master`, now),
      slaveHeartbeat: (from) => this.#options.emit({ kind: 'send', to: from, body: this.#electionBody(false) }),
      powerOn: ignore,
      powerOnResult: ignore,
      restartQuery: ignore,
      restartAnswer: ignore,
    },
    connectedToMaster: {
      election: (from, { master }, now, role) => {
        if (master) this.#heardMaster(from, now, role);
        else if (from === role.slave.master) this.#options.elect(`${from} is master no more`, now);
      },
      masterHeartbeat: (from, { clusterVersion }, now, role) => {
        this.#options.hearsOfVersion(clusterVersion, now);
        this.#heardMaster(from, now, role);
      },
      // Somebody takes this host for the master: tell it.
      slaveHeartbeat: (from) => this.#options.emit({ kind: 'send', to: from, body: this.#electionBody(false) }),
      powerOn: (from, body, now, role) => {
        // A host obeys one master. The orders of another one, on the far side of a healing partition, wait.
        if (from === role.slave.master) this.#options.ordered(from, body, now);
      },
      powerOnResult: ignore,
      restartQuery: ignore,
      restartAnswer: (from, { instanceUuid, possible }, _now, role) => {
        if (from === role.slave.master) this.#options.answered(instanceUuid, possible);
      },
    },
    master: {
      election: (from, { datastores, master: fromMaster }, now, { master }) => {
        master.astray(from, fromMaster ? 'master' : 'election');
        // A candidate that has not heard of us: tell it.
        if (!fromMaster) this.#options.emit({ kind: 'send', to: from, body: this.#electionBody(true) });
        // Two masters meet when a partition has healed: the better one stays (ha.md section 1: all but one abdicate).
        else if (
          isBetter({ host: from, datastores }, { host: this.#options.host, datastores: this.#options.datastores() })
        ) {
          this.#options.join(from, `${from} is the better master`, now);
        }
      },
      masterHeartbeat: (from, _body, _now, { master }) => {
        master.astray(from, 'master');
        this.#options.emit({ kind: 'send', to: from, body: this.#electionBody(true) });
      },
      slaveHeartbeat: (from, body, now, { master }) => {
        this.#options.hearsOfVersion(body.clusterVersion, now);
        master.slaveHeartbeat(from, body);
      },
      powerOn: ignore,
      powerOnResult: (from, body, now, { master }) => master.powerOnResult(from, body, now),
      restartQuery: (from, { instanceUuid }, now, role) => {
        const possible = role.master.canRestart(from, instanceUuid, this.#options.masterContext(role), now);
        if (possible === undefined) return;
        this.#options.emit({ kind: 'send', to: from, body: { kind: 'restartAnswer', instanceUuid, possible } });
      },
      restartAnswer: ignore,
    },
  };

  /** Its own master keeps a slave; another one gets it only when its own has fallen silent. */
  #heardMaster(from: HostMoref, now: number, { slave }: RoleOf<'connectedToMaster'>): void {
    if (from === slave.master) slave.heard(now);
    else if (slave.mayChangeMaster(now))
      this.#options.join(from, `${from} is a master, and ${slave.master} is silent`, now);
  }
}
