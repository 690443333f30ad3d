// What an agent can be, with what belongs to it, and the tables that have to say something for each of these.
import type { OwnState } from './availability.ts';
import type { HostMoref } from './cluster.ts';
import type { Election } from './election.ts';
import type { IsolationResponder } from './isolation-response.ts';
import type { Master } from './master.ts';
import type { FdmBody } from './message.ts';
import type { SelfDoubt } from './self-doubt.ts';
import type { Slave } from './slave.ts';

export type Role =
  | { readonly state: 'uninitialized' }
  | { readonly state: 'election'; readonly election: Election }
  | { readonly state: 'master'; readonly master: Master; readonly doubt: SelfDoubt }
  | { readonly state: 'networkIsolated'; readonly responder: IsolationResponder; nextCallAt: number }
  | { readonly state: 'connectedToMaster'; readonly slave: Slave };

export type RoleOf<S extends OwnState> = Extract<Role, { state: S }>;

type MessageHandlersOf<S extends OwnState> = {
  readonly [K in FdmBody['kind']]: (
    from: HostMoref,
    body: Extract<FdmBody, { kind: K }>,
    now: number,
    role: RoleOf<S>,
  ) => void;
};

/** Every state has to say what it does with every message. */
export type MessageHandlers = { readonly [S in OwnState]: MessageHandlersOf<S> };

export type Deadlines = { readonly [S in OwnState]: (now: number, role: RoleOf<S>) => number };
export type Advancers = { readonly [S in OwnState]: (now: number, role: RoleOf<S>) => void };

export const ignore = () => {};

/** Of a state in which no message changes anything. */
export const ignoresMessages: MessageHandlersOf<'uninitialized'> & MessageHandlersOf<'networkIsolated'> = {
  election: ignore,
  masterHeartbeat: ignore,
  slaveHeartbeat: ignore,
  powerOn: ignore,
  powerOnResult: ignore,
  restartQuery: ignore,
  restartAnswer: ignore,
};
