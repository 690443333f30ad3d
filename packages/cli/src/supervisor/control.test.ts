import { afterEach, expect, it } from 'vitest';
import {
  askForCable,
  askToRevive,
  askToStop,
  ControlError,
  type ControlHandlers,
  type ControlServer,
  serveControl,
} from './control.ts';

const servers: ControlServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const handlers: ControlHandlers = { revive: async () => {}, cable: () => {}, stop: () => {} };

async function serve(given: Partial<ControlHandlers> = {}) {
  const server = await serveControl({ ...handlers, ...given });
  servers.push(server);
  return { controlUrl: server.url, controlToken: server.token };
}

it('passes on what is asked', async () => {
  const asked: string[] = [];
  const control = await serve({
    revive: async (name) => {
      asked.push(`revive ${name}`);
    },
    cable: (...change) => asked.push(JSON.stringify(change)),
    stop: () => asked.push('stop'),
  });
  await askToRevive(control, 'esx 01/é');
  await askForCable(control, { host: 'esx01', network: 'management', plugged: false });
  await askForCable(control, { host: 'esx 02', network: 'vmotion', delayMs: 5, megabitsPerSecond: 100 });
  await askToStop(control);
  expect(asked).toEqual([
    'revive esx 01/é',
    '["esx01","management",{"plugged":false}]',
    '["esx 02","vmotion",{"delayMs":5,"megabitsPerSecond":100}]',
    'stop',
  ]);
});

it('passes back why not', async () => {
  const control = await serve({ revive: () => Promise.reject(new RangeError('esx01 is running already')) });
  await expect(askToRevive(control, 'esx01')).rejects.toThrow(new ControlError('esx01 is running already'));
});

it('refuses who does not have the token, and does nothing', async () => {
  let stopped = false;
  const control = await serve({
    stop: () => {
      stopped = true;
    },
  });
  for (const controlToken of ['', 'wrong', `${control.controlToken}x`])
    await expect(askToStop({ ...control, controlToken })).rejects.toThrow('the token is missing or wrong');
  expect(stopped).toBe(false);
});

it.each(['GET /stop', 'POST /', 'POST /revive/', 'POST /kill/esx01', 'POST /cable/esx01', 'POST /cable/esx01/storage'])(
  'does not know %s',
  async (request) => {
    const { controlUrl, controlToken } = await serve();
    const [method = '', path = ''] = request.split(' ');
    const response = await fetch(controlUrl + path, { method, headers: { authorization: `Bearer ${controlToken}` } });
    expect([response.status, await response.json()]).toEqual([404, { error: 'no such request' }]);
  },
);

it('gives each lab its own token', async () => {
  const [one, two] = [await serve(), await serve()];
  expect(one.controlToken).not.toBe(two.controlToken);
});

it('says that nobody answers where the supervisor has gone', async () => {
  const control = await serve();
  await servers.pop()?.close();
  await expect(askToStop(control)).rejects.toThrow(`the lab's supervisor does not answer at ${control.controlUrl}`);
});
