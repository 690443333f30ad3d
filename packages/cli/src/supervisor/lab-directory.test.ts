import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeTemporaryDirectories, temporaryDirectory } from '@microsphere/testkit';
import { afterEach, expect, it } from 'vitest';
import { parseLab } from '../lab/lab-file.ts';
import { homeDirectory, LabDirectory, LabDirectoryError, type LabState } from './lab-directory.ts';

afterEach(removeTemporaryDirectories);

const state: LabState = {
  lab: parseLab('{ hosts: [{ name: esx01 }], datastores: [{ name: ds }] }', 'lab.yaml'),
  supervisor: { pid: 1, startTime: 'x' },
  phase: 'running',
  controlUrl: 'http://127.0.0.1:1',
  controlToken: 'secret',
  processes: [],
};

it('keeps the state whole, for nobody else to read, until it is removed', () => {
  const directory = new LabDirectory('lab', temporaryDirectory());
  expect(directory.readState()).toBeUndefined();
  directory.directory();
  directory.writeState(state);
  directory.writeState({ ...state, phase: 'stopping' });
  expect(directory.readState()).toEqual({ ...state, phase: 'stopping' });
  expect(readdirSync(directory.path)).toEqual(['state.json']);
  expect(statSync(join(directory.path, 'state.json')).mode & 0o077).toBe(0);
  directory.removeState();
  directory.removeState();
  expect(directory.readState()).toBeUndefined();
});

it('makes directories, lists labs, and goes with everything in it', () => {
  const home = join(temporaryDirectory(), 'home');
  expect(LabDirectory.list(home)).toEqual([]);
  const directory = new LabDirectory('lab', home);
  expect(directory.logFile('esx01')).toBe(join(home, 'lab', 'logs', 'esx01.log'));
  expect(existsSync(directory.directory('arrays', 'array1'))).toBe(true);
  writeFileSync(join(home, 'file'), '');
  expect(LabDirectory.list(home)).toEqual(['lab']);
  directory.remove();
  expect(LabDirectory.list(home)).toEqual([]);
});

it('names a place that cannot be used, and why', () => {
  const file = join(temporaryDirectory(), 'file');
  writeFileSync(file, '');
  const directory = new LabDirectory('lab', file);
  for (const operation of [() => directory.directory(), () => directory.claim(), () => directory.writeState(state)]) {
    expect(operation).toThrow(LabDirectoryError);
    expect(operation).toThrow(`the lab's directory ${directory.path} can't be written: ENOTDIR`);
  }
  expect(() => LabDirectory.list(file)).toThrow(`${file} can't be read: ENOTDIR`);
  expect(directory.readState()).toBeUndefined();
});

it('names a state that cannot be read', () => {
  const directory = new LabDirectory('lab', temporaryDirectory());
  writeFileSync(join(directory.directory(), 'state.json'), '{"lab":');
  expect(() => directory.readState()).toThrow(LabDirectoryError);
  expect(() => directory.readState()).toThrow(/state\.json is damaged/);
});

it('is where MICROSPHERE_HOME says, or beside the packages', () => {
  expect(homeDirectory({ MICROSPHERE_HOME: '/labs' })).toBe('/labs');
  for (const environment of [{}, { MICROSPHERE_HOME: '' }])
    expect(homeDirectory(environment)).toBe(fileURLToPath(new URL('../../../../.microsphere', import.meta.url)));
});
