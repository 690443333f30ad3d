// The peers: Debian's qemu-nbd and nbd-server, each on a file of its own, over loopback.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { eventually } from '../../packages/testkit/dist/index.js';
import { NbdClient } from './nbd-client.mjs';

const EXPORT = 'bench';

/** Whether there is such a program on this machine. */
function there(program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** Those that are there. */
export async function startNbdServers(directory, makeFile) {
  const servers = [];
  if (there('qemu-nbd')) {
    const port = await freePort();
    const args = [
      '--persistent',
      '--shared=2',
      '--format=raw',
      '--cache=writeback',
      '--bind=127.0.0.1',
      `--port=${port}`,
    ];
    servers.push(await start('qemu-nbd', { args: [...args, `--export-name=${EXPORT}`, makeFile('qemu-nbd')], port }));
  }
  if (there('nbd-server')) {
    const port = await freePort();
    const configuration = join(directory, 'nbd-server.conf');
    const file = makeFile('nbd-server');
    writeFileSync(
      configuration,
      `[generic]\nlistenaddr = 127.0.0.1\nport = ${port}\n[${EXPORT}]\nexportname = ${file}\n`,
    );
    servers.push(await start('nbd-server', { args: ['-d', '-C', configuration], port }));
  }
  return servers;
}

async function start(name, { args, port }) {
  // A group of its own: nbd-server forks for each connection.
  const child = spawn(name, args, { stdio: 'ignore', detached: true });
  const close = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  };
  try {
    const client = await eventually(`${name} to answer`, async () => {
      if (child.exitCode !== null) throw new Error(`${name} ended (${child.exitCode})`);
      return await NbdClient.connect(port, EXPORT).catch(() => false);
    });
    return { name, client, uri: `nbd://127.0.0.1:${port}/${EXPORT}`, pid: child.pid, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Neither server can be told to choose one, and to say which. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
