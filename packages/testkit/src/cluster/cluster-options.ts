// What a cluster under test is made of.
import type { ProfileName } from '@microsphere/proto';
import type { Hardware, LogLevel } from './cluster-host.ts';
import type { HaConfiguration } from './ha-settings.ts';

export interface TestClusterOptions {
  readonly hosts: readonly string[];
  /** `fast` otherwise. */
  readonly timing?: ProfileName;
  /** Each on an array of its own; datastore1 and datastore2 otherwise. */
  readonly datastores?: readonly string[];
  readonly datastoreSizeBytes?: number;
  /** Of hosts that have cables to some of them only: which. */
  readonly reach?: Readonly<Record<string, readonly string[]>>;
  readonly hardware?: Hardware;
  /** With a management network of two sides; needs nats-server. */
  readonly partitionable?: boolean;
  /** A real vCenter has taken the hosts in. */
  readonly vcenter?: boolean;
  readonly ha?: HaConfiguration;
  /** Of the hosts; `info` otherwise. */
  readonly logLevel?: LogLevel;
}
