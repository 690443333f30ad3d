// The lab that `docker compose up` gives, on a real engine: its containers are the hosts, and a failure is `docker kill`.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { eventually } from '@microsphere/testkit';
import { DockerComposeEnvironment, type StartedDockerComposeEnvironment, Wait } from 'testcontainers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReadResult } from '../src/commands/ledger.ts';
import type { LabStatus } from '../src/commands/status.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Building the image, and starting everything in it. */
const UP_LIMIT_MS = 600_000;
/** A failover in the fast profile, on a machine that has much to do. */
const FAILOVER_LIMIT_MS = 120_000;

const projectName = `microsphere-test-${process.pid}`;

function missingEngine(): string | undefined {
  for (const args of [['info'], ['compose', 'version']])
    try {
      execFileSync('docker', args, { stdio: 'ignore' });
    } catch {
      return `docker ${args.join(' ')} does not answer`;
    }
  return undefined;
}

const missing = missingEngine();
if (missing) console.warn(`the tests of docker-compose.yml are skipped: ${missing}`);

describe.skipIf(missing)('docker compose up', () => {
  let lab: StartedDockerComposeEnvironment | undefined;

  beforeAll(async () => {
    // Its cleaning container is a public image; what a test starts, it removes itself.
    process.env.TESTCONTAINERS_RYUK_DISABLED = 'true';
    lab = await new DockerComposeEnvironment(root, ['docker-compose.yml', 'packages/cli/docker/compose.test.yaml'])
      .withProjectName(projectName)
      .withBuild()
      .withWaitStrategy('lab-1', Wait.forOneShotStartup().withStartupTimeout(UP_LIMIT_MS))
      .up();
  }, UP_LIMIT_MS);
  afterAll(async () => {
    await lab?.down({ removeVolumes: true });
  });

  /** The command line tool in one of the containers, whose networks are those of a host. */
  async function microsphere<T>(container: string, ...args: string[]): Promise<T> {
    const command = ['node', 'packages/cli/dist/main.js', ...args, '--json'];
    const { exitCode, stdout, stderr } = await lab!.getContainer(container).exec(command, {
      env: {
        MICROSPHERE_VCENTER: 'http://vcenter:8697',
        MICROSPHERE_PASSWORD: 'microsphere',
        MICROSPHERE_SWITCH: 'http://switch:8698',
      },
    });
    if (exitCode !== 0) throw new Error(`${args.join(' ')} ended with ${exitCode}: ${stderr}`);
    return JSON.parse(stdout) as T;
  }

  const vmOf = ({ vms }: LabStatus, name: string) => vms.find((vm) => vm.name === name);

  it('moves a virtual machine over the vMotion network, and leaves it where it is without one', async () => {
    const { vms } = await microsphere<LabStatus>('esx01-1', 'status');
    // The host that is cut off is not the one that the test looks through.
    const { name, host: from } = vms.find(({ host }) => host !== 'esx03')!;
    expect(await microsphere('esx01-1', 'vm', 'migrate', name, '--host', 'esx03')).toMatchObject({ from, to: 'esx03' });
    expect(await microsphere('esx01-1', 'ledger', 'append', name)).toMatchObject({ appended: 1, boot: 1 });

    const container = lab!.getContainer('esx03-1').getId();
    const network = (verb: string, ...args: string[]) =>
      execFileSync('docker', ['network', verb, ...args, `${projectName}_vmotion`, container], { stdio: 'ignore' });
    await microsphere('esx01-1', 'vm', 'migrate', name, '--host', from);
    network('disconnect');
    await expect(microsphere('esx01-1', 'vm', 'migrate', name, '--host', 'esx03')).rejects.toThrow(/MigrationFault/);
    network('connect', '--alias', 'esx03-vmotion');
    expect(await microsphere('esx01-1', 'ledger', 'append', name)).toMatchObject({ appended: 1, boot: 1 });
  });

  it('restarts the virtual machines of a killed container on the other hosts, with all that was acknowledged', async () => {
    const before = await microsphere<LabStatus>('esx01-1', 'status');
    expect(before.hosts.map(({ connectionState }) => connectionState)).toEqual(['connected', 'connected', 'connected']);
    expect(
      before.vms.filter(({ powerState, dasProtected }) => powerState === 'poweredOn' && dasProtected),
    ).toHaveLength(6);

    // The host to kill is not the one that the test looks through.
    const victim = before.vms.find(({ host }) => host !== 'esx01')!;
    const appended = await microsphere<{ client: string }>('esx01-1', 'ledger', 'append', victim.name, '--count', '50');
    execFileSync('docker', ['kill', lab!.getContainer(`${victim.host}-1`).getId()], { stdio: 'ignore' });

    await eventually(
      `${victim.name} to run on another host`,
      async () => {
        const vm = vmOf(await microsphere<LabStatus>('esx01-1', 'status'), victim.name);
        return vm?.powerState === 'poweredOn' && vm.connectionState === 'connected' && vm.host !== victim.host;
      },
      FAILOVER_LIMIT_MS,
    );
    await microsphere('esx01-1', 'ledger', 'append', victim.name, '--count', '1');
    const { entries, boots } = await microsphere<ReadResult>(
      'esx01-1',
      'ledger',
      'read',
      victim.name,
      '--lines',
      '1000',
    );
    expect(boots).toBe(2);
    expect(entries.filter(({ client }) => client === appended.client).map(({ n }) => n)).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 1),
    );
  });
});
