// The advanced options of vSphere HA (reference: ha.md section 3.7): one table says what each is called, what it may be
// and what it is when nobody says. vCenter checks with it what users give, and hosts act by it. An option that is unknown
// or malformed never takes anything away: its default holds, and vCenter tells.

/** vim25 OptionValue, as vCenter sends it. */
export interface OptionEntry {
  readonly key: string;
  readonly value: string;
}

export interface AdvancedOptions {
  /** das.isolationaddress, das.isolationaddress0 to 9, in that order: names that somebody on the management network answers to. */
  readonly isolationAddresses: readonly string[];
  /** das.usedefaultisolationaddress: the management gateway, too. */
  readonly useDefaultIsolationAddress: boolean;
  /** das.isolationShutdownTimeout. */
  readonly isolationShutdownTimeoutSeconds: number;
  /** das.config.fdm.isolationPolicyDelaySec; less than 30 counts as 30. */
  readonly isolationPolicyDelaySeconds: number;
  /** das.heartbeatDsPerHost. */
  readonly heartbeatDatastoresPerHost: number;
  readonly ignoreInsufficientHeartbeatDatastores: boolean;
  readonly ignoreRedundantNetWarning: boolean;
  /** das.slotCpuInMHz, das.slotMemInMB: upper bounds of the slot size; undefined: none. */
  readonly slotCpuMhz: number | undefined;
  readonly slotMemoryMb: number | undefined;
  /** das.vmCpuMinMHz, das.vmMemoryMinMB: what a VM without a reservation counts for. */
  readonly vmCpuMinMhz: number;
  readonly vmMemoryMinMb: number;
  /** das.maxvmrestartcount: attempts, the first included. */
  readonly maxVmRestartCount: number;
  /** das.perHostConcurrentFailoversLimit. */
  readonly perHostConcurrentFailovers: number;
  readonly respectVmVmAntiAffinityRules: boolean;
  readonly respectVmHostSoftAffinityRules: boolean;
  readonly reregisterRestartDisabledVms: boolean;
  /** das.iostatsInterval; 0: I/O is not looked at. */
  readonly ioStatsIntervalSeconds: number;
  /** das.config.fdm.hostTimeout. */
  readonly hostTimeoutSeconds: number;
  /** das.config.fdm.icmpPingTimeout. */
  readonly icmpPingTimeoutSeconds: number;
  /** das.config.fdm.deadIcmpPingInterval. */
  readonly deadIcmpPingIntervalSeconds: number;
  /** das.config.fdm.policy.unknownStateMonitorPeriod. */
  readonly unknownStateMonitorPeriodSeconds: number;
}

export const defaultAdvancedOptions: AdvancedOptions = {
  isolationAddresses: [],
  useDefaultIsolationAddress: true,
  isolationShutdownTimeoutSeconds: 300,
  isolationPolicyDelaySeconds: 30,
  heartbeatDatastoresPerHost: 2,
  ignoreInsufficientHeartbeatDatastores: false,
  ignoreRedundantNetWarning: false,
  slotCpuMhz: undefined,
  slotMemoryMb: undefined,
  vmCpuMinMhz: 32,
  vmMemoryMinMb: 0,
  maxVmRestartCount: 5,
  perHostConcurrentFailovers: 32,
  respectVmVmAntiAffinityRules: false,
  respectVmHostSoftAffinityRules: false,
  reregisterRestartDisabledVms: true,
  ioStatsIntervalSeconds: 120,
  hostTimeoutSeconds: 10,
  icmpPingTimeoutSeconds: 5,
  deadIcmpPingIntervalSeconds: 10,
  unknownStateMonitorPeriodSeconds: 10,
};

type Setting = keyof AdvancedOptions;
type SettingOf<T> = { [K in Setting]: AdvancedOptions[K] extends T ? K : never }[Setting];

type Known =
  | { readonly kind: 'boolean'; readonly setting: SettingOf<boolean> }
  | {
      readonly kind: 'number';
      readonly setting: SettingOf<number | undefined>;
      readonly min: number;
      readonly max: number;
      /** A smaller one counts as this. */
      readonly atLeast?: number;
    };

const number = (setting: SettingOf<number | undefined>, min: number, max = 1_000_000) => ({
  kind: 'number' as const,
  setting,
  min,
  max,
});
const boolean = (setting: SettingOf<boolean>): Known => ({ kind: 'boolean', setting });

/** Keys in lower case: vSphere's are compared so. */
const known: Readonly<Record<string, Known>> = {
  'das.usedefaultisolationaddress': boolean('useDefaultIsolationAddress'),
  'das.isolationshutdowntimeout': number('isolationShutdownTimeoutSeconds', 0),
  'das.config.fdm.isolationpolicydelaysec': { ...number('isolationPolicyDelaySeconds', 0), atLeast: 30 },
  'das.heartbeatdsperhost': number('heartbeatDatastoresPerHost', 2, 5),
  'das.ignoreinsufficienthbdatastore': boolean('ignoreInsufficientHeartbeatDatastores'),
  'das.ignoreredundantnetwarning': boolean('ignoreRedundantNetWarning'),
  'das.slotcpuinmhz': number('slotCpuMhz', 1),
  'das.slotmeminmb': number('slotMemoryMb', 1),
  'das.vmcpuminmhz': number('vmCpuMinMhz', 0),
  'das.vmmemoryminmb': number('vmMemoryMinMb', 0),
  'das.maxvmrestartcount': number('maxVmRestartCount', 1, 100),
  'das.perhostconcurrentfailoverslimit': number('perHostConcurrentFailovers', 1, 1_000),
  'das.respectvmvmantiaffinityrules': boolean('respectVmVmAntiAffinityRules'),
  'das.respectvmhostsoftaffinityrules': boolean('respectVmHostSoftAffinityRules'),
  'das.reregisterrestartdisabledvms': boolean('reregisterRestartDisabledVms'),
  'das.iostatsinterval': number('ioStatsIntervalSeconds', 0),
  'das.config.fdm.hosttimeout': number('hostTimeoutSeconds', 4),
  'das.config.fdm.icmppingtimeout': number('icmpPingTimeoutSeconds', 1),
  'das.config.fdm.deadicmppinginterval': number('deadIcmpPingIntervalSeconds', 1),
  'das.config.fdm.policy.unknownstatemonitorperiod': number('unknownStateMonitorPeriodSeconds', 0),
};

/** Options that vSphere has and that nothing here could follow, in lower case, each with the reason. */
const withoutEffect: Readonly<Record<string, string>> = {
  'das.config.fdm.eventcachesize': 'how many events a host keeps is fixed',
  'das.config.fdm.ft.cleanuptimeout': 'there is no fault tolerance',
  'das.config.fdm.reportfailoverfailevent': 'every failed attempt is reported',
  'das.config.fdm.statelogmaxbytes': 'the log is written by what happens, not by size',
  'das.config.fdm.stateloginterval': 'the log is written by what happens, not by the clock',
  'das.config.fdm.storagevmotioncleanuptimeout': 'there is no Storage vMotion',
  'das.includeftcompliancechecks': 'there is no fault tolerance',
  'das.maskcleanshutdownenabled': 'the files of a virtual machine say whether it was shut down cleanly',
  'das.maxftvcpusperhost': 'there is no fault tolerance',
  'das.maxftvmsperhost': 'there is no fault tolerance',
  'das.maxresets': 'maxFailures is the only limit of resets',
  'das.maxterminates': 'terminations are not counted',
  'vpxd.das.completemetadataupdateintervalsec': 'hosts are told of every change at once',
};

/** das.allowNetwork0 to 9: there is one management network. */
const ALLOW_NETWORK = /^das\.allownetwork\d?$/;
const ISOLATION_ADDRESS = /^das\.isolationaddress(\d?)$/;

/** Why a known option changes nothing here; undefined for options that are followed or unknown. */
export function reasonOfNoEffect(key: string): string | undefined {
  const name = key.toLowerCase();
  if (ALLOW_NETWORK.test(name)) return 'there is one management network';
  return Object.hasOwn(withoutEffect, name) ? withoutEffect[name] : undefined;
}

export interface OptionProblem {
  readonly key: string;
  readonly problem: string;
}

export interface ParsedOptions {
  readonly options: AdvancedOptions;
  /** What was not taken over, and why. */
  readonly problems: readonly OptionProblem[];
  /** What vSphere knows and nothing here could follow, and why: no mistake. */
  readonly withoutEffect: readonly OptionProblem[];
}

type Flags = { -readonly [K in SettingOf<boolean>]?: boolean };
type Figures = { -readonly [K in SettingOf<number | undefined>]?: number };

/** Never throws: what cannot be taken over is a problem, and its default holds. */
export function parseAdvancedOptions(entries: readonly OptionEntry[]): ParsedOptions {
  const problems: OptionProblem[] = [];
  const ignored: OptionProblem[] = [];
  const addresses = new Map<number, string>();
  const flags: Flags = {};
  const figures: Figures = {};
  for (const { key, value } of entries) {
    const name = key.toLowerCase();
    const text = value.trim();
    const address = ISOLATION_ADDRESS.exec(name);
    const reason = reasonOfNoEffect(key);
    const option = Object.hasOwn(known, name) ? known[name] : undefined;
    if (address) {
      if (/^[A-Za-z0-9][A-Za-z0-9.:_-]{0,254}$/.test(text)) addresses.set(Number(address[1] || -1), text);
      else problems.push({ key, problem: `not an address: ${JSON.stringify(value)}` });
    } else if (reason !== undefined) ignored.push({ key, problem: reason });
    else {
      const problem = option ? take(option, text, flags, figures) : 'no such option';
      if (problem !== undefined) problems.push({ key, problem });
    }
  }
  const isolationAddresses = [...addresses].sort(([one], [other]) => one - other).map(([, name]) => name);
  return {
    options: { ...defaultAdvancedOptions, ...flags, ...figures, isolationAddresses },
    problems,
    withoutEffect: ignored,
  };
}

/** Takes a value over, or says what is wrong with it. */
function take(option: Known, text: string, flags: Flags, figures: Figures): string | undefined {
  if (option.kind === 'boolean') {
    if (!/^(true|false)$/i.test(text)) return `neither true nor false: ${JSON.stringify(text)}`;
    flags[option.setting] = text.toLowerCase() === 'true';
    return undefined;
  }
  const figure = Number(text);
  if (text === '' || !Number.isInteger(figure) || figure < option.min || figure > option.max)
    return `not a whole number from ${option.min} to ${option.max}: ${JSON.stringify(text)}`;
  figures[option.setting] = Math.max(figure, option.atLeast ?? figure);
  return undefined;
}
