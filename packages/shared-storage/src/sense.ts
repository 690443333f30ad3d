// The array's one table of refusals: sense key, additional sense code and qualifier as SPC-5 names them.

export const senseCodes = {
  WRITE_ERROR: { key: 0x3, asc: 0x0c, ascq: 0x00 },
  UNRECOVERED_READ_ERROR: { key: 0x3, asc: 0x11, ascq: 0x00 },
  INVALID_COMMAND_OPERATION_CODE: { key: 0x5, asc: 0x20, ascq: 0x00 },
  LOGICAL_BLOCK_ADDRESS_OUT_OF_RANGE: { key: 0x5, asc: 0x21, ascq: 0x00 },
  INVALID_FIELD_IN_CDB: { key: 0x5, asc: 0x24, ascq: 0x00 },
  LOGICAL_UNIT_NOT_SUPPORTED: { key: 0x5, asc: 0x25, ascq: 0x00 },
  INVALID_FIELD_IN_PARAMETER_LIST: { key: 0x5, asc: 0x26, ascq: 0x00 },
  INSUFFICIENT_REGISTRATION_RESOURCES: { key: 0x5, asc: 0x55, ascq: 0x04 },
  PARAMETER_LIST_LENGTH_ERROR: { key: 0x5, asc: 0x1a, ascq: 0x00 },
  SPACE_ALLOCATION_FAILED_WRITE_PROTECT: { key: 0x7, asc: 0x27, ascq: 0x07 },
  MISCOMPARE_DURING_VERIFY_OPERATION: { key: 0xe, asc: 0x1d, ascq: 0x00 },
} as const;

export type SenseName = keyof typeof senseCodes;

/** A command that the array refuses; it has had no effect. */
export class CheckCondition extends Error {
  override readonly name = 'CheckCondition';
  readonly sense: SenseName;

  constructor(sense: SenseName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.sense = sense;
  }
}

/** A command of an initiator that is not registered, where only registrants may; it has had no effect. */
export class ReservationConflict extends Error {
  override readonly name = 'ReservationConflict';
}

/** A long command that ended before its end: by a PREEMPT AND ABORT, or with its connection. */
export class TaskAborted extends Error {
  override readonly name = 'TaskAborted';
}
