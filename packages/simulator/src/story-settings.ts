// How a story says what HA is to do with a VM: a field of VmSettings, by its name, and its value.
import {
  defaultVmSettings,
  isolationResponses,
  readyConditions,
  restartPriorities,
  storageReactions,
  type VmSettings,
  vmMonitoringStates,
} from '@microsphere/fdm';

type Given = Partial<VmSettings>;
type Field = (given: Given, value: string) => Given | undefined;

/** A field that is one of some words. */
function word<T extends string>(words: readonly T[], set: (given: Given, value: T) => Given): Field {
  return (given, text) => {
    const value = words.find((each) => each === text);
    return value && set(given, value);
  };
}

function number(set: (given: Given, value: number) => Given): Field {
  return (given, text) => (/^-?[\d.]+$/.test(text) ? set(given, Number(text)) : undefined);
}

const monitoring = (given: Given) => given.monitoring ?? defaultVmSettings.monitoring;
const storage = (given: Given) => given.storageProtection ?? defaultVmSettings.storageProtection;

const fields: Readonly<Record<string, Field>> = {
  restartPriority: word(restartPriorities, (given, restartPriority) => ({ ...given, restartPriority })),
  restartPriorityTimeoutSeconds: number((given, seconds) => ({ ...given, restartPriorityTimeoutSeconds: seconds })),
  isolationResponse: word(isolationResponses, (given, isolationResponse) => ({ ...given, isolationResponse })),
  readyCondition: word(readyConditions, (given, readyCondition) => ({ ...given, readyCondition })),
  postReadyDelaySeconds: number((given, seconds) => ({ ...given, postReadyDelaySeconds: seconds })),
  vmMonitoring: word(vmMonitoringStates, (given, vmMonitoring) => ({
    ...given,
    monitoring: { ...monitoring(given), vmMonitoring },
  })),
  failureIntervalSeconds: number((given, seconds) => ({
    ...given,
    monitoring: { ...monitoring(given), failureIntervalSeconds: seconds },
  })),
  onApd: word(storageReactions, (given, onApd) => ({
    ...given,
    storageProtection: { ...storage(given), onApd },
  })),
  onPdl: word(['disabled', 'warning', 'restartAggressive'] as const, (given, onPdl) => ({
    ...given,
    storageProtection: { ...storage(given), onPdl },
  })),
  terminateDelayForApdSeconds: number((given, seconds) => ({
    ...given,
    storageProtection: { ...storage(given), terminateDelayForApdSeconds: seconds },
  })),
};

/** With one field more; undefined where there is no such field, or no such value. */
export function withSetting(given: Given, field: string, value: string | undefined): Given | undefined {
  return value === undefined ? undefined : fields[field]?.(given, value);
}
