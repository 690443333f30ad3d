import { hostFaultTypes } from '@microsphere/proto';
import { describe, expect, it } from 'vitest';
import { hostFault } from './host-fault.ts';

describe("a host's fault", () => {
  it.each(hostFaultTypes)('%s is one of the same type for clients', (type) => {
    const { fault, message } = hostFault({ type, message: '[datastore1] a/a.vmx is locked', definite: true }, 'esx01');
    expect(fault._typeName).toBe(type);
    expect(message).toBe('esx01: [datastore1] a/a.vmx is locked');
  });

  it('names the file that its message names', () => {
    const { fault } = hostFault({ type: 'FileLocked', message: '[datastore1] a/a.vmx is locked', definite: true }, 'a');
    expect(fault).toMatchObject({ file: '[datastore1] a/a.vmx' });
  });

  it('says when it is not known whether it was done', () => {
    const { message } = hostFault({ type: 'Timedout', message: 'the disk is silent', definite: false }, 'esx01');
    expect(message).toBe('esx01: the disk is silent (whether it was done is not known)');
  });

  it.each(['constructor', 'OfALaterVersion', '', undefined])('of type %j is a SystemError that keeps it', (type) => {
    const { fault } = hostFault({ ...(type === undefined ? {} : { type }), message: 'm', definite: true }, 'esx01');
    expect(fault).toMatchObject({ _typeName: 'SystemError', reason: type ?? '' });
  });
});
