// The EVC mode of this host: what guests find of its processor that are started from now on. vCenter sets it for a whole cluster, and
// the host keeps it on its boot disk: what vSphere HA starts again while vCenter is away finds no more than the others. A mode is only
// taken when no guest is here that may be using more than it has; that is decided here, where nobody starts one meanwhile.
import { type Host, type Isa, isas } from '@microsphere/machine';
import { cpuFeaturesOf, type EvcMode, evcModeOf, unmetFeatures } from '@microsphere/vmotion';
import { HostFault } from '../fault.ts';
import type { BootDisk } from './boot-disk.ts';

export interface HostEvcModeOptions {
  readonly hostName: string;
  readonly machines: Pick<Host, 'isa' | 'guestIsa' | 'guestIsas'>;
  readonly bootDisk: Pick<BootDisk, 'read' | 'write'>;
  readonly onChange: () => void;
}

export class HostEvcMode {
  private readonly options: HostEvcModeOptions;
  private mode: EvcMode | undefined;

  /** Faults: EVCModeUnsupportedByHosts, where the boot disk comes from a host with another processor. */
  constructor(options: HostEvcModeOptions) {
    this.options = options;
    this.take(options.bootDisk.read('evcMode')?.evcModeKey ?? '');
  }

  /** Empty: none, guests find all that the processor has. */
  get key(): string {
    return this.mode?.key ?? '';
  }

  /** What the processor has. */
  get cpuFeatures(): readonly string[] {
    return cpuFeaturesOf(this.options.machines.isa);
  }

  /** Faults: EVCModeUnsupportedByHosts, ActiveVMsBlockingEVC, and those of the boot disk. Then the mode is as it was. */
  configure(key: string): void {
    if (key === this.key) return;
    const { hostName, machines, bootDisk, onChange } = this.options;
    const mode = this.supported(key);
    const beyond = machines
      .guestIsas()
      .filter((isa) => mode && unmetFeatures(cpuFeaturesOf(isa), mode.features).length);
    if (beyond.length > 0)
      throw new HostFault(
        'ActiveVMsBlockingEVC',
        `${beyond.length} virtual machines on ${hostName} may be using more than ${key} has`,
      );
    bootDisk.write('evcMode', { evcModeKey: key });
    this.take(key);
    onChange();
  }

  private take(key: string): void {
    const { machines } = this.options;
    this.mode = this.supported(key);
    machines.guestIsa = this.mode ? isaOfMode(this.mode) : machines.isa;
  }

  private supported(key: string): EvcMode | undefined {
    if (key === '') return undefined;
    const mode = evcModeOf(key);
    if (!mode || unmetFeatures(mode.features, this.cpuFeatures).length > 0)
      throw new HostFault('EVCModeUnsupportedByHosts', `${this.options.hostName} can't keep the EVC mode "${key}"`);
    return mode;
  }
}

function isaOfMode(mode: EvcMode): Isa {
  const isa = isas.find((each) => cpuFeaturesOf(each) === mode.features);
  if (!isa) throw new Error(`no processor has what ${mode.key} has and nothing beyond it`);
  return isa;
}
