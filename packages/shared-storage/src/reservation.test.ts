import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pb } from '@microsphere/proto';
import { removeTemporaryDirectories, temporaryDirectory } from '@microsphere/testkit';
import { afterEach, expect, it } from 'vitest';
import { MAX_REGISTRATIONS, Reservation } from './reservation.ts';
import { ReservationFile } from './reservation-file.ts';
import { CheckCondition } from './sense.ts';

const { PersistentReserveOutAction: Action } = pb;
afterEach(removeTemporaryDirectories);

const key = (number: number) => (number + 1).toString(16).padStart(16, '0');

it('is of so many initiators', async () => {
  const reservation = new Reservation({ load: () => undefined, save: async () => {} });
  const register = (host: number, session = 's') =>
    reservation.change(
      { initiator: `esx${host}`, session, connection: 0 },
      { serviceAction: Action.REGISTER_AND_IGNORE_EXISTING_KEY, serviceActionReservationKey: key(host) },
      () => {},
    );
  for (let host = 0; host < MAX_REGISTRATIONS; host += 1) await register(host);
  await expect(register(MAX_REGISTRATIONS)).rejects.toThrow(CheckCondition);
  await register(0, 'successor');
  expect(reservation.keys.keys).toHaveLength(MAX_REGISTRATIONS);
});

it('is as it was when it can’t be stored', async () => {
  const full = new CheckCondition('INSUFFICIENT_REGISTRATION_RESOURCES', 'no space');
  const reservation = new Reservation({ load: () => undefined, save: () => Promise.reject(full) });
  const parameters = { serviceAction: Action.REGISTER, serviceActionReservationKey: key(1) };
  await expect(
    reservation.change({ initiator: 'esx01', session: 's', connection: 0 }, parameters, () => {}),
  ).rejects.toBe(full);
  expect(reservation.keys).toEqual({ generation: 0, keys: [] });
});

it('lies in a file of its own; one that is damaged is not taken for none', async () => {
  const path = join(temporaryDirectory(), 'datastore1.reservations.json');
  expect(new ReservationFile(path).load()).toBeUndefined();
  const record = {
    registrations: [{ initiator: 'esx01', session: 's', key: key(1) }],
    type: pb.ReservationType.WRITE_EXCLUSIVE_ALL_REGISTRANTS,
  };
  await new ReservationFile(path).save(record);
  expect(new ReservationFile(path).load()).toEqual(record);
  writeFileSync(path, readFileSync(path, 'utf8').slice(0, -2));
  expect(() => new ReservationFile(path).load()).toThrow(/reservations.json is damaged/);
  await expect(new ReservationFile('/nonexistent/r.json').save(record)).rejects.toThrow(CheckCondition);
});
