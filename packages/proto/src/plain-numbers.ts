// 64-bit integers are plain numbers, exact up to 2^53. Imported before the generated code, whose default values are made
// when it is loaded.
import protobuf from 'protobufjs/minimal.js';

protobuf.util.Long = null as never;
protobuf.configure();
