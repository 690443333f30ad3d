// A host's storage without the rest of the host: it mounts the volumes of arrays, one or several, in the process that calls this.
import { randomUUID } from 'node:crypto';
import { Storage } from '../../packages/host-agent/dist/vmkernel/storage.js';
import { timingProfiles } from '../../packages/proto/dist/index.js';

const ignore = () => {};

export async function startStorage(hostName, urls) {
  const storage = new Storage({
    hostName,
    bootUuid: randomUUID(),
    arrays: [urls].flat(),
    timing: timingProfiles.realistic,
    now: () => performance.now(),
    log: { info: ignore, warn: ignore, error: ignore },
    event: ignore,
    onSuperseded: ignore,
    onChange: ignore,
    onMounted: ignore,
    onHeartbeatTimedOut: ignore,
    onHeartbeatRecovered: ignore,
    onLocksLost: ignore,
  });
  await storage.start();
  return storage;
}
