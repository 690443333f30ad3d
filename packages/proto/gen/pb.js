/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError, $TypeError = $util.global.TypeError, $Number = $util.global.Number, $parseInt = $util.global.parseInt, $Boolean = $util.global.Boolean, $String = $util.global.String, $BigInt = $util.global.BigInt, $Array = $util.global.Array, $isFinite = $util.global.isFinite;

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const microsphere = $root.microsphere = (() => {

    /**
     * Namespace microsphere.
     * @exports microsphere
     * @namespace
     */
    const microsphere = {};

    /**
     * ScsiOpcode enum.
     * @name microsphere.ScsiOpcode
     * @enum {number}
     * @property {number} TEST_UNIT_READY=0 TEST_UNIT_READY value
     * @property {number} INQUIRY=18 INQUIRY value
     * @property {number} PERSISTENT_RESERVE_IN=94 PERSISTENT_RESERVE_IN value
     * @property {number} PERSISTENT_RESERVE_OUT=95 PERSISTENT_RESERVE_OUT value
     * @property {number} EXTENDED_COPY=131 EXTENDED_COPY value
     * @property {number} READ_16=136 READ_16 value
     * @property {number} COMPARE_AND_WRITE=137 COMPARE_AND_WRITE value
     * @property {number} WRITE_16=138 WRITE_16 value
     * @property {number} SYNCHRONIZE_CACHE_16=145 SYNCHRONIZE_CACHE_16 value
     * @property {number} WRITE_SAME_16=147 WRITE_SAME_16 value
     * @property {number} READ_CAPACITY_16=158 READ_CAPACITY_16 value
     * @property {number} REPORT_LUNS=160 REPORT_LUNS value
     * @property {number} UNMAP=66 UNMAP value
     * @property {number} LOGOUT_CONNECTION=192 LOGOUT_CONNECTION value
     */
    microsphere.ScsiOpcode = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "TEST_UNIT_READY"] = 0;
        values[valuesById[18] = "INQUIRY"] = 18;
        values[valuesById[94] = "PERSISTENT_RESERVE_IN"] = 94;
        values[valuesById[95] = "PERSISTENT_RESERVE_OUT"] = 95;
        values[valuesById[131] = "EXTENDED_COPY"] = 131;
        values[valuesById[136] = "READ_16"] = 136;
        values[valuesById[137] = "COMPARE_AND_WRITE"] = 137;
        values[valuesById[138] = "WRITE_16"] = 138;
        values[valuesById[145] = "SYNCHRONIZE_CACHE_16"] = 145;
        values[valuesById[147] = "WRITE_SAME_16"] = 147;
        values[valuesById[158] = "READ_CAPACITY_16"] = 158;
        values[valuesById[160] = "REPORT_LUNS"] = 160;
        values[valuesById[66] = "UNMAP"] = 66;
        values[valuesById[192] = "LOGOUT_CONNECTION"] = 192;
        return values;
    })();

    microsphere.BlockCommand = (function() {

        /**
         * Properties of a BlockCommand.
         * @typedef {Object} microsphere.BlockCommand.$Properties
         * @property {number|null} [tag] BlockCommand tag
         * @property {microsphere.ScsiOpcode|null} [opcode] BlockCommand opcode
         * @property {number|null} [lun] BlockCommand lun
         * @property {number|null} [lba] BlockCommand lba
         * @property {number|null} [blocks] BlockCommand blocks
         * @property {boolean|null} [fua] BlockCommand fua
         * @property {boolean|null} [unmap] BlockCommand unmap
         * @property {microsphere.CopySource.$Properties|null} [copySource] BlockCommand copySource
         * @property {microsphere.PersistentReserveInAction|null} [persistentReserveIn] BlockCommand persistentReserveIn
         * @property {microsphere.PersistentReserveOut.$Properties|null} [persistentReserveOut] BlockCommand persistentReserveOut
         * @property {number|null} [logoutConnection] BlockCommand logoutConnection
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a BlockCommand.
         * @memberof microsphere
         * @interface IBlockCommand
         * @augments microsphere.BlockCommand.$Properties
         * @deprecated Use microsphere.BlockCommand.$Properties instead.
         */

        /**
         * Shape of a BlockCommand.
         * @typedef {microsphere.BlockCommand.$Properties} microsphere.BlockCommand.$Shape
         */

        /**
         * Constructs a new BlockCommand.
         * @memberof microsphere
         * @classdesc Represents a BlockCommand.
         * @constructor
         * @param {microsphere.BlockCommand.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const BlockCommand = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * BlockCommand tag.
         * @member {number} tag
         * @memberof microsphere.BlockCommand
         * @instance
         */
        BlockCommand.prototype.tag = 0;

        /**
         * BlockCommand opcode.
         * @member {microsphere.ScsiOpcode} opcode
         * @memberof microsphere.BlockCommand
         * @instance
         */
        BlockCommand.prototype.opcode = 0;

        /**
         * BlockCommand lun.
         * @member {number} lun
         * @memberof microsphere.BlockCommand
         * @instance
         */
        BlockCommand.prototype.lun = 0;

        /**
         * BlockCommand lba.
         * @member {number} lba
         * @memberof microsphere.BlockCommand
         * @instance
         */
        BlockCommand.prototype.lba = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * BlockCommand blocks.
         * @member {number} blocks
         * @memberof microsphere.BlockCommand
         * @instance
         */
        BlockCommand.prototype.blocks = 0;

        /**
         * BlockCommand fua.
         * @member {boolean} fua
         * @memberof microsphere.BlockCommand
         * @instance
         */
        BlockCommand.prototype.fua = false;

        /**
         * BlockCommand unmap.
         * @member {boolean} unmap
         * @memberof microsphere.BlockCommand
         * @instance
         */
        BlockCommand.prototype.unmap = false;

        /**
         * BlockCommand copySource.
         * @member {microsphere.CopySource.$Properties|null|undefined} copySource
         * @memberof microsphere.BlockCommand
         * @instance
         */
        BlockCommand.prototype.copySource = null;

        /**
         * BlockCommand persistentReserveIn.
         * @member {microsphere.PersistentReserveInAction} persistentReserveIn
         * @memberof microsphere.BlockCommand
         * @instance
         */
        BlockCommand.prototype.persistentReserveIn = 0;

        /**
         * BlockCommand persistentReserveOut.
         * @member {microsphere.PersistentReserveOut.$Properties|null|undefined} persistentReserveOut
         * @memberof microsphere.BlockCommand
         * @instance
         */
        BlockCommand.prototype.persistentReserveOut = null;

        /**
         * BlockCommand logoutConnection.
         * @member {number} logoutConnection
         * @memberof microsphere.BlockCommand
         * @instance
         */
        BlockCommand.prototype.logoutConnection = 0;

        /**
         * Creates a new BlockCommand instance using the specified properties.
         * @function create
         * @memberof microsphere.BlockCommand
         * @static
         * @param {microsphere.BlockCommand.$Properties=} [properties] Properties to set
         * @returns {microsphere.BlockCommand} BlockCommand instance
         * @type {{
         *   (properties: microsphere.BlockCommand.$Shape): microsphere.BlockCommand & microsphere.BlockCommand.$Shape;
         *   (properties?: microsphere.BlockCommand.$Properties): microsphere.BlockCommand;
         * }}
         */
        BlockCommand.create = function(properties) {
            return new BlockCommand(properties);
        };

        /**
         * Encodes the specified BlockCommand message. Does not implicitly {@link microsphere.BlockCommand.verify|verify} messages.
         * @function encode
         * @memberof microsphere.BlockCommand
         * @static
         * @param {microsphere.BlockCommand.$Properties} message BlockCommand message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        BlockCommand.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.tag != null && $Object.hasOwnProperty.call(message, "tag") && message.tag !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.tag);
            if (message.opcode != null && $Object.hasOwnProperty.call(message, "opcode") && message.opcode !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).int32(message.opcode);
            if (message.lun != null && $Object.hasOwnProperty.call(message, "lun") && message.lun !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.lun);
            if (message.lba != null && $Object.hasOwnProperty.call(message, "lba") && (typeof message.lba === "object" ? message.lba.low || message.lba.high : message.lba !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.lba);
            if (message.blocks != null && $Object.hasOwnProperty.call(message, "blocks") && message.blocks !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.blocks);
            if (message.fua != null && $Object.hasOwnProperty.call(message, "fua") && message.fua !== false)
                writer.uint32(/* id 6, wireType 0 =*/48).bool(message.fua);
            if (message.unmap != null && $Object.hasOwnProperty.call(message, "unmap") && message.unmap !== false)
                writer.uint32(/* id 7, wireType 0 =*/56).bool(message.unmap);
            if (message.copySource != null && $Object.hasOwnProperty.call(message, "copySource"))
                $root.microsphere.CopySource.encode(message.copySource, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
            if (message.persistentReserveIn != null && $Object.hasOwnProperty.call(message, "persistentReserveIn") && message.persistentReserveIn !== 0)
                writer.uint32(/* id 9, wireType 0 =*/72).int32(message.persistentReserveIn);
            if (message.persistentReserveOut != null && $Object.hasOwnProperty.call(message, "persistentReserveOut"))
                $root.microsphere.PersistentReserveOut.encode(message.persistentReserveOut, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
            if (message.logoutConnection != null && $Object.hasOwnProperty.call(message, "logoutConnection") && message.logoutConnection !== 0)
                writer.uint32(/* id 11, wireType 0 =*/88).uint32(message.logoutConnection);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified BlockCommand message, length delimited. Does not implicitly {@link microsphere.BlockCommand.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.BlockCommand
         * @static
         * @param {microsphere.BlockCommand.$Properties} message BlockCommand message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        BlockCommand.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a BlockCommand message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.BlockCommand
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.BlockCommand & microsphere.BlockCommand.$Shape} BlockCommand
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        BlockCommand.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.BlockCommand();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.tag = value;
                        else
                            delete message.tag;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.opcode = value;
                        else
                            delete message.opcode;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.lun = value;
                        else
                            delete message.lun;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.lba = value;
                        else
                            delete message.lba;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.blocks = value;
                        else
                            delete message.blocks;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.fua = value;
                        else
                            delete message.fua;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.unmap = value;
                        else
                            delete message.unmap;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        message.copySource = $root.microsphere.CopySource.decode(reader, reader.size(), $undefined, _depth + 1, message.copySource);
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.persistentReserveIn = value;
                        else
                            delete message.persistentReserveIn;
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        message.persistentReserveOut = $root.microsphere.PersistentReserveOut.decode(reader, reader.size(), $undefined, _depth + 1, message.persistentReserveOut);
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.logoutConnection = value;
                        else
                            delete message.logoutConnection;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a BlockCommand message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.BlockCommand
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.BlockCommand & microsphere.BlockCommand.$Shape} BlockCommand
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        BlockCommand.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a BlockCommand message.
         * @function verify
         * @memberof microsphere.BlockCommand
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        BlockCommand.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.tag != null && $Object.hasOwnProperty.call(message, "tag"))
                if (!$util.isInteger(message.tag))
                    return "tag: integer expected";
            if (message.opcode != null && $Object.hasOwnProperty.call(message, "opcode"))
                if (typeof message.opcode !== "number" || (message.opcode | 0) !== message.opcode)
                    return "opcode: enum value expected";
            if (message.lun != null && $Object.hasOwnProperty.call(message, "lun"))
                if (!$util.isInteger(message.lun))
                    return "lun: integer expected";
            if (message.lba != null && $Object.hasOwnProperty.call(message, "lba"))
                if (!$util.isInteger(message.lba) && !(message.lba && $util.isInteger(message.lba.low) && $util.isInteger(message.lba.high)))
                    return "lba: integer|Long expected";
            if (message.blocks != null && $Object.hasOwnProperty.call(message, "blocks"))
                if (!$util.isInteger(message.blocks))
                    return "blocks: integer expected";
            if (message.fua != null && $Object.hasOwnProperty.call(message, "fua"))
                if (typeof message.fua !== "boolean")
                    return "fua: boolean expected";
            if (message.unmap != null && $Object.hasOwnProperty.call(message, "unmap"))
                if (typeof message.unmap !== "boolean")
                    return "unmap: boolean expected";
            if (message.copySource != null && $Object.hasOwnProperty.call(message, "copySource")) {
                let error = $root.microsphere.CopySource.verify(message.copySource, _depth + 1);
                if (error)
                    return "copySource." + error;
            }
            if (message.persistentReserveIn != null && $Object.hasOwnProperty.call(message, "persistentReserveIn"))
                if (typeof message.persistentReserveIn !== "number" || (message.persistentReserveIn | 0) !== message.persistentReserveIn)
                    return "persistentReserveIn: enum value expected";
            if (message.persistentReserveOut != null && $Object.hasOwnProperty.call(message, "persistentReserveOut")) {
                let error = $root.microsphere.PersistentReserveOut.verify(message.persistentReserveOut, _depth + 1);
                if (error)
                    return "persistentReserveOut." + error;
            }
            if (message.logoutConnection != null && $Object.hasOwnProperty.call(message, "logoutConnection"))
                if (!$util.isInteger(message.logoutConnection))
                    return "logoutConnection: integer expected";
            return null;
        };

        /**
         * Creates a BlockCommand message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.BlockCommand
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.BlockCommand} BlockCommand
         */
        BlockCommand.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.BlockCommand)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.BlockCommand: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.BlockCommand();
            if (object.tag != null)
                if ($Number(object.tag) !== 0)
                    message.tag = object.tag >>> 0;
            if (object.opcode !== 0 && (typeof object.opcode !== "string" || $root.microsphere.ScsiOpcode[object.opcode] !== 0))
                switch (object.opcode) {
                case "TEST_UNIT_READY":
                case 0:
                    message.opcode = 0;
                    break;
                case "INQUIRY":
                case 18:
                    message.opcode = 18;
                    break;
                case "PERSISTENT_RESERVE_IN":
                case 94:
                    message.opcode = 94;
                    break;
                case "PERSISTENT_RESERVE_OUT":
                case 95:
                    message.opcode = 95;
                    break;
                case "EXTENDED_COPY":
                case 131:
                    message.opcode = 131;
                    break;
                case "READ_16":
                case 136:
                    message.opcode = 136;
                    break;
                case "COMPARE_AND_WRITE":
                case 137:
                    message.opcode = 137;
                    break;
                case "WRITE_16":
                case 138:
                    message.opcode = 138;
                    break;
                case "SYNCHRONIZE_CACHE_16":
                case 145:
                    message.opcode = 145;
                    break;
                case "WRITE_SAME_16":
                case 147:
                    message.opcode = 147;
                    break;
                case "READ_CAPACITY_16":
                case 158:
                    message.opcode = 158;
                    break;
                case "REPORT_LUNS":
                case 160:
                    message.opcode = 160;
                    break;
                case "UNMAP":
                case 66:
                    message.opcode = 66;
                    break;
                case "LOGOUT_CONNECTION":
                case 192:
                    message.opcode = 192;
                    break;
                default:
                    if (typeof object.opcode === "number" && (object.opcode | 0) === object.opcode)
                        message.opcode = object.opcode;
                }
            if (object.lun != null)
                if ($Number(object.lun) !== 0)
                    message.lun = object.lun >>> 0;
            if (object.lba != null)
                if (typeof object.lba === "object" ? object.lba.low || object.lba.high : $Number(object.lba) !== 0)
                    if ($util.Long)
                        message.lba = $util.Long.fromValue(object.lba, true);
                    else if (typeof object.lba === "string")
                        message.lba = $parseInt(object.lba, 10);
                    else if (typeof object.lba === "number")
                        message.lba = object.lba;
                    else if (typeof object.lba === "object")
                        message.lba = new $util.LongBits(object.lba.low >>> 0, object.lba.high >>> 0).toNumber(true);
            if (object.blocks != null)
                if ($Number(object.blocks) !== 0)
                    message.blocks = object.blocks >>> 0;
            if (object.fua != null)
                if (object.fua)
                    message.fua = $Boolean(object.fua);
            if (object.unmap != null)
                if (object.unmap)
                    message.unmap = $Boolean(object.unmap);
            if (object.copySource != null) {
                if (!$util.isObject(object.copySource))
                    throw $TypeError(".microsphere.BlockCommand.copySource: object expected");
                message.copySource = $root.microsphere.CopySource.fromObject(object.copySource, _depth + 1);
            }
            if (object.persistentReserveIn !== 0 && (typeof object.persistentReserveIn !== "string" || $root.microsphere.PersistentReserveInAction[object.persistentReserveIn] !== 0))
                switch (object.persistentReserveIn) {
                case "READ_KEYS":
                case 0:
                    message.persistentReserveIn = 0;
                    break;
                case "READ_RESERVATION":
                case 1:
                    message.persistentReserveIn = 1;
                    break;
                default:
                    if (typeof object.persistentReserveIn === "number" && (object.persistentReserveIn | 0) === object.persistentReserveIn)
                        message.persistentReserveIn = object.persistentReserveIn;
                }
            if (object.persistentReserveOut != null) {
                if (!$util.isObject(object.persistentReserveOut))
                    throw $TypeError(".microsphere.BlockCommand.persistentReserveOut: object expected");
                message.persistentReserveOut = $root.microsphere.PersistentReserveOut.fromObject(object.persistentReserveOut, _depth + 1);
            }
            if (object.logoutConnection != null)
                if ($Number(object.logoutConnection) !== 0)
                    message.logoutConnection = object.logoutConnection >>> 0;
            return message;
        };

        /**
         * Creates a plain object from a BlockCommand message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.BlockCommand
         * @static
         * @param {microsphere.BlockCommand} message BlockCommand
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        BlockCommand.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.tag = 0;
                object.opcode = options.enums === $String ? "TEST_UNIT_READY" : 0;
                object.lun = 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.lba = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.lba = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.blocks = 0;
                object.fua = false;
                object.unmap = false;
                object.copySource = null;
                object.persistentReserveIn = options.enums === $String ? "READ_KEYS" : 0;
                object.persistentReserveOut = null;
                object.logoutConnection = 0;
            }
            if (message.tag != null && $Object.hasOwnProperty.call(message, "tag"))
                object.tag = message.tag;
            if (message.opcode != null && $Object.hasOwnProperty.call(message, "opcode"))
                object.opcode = options.enums === $String ? $root.microsphere.ScsiOpcode[message.opcode] === $undefined ? message.opcode : $root.microsphere.ScsiOpcode[message.opcode] : message.opcode;
            if (message.lun != null && $Object.hasOwnProperty.call(message, "lun"))
                object.lun = message.lun;
            if (message.lba != null && $Object.hasOwnProperty.call(message, "lba"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.lba = typeof message.lba === "number" ? $BigInt(message.lba) : $util.Long.fromBits(message.lba.low >>> 0, message.lba.high >>> 0, true).toBigInt();
                else if (typeof message.lba === "number")
                    object.lba = options.longs === $String ? $String(message.lba) : message.lba;
                else
                    object.lba = options.longs === $String ? $util.Long.prototype.toString.call(message.lba) : options.longs === $Number ? new $util.LongBits(message.lba.low >>> 0, message.lba.high >>> 0).toNumber(true) : message.lba;
            if (message.blocks != null && $Object.hasOwnProperty.call(message, "blocks"))
                object.blocks = message.blocks;
            if (message.fua != null && $Object.hasOwnProperty.call(message, "fua"))
                object.fua = message.fua;
            if (message.unmap != null && $Object.hasOwnProperty.call(message, "unmap"))
                object.unmap = message.unmap;
            if (message.copySource != null && $Object.hasOwnProperty.call(message, "copySource"))
                object.copySource = $root.microsphere.CopySource.toObject(message.copySource, options, _depth + 1);
            if (message.persistentReserveIn != null && $Object.hasOwnProperty.call(message, "persistentReserveIn"))
                object.persistentReserveIn = options.enums === $String ? $root.microsphere.PersistentReserveInAction[message.persistentReserveIn] === $undefined ? message.persistentReserveIn : $root.microsphere.PersistentReserveInAction[message.persistentReserveIn] : message.persistentReserveIn;
            if (message.persistentReserveOut != null && $Object.hasOwnProperty.call(message, "persistentReserveOut"))
                object.persistentReserveOut = $root.microsphere.PersistentReserveOut.toObject(message.persistentReserveOut, options, _depth + 1);
            if (message.logoutConnection != null && $Object.hasOwnProperty.call(message, "logoutConnection"))
                object.logoutConnection = message.logoutConnection;
            return object;
        };

        /**
         * Converts this BlockCommand to JSON.
         * @function toJSON
         * @memberof microsphere.BlockCommand
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        BlockCommand.prototype.toJSON = function() {
            return BlockCommand.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for BlockCommand
         * @function getTypeUrl
         * @memberof microsphere.BlockCommand
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        BlockCommand.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.BlockCommand";
        };

        return BlockCommand;
    })();

    microsphere.CopySource = (function() {

        /**
         * Properties of a CopySource.
         * @typedef {Object} microsphere.CopySource.$Properties
         * @property {number|null} [lun] CopySource lun
         * @property {number|null} [lba] CopySource lba
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a CopySource.
         * @memberof microsphere
         * @interface ICopySource
         * @augments microsphere.CopySource.$Properties
         * @deprecated Use microsphere.CopySource.$Properties instead.
         */

        /**
         * Shape of a CopySource.
         * @typedef {microsphere.CopySource.$Properties} microsphere.CopySource.$Shape
         */

        /**
         * Constructs a new CopySource.
         * @memberof microsphere
         * @classdesc Represents a CopySource.
         * @constructor
         * @param {microsphere.CopySource.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const CopySource = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * CopySource lun.
         * @member {number} lun
         * @memberof microsphere.CopySource
         * @instance
         */
        CopySource.prototype.lun = 0;

        /**
         * CopySource lba.
         * @member {number} lba
         * @memberof microsphere.CopySource
         * @instance
         */
        CopySource.prototype.lba = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Creates a new CopySource instance using the specified properties.
         * @function create
         * @memberof microsphere.CopySource
         * @static
         * @param {microsphere.CopySource.$Properties=} [properties] Properties to set
         * @returns {microsphere.CopySource} CopySource instance
         * @type {{
         *   (properties: microsphere.CopySource.$Shape): microsphere.CopySource & microsphere.CopySource.$Shape;
         *   (properties?: microsphere.CopySource.$Properties): microsphere.CopySource;
         * }}
         */
        CopySource.create = function(properties) {
            return new CopySource(properties);
        };

        /**
         * Encodes the specified CopySource message. Does not implicitly {@link microsphere.CopySource.verify|verify} messages.
         * @function encode
         * @memberof microsphere.CopySource
         * @static
         * @param {microsphere.CopySource.$Properties} message CopySource message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        CopySource.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.lun != null && $Object.hasOwnProperty.call(message, "lun") && message.lun !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.lun);
            if (message.lba != null && $Object.hasOwnProperty.call(message, "lba") && (typeof message.lba === "object" ? message.lba.low || message.lba.high : message.lba !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.lba);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified CopySource message, length delimited. Does not implicitly {@link microsphere.CopySource.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.CopySource
         * @static
         * @param {microsphere.CopySource.$Properties} message CopySource message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        CopySource.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a CopySource message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.CopySource
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.CopySource & microsphere.CopySource.$Shape} CopySource
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        CopySource.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.CopySource();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.lun = value;
                        else
                            delete message.lun;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.lba = value;
                        else
                            delete message.lba;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a CopySource message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.CopySource
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.CopySource & microsphere.CopySource.$Shape} CopySource
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        CopySource.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a CopySource message.
         * @function verify
         * @memberof microsphere.CopySource
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        CopySource.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.lun != null && $Object.hasOwnProperty.call(message, "lun"))
                if (!$util.isInteger(message.lun))
                    return "lun: integer expected";
            if (message.lba != null && $Object.hasOwnProperty.call(message, "lba"))
                if (!$util.isInteger(message.lba) && !(message.lba && $util.isInteger(message.lba.low) && $util.isInteger(message.lba.high)))
                    return "lba: integer|Long expected";
            return null;
        };

        /**
         * Creates a CopySource message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.CopySource
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.CopySource} CopySource
         */
        CopySource.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.CopySource)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.CopySource: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.CopySource();
            if (object.lun != null)
                if ($Number(object.lun) !== 0)
                    message.lun = object.lun >>> 0;
            if (object.lba != null)
                if (typeof object.lba === "object" ? object.lba.low || object.lba.high : $Number(object.lba) !== 0)
                    if ($util.Long)
                        message.lba = $util.Long.fromValue(object.lba, true);
                    else if (typeof object.lba === "string")
                        message.lba = $parseInt(object.lba, 10);
                    else if (typeof object.lba === "number")
                        message.lba = object.lba;
                    else if (typeof object.lba === "object")
                        message.lba = new $util.LongBits(object.lba.low >>> 0, object.lba.high >>> 0).toNumber(true);
            return message;
        };

        /**
         * Creates a plain object from a CopySource message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.CopySource
         * @static
         * @param {microsphere.CopySource} message CopySource
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        CopySource.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.lun = 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.lba = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.lba = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
            }
            if (message.lun != null && $Object.hasOwnProperty.call(message, "lun"))
                object.lun = message.lun;
            if (message.lba != null && $Object.hasOwnProperty.call(message, "lba"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.lba = typeof message.lba === "number" ? $BigInt(message.lba) : $util.Long.fromBits(message.lba.low >>> 0, message.lba.high >>> 0, true).toBigInt();
                else if (typeof message.lba === "number")
                    object.lba = options.longs === $String ? $String(message.lba) : message.lba;
                else
                    object.lba = options.longs === $String ? $util.Long.prototype.toString.call(message.lba) : options.longs === $Number ? new $util.LongBits(message.lba.low >>> 0, message.lba.high >>> 0).toNumber(true) : message.lba;
            return object;
        };

        /**
         * Converts this CopySource to JSON.
         * @function toJSON
         * @memberof microsphere.CopySource
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        CopySource.prototype.toJSON = function() {
            return CopySource.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for CopySource
         * @function getTypeUrl
         * @memberof microsphere.CopySource
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        CopySource.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.CopySource";
        };

        return CopySource;
    })();

    /**
     * PersistentReserveInAction enum.
     * @name microsphere.PersistentReserveInAction
     * @enum {number}
     * @property {number} READ_KEYS=0 READ_KEYS value
     * @property {number} READ_RESERVATION=1 READ_RESERVATION value
     */
    microsphere.PersistentReserveInAction = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "READ_KEYS"] = 0;
        values[valuesById[1] = "READ_RESERVATION"] = 1;
        return values;
    })();

    /**
     * PersistentReserveOutAction enum.
     * @name microsphere.PersistentReserveOutAction
     * @enum {number}
     * @property {number} REGISTER=0 REGISTER value
     * @property {number} RESERVE=1 RESERVE value
     * @property {number} RELEASE=2 RELEASE value
     * @property {number} CLEAR=3 CLEAR value
     * @property {number} PREEMPT=4 PREEMPT value
     * @property {number} PREEMPT_AND_ABORT=5 PREEMPT_AND_ABORT value
     * @property {number} REGISTER_AND_IGNORE_EXISTING_KEY=6 REGISTER_AND_IGNORE_EXISTING_KEY value
     */
    microsphere.PersistentReserveOutAction = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "REGISTER"] = 0;
        values[valuesById[1] = "RESERVE"] = 1;
        values[valuesById[2] = "RELEASE"] = 2;
        values[valuesById[3] = "CLEAR"] = 3;
        values[valuesById[4] = "PREEMPT"] = 4;
        values[valuesById[5] = "PREEMPT_AND_ABORT"] = 5;
        values[valuesById[6] = "REGISTER_AND_IGNORE_EXISTING_KEY"] = 6;
        return values;
    })();

    /**
     * ReservationType enum.
     * @name microsphere.ReservationType
     * @enum {number}
     * @property {number} NOT_RESERVED=0 NOT_RESERVED value
     * @property {number} WRITE_EXCLUSIVE_ALL_REGISTRANTS=7 WRITE_EXCLUSIVE_ALL_REGISTRANTS value
     */
    microsphere.ReservationType = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "NOT_RESERVED"] = 0;
        values[valuesById[7] = "WRITE_EXCLUSIVE_ALL_REGISTRANTS"] = 7;
        return values;
    })();

    microsphere.PersistentReserveOut = (function() {

        /**
         * Properties of a PersistentReserveOut.
         * @typedef {Object} microsphere.PersistentReserveOut.$Properties
         * @property {microsphere.PersistentReserveOutAction|null} [serviceAction] PersistentReserveOut serviceAction
         * @property {string|null} [reservationKey] PersistentReserveOut reservationKey
         * @property {string|null} [serviceActionReservationKey] PersistentReserveOut serviceActionReservationKey
         * @property {microsphere.ReservationType|null} [type] PersistentReserveOut type
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a PersistentReserveOut.
         * @memberof microsphere
         * @interface IPersistentReserveOut
         * @augments microsphere.PersistentReserveOut.$Properties
         * @deprecated Use microsphere.PersistentReserveOut.$Properties instead.
         */

        /**
         * Shape of a PersistentReserveOut.
         * @typedef {microsphere.PersistentReserveOut.$Properties} microsphere.PersistentReserveOut.$Shape
         */

        /**
         * Constructs a new PersistentReserveOut.
         * @memberof microsphere
         * @classdesc Represents a PersistentReserveOut.
         * @constructor
         * @param {microsphere.PersistentReserveOut.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const PersistentReserveOut = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * PersistentReserveOut serviceAction.
         * @member {microsphere.PersistentReserveOutAction} serviceAction
         * @memberof microsphere.PersistentReserveOut
         * @instance
         */
        PersistentReserveOut.prototype.serviceAction = 0;

        /**
         * PersistentReserveOut reservationKey.
         * @member {string} reservationKey
         * @memberof microsphere.PersistentReserveOut
         * @instance
         */
        PersistentReserveOut.prototype.reservationKey = "";

        /**
         * PersistentReserveOut serviceActionReservationKey.
         * @member {string} serviceActionReservationKey
         * @memberof microsphere.PersistentReserveOut
         * @instance
         */
        PersistentReserveOut.prototype.serviceActionReservationKey = "";

        /**
         * PersistentReserveOut type.
         * @member {microsphere.ReservationType} type
         * @memberof microsphere.PersistentReserveOut
         * @instance
         */
        PersistentReserveOut.prototype.type = 0;

        /**
         * Creates a new PersistentReserveOut instance using the specified properties.
         * @function create
         * @memberof microsphere.PersistentReserveOut
         * @static
         * @param {microsphere.PersistentReserveOut.$Properties=} [properties] Properties to set
         * @returns {microsphere.PersistentReserveOut} PersistentReserveOut instance
         * @type {{
         *   (properties: microsphere.PersistentReserveOut.$Shape): microsphere.PersistentReserveOut & microsphere.PersistentReserveOut.$Shape;
         *   (properties?: microsphere.PersistentReserveOut.$Properties): microsphere.PersistentReserveOut;
         * }}
         */
        PersistentReserveOut.create = function(properties) {
            return new PersistentReserveOut(properties);
        };

        /**
         * Encodes the specified PersistentReserveOut message. Does not implicitly {@link microsphere.PersistentReserveOut.verify|verify} messages.
         * @function encode
         * @memberof microsphere.PersistentReserveOut
         * @static
         * @param {microsphere.PersistentReserveOut.$Properties} message PersistentReserveOut message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        PersistentReserveOut.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.serviceAction != null && $Object.hasOwnProperty.call(message, "serviceAction") && message.serviceAction !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.serviceAction);
            if (message.reservationKey != null && $Object.hasOwnProperty.call(message, "reservationKey") && message.reservationKey !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.reservationKey);
            if (message.serviceActionReservationKey != null && $Object.hasOwnProperty.call(message, "serviceActionReservationKey") && message.serviceActionReservationKey !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.serviceActionReservationKey);
            if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== 0)
                writer.uint32(/* id 4, wireType 0 =*/32).int32(message.type);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified PersistentReserveOut message, length delimited. Does not implicitly {@link microsphere.PersistentReserveOut.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.PersistentReserveOut
         * @static
         * @param {microsphere.PersistentReserveOut.$Properties} message PersistentReserveOut message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        PersistentReserveOut.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a PersistentReserveOut message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.PersistentReserveOut
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.PersistentReserveOut & microsphere.PersistentReserveOut.$Shape} PersistentReserveOut
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        PersistentReserveOut.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.PersistentReserveOut();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.serviceAction = value;
                        else
                            delete message.serviceAction;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.reservationKey = value;
                        else
                            delete message.reservationKey;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.serviceActionReservationKey = value;
                        else
                            delete message.serviceActionReservationKey;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.type = value;
                        else
                            delete message.type;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a PersistentReserveOut message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.PersistentReserveOut
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.PersistentReserveOut & microsphere.PersistentReserveOut.$Shape} PersistentReserveOut
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        PersistentReserveOut.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a PersistentReserveOut message.
         * @function verify
         * @memberof microsphere.PersistentReserveOut
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        PersistentReserveOut.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.serviceAction != null && $Object.hasOwnProperty.call(message, "serviceAction"))
                if (typeof message.serviceAction !== "number" || (message.serviceAction | 0) !== message.serviceAction)
                    return "serviceAction: enum value expected";
            if (message.reservationKey != null && $Object.hasOwnProperty.call(message, "reservationKey"))
                if (!$util.isString(message.reservationKey))
                    return "reservationKey: string expected";
            if (message.serviceActionReservationKey != null && $Object.hasOwnProperty.call(message, "serviceActionReservationKey"))
                if (!$util.isString(message.serviceActionReservationKey))
                    return "serviceActionReservationKey: string expected";
            if (message.type != null && $Object.hasOwnProperty.call(message, "type"))
                if (typeof message.type !== "number" || (message.type | 0) !== message.type)
                    return "type: enum value expected";
            return null;
        };

        /**
         * Creates a PersistentReserveOut message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.PersistentReserveOut
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.PersistentReserveOut} PersistentReserveOut
         */
        PersistentReserveOut.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.PersistentReserveOut)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.PersistentReserveOut: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.PersistentReserveOut();
            if (object.serviceAction !== 0 && (typeof object.serviceAction !== "string" || $root.microsphere.PersistentReserveOutAction[object.serviceAction] !== 0))
                switch (object.serviceAction) {
                case "REGISTER":
                case 0:
                    message.serviceAction = 0;
                    break;
                case "RESERVE":
                case 1:
                    message.serviceAction = 1;
                    break;
                case "RELEASE":
                case 2:
                    message.serviceAction = 2;
                    break;
                case "CLEAR":
                case 3:
                    message.serviceAction = 3;
                    break;
                case "PREEMPT":
                case 4:
                    message.serviceAction = 4;
                    break;
                case "PREEMPT_AND_ABORT":
                case 5:
                    message.serviceAction = 5;
                    break;
                case "REGISTER_AND_IGNORE_EXISTING_KEY":
                case 6:
                    message.serviceAction = 6;
                    break;
                default:
                    if (typeof object.serviceAction === "number" && (object.serviceAction | 0) === object.serviceAction)
                        message.serviceAction = object.serviceAction;
                }
            if (object.reservationKey != null)
                if (typeof object.reservationKey !== "string" || object.reservationKey.length)
                    message.reservationKey = $String(object.reservationKey);
            if (object.serviceActionReservationKey != null)
                if (typeof object.serviceActionReservationKey !== "string" || object.serviceActionReservationKey.length)
                    message.serviceActionReservationKey = $String(object.serviceActionReservationKey);
            if (object.type !== 0 && (typeof object.type !== "string" || $root.microsphere.ReservationType[object.type] !== 0))
                switch (object.type) {
                case "NOT_RESERVED":
                case 0:
                    message.type = 0;
                    break;
                case "WRITE_EXCLUSIVE_ALL_REGISTRANTS":
                case 7:
                    message.type = 7;
                    break;
                default:
                    if (typeof object.type === "number" && (object.type | 0) === object.type)
                        message.type = object.type;
                }
            return message;
        };

        /**
         * Creates a plain object from a PersistentReserveOut message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.PersistentReserveOut
         * @static
         * @param {microsphere.PersistentReserveOut} message PersistentReserveOut
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        PersistentReserveOut.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.serviceAction = options.enums === $String ? "REGISTER" : 0;
                object.reservationKey = "";
                object.serviceActionReservationKey = "";
                object.type = options.enums === $String ? "NOT_RESERVED" : 0;
            }
            if (message.serviceAction != null && $Object.hasOwnProperty.call(message, "serviceAction"))
                object.serviceAction = options.enums === $String ? $root.microsphere.PersistentReserveOutAction[message.serviceAction] === $undefined ? message.serviceAction : $root.microsphere.PersistentReserveOutAction[message.serviceAction] : message.serviceAction;
            if (message.reservationKey != null && $Object.hasOwnProperty.call(message, "reservationKey"))
                object.reservationKey = message.reservationKey;
            if (message.serviceActionReservationKey != null && $Object.hasOwnProperty.call(message, "serviceActionReservationKey"))
                object.serviceActionReservationKey = message.serviceActionReservationKey;
            if (message.type != null && $Object.hasOwnProperty.call(message, "type"))
                object.type = options.enums === $String ? $root.microsphere.ReservationType[message.type] === $undefined ? message.type : $root.microsphere.ReservationType[message.type] : message.type;
            return object;
        };

        /**
         * Converts this PersistentReserveOut to JSON.
         * @function toJSON
         * @memberof microsphere.PersistentReserveOut
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        PersistentReserveOut.prototype.toJSON = function() {
            return PersistentReserveOut.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for PersistentReserveOut
         * @function getTypeUrl
         * @memberof microsphere.PersistentReserveOut
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        PersistentReserveOut.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.PersistentReserveOut";
        };

        return PersistentReserveOut;
    })();

    microsphere.PersistentReservations = (function() {

        /**
         * Properties of a PersistentReservations.
         * @typedef {Object} microsphere.PersistentReservations.$Properties
         * @property {number|null} [generation] PersistentReservations generation
         * @property {Array.<string>|null} [keys] PersistentReservations keys
         * @property {microsphere.ReservationType|null} [type] PersistentReservations type
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a PersistentReservations.
         * @memberof microsphere
         * @interface IPersistentReservations
         * @augments microsphere.PersistentReservations.$Properties
         * @deprecated Use microsphere.PersistentReservations.$Properties instead.
         */

        /**
         * Shape of a PersistentReservations.
         * @typedef {microsphere.PersistentReservations.$Properties} microsphere.PersistentReservations.$Shape
         */

        /**
         * Constructs a new PersistentReservations.
         * @memberof microsphere
         * @classdesc Represents a PersistentReservations.
         * @constructor
         * @param {microsphere.PersistentReservations.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const PersistentReservations = function (properties) {
            this.keys = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * PersistentReservations generation.
         * @member {number} generation
         * @memberof microsphere.PersistentReservations
         * @instance
         */
        PersistentReservations.prototype.generation = 0;

        /**
         * PersistentReservations keys.
         * @member {Array.<string>} keys
         * @memberof microsphere.PersistentReservations
         * @instance
         */
        PersistentReservations.prototype.keys = $util.emptyArray;

        /**
         * PersistentReservations type.
         * @member {microsphere.ReservationType} type
         * @memberof microsphere.PersistentReservations
         * @instance
         */
        PersistentReservations.prototype.type = 0;

        /**
         * Creates a new PersistentReservations instance using the specified properties.
         * @function create
         * @memberof microsphere.PersistentReservations
         * @static
         * @param {microsphere.PersistentReservations.$Properties=} [properties] Properties to set
         * @returns {microsphere.PersistentReservations} PersistentReservations instance
         * @type {{
         *   (properties: microsphere.PersistentReservations.$Shape): microsphere.PersistentReservations & microsphere.PersistentReservations.$Shape;
         *   (properties?: microsphere.PersistentReservations.$Properties): microsphere.PersistentReservations;
         * }}
         */
        PersistentReservations.create = function(properties) {
            return new PersistentReservations(properties);
        };

        /**
         * Encodes the specified PersistentReservations message. Does not implicitly {@link microsphere.PersistentReservations.verify|verify} messages.
         * @function encode
         * @memberof microsphere.PersistentReservations
         * @static
         * @param {microsphere.PersistentReservations.$Properties} message PersistentReservations message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        PersistentReservations.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.generation);
            if (message.keys != null && message.keys.length)
                for (let i = 0; i < message.keys.length; ++i)
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.keys[i]);
            if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).int32(message.type);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified PersistentReservations message, length delimited. Does not implicitly {@link microsphere.PersistentReservations.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.PersistentReservations
         * @static
         * @param {microsphere.PersistentReservations.$Properties} message PersistentReservations message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        PersistentReservations.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a PersistentReservations message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.PersistentReservations
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.PersistentReservations & microsphere.PersistentReservations.$Shape} PersistentReservations
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        PersistentReservations.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.PersistentReservations();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.generation = value;
                        else
                            delete message.generation;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.keys && message.keys.length))
                            message.keys = [];
                        message.keys.push(reader.stringVerify());
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.type = value;
                        else
                            delete message.type;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a PersistentReservations message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.PersistentReservations
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.PersistentReservations & microsphere.PersistentReservations.$Shape} PersistentReservations
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        PersistentReservations.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a PersistentReservations message.
         * @function verify
         * @memberof microsphere.PersistentReservations
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        PersistentReservations.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.generation != null && $Object.hasOwnProperty.call(message, "generation"))
                if (!$util.isInteger(message.generation))
                    return "generation: integer expected";
            if (message.keys != null && $Object.hasOwnProperty.call(message, "keys")) {
                if (!$Array.isArray(message.keys))
                    return "keys: array expected";
                for (let i = 0; i < message.keys.length; ++i)
                    if (!$util.isString(message.keys[i]))
                        return "keys: string[] expected";
            }
            if (message.type != null && $Object.hasOwnProperty.call(message, "type"))
                if (typeof message.type !== "number" || (message.type | 0) !== message.type)
                    return "type: enum value expected";
            return null;
        };

        /**
         * Creates a PersistentReservations message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.PersistentReservations
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.PersistentReservations} PersistentReservations
         */
        PersistentReservations.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.PersistentReservations)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.PersistentReservations: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.PersistentReservations();
            if (object.generation != null)
                if ($Number(object.generation) !== 0)
                    message.generation = object.generation >>> 0;
            if (object.keys) {
                if (!$Array.isArray(object.keys))
                    throw $TypeError(".microsphere.PersistentReservations.keys: array expected");
                message.keys = $Array(object.keys.length);
                for (let i = 0; i < object.keys.length; ++i)
                    message.keys[i] = $String(object.keys[i]);
            }
            if (object.type !== 0 && (typeof object.type !== "string" || $root.microsphere.ReservationType[object.type] !== 0))
                switch (object.type) {
                case "NOT_RESERVED":
                case 0:
                    message.type = 0;
                    break;
                case "WRITE_EXCLUSIVE_ALL_REGISTRANTS":
                case 7:
                    message.type = 7;
                    break;
                default:
                    if (typeof object.type === "number" && (object.type | 0) === object.type)
                        message.type = object.type;
                }
            return message;
        };

        /**
         * Creates a plain object from a PersistentReservations message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.PersistentReservations
         * @static
         * @param {microsphere.PersistentReservations} message PersistentReservations
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        PersistentReservations.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.keys = [];
            if (options.defaults) {
                object.generation = 0;
                object.type = options.enums === $String ? "NOT_RESERVED" : 0;
            }
            if (message.generation != null && $Object.hasOwnProperty.call(message, "generation"))
                object.generation = message.generation;
            if (message.keys && message.keys.length) {
                object.keys = $Array(message.keys.length);
                for (let j = 0; j < message.keys.length; ++j)
                    object.keys[j] = message.keys[j];
            }
            if (message.type != null && $Object.hasOwnProperty.call(message, "type"))
                object.type = options.enums === $String ? $root.microsphere.ReservationType[message.type] === $undefined ? message.type : $root.microsphere.ReservationType[message.type] : message.type;
            return object;
        };

        /**
         * Converts this PersistentReservations to JSON.
         * @function toJSON
         * @memberof microsphere.PersistentReservations
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        PersistentReservations.prototype.toJSON = function() {
            return PersistentReservations.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for PersistentReservations
         * @function getTypeUrl
         * @memberof microsphere.PersistentReservations
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        PersistentReservations.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.PersistentReservations";
        };

        return PersistentReservations;
    })();

    /**
     * ScsiStatus enum.
     * @name microsphere.ScsiStatus
     * @enum {number}
     * @property {number} GOOD=0 GOOD value
     * @property {number} CHECK_CONDITION=2 CHECK_CONDITION value
     * @property {number} BUSY=8 BUSY value
     * @property {number} RESERVATION_CONFLICT=24 RESERVATION_CONFLICT value
     * @property {number} TASK_SET_FULL=40 TASK_SET_FULL value
     * @property {number} TASK_ABORTED=64 TASK_ABORTED value
     */
    microsphere.ScsiStatus = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "GOOD"] = 0;
        values[valuesById[2] = "CHECK_CONDITION"] = 2;
        values[valuesById[8] = "BUSY"] = 8;
        values[valuesById[24] = "RESERVATION_CONFLICT"] = 24;
        values[valuesById[40] = "TASK_SET_FULL"] = 40;
        values[valuesById[64] = "TASK_ABORTED"] = 64;
        return values;
    })();

    microsphere.Sense = (function() {

        /**
         * Properties of a Sense.
         * @typedef {Object} microsphere.Sense.$Properties
         * @property {number|null} [key] Sense key
         * @property {number|null} [asc] Sense asc
         * @property {number|null} [ascq] Sense ascq
         * @property {string|null} [message] Sense message
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Sense.
         * @memberof microsphere
         * @interface ISense
         * @augments microsphere.Sense.$Properties
         * @deprecated Use microsphere.Sense.$Properties instead.
         */

        /**
         * Shape of a Sense.
         * @typedef {microsphere.Sense.$Properties} microsphere.Sense.$Shape
         */

        /**
         * Constructs a new Sense.
         * @memberof microsphere
         * @classdesc Represents a Sense.
         * @constructor
         * @param {microsphere.Sense.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Sense = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Sense key.
         * @member {number} key
         * @memberof microsphere.Sense
         * @instance
         */
        Sense.prototype.key = 0;

        /**
         * Sense asc.
         * @member {number} asc
         * @memberof microsphere.Sense
         * @instance
         */
        Sense.prototype.asc = 0;

        /**
         * Sense ascq.
         * @member {number} ascq
         * @memberof microsphere.Sense
         * @instance
         */
        Sense.prototype.ascq = 0;

        /**
         * Sense message.
         * @member {string} message
         * @memberof microsphere.Sense
         * @instance
         */
        Sense.prototype.message = "";

        /**
         * Creates a new Sense instance using the specified properties.
         * @function create
         * @memberof microsphere.Sense
         * @static
         * @param {microsphere.Sense.$Properties=} [properties] Properties to set
         * @returns {microsphere.Sense} Sense instance
         * @type {{
         *   (properties: microsphere.Sense.$Shape): microsphere.Sense & microsphere.Sense.$Shape;
         *   (properties?: microsphere.Sense.$Properties): microsphere.Sense;
         * }}
         */
        Sense.create = function(properties) {
            return new Sense(properties);
        };

        /**
         * Encodes the specified Sense message. Does not implicitly {@link microsphere.Sense.verify|verify} messages.
         * @function encode
         * @memberof microsphere.Sense
         * @static
         * @param {microsphere.Sense.$Properties} message Sense message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Sense.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.key);
            if (message.asc != null && $Object.hasOwnProperty.call(message, "asc") && message.asc !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.asc);
            if (message.ascq != null && $Object.hasOwnProperty.call(message, "ascq") && message.ascq !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.ascq);
            if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.message);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified Sense message, length delimited. Does not implicitly {@link microsphere.Sense.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.Sense
         * @static
         * @param {microsphere.Sense.$Properties} message Sense message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Sense.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a Sense message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.Sense
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.Sense & microsphere.Sense.$Shape} Sense
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Sense.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.Sense();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.asc = value;
                        else
                            delete message.asc;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.ascq = value;
                        else
                            delete message.ascq;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.message = value;
                        else
                            delete message.message;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a Sense message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.Sense
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.Sense & microsphere.Sense.$Shape} Sense
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Sense.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a Sense message.
         * @function verify
         * @memberof microsphere.Sense
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        Sense.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                if (!$util.isInteger(message.key))
                    return "key: integer expected";
            if (message.asc != null && $Object.hasOwnProperty.call(message, "asc"))
                if (!$util.isInteger(message.asc))
                    return "asc: integer expected";
            if (message.ascq != null && $Object.hasOwnProperty.call(message, "ascq"))
                if (!$util.isInteger(message.ascq))
                    return "ascq: integer expected";
            if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                if (!$util.isString(message.message))
                    return "message: string expected";
            return null;
        };

        /**
         * Creates a Sense message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.Sense
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.Sense} Sense
         */
        Sense.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.Sense)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.Sense: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.Sense();
            if (object.key != null)
                if ($Number(object.key) !== 0)
                    message.key = object.key >>> 0;
            if (object.asc != null)
                if ($Number(object.asc) !== 0)
                    message.asc = object.asc >>> 0;
            if (object.ascq != null)
                if ($Number(object.ascq) !== 0)
                    message.ascq = object.ascq >>> 0;
            if (object.message != null)
                if (typeof object.message !== "string" || object.message.length)
                    message.message = $String(object.message);
            return message;
        };

        /**
         * Creates a plain object from a Sense message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.Sense
         * @static
         * @param {microsphere.Sense} message Sense
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        Sense.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.key = 0;
                object.asc = 0;
                object.ascq = 0;
                object.message = "";
            }
            if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                object.key = message.key;
            if (message.asc != null && $Object.hasOwnProperty.call(message, "asc"))
                object.asc = message.asc;
            if (message.ascq != null && $Object.hasOwnProperty.call(message, "ascq"))
                object.ascq = message.ascq;
            if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                object.message = message.message;
            return object;
        };

        /**
         * Converts this Sense to JSON.
         * @function toJSON
         * @memberof microsphere.Sense
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        Sense.prototype.toJSON = function() {
            return Sense.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for Sense
         * @function getTypeUrl
         * @memberof microsphere.Sense
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        Sense.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.Sense";
        };

        return Sense;
    })();

    microsphere.LogicalUnit = (function() {

        /**
         * Properties of a LogicalUnit.
         * @typedef {Object} microsphere.LogicalUnit.$Properties
         * @property {number|null} [lun] LogicalUnit lun
         * @property {number|null} [blocks] LogicalUnit blocks
         * @property {string|null} [naa] LogicalUnit naa
         * @property {string|null} [name] LogicalUnit name
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a LogicalUnit.
         * @memberof microsphere
         * @interface ILogicalUnit
         * @augments microsphere.LogicalUnit.$Properties
         * @deprecated Use microsphere.LogicalUnit.$Properties instead.
         */

        /**
         * Shape of a LogicalUnit.
         * @typedef {microsphere.LogicalUnit.$Properties} microsphere.LogicalUnit.$Shape
         */

        /**
         * Constructs a new LogicalUnit.
         * @memberof microsphere
         * @classdesc Represents a LogicalUnit.
         * @constructor
         * @param {microsphere.LogicalUnit.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const LogicalUnit = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * LogicalUnit lun.
         * @member {number} lun
         * @memberof microsphere.LogicalUnit
         * @instance
         */
        LogicalUnit.prototype.lun = 0;

        /**
         * LogicalUnit blocks.
         * @member {number} blocks
         * @memberof microsphere.LogicalUnit
         * @instance
         */
        LogicalUnit.prototype.blocks = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * LogicalUnit naa.
         * @member {string} naa
         * @memberof microsphere.LogicalUnit
         * @instance
         */
        LogicalUnit.prototype.naa = "";

        /**
         * LogicalUnit name.
         * @member {string} name
         * @memberof microsphere.LogicalUnit
         * @instance
         */
        LogicalUnit.prototype.name = "";

        /**
         * Creates a new LogicalUnit instance using the specified properties.
         * @function create
         * @memberof microsphere.LogicalUnit
         * @static
         * @param {microsphere.LogicalUnit.$Properties=} [properties] Properties to set
         * @returns {microsphere.LogicalUnit} LogicalUnit instance
         * @type {{
         *   (properties: microsphere.LogicalUnit.$Shape): microsphere.LogicalUnit & microsphere.LogicalUnit.$Shape;
         *   (properties?: microsphere.LogicalUnit.$Properties): microsphere.LogicalUnit;
         * }}
         */
        LogicalUnit.create = function(properties) {
            return new LogicalUnit(properties);
        };

        /**
         * Encodes the specified LogicalUnit message. Does not implicitly {@link microsphere.LogicalUnit.verify|verify} messages.
         * @function encode
         * @memberof microsphere.LogicalUnit
         * @static
         * @param {microsphere.LogicalUnit.$Properties} message LogicalUnit message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        LogicalUnit.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.lun != null && $Object.hasOwnProperty.call(message, "lun") && message.lun !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.lun);
            if (message.blocks != null && $Object.hasOwnProperty.call(message, "blocks") && (typeof message.blocks === "object" ? message.blocks.low || message.blocks.high : message.blocks !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.blocks);
            if (message.naa != null && $Object.hasOwnProperty.call(message, "naa") && message.naa !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.naa);
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.name);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified LogicalUnit message, length delimited. Does not implicitly {@link microsphere.LogicalUnit.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.LogicalUnit
         * @static
         * @param {microsphere.LogicalUnit.$Properties} message LogicalUnit message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        LogicalUnit.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a LogicalUnit message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.LogicalUnit
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.LogicalUnit & microsphere.LogicalUnit.$Shape} LogicalUnit
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        LogicalUnit.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.LogicalUnit();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.lun = value;
                        else
                            delete message.lun;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.blocks = value;
                        else
                            delete message.blocks;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.naa = value;
                        else
                            delete message.naa;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a LogicalUnit message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.LogicalUnit
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.LogicalUnit & microsphere.LogicalUnit.$Shape} LogicalUnit
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        LogicalUnit.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a LogicalUnit message.
         * @function verify
         * @memberof microsphere.LogicalUnit
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        LogicalUnit.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.lun != null && $Object.hasOwnProperty.call(message, "lun"))
                if (!$util.isInteger(message.lun))
                    return "lun: integer expected";
            if (message.blocks != null && $Object.hasOwnProperty.call(message, "blocks"))
                if (!$util.isInteger(message.blocks) && !(message.blocks && $util.isInteger(message.blocks.low) && $util.isInteger(message.blocks.high)))
                    return "blocks: integer|Long expected";
            if (message.naa != null && $Object.hasOwnProperty.call(message, "naa"))
                if (!$util.isString(message.naa))
                    return "naa: string expected";
            if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                if (!$util.isString(message.name))
                    return "name: string expected";
            return null;
        };

        /**
         * Creates a LogicalUnit message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.LogicalUnit
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.LogicalUnit} LogicalUnit
         */
        LogicalUnit.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.LogicalUnit)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.LogicalUnit: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.LogicalUnit();
            if (object.lun != null)
                if ($Number(object.lun) !== 0)
                    message.lun = object.lun >>> 0;
            if (object.blocks != null)
                if (typeof object.blocks === "object" ? object.blocks.low || object.blocks.high : $Number(object.blocks) !== 0)
                    if ($util.Long)
                        message.blocks = $util.Long.fromValue(object.blocks, true);
                    else if (typeof object.blocks === "string")
                        message.blocks = $parseInt(object.blocks, 10);
                    else if (typeof object.blocks === "number")
                        message.blocks = object.blocks;
                    else if (typeof object.blocks === "object")
                        message.blocks = new $util.LongBits(object.blocks.low >>> 0, object.blocks.high >>> 0).toNumber(true);
            if (object.naa != null)
                if (typeof object.naa !== "string" || object.naa.length)
                    message.naa = $String(object.naa);
            if (object.name != null)
                if (typeof object.name !== "string" || object.name.length)
                    message.name = $String(object.name);
            return message;
        };

        /**
         * Creates a plain object from a LogicalUnit message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.LogicalUnit
         * @static
         * @param {microsphere.LogicalUnit} message LogicalUnit
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        LogicalUnit.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.lun = 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.blocks = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.blocks = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.naa = "";
                object.name = "";
            }
            if (message.lun != null && $Object.hasOwnProperty.call(message, "lun"))
                object.lun = message.lun;
            if (message.blocks != null && $Object.hasOwnProperty.call(message, "blocks"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.blocks = typeof message.blocks === "number" ? $BigInt(message.blocks) : $util.Long.fromBits(message.blocks.low >>> 0, message.blocks.high >>> 0, true).toBigInt();
                else if (typeof message.blocks === "number")
                    object.blocks = options.longs === $String ? $String(message.blocks) : message.blocks;
                else
                    object.blocks = options.longs === $String ? $util.Long.prototype.toString.call(message.blocks) : options.longs === $Number ? new $util.LongBits(message.blocks.low >>> 0, message.blocks.high >>> 0).toNumber(true) : message.blocks;
            if (message.naa != null && $Object.hasOwnProperty.call(message, "naa"))
                object.naa = message.naa;
            if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                object.name = message.name;
            return object;
        };

        /**
         * Converts this LogicalUnit to JSON.
         * @function toJSON
         * @memberof microsphere.LogicalUnit
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        LogicalUnit.prototype.toJSON = function() {
            return LogicalUnit.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for LogicalUnit
         * @function getTypeUrl
         * @memberof microsphere.LogicalUnit
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        LogicalUnit.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.LogicalUnit";
        };

        return LogicalUnit;
    })();

    microsphere.BlockReply = (function() {

        /**
         * Properties of a BlockReply.
         * @typedef {Object} microsphere.BlockReply.$Properties
         * @property {number|null} [tag] BlockReply tag
         * @property {microsphere.ScsiStatus|null} [status] BlockReply status
         * @property {microsphere.Sense.$Properties|null} [sense] BlockReply sense
         * @property {Array.<microsphere.LogicalUnit.$Properties>|null} [units] BlockReply units
         * @property {string|null} [vendor] BlockReply vendor
         * @property {string|null} [product] BlockReply product
         * @property {microsphere.PersistentReservations.$Properties|null} [reservations] BlockReply reservations
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a BlockReply.
         * @memberof microsphere
         * @interface IBlockReply
         * @augments microsphere.BlockReply.$Properties
         * @deprecated Use microsphere.BlockReply.$Properties instead.
         */

        /**
         * Shape of a BlockReply.
         * @typedef {microsphere.BlockReply.$Properties} microsphere.BlockReply.$Shape
         */

        /**
         * Constructs a new BlockReply.
         * @memberof microsphere
         * @classdesc Represents a BlockReply.
         * @constructor
         * @param {microsphere.BlockReply.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const BlockReply = function (properties) {
            this.units = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * BlockReply tag.
         * @member {number} tag
         * @memberof microsphere.BlockReply
         * @instance
         */
        BlockReply.prototype.tag = 0;

        /**
         * BlockReply status.
         * @member {microsphere.ScsiStatus} status
         * @memberof microsphere.BlockReply
         * @instance
         */
        BlockReply.prototype.status = 0;

        /**
         * BlockReply sense.
         * @member {microsphere.Sense.$Properties|null|undefined} sense
         * @memberof microsphere.BlockReply
         * @instance
         */
        BlockReply.prototype.sense = null;

        /**
         * BlockReply units.
         * @member {Array.<microsphere.LogicalUnit.$Properties>} units
         * @memberof microsphere.BlockReply
         * @instance
         */
        BlockReply.prototype.units = $util.emptyArray;

        /**
         * BlockReply vendor.
         * @member {string} vendor
         * @memberof microsphere.BlockReply
         * @instance
         */
        BlockReply.prototype.vendor = "";

        /**
         * BlockReply product.
         * @member {string} product
         * @memberof microsphere.BlockReply
         * @instance
         */
        BlockReply.prototype.product = "";

        /**
         * BlockReply reservations.
         * @member {microsphere.PersistentReservations.$Properties|null|undefined} reservations
         * @memberof microsphere.BlockReply
         * @instance
         */
        BlockReply.prototype.reservations = null;

        /**
         * Creates a new BlockReply instance using the specified properties.
         * @function create
         * @memberof microsphere.BlockReply
         * @static
         * @param {microsphere.BlockReply.$Properties=} [properties] Properties to set
         * @returns {microsphere.BlockReply} BlockReply instance
         * @type {{
         *   (properties: microsphere.BlockReply.$Shape): microsphere.BlockReply & microsphere.BlockReply.$Shape;
         *   (properties?: microsphere.BlockReply.$Properties): microsphere.BlockReply;
         * }}
         */
        BlockReply.create = function(properties) {
            return new BlockReply(properties);
        };

        /**
         * Encodes the specified BlockReply message. Does not implicitly {@link microsphere.BlockReply.verify|verify} messages.
         * @function encode
         * @memberof microsphere.BlockReply
         * @static
         * @param {microsphere.BlockReply.$Properties} message BlockReply message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        BlockReply.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.tag != null && $Object.hasOwnProperty.call(message, "tag") && message.tag !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.tag);
            if (message.status != null && $Object.hasOwnProperty.call(message, "status") && message.status !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).int32(message.status);
            if (message.sense != null && $Object.hasOwnProperty.call(message, "sense"))
                $root.microsphere.Sense.encode(message.sense, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.units != null && message.units.length)
                for (let i = 0; i < message.units.length; ++i)
                    $root.microsphere.LogicalUnit.encode(message.units[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.vendor != null && $Object.hasOwnProperty.call(message, "vendor") && message.vendor !== "")
                writer.uint32(/* id 5, wireType 2 =*/42).string(message.vendor);
            if (message.product != null && $Object.hasOwnProperty.call(message, "product") && message.product !== "")
                writer.uint32(/* id 6, wireType 2 =*/50).string(message.product);
            if (message.reservations != null && $Object.hasOwnProperty.call(message, "reservations"))
                $root.microsphere.PersistentReservations.encode(message.reservations, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified BlockReply message, length delimited. Does not implicitly {@link microsphere.BlockReply.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.BlockReply
         * @static
         * @param {microsphere.BlockReply.$Properties} message BlockReply message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        BlockReply.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a BlockReply message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.BlockReply
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.BlockReply & microsphere.BlockReply.$Shape} BlockReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        BlockReply.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.BlockReply();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.tag = value;
                        else
                            delete message.tag;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.status = value;
                        else
                            delete message.status;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.sense = $root.microsphere.Sense.decode(reader, reader.size(), $undefined, _depth + 1, message.sense);
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.units && message.units.length))
                            message.units = [];
                        message.units.push($root.microsphere.LogicalUnit.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.vendor = value;
                        else
                            delete message.vendor;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.product = value;
                        else
                            delete message.product;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        message.reservations = $root.microsphere.PersistentReservations.decode(reader, reader.size(), $undefined, _depth + 1, message.reservations);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a BlockReply message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.BlockReply
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.BlockReply & microsphere.BlockReply.$Shape} BlockReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        BlockReply.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a BlockReply message.
         * @function verify
         * @memberof microsphere.BlockReply
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        BlockReply.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.tag != null && $Object.hasOwnProperty.call(message, "tag"))
                if (!$util.isInteger(message.tag))
                    return "tag: integer expected";
            if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                if (typeof message.status !== "number" || (message.status | 0) !== message.status)
                    return "status: enum value expected";
            if (message.sense != null && $Object.hasOwnProperty.call(message, "sense")) {
                let error = $root.microsphere.Sense.verify(message.sense, _depth + 1);
                if (error)
                    return "sense." + error;
            }
            if (message.units != null && $Object.hasOwnProperty.call(message, "units")) {
                if (!$Array.isArray(message.units))
                    return "units: array expected";
                for (let i = 0; i < message.units.length; ++i) {
                    let error = $root.microsphere.LogicalUnit.verify(message.units[i], _depth + 1);
                    if (error)
                        return "units." + error;
                }
            }
            if (message.vendor != null && $Object.hasOwnProperty.call(message, "vendor"))
                if (!$util.isString(message.vendor))
                    return "vendor: string expected";
            if (message.product != null && $Object.hasOwnProperty.call(message, "product"))
                if (!$util.isString(message.product))
                    return "product: string expected";
            if (message.reservations != null && $Object.hasOwnProperty.call(message, "reservations")) {
                let error = $root.microsphere.PersistentReservations.verify(message.reservations, _depth + 1);
                if (error)
                    return "reservations." + error;
            }
            return null;
        };

        /**
         * Creates a BlockReply message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.BlockReply
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.BlockReply} BlockReply
         */
        BlockReply.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.BlockReply)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.BlockReply: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.BlockReply();
            if (object.tag != null)
                if ($Number(object.tag) !== 0)
                    message.tag = object.tag >>> 0;
            if (object.status !== 0 && (typeof object.status !== "string" || $root.microsphere.ScsiStatus[object.status] !== 0))
                switch (object.status) {
                case "GOOD":
                case 0:
                    message.status = 0;
                    break;
                case "CHECK_CONDITION":
                case 2:
                    message.status = 2;
                    break;
                case "BUSY":
                case 8:
                    message.status = 8;
                    break;
                case "RESERVATION_CONFLICT":
                case 24:
                    message.status = 24;
                    break;
                case "TASK_SET_FULL":
                case 40:
                    message.status = 40;
                    break;
                case "TASK_ABORTED":
                case 64:
                    message.status = 64;
                    break;
                default:
                    if (typeof object.status === "number" && (object.status | 0) === object.status)
                        message.status = object.status;
                }
            if (object.sense != null) {
                if (!$util.isObject(object.sense))
                    throw $TypeError(".microsphere.BlockReply.sense: object expected");
                message.sense = $root.microsphere.Sense.fromObject(object.sense, _depth + 1);
            }
            if (object.units) {
                if (!$Array.isArray(object.units))
                    throw $TypeError(".microsphere.BlockReply.units: array expected");
                message.units = $Array(object.units.length);
                for (let i = 0; i < object.units.length; ++i) {
                    if (!$util.isObject(object.units[i]))
                        throw $TypeError(".microsphere.BlockReply.units: object expected");
                    message.units[i] = $root.microsphere.LogicalUnit.fromObject(object.units[i], _depth + 1);
                }
            }
            if (object.vendor != null)
                if (typeof object.vendor !== "string" || object.vendor.length)
                    message.vendor = $String(object.vendor);
            if (object.product != null)
                if (typeof object.product !== "string" || object.product.length)
                    message.product = $String(object.product);
            if (object.reservations != null) {
                if (!$util.isObject(object.reservations))
                    throw $TypeError(".microsphere.BlockReply.reservations: object expected");
                message.reservations = $root.microsphere.PersistentReservations.fromObject(object.reservations, _depth + 1);
            }
            return message;
        };

        /**
         * Creates a plain object from a BlockReply message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.BlockReply
         * @static
         * @param {microsphere.BlockReply} message BlockReply
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        BlockReply.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.units = [];
            if (options.defaults) {
                object.tag = 0;
                object.status = options.enums === $String ? "GOOD" : 0;
                object.sense = null;
                object.vendor = "";
                object.product = "";
                object.reservations = null;
            }
            if (message.tag != null && $Object.hasOwnProperty.call(message, "tag"))
                object.tag = message.tag;
            if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                object.status = options.enums === $String ? $root.microsphere.ScsiStatus[message.status] === $undefined ? message.status : $root.microsphere.ScsiStatus[message.status] : message.status;
            if (message.sense != null && $Object.hasOwnProperty.call(message, "sense"))
                object.sense = $root.microsphere.Sense.toObject(message.sense, options, _depth + 1);
            if (message.units && message.units.length) {
                object.units = $Array(message.units.length);
                for (let j = 0; j < message.units.length; ++j)
                    object.units[j] = $root.microsphere.LogicalUnit.toObject(message.units[j], options, _depth + 1);
            }
            if (message.vendor != null && $Object.hasOwnProperty.call(message, "vendor"))
                object.vendor = message.vendor;
            if (message.product != null && $Object.hasOwnProperty.call(message, "product"))
                object.product = message.product;
            if (message.reservations != null && $Object.hasOwnProperty.call(message, "reservations"))
                object.reservations = $root.microsphere.PersistentReservations.toObject(message.reservations, options, _depth + 1);
            return object;
        };

        /**
         * Converts this BlockReply to JSON.
         * @function toJSON
         * @memberof microsphere.BlockReply
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        BlockReply.prototype.toJSON = function() {
            return BlockReply.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for BlockReply
         * @function getTypeUrl
         * @memberof microsphere.BlockReply
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        BlockReply.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.BlockReply";
        };

        return BlockReply;
    })();

    microsphere.FdmMessage = (function() {

        /**
         * Properties of a FdmMessage.
         * @typedef {Object} microsphere.FdmMessage.$Properties
         * @property {string|null} [from] FdmMessage from
         * @property {string|null} [bootUuid] FdmMessage bootUuid
         * @property {microsphere.FdmElection.$Properties|null} [election] FdmMessage election
         * @property {microsphere.FdmMasterHeartbeat.$Properties|null} [masterHeartbeat] FdmMessage masterHeartbeat
         * @property {microsphere.FdmSlaveHeartbeat.$Properties|null} [slaveHeartbeat] FdmMessage slaveHeartbeat
         * @property {microsphere.FdmPowerOn.$Properties|null} [powerOn] FdmMessage powerOn
         * @property {microsphere.FdmPowerOnResult.$Properties|null} [powerOnResult] FdmMessage powerOnResult
         * @property {microsphere.FdmPing.$Properties|null} [ping] FdmMessage ping
         * @property {microsphere.FdmPong.$Properties|null} [pong] FdmMessage pong
         * @property {"election"|"masterHeartbeat"|"slaveHeartbeat"|"powerOn"|"powerOnResult"|"ping"|"pong"} [body] FdmMessage body
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a FdmMessage.
         * @memberof microsphere
         * @interface IFdmMessage
         * @augments microsphere.FdmMessage.$Properties
         * @deprecated Use microsphere.FdmMessage.$Properties instead.
         */

        /**
         * Narrowed shape of a FdmMessage.
         * @typedef {{
         *   from?: string|null;
         *   bootUuid?: string|null;
         *   election?: microsphere.FdmElection.$Shape|null;
         *   masterHeartbeat?: microsphere.FdmMasterHeartbeat.$Shape|null;
         *   slaveHeartbeat?: microsphere.FdmSlaveHeartbeat.$Shape|null;
         *   powerOn?: microsphere.FdmPowerOn.$Shape|null;
         *   powerOnResult?: microsphere.FdmPowerOnResult.$Shape|null;
         *   ping?: microsphere.FdmPing.$Shape|null;
         *   pong?: microsphere.FdmPong.$Shape|null;
         *   $unknowns?: Array.<Uint8Array>;
         * } & (
         *   ({ body?: undefined; election?: null; masterHeartbeat?: null; slaveHeartbeat?: null; powerOn?: null; powerOnResult?: null; ping?: null; pong?: null }|{ body?: "election"; election: microsphere.FdmElection.$Shape; masterHeartbeat?: null; slaveHeartbeat?: null; powerOn?: null; powerOnResult?: null; ping?: null; pong?: null }|{ body?: "masterHeartbeat"; election?: null; masterHeartbeat: microsphere.FdmMasterHeartbeat.$Shape; slaveHeartbeat?: null; powerOn?: null; powerOnResult?: null; ping?: null; pong?: null }|{ body?: "slaveHeartbeat"; election?: null; masterHeartbeat?: null; slaveHeartbeat: microsphere.FdmSlaveHeartbeat.$Shape; powerOn?: null; powerOnResult?: null; ping?: null; pong?: null }|{ body?: "powerOn"; election?: null; masterHeartbeat?: null; slaveHeartbeat?: null; powerOn: microsphere.FdmPowerOn.$Shape; powerOnResult?: null; ping?: null; pong?: null }|{ body?: "powerOnResult"; election?: null; masterHeartbeat?: null; slaveHeartbeat?: null; powerOn?: null; powerOnResult: microsphere.FdmPowerOnResult.$Shape; ping?: null; pong?: null }|{ body?: "ping"; election?: null; masterHeartbeat?: null; slaveHeartbeat?: null; powerOn?: null; powerOnResult?: null; ping: microsphere.FdmPing.$Shape; pong?: null }|{ body?: "pong"; election?: null; masterHeartbeat?: null; slaveHeartbeat?: null; powerOn?: null; powerOnResult?: null; ping?: null; pong: microsphere.FdmPong.$Shape })
         * )} microsphere.FdmMessage.$Shape
         */

        /**
         * Constructs a new FdmMessage.
         * @memberof microsphere
         * @classdesc Represents a FdmMessage.
         * @constructor
         * @param {microsphere.FdmMessage.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const FdmMessage = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * FdmMessage from.
         * @member {string} from
         * @memberof microsphere.FdmMessage
         * @instance
         */
        FdmMessage.prototype.from = "";

        /**
         * FdmMessage bootUuid.
         * @member {string} bootUuid
         * @memberof microsphere.FdmMessage
         * @instance
         */
        FdmMessage.prototype.bootUuid = "";

        /**
         * FdmMessage election.
         * @member {microsphere.FdmElection.$Properties|null|undefined} election
         * @memberof microsphere.FdmMessage
         * @instance
         */
        FdmMessage.prototype.election = null;

        /**
         * FdmMessage masterHeartbeat.
         * @member {microsphere.FdmMasterHeartbeat.$Properties|null|undefined} masterHeartbeat
         * @memberof microsphere.FdmMessage
         * @instance
         */
        FdmMessage.prototype.masterHeartbeat = null;

        /**
         * FdmMessage slaveHeartbeat.
         * @member {microsphere.FdmSlaveHeartbeat.$Properties|null|undefined} slaveHeartbeat
         * @memberof microsphere.FdmMessage
         * @instance
         */
        FdmMessage.prototype.slaveHeartbeat = null;

        /**
         * FdmMessage powerOn.
         * @member {microsphere.FdmPowerOn.$Properties|null|undefined} powerOn
         * @memberof microsphere.FdmMessage
         * @instance
         */
        FdmMessage.prototype.powerOn = null;

        /**
         * FdmMessage powerOnResult.
         * @member {microsphere.FdmPowerOnResult.$Properties|null|undefined} powerOnResult
         * @memberof microsphere.FdmMessage
         * @instance
         */
        FdmMessage.prototype.powerOnResult = null;

        /**
         * FdmMessage ping.
         * @member {microsphere.FdmPing.$Properties|null|undefined} ping
         * @memberof microsphere.FdmMessage
         * @instance
         */
        FdmMessage.prototype.ping = null;

        /**
         * FdmMessage pong.
         * @member {microsphere.FdmPong.$Properties|null|undefined} pong
         * @memberof microsphere.FdmMessage
         * @instance
         */
        FdmMessage.prototype.pong = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        /**
         * FdmMessage body.
         * @member {"election"|"masterHeartbeat"|"slaveHeartbeat"|"powerOn"|"powerOnResult"|"ping"|"pong"|undefined} body
         * @memberof microsphere.FdmMessage
         * @instance
         */
        $Object.defineProperty(FdmMessage.prototype, "body", {
            get: $util.oneOfGetter($oneOfFields = ["election", "masterHeartbeat", "slaveHeartbeat", "powerOn", "powerOnResult", "ping", "pong"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Creates a new FdmMessage instance using the specified properties.
         * @function create
         * @memberof microsphere.FdmMessage
         * @static
         * @param {microsphere.FdmMessage.$Properties=} [properties] Properties to set
         * @returns {microsphere.FdmMessage} FdmMessage instance
         * @type {{
         *   (properties: microsphere.FdmMessage.$Shape): microsphere.FdmMessage & microsphere.FdmMessage.$Shape;
         *   (properties?: microsphere.FdmMessage.$Properties): microsphere.FdmMessage;
         * }}
         */
        FdmMessage.create = function(properties) {
            return new FdmMessage(properties);
        };

        /**
         * Encodes the specified FdmMessage message. Does not implicitly {@link microsphere.FdmMessage.verify|verify} messages.
         * @function encode
         * @memberof microsphere.FdmMessage
         * @static
         * @param {microsphere.FdmMessage.$Properties} message FdmMessage message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FdmMessage.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.from != null && $Object.hasOwnProperty.call(message, "from") && message.from !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.from);
            if (message.bootUuid != null && $Object.hasOwnProperty.call(message, "bootUuid") && message.bootUuid !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.bootUuid);
            if (message.election != null && $Object.hasOwnProperty.call(message, "election"))
                $root.microsphere.FdmElection.encode(message.election, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.masterHeartbeat != null && $Object.hasOwnProperty.call(message, "masterHeartbeat"))
                $root.microsphere.FdmMasterHeartbeat.encode(message.masterHeartbeat, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.slaveHeartbeat != null && $Object.hasOwnProperty.call(message, "slaveHeartbeat"))
                $root.microsphere.FdmSlaveHeartbeat.encode(message.slaveHeartbeat, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.powerOn != null && $Object.hasOwnProperty.call(message, "powerOn"))
                $root.microsphere.FdmPowerOn.encode(message.powerOn, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.powerOnResult != null && $Object.hasOwnProperty.call(message, "powerOnResult"))
                $root.microsphere.FdmPowerOnResult.encode(message.powerOnResult, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
            if (message.ping != null && $Object.hasOwnProperty.call(message, "ping"))
                $root.microsphere.FdmPing.encode(message.ping, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
            if (message.pong != null && $Object.hasOwnProperty.call(message, "pong"))
                $root.microsphere.FdmPong.encode(message.pong, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified FdmMessage message, length delimited. Does not implicitly {@link microsphere.FdmMessage.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.FdmMessage
         * @static
         * @param {microsphere.FdmMessage.$Properties} message FdmMessage message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FdmMessage.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a FdmMessage message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.FdmMessage
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.FdmMessage & microsphere.FdmMessage.$Shape} FdmMessage
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FdmMessage.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.FdmMessage();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.from = value;
                        else
                            delete message.from;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.bootUuid = value;
                        else
                            delete message.bootUuid;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.election = $root.microsphere.FdmElection.decode(reader, reader.size(), $undefined, _depth + 1, message.election);
                        message.body = "election";
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.masterHeartbeat = $root.microsphere.FdmMasterHeartbeat.decode(reader, reader.size(), $undefined, _depth + 1, message.masterHeartbeat);
                        message.body = "masterHeartbeat";
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.slaveHeartbeat = $root.microsphere.FdmSlaveHeartbeat.decode(reader, reader.size(), $undefined, _depth + 1, message.slaveHeartbeat);
                        message.body = "slaveHeartbeat";
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.powerOn = $root.microsphere.FdmPowerOn.decode(reader, reader.size(), $undefined, _depth + 1, message.powerOn);
                        message.body = "powerOn";
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        message.powerOnResult = $root.microsphere.FdmPowerOnResult.decode(reader, reader.size(), $undefined, _depth + 1, message.powerOnResult);
                        message.body = "powerOnResult";
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        message.ping = $root.microsphere.FdmPing.decode(reader, reader.size(), $undefined, _depth + 1, message.ping);
                        message.body = "ping";
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        message.pong = $root.microsphere.FdmPong.decode(reader, reader.size(), $undefined, _depth + 1, message.pong);
                        message.body = "pong";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a FdmMessage message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.FdmMessage
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.FdmMessage & microsphere.FdmMessage.$Shape} FdmMessage
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FdmMessage.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a FdmMessage message.
         * @function verify
         * @memberof microsphere.FdmMessage
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        FdmMessage.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            let properties = {};
            if (message.from != null && $Object.hasOwnProperty.call(message, "from"))
                if (!$util.isString(message.from))
                    return "from: string expected";
            if (message.bootUuid != null && $Object.hasOwnProperty.call(message, "bootUuid"))
                if (!$util.isString(message.bootUuid))
                    return "bootUuid: string expected";
            if (message.election != null && $Object.hasOwnProperty.call(message, "election")) {
                properties.body = 1;
                {
                    let error = $root.microsphere.FdmElection.verify(message.election, _depth + 1);
                    if (error)
                        return "election." + error;
                }
            }
            if (message.masterHeartbeat != null && $Object.hasOwnProperty.call(message, "masterHeartbeat")) {
                if (properties.body === 1)
                    return "body: multiple values";
                properties.body = 1;
                {
                    let error = $root.microsphere.FdmMasterHeartbeat.verify(message.masterHeartbeat, _depth + 1);
                    if (error)
                        return "masterHeartbeat." + error;
                }
            }
            if (message.slaveHeartbeat != null && $Object.hasOwnProperty.call(message, "slaveHeartbeat")) {
                if (properties.body === 1)
                    return "body: multiple values";
                properties.body = 1;
                {
                    let error = $root.microsphere.FdmSlaveHeartbeat.verify(message.slaveHeartbeat, _depth + 1);
                    if (error)
                        return "slaveHeartbeat." + error;
                }
            }
            if (message.powerOn != null && $Object.hasOwnProperty.call(message, "powerOn")) {
                if (properties.body === 1)
                    return "body: multiple values";
                properties.body = 1;
                {
                    let error = $root.microsphere.FdmPowerOn.verify(message.powerOn, _depth + 1);
                    if (error)
                        return "powerOn." + error;
                }
            }
            if (message.powerOnResult != null && $Object.hasOwnProperty.call(message, "powerOnResult")) {
                if (properties.body === 1)
                    return "body: multiple values";
                properties.body = 1;
                {
                    let error = $root.microsphere.FdmPowerOnResult.verify(message.powerOnResult, _depth + 1);
                    if (error)
                        return "powerOnResult." + error;
                }
            }
            if (message.ping != null && $Object.hasOwnProperty.call(message, "ping")) {
                if (properties.body === 1)
                    return "body: multiple values";
                properties.body = 1;
                {
                    let error = $root.microsphere.FdmPing.verify(message.ping, _depth + 1);
                    if (error)
                        return "ping." + error;
                }
            }
            if (message.pong != null && $Object.hasOwnProperty.call(message, "pong")) {
                if (properties.body === 1)
                    return "body: multiple values";
                properties.body = 1;
                {
                    let error = $root.microsphere.FdmPong.verify(message.pong, _depth + 1);
                    if (error)
                        return "pong." + error;
                }
            }
            return null;
        };

        /**
         * Creates a FdmMessage message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.FdmMessage
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.FdmMessage} FdmMessage
         */
        FdmMessage.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.FdmMessage)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.FdmMessage: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.FdmMessage();
            if (object.from != null)
                if (typeof object.from !== "string" || object.from.length)
                    message.from = $String(object.from);
            if (object.bootUuid != null)
                if (typeof object.bootUuid !== "string" || object.bootUuid.length)
                    message.bootUuid = $String(object.bootUuid);
            if (object.election != null) {
                if (!$util.isObject(object.election))
                    throw $TypeError(".microsphere.FdmMessage.election: object expected");
                message.election = $root.microsphere.FdmElection.fromObject(object.election, _depth + 1);
            }
            if (object.masterHeartbeat != null) {
                if (!$util.isObject(object.masterHeartbeat))
                    throw $TypeError(".microsphere.FdmMessage.masterHeartbeat: object expected");
                message.masterHeartbeat = $root.microsphere.FdmMasterHeartbeat.fromObject(object.masterHeartbeat, _depth + 1);
            }
            if (object.slaveHeartbeat != null) {
                if (!$util.isObject(object.slaveHeartbeat))
                    throw $TypeError(".microsphere.FdmMessage.slaveHeartbeat: object expected");
                message.slaveHeartbeat = $root.microsphere.FdmSlaveHeartbeat.fromObject(object.slaveHeartbeat, _depth + 1);
            }
            if (object.powerOn != null) {
                if (!$util.isObject(object.powerOn))
                    throw $TypeError(".microsphere.FdmMessage.powerOn: object expected");
                message.powerOn = $root.microsphere.FdmPowerOn.fromObject(object.powerOn, _depth + 1);
            }
            if (object.powerOnResult != null) {
                if (!$util.isObject(object.powerOnResult))
                    throw $TypeError(".microsphere.FdmMessage.powerOnResult: object expected");
                message.powerOnResult = $root.microsphere.FdmPowerOnResult.fromObject(object.powerOnResult, _depth + 1);
            }
            if (object.ping != null) {
                if (!$util.isObject(object.ping))
                    throw $TypeError(".microsphere.FdmMessage.ping: object expected");
                message.ping = $root.microsphere.FdmPing.fromObject(object.ping, _depth + 1);
            }
            if (object.pong != null) {
                if (!$util.isObject(object.pong))
                    throw $TypeError(".microsphere.FdmMessage.pong: object expected");
                message.pong = $root.microsphere.FdmPong.fromObject(object.pong, _depth + 1);
            }
            return message;
        };

        /**
         * Creates a plain object from a FdmMessage message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.FdmMessage
         * @static
         * @param {microsphere.FdmMessage} message FdmMessage
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        FdmMessage.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.from = "";
                object.bootUuid = "";
            }
            if (message.from != null && $Object.hasOwnProperty.call(message, "from"))
                object.from = message.from;
            if (message.bootUuid != null && $Object.hasOwnProperty.call(message, "bootUuid"))
                object.bootUuid = message.bootUuid;
            if (message.election != null && $Object.hasOwnProperty.call(message, "election")) {
                object.election = $root.microsphere.FdmElection.toObject(message.election, options, _depth + 1);
                if (options.oneofs)
                    object.body = "election";
            }
            if (message.masterHeartbeat != null && $Object.hasOwnProperty.call(message, "masterHeartbeat")) {
                object.masterHeartbeat = $root.microsphere.FdmMasterHeartbeat.toObject(message.masterHeartbeat, options, _depth + 1);
                if (options.oneofs)
                    object.body = "masterHeartbeat";
            }
            if (message.slaveHeartbeat != null && $Object.hasOwnProperty.call(message, "slaveHeartbeat")) {
                object.slaveHeartbeat = $root.microsphere.FdmSlaveHeartbeat.toObject(message.slaveHeartbeat, options, _depth + 1);
                if (options.oneofs)
                    object.body = "slaveHeartbeat";
            }
            if (message.powerOn != null && $Object.hasOwnProperty.call(message, "powerOn")) {
                object.powerOn = $root.microsphere.FdmPowerOn.toObject(message.powerOn, options, _depth + 1);
                if (options.oneofs)
                    object.body = "powerOn";
            }
            if (message.powerOnResult != null && $Object.hasOwnProperty.call(message, "powerOnResult")) {
                object.powerOnResult = $root.microsphere.FdmPowerOnResult.toObject(message.powerOnResult, options, _depth + 1);
                if (options.oneofs)
                    object.body = "powerOnResult";
            }
            if (message.ping != null && $Object.hasOwnProperty.call(message, "ping")) {
                object.ping = $root.microsphere.FdmPing.toObject(message.ping, options, _depth + 1);
                if (options.oneofs)
                    object.body = "ping";
            }
            if (message.pong != null && $Object.hasOwnProperty.call(message, "pong")) {
                object.pong = $root.microsphere.FdmPong.toObject(message.pong, options, _depth + 1);
                if (options.oneofs)
                    object.body = "pong";
            }
            return object;
        };

        /**
         * Converts this FdmMessage to JSON.
         * @function toJSON
         * @memberof microsphere.FdmMessage
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        FdmMessage.prototype.toJSON = function() {
            return FdmMessage.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for FdmMessage
         * @function getTypeUrl
         * @memberof microsphere.FdmMessage
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        FdmMessage.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.FdmMessage";
        };

        return FdmMessage;
    })();

    microsphere.FdmElection = (function() {

        /**
         * Properties of a FdmElection.
         * @typedef {Object} microsphere.FdmElection.$Properties
         * @property {number|null} [datastores] FdmElection datastores
         * @property {boolean|null} [master] FdmElection master
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a FdmElection.
         * @memberof microsphere
         * @interface IFdmElection
         * @augments microsphere.FdmElection.$Properties
         * @deprecated Use microsphere.FdmElection.$Properties instead.
         */

        /**
         * Shape of a FdmElection.
         * @typedef {microsphere.FdmElection.$Properties} microsphere.FdmElection.$Shape
         */

        /**
         * Constructs a new FdmElection.
         * @memberof microsphere
         * @classdesc Represents a FdmElection.
         * @constructor
         * @param {microsphere.FdmElection.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const FdmElection = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * FdmElection datastores.
         * @member {number} datastores
         * @memberof microsphere.FdmElection
         * @instance
         */
        FdmElection.prototype.datastores = 0;

        /**
         * FdmElection master.
         * @member {boolean} master
         * @memberof microsphere.FdmElection
         * @instance
         */
        FdmElection.prototype.master = false;

        /**
         * Creates a new FdmElection instance using the specified properties.
         * @function create
         * @memberof microsphere.FdmElection
         * @static
         * @param {microsphere.FdmElection.$Properties=} [properties] Properties to set
         * @returns {microsphere.FdmElection} FdmElection instance
         * @type {{
         *   (properties: microsphere.FdmElection.$Shape): microsphere.FdmElection & microsphere.FdmElection.$Shape;
         *   (properties?: microsphere.FdmElection.$Properties): microsphere.FdmElection;
         * }}
         */
        FdmElection.create = function(properties) {
            return new FdmElection(properties);
        };

        /**
         * Encodes the specified FdmElection message. Does not implicitly {@link microsphere.FdmElection.verify|verify} messages.
         * @function encode
         * @memberof microsphere.FdmElection
         * @static
         * @param {microsphere.FdmElection.$Properties} message FdmElection message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FdmElection.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.datastores != null && $Object.hasOwnProperty.call(message, "datastores") && message.datastores !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.datastores);
            if (message.master != null && $Object.hasOwnProperty.call(message, "master") && message.master !== false)
                writer.uint32(/* id 2, wireType 0 =*/16).bool(message.master);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified FdmElection message, length delimited. Does not implicitly {@link microsphere.FdmElection.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.FdmElection
         * @static
         * @param {microsphere.FdmElection.$Properties} message FdmElection message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FdmElection.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a FdmElection message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.FdmElection
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.FdmElection & microsphere.FdmElection.$Shape} FdmElection
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FdmElection.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.FdmElection();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.datastores = value;
                        else
                            delete message.datastores;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.master = value;
                        else
                            delete message.master;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a FdmElection message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.FdmElection
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.FdmElection & microsphere.FdmElection.$Shape} FdmElection
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FdmElection.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a FdmElection message.
         * @function verify
         * @memberof microsphere.FdmElection
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        FdmElection.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.datastores != null && $Object.hasOwnProperty.call(message, "datastores"))
                if (!$util.isInteger(message.datastores))
                    return "datastores: integer expected";
            if (message.master != null && $Object.hasOwnProperty.call(message, "master"))
                if (typeof message.master !== "boolean")
                    return "master: boolean expected";
            return null;
        };

        /**
         * Creates a FdmElection message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.FdmElection
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.FdmElection} FdmElection
         */
        FdmElection.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.FdmElection)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.FdmElection: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.FdmElection();
            if (object.datastores != null)
                if ($Number(object.datastores) !== 0)
                    message.datastores = object.datastores >>> 0;
            if (object.master != null)
                if (object.master)
                    message.master = $Boolean(object.master);
            return message;
        };

        /**
         * Creates a plain object from a FdmElection message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.FdmElection
         * @static
         * @param {microsphere.FdmElection} message FdmElection
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        FdmElection.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.datastores = 0;
                object.master = false;
            }
            if (message.datastores != null && $Object.hasOwnProperty.call(message, "datastores"))
                object.datastores = message.datastores;
            if (message.master != null && $Object.hasOwnProperty.call(message, "master"))
                object.master = message.master;
            return object;
        };

        /**
         * Converts this FdmElection to JSON.
         * @function toJSON
         * @memberof microsphere.FdmElection
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        FdmElection.prototype.toJSON = function() {
            return FdmElection.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for FdmElection
         * @function getTypeUrl
         * @memberof microsphere.FdmElection
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        FdmElection.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.FdmElection";
        };

        return FdmElection;
    })();

    microsphere.FdmMasterHeartbeat = (function() {

        /**
         * Properties of a FdmMasterHeartbeat.
         * @typedef {Object} microsphere.FdmMasterHeartbeat.$Properties
         * @property {number|null} [sequence] FdmMasterHeartbeat sequence
         * @property {number|null} [clusterVersion] FdmMasterHeartbeat clusterVersion
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a FdmMasterHeartbeat.
         * @memberof microsphere
         * @interface IFdmMasterHeartbeat
         * @augments microsphere.FdmMasterHeartbeat.$Properties
         * @deprecated Use microsphere.FdmMasterHeartbeat.$Properties instead.
         */

        /**
         * Shape of a FdmMasterHeartbeat.
         * @typedef {microsphere.FdmMasterHeartbeat.$Properties} microsphere.FdmMasterHeartbeat.$Shape
         */

        /**
         * Constructs a new FdmMasterHeartbeat.
         * @memberof microsphere
         * @classdesc Represents a FdmMasterHeartbeat.
         * @constructor
         * @param {microsphere.FdmMasterHeartbeat.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const FdmMasterHeartbeat = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * FdmMasterHeartbeat sequence.
         * @member {number} sequence
         * @memberof microsphere.FdmMasterHeartbeat
         * @instance
         */
        FdmMasterHeartbeat.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * FdmMasterHeartbeat clusterVersion.
         * @member {number} clusterVersion
         * @memberof microsphere.FdmMasterHeartbeat
         * @instance
         */
        FdmMasterHeartbeat.prototype.clusterVersion = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Creates a new FdmMasterHeartbeat instance using the specified properties.
         * @function create
         * @memberof microsphere.FdmMasterHeartbeat
         * @static
         * @param {microsphere.FdmMasterHeartbeat.$Properties=} [properties] Properties to set
         * @returns {microsphere.FdmMasterHeartbeat} FdmMasterHeartbeat instance
         * @type {{
         *   (properties: microsphere.FdmMasterHeartbeat.$Shape): microsphere.FdmMasterHeartbeat & microsphere.FdmMasterHeartbeat.$Shape;
         *   (properties?: microsphere.FdmMasterHeartbeat.$Properties): microsphere.FdmMasterHeartbeat;
         * }}
         */
        FdmMasterHeartbeat.create = function(properties) {
            return new FdmMasterHeartbeat(properties);
        };

        /**
         * Encodes the specified FdmMasterHeartbeat message. Does not implicitly {@link microsphere.FdmMasterHeartbeat.verify|verify} messages.
         * @function encode
         * @memberof microsphere.FdmMasterHeartbeat
         * @static
         * @param {microsphere.FdmMasterHeartbeat.$Properties} message FdmMasterHeartbeat message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FdmMasterHeartbeat.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.sequence);
            if (message.clusterVersion != null && $Object.hasOwnProperty.call(message, "clusterVersion") && (typeof message.clusterVersion === "object" ? message.clusterVersion.low || message.clusterVersion.high : message.clusterVersion !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.clusterVersion);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified FdmMasterHeartbeat message, length delimited. Does not implicitly {@link microsphere.FdmMasterHeartbeat.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.FdmMasterHeartbeat
         * @static
         * @param {microsphere.FdmMasterHeartbeat.$Properties} message FdmMasterHeartbeat message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FdmMasterHeartbeat.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a FdmMasterHeartbeat message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.FdmMasterHeartbeat
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.FdmMasterHeartbeat & microsphere.FdmMasterHeartbeat.$Shape} FdmMasterHeartbeat
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FdmMasterHeartbeat.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.FdmMasterHeartbeat();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.sequence = value;
                        else
                            delete message.sequence;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.clusterVersion = value;
                        else
                            delete message.clusterVersion;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a FdmMasterHeartbeat message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.FdmMasterHeartbeat
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.FdmMasterHeartbeat & microsphere.FdmMasterHeartbeat.$Shape} FdmMasterHeartbeat
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FdmMasterHeartbeat.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a FdmMasterHeartbeat message.
         * @function verify
         * @memberof microsphere.FdmMasterHeartbeat
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        FdmMasterHeartbeat.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence"))
                if (!$util.isInteger(message.sequence) && !(message.sequence && $util.isInteger(message.sequence.low) && $util.isInteger(message.sequence.high)))
                    return "sequence: integer|Long expected";
            if (message.clusterVersion != null && $Object.hasOwnProperty.call(message, "clusterVersion"))
                if (!$util.isInteger(message.clusterVersion) && !(message.clusterVersion && $util.isInteger(message.clusterVersion.low) && $util.isInteger(message.clusterVersion.high)))
                    return "clusterVersion: integer|Long expected";
            return null;
        };

        /**
         * Creates a FdmMasterHeartbeat message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.FdmMasterHeartbeat
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.FdmMasterHeartbeat} FdmMasterHeartbeat
         */
        FdmMasterHeartbeat.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.FdmMasterHeartbeat)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.FdmMasterHeartbeat: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.FdmMasterHeartbeat();
            if (object.sequence != null)
                if (typeof object.sequence === "object" ? object.sequence.low || object.sequence.high : $Number(object.sequence) !== 0)
                    if ($util.Long)
                        message.sequence = $util.Long.fromValue(object.sequence, true);
                    else if (typeof object.sequence === "string")
                        message.sequence = $parseInt(object.sequence, 10);
                    else if (typeof object.sequence === "number")
                        message.sequence = object.sequence;
                    else if (typeof object.sequence === "object")
                        message.sequence = new $util.LongBits(object.sequence.low >>> 0, object.sequence.high >>> 0).toNumber(true);
            if (object.clusterVersion != null)
                if (typeof object.clusterVersion === "object" ? object.clusterVersion.low || object.clusterVersion.high : $Number(object.clusterVersion) !== 0)
                    if ($util.Long)
                        message.clusterVersion = $util.Long.fromValue(object.clusterVersion, true);
                    else if (typeof object.clusterVersion === "string")
                        message.clusterVersion = $parseInt(object.clusterVersion, 10);
                    else if (typeof object.clusterVersion === "number")
                        message.clusterVersion = object.clusterVersion;
                    else if (typeof object.clusterVersion === "object")
                        message.clusterVersion = new $util.LongBits(object.clusterVersion.low >>> 0, object.clusterVersion.high >>> 0).toNumber(true);
            return message;
        };

        /**
         * Creates a plain object from a FdmMasterHeartbeat message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.FdmMasterHeartbeat
         * @static
         * @param {microsphere.FdmMasterHeartbeat} message FdmMasterHeartbeat
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        FdmMasterHeartbeat.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.sequence = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.sequence = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.clusterVersion = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.clusterVersion = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
            }
            if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.sequence = typeof message.sequence === "number" ? $BigInt(message.sequence) : $util.Long.fromBits(message.sequence.low >>> 0, message.sequence.high >>> 0, true).toBigInt();
                else if (typeof message.sequence === "number")
                    object.sequence = options.longs === $String ? $String(message.sequence) : message.sequence;
                else
                    object.sequence = options.longs === $String ? $util.Long.prototype.toString.call(message.sequence) : options.longs === $Number ? new $util.LongBits(message.sequence.low >>> 0, message.sequence.high >>> 0).toNumber(true) : message.sequence;
            if (message.clusterVersion != null && $Object.hasOwnProperty.call(message, "clusterVersion"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.clusterVersion = typeof message.clusterVersion === "number" ? $BigInt(message.clusterVersion) : $util.Long.fromBits(message.clusterVersion.low >>> 0, message.clusterVersion.high >>> 0, true).toBigInt();
                else if (typeof message.clusterVersion === "number")
                    object.clusterVersion = options.longs === $String ? $String(message.clusterVersion) : message.clusterVersion;
                else
                    object.clusterVersion = options.longs === $String ? $util.Long.prototype.toString.call(message.clusterVersion) : options.longs === $Number ? new $util.LongBits(message.clusterVersion.low >>> 0, message.clusterVersion.high >>> 0).toNumber(true) : message.clusterVersion;
            return object;
        };

        /**
         * Converts this FdmMasterHeartbeat to JSON.
         * @function toJSON
         * @memberof microsphere.FdmMasterHeartbeat
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        FdmMasterHeartbeat.prototype.toJSON = function() {
            return FdmMasterHeartbeat.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for FdmMasterHeartbeat
         * @function getTypeUrl
         * @memberof microsphere.FdmMasterHeartbeat
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        FdmMasterHeartbeat.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.FdmMasterHeartbeat";
        };

        return FdmMasterHeartbeat;
    })();

    microsphere.FdmSlaveHeartbeat = (function() {

        /**
         * Properties of a FdmSlaveHeartbeat.
         * @typedef {Object} microsphere.FdmSlaveHeartbeat.$Properties
         * @property {number|null} [sequence] FdmSlaveHeartbeat sequence
         * @property {number|null} [clusterVersion] FdmSlaveHeartbeat clusterVersion
         * @property {Array.<microsphere.VmRuntime.$Properties>|null} [vms] FdmSlaveHeartbeat vms
         * @property {number|null} [cpuUnreservedMhz] FdmSlaveHeartbeat cpuUnreservedMhz
         * @property {number|null} [memoryUnreservedMb] FdmSlaveHeartbeat memoryUnreservedMb
         * @property {Array.<string>|null} [accessibleDatastores] FdmSlaveHeartbeat accessibleDatastores
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a FdmSlaveHeartbeat.
         * @memberof microsphere
         * @interface IFdmSlaveHeartbeat
         * @augments microsphere.FdmSlaveHeartbeat.$Properties
         * @deprecated Use microsphere.FdmSlaveHeartbeat.$Properties instead.
         */

        /**
         * Shape of a FdmSlaveHeartbeat.
         * @typedef {microsphere.FdmSlaveHeartbeat.$Properties} microsphere.FdmSlaveHeartbeat.$Shape
         */

        /**
         * Constructs a new FdmSlaveHeartbeat.
         * @memberof microsphere
         * @classdesc Represents a FdmSlaveHeartbeat.
         * @constructor
         * @param {microsphere.FdmSlaveHeartbeat.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const FdmSlaveHeartbeat = function (properties) {
            this.vms = [];
            this.accessibleDatastores = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * FdmSlaveHeartbeat sequence.
         * @member {number} sequence
         * @memberof microsphere.FdmSlaveHeartbeat
         * @instance
         */
        FdmSlaveHeartbeat.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * FdmSlaveHeartbeat clusterVersion.
         * @member {number} clusterVersion
         * @memberof microsphere.FdmSlaveHeartbeat
         * @instance
         */
        FdmSlaveHeartbeat.prototype.clusterVersion = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * FdmSlaveHeartbeat vms.
         * @member {Array.<microsphere.VmRuntime.$Properties>} vms
         * @memberof microsphere.FdmSlaveHeartbeat
         * @instance
         */
        FdmSlaveHeartbeat.prototype.vms = $util.emptyArray;

        /**
         * FdmSlaveHeartbeat cpuUnreservedMhz.
         * @member {number} cpuUnreservedMhz
         * @memberof microsphere.FdmSlaveHeartbeat
         * @instance
         */
        FdmSlaveHeartbeat.prototype.cpuUnreservedMhz = 0;

        /**
         * FdmSlaveHeartbeat memoryUnreservedMb.
         * @member {number} memoryUnreservedMb
         * @memberof microsphere.FdmSlaveHeartbeat
         * @instance
         */
        FdmSlaveHeartbeat.prototype.memoryUnreservedMb = 0;

        /**
         * FdmSlaveHeartbeat accessibleDatastores.
         * @member {Array.<string>} accessibleDatastores
         * @memberof microsphere.FdmSlaveHeartbeat
         * @instance
         */
        FdmSlaveHeartbeat.prototype.accessibleDatastores = $util.emptyArray;

        /**
         * Creates a new FdmSlaveHeartbeat instance using the specified properties.
         * @function create
         * @memberof microsphere.FdmSlaveHeartbeat
         * @static
         * @param {microsphere.FdmSlaveHeartbeat.$Properties=} [properties] Properties to set
         * @returns {microsphere.FdmSlaveHeartbeat} FdmSlaveHeartbeat instance
         * @type {{
         *   (properties: microsphere.FdmSlaveHeartbeat.$Shape): microsphere.FdmSlaveHeartbeat & microsphere.FdmSlaveHeartbeat.$Shape;
         *   (properties?: microsphere.FdmSlaveHeartbeat.$Properties): microsphere.FdmSlaveHeartbeat;
         * }}
         */
        FdmSlaveHeartbeat.create = function(properties) {
            return new FdmSlaveHeartbeat(properties);
        };

        /**
         * Encodes the specified FdmSlaveHeartbeat message. Does not implicitly {@link microsphere.FdmSlaveHeartbeat.verify|verify} messages.
         * @function encode
         * @memberof microsphere.FdmSlaveHeartbeat
         * @static
         * @param {microsphere.FdmSlaveHeartbeat.$Properties} message FdmSlaveHeartbeat message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FdmSlaveHeartbeat.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.sequence);
            if (message.clusterVersion != null && $Object.hasOwnProperty.call(message, "clusterVersion") && (typeof message.clusterVersion === "object" ? message.clusterVersion.low || message.clusterVersion.high : message.clusterVersion !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.clusterVersion);
            if (message.vms != null && message.vms.length)
                for (let i = 0; i < message.vms.length; ++i)
                    $root.microsphere.VmRuntime.encode(message.vms[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.cpuUnreservedMhz != null && $Object.hasOwnProperty.call(message, "cpuUnreservedMhz") && message.cpuUnreservedMhz !== 0)
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.cpuUnreservedMhz);
            if (message.memoryUnreservedMb != null && $Object.hasOwnProperty.call(message, "memoryUnreservedMb") && message.memoryUnreservedMb !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.memoryUnreservedMb);
            if (message.accessibleDatastores != null && message.accessibleDatastores.length)
                for (let i = 0; i < message.accessibleDatastores.length; ++i)
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.accessibleDatastores[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified FdmSlaveHeartbeat message, length delimited. Does not implicitly {@link microsphere.FdmSlaveHeartbeat.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.FdmSlaveHeartbeat
         * @static
         * @param {microsphere.FdmSlaveHeartbeat.$Properties} message FdmSlaveHeartbeat message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FdmSlaveHeartbeat.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a FdmSlaveHeartbeat message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.FdmSlaveHeartbeat
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.FdmSlaveHeartbeat & microsphere.FdmSlaveHeartbeat.$Shape} FdmSlaveHeartbeat
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FdmSlaveHeartbeat.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.FdmSlaveHeartbeat();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.sequence = value;
                        else
                            delete message.sequence;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.clusterVersion = value;
                        else
                            delete message.clusterVersion;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.vms && message.vms.length))
                            message.vms = [];
                        message.vms.push($root.microsphere.VmRuntime.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.cpuUnreservedMhz = value;
                        else
                            delete message.cpuUnreservedMhz;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.memoryUnreservedMb = value;
                        else
                            delete message.memoryUnreservedMb;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if (!(message.accessibleDatastores && message.accessibleDatastores.length))
                            message.accessibleDatastores = [];
                        message.accessibleDatastores.push(reader.stringVerify());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a FdmSlaveHeartbeat message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.FdmSlaveHeartbeat
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.FdmSlaveHeartbeat & microsphere.FdmSlaveHeartbeat.$Shape} FdmSlaveHeartbeat
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FdmSlaveHeartbeat.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a FdmSlaveHeartbeat message.
         * @function verify
         * @memberof microsphere.FdmSlaveHeartbeat
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        FdmSlaveHeartbeat.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence"))
                if (!$util.isInteger(message.sequence) && !(message.sequence && $util.isInteger(message.sequence.low) && $util.isInteger(message.sequence.high)))
                    return "sequence: integer|Long expected";
            if (message.clusterVersion != null && $Object.hasOwnProperty.call(message, "clusterVersion"))
                if (!$util.isInteger(message.clusterVersion) && !(message.clusterVersion && $util.isInteger(message.clusterVersion.low) && $util.isInteger(message.clusterVersion.high)))
                    return "clusterVersion: integer|Long expected";
            if (message.vms != null && $Object.hasOwnProperty.call(message, "vms")) {
                if (!$Array.isArray(message.vms))
                    return "vms: array expected";
                for (let i = 0; i < message.vms.length; ++i) {
                    let error = $root.microsphere.VmRuntime.verify(message.vms[i], _depth + 1);
                    if (error)
                        return "vms." + error;
                }
            }
            if (message.cpuUnreservedMhz != null && $Object.hasOwnProperty.call(message, "cpuUnreservedMhz"))
                if (!$util.isInteger(message.cpuUnreservedMhz))
                    return "cpuUnreservedMhz: integer expected";
            if (message.memoryUnreservedMb != null && $Object.hasOwnProperty.call(message, "memoryUnreservedMb"))
                if (!$util.isInteger(message.memoryUnreservedMb))
                    return "memoryUnreservedMb: integer expected";
            if (message.accessibleDatastores != null && $Object.hasOwnProperty.call(message, "accessibleDatastores")) {
                if (!$Array.isArray(message.accessibleDatastores))
                    return "accessibleDatastores: array expected";
                for (let i = 0; i < message.accessibleDatastores.length; ++i)
                    if (!$util.isString(message.accessibleDatastores[i]))
                        return "accessibleDatastores: string[] expected";
            }
            return null;
        };

        /**
         * Creates a FdmSlaveHeartbeat message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.FdmSlaveHeartbeat
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.FdmSlaveHeartbeat} FdmSlaveHeartbeat
         */
        FdmSlaveHeartbeat.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.FdmSlaveHeartbeat)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.FdmSlaveHeartbeat: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.FdmSlaveHeartbeat();
            if (object.sequence != null)
                if (typeof object.sequence === "object" ? object.sequence.low || object.sequence.high : $Number(object.sequence) !== 0)
                    if ($util.Long)
                        message.sequence = $util.Long.fromValue(object.sequence, true);
                    else if (typeof object.sequence === "string")
                        message.sequence = $parseInt(object.sequence, 10);
                    else if (typeof object.sequence === "number")
                        message.sequence = object.sequence;
                    else if (typeof object.sequence === "object")
                        message.sequence = new $util.LongBits(object.sequence.low >>> 0, object.sequence.high >>> 0).toNumber(true);
            if (object.clusterVersion != null)
                if (typeof object.clusterVersion === "object" ? object.clusterVersion.low || object.clusterVersion.high : $Number(object.clusterVersion) !== 0)
                    if ($util.Long)
                        message.clusterVersion = $util.Long.fromValue(object.clusterVersion, true);
                    else if (typeof object.clusterVersion === "string")
                        message.clusterVersion = $parseInt(object.clusterVersion, 10);
                    else if (typeof object.clusterVersion === "number")
                        message.clusterVersion = object.clusterVersion;
                    else if (typeof object.clusterVersion === "object")
                        message.clusterVersion = new $util.LongBits(object.clusterVersion.low >>> 0, object.clusterVersion.high >>> 0).toNumber(true);
            if (object.vms) {
                if (!$Array.isArray(object.vms))
                    throw $TypeError(".microsphere.FdmSlaveHeartbeat.vms: array expected");
                message.vms = $Array(object.vms.length);
                for (let i = 0; i < object.vms.length; ++i) {
                    if (!$util.isObject(object.vms[i]))
                        throw $TypeError(".microsphere.FdmSlaveHeartbeat.vms: object expected");
                    message.vms[i] = $root.microsphere.VmRuntime.fromObject(object.vms[i], _depth + 1);
                }
            }
            if (object.cpuUnreservedMhz != null)
                if ($Number(object.cpuUnreservedMhz) !== 0)
                    message.cpuUnreservedMhz = object.cpuUnreservedMhz >>> 0;
            if (object.memoryUnreservedMb != null)
                if ($Number(object.memoryUnreservedMb) !== 0)
                    message.memoryUnreservedMb = object.memoryUnreservedMb >>> 0;
            if (object.accessibleDatastores) {
                if (!$Array.isArray(object.accessibleDatastores))
                    throw $TypeError(".microsphere.FdmSlaveHeartbeat.accessibleDatastores: array expected");
                message.accessibleDatastores = $Array(object.accessibleDatastores.length);
                for (let i = 0; i < object.accessibleDatastores.length; ++i)
                    message.accessibleDatastores[i] = $String(object.accessibleDatastores[i]);
            }
            return message;
        };

        /**
         * Creates a plain object from a FdmSlaveHeartbeat message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.FdmSlaveHeartbeat
         * @static
         * @param {microsphere.FdmSlaveHeartbeat} message FdmSlaveHeartbeat
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        FdmSlaveHeartbeat.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults) {
                object.vms = [];
                object.accessibleDatastores = [];
            }
            if (options.defaults) {
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.sequence = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.sequence = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.clusterVersion = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.clusterVersion = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.cpuUnreservedMhz = 0;
                object.memoryUnreservedMb = 0;
            }
            if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.sequence = typeof message.sequence === "number" ? $BigInt(message.sequence) : $util.Long.fromBits(message.sequence.low >>> 0, message.sequence.high >>> 0, true).toBigInt();
                else if (typeof message.sequence === "number")
                    object.sequence = options.longs === $String ? $String(message.sequence) : message.sequence;
                else
                    object.sequence = options.longs === $String ? $util.Long.prototype.toString.call(message.sequence) : options.longs === $Number ? new $util.LongBits(message.sequence.low >>> 0, message.sequence.high >>> 0).toNumber(true) : message.sequence;
            if (message.clusterVersion != null && $Object.hasOwnProperty.call(message, "clusterVersion"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.clusterVersion = typeof message.clusterVersion === "number" ? $BigInt(message.clusterVersion) : $util.Long.fromBits(message.clusterVersion.low >>> 0, message.clusterVersion.high >>> 0, true).toBigInt();
                else if (typeof message.clusterVersion === "number")
                    object.clusterVersion = options.longs === $String ? $String(message.clusterVersion) : message.clusterVersion;
                else
                    object.clusterVersion = options.longs === $String ? $util.Long.prototype.toString.call(message.clusterVersion) : options.longs === $Number ? new $util.LongBits(message.clusterVersion.low >>> 0, message.clusterVersion.high >>> 0).toNumber(true) : message.clusterVersion;
            if (message.vms && message.vms.length) {
                object.vms = $Array(message.vms.length);
                for (let j = 0; j < message.vms.length; ++j)
                    object.vms[j] = $root.microsphere.VmRuntime.toObject(message.vms[j], options, _depth + 1);
            }
            if (message.cpuUnreservedMhz != null && $Object.hasOwnProperty.call(message, "cpuUnreservedMhz"))
                object.cpuUnreservedMhz = message.cpuUnreservedMhz;
            if (message.memoryUnreservedMb != null && $Object.hasOwnProperty.call(message, "memoryUnreservedMb"))
                object.memoryUnreservedMb = message.memoryUnreservedMb;
            if (message.accessibleDatastores && message.accessibleDatastores.length) {
                object.accessibleDatastores = $Array(message.accessibleDatastores.length);
                for (let j = 0; j < message.accessibleDatastores.length; ++j)
                    object.accessibleDatastores[j] = message.accessibleDatastores[j];
            }
            return object;
        };

        /**
         * Converts this FdmSlaveHeartbeat to JSON.
         * @function toJSON
         * @memberof microsphere.FdmSlaveHeartbeat
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        FdmSlaveHeartbeat.prototype.toJSON = function() {
            return FdmSlaveHeartbeat.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for FdmSlaveHeartbeat
         * @function getTypeUrl
         * @memberof microsphere.FdmSlaveHeartbeat
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        FdmSlaveHeartbeat.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.FdmSlaveHeartbeat";
        };

        return FdmSlaveHeartbeat;
    })();

    microsphere.FdmPowerOn = (function() {

        /**
         * Properties of a FdmPowerOn.
         * @typedef {Object} microsphere.FdmPowerOn.$Properties
         * @property {string|null} [vmxPath] FdmPowerOn vmxPath
         * @property {string|null} [instanceUuid] FdmPowerOn instanceUuid
         * @property {number|null} [attempt] FdmPowerOn attempt
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a FdmPowerOn.
         * @memberof microsphere
         * @interface IFdmPowerOn
         * @augments microsphere.FdmPowerOn.$Properties
         * @deprecated Use microsphere.FdmPowerOn.$Properties instead.
         */

        /**
         * Shape of a FdmPowerOn.
         * @typedef {microsphere.FdmPowerOn.$Properties} microsphere.FdmPowerOn.$Shape
         */

        /**
         * Constructs a new FdmPowerOn.
         * @memberof microsphere
         * @classdesc Represents a FdmPowerOn.
         * @constructor
         * @param {microsphere.FdmPowerOn.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const FdmPowerOn = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * FdmPowerOn vmxPath.
         * @member {string} vmxPath
         * @memberof microsphere.FdmPowerOn
         * @instance
         */
        FdmPowerOn.prototype.vmxPath = "";

        /**
         * FdmPowerOn instanceUuid.
         * @member {string} instanceUuid
         * @memberof microsphere.FdmPowerOn
         * @instance
         */
        FdmPowerOn.prototype.instanceUuid = "";

        /**
         * FdmPowerOn attempt.
         * @member {number} attempt
         * @memberof microsphere.FdmPowerOn
         * @instance
         */
        FdmPowerOn.prototype.attempt = 0;

        /**
         * Creates a new FdmPowerOn instance using the specified properties.
         * @function create
         * @memberof microsphere.FdmPowerOn
         * @static
         * @param {microsphere.FdmPowerOn.$Properties=} [properties] Properties to set
         * @returns {microsphere.FdmPowerOn} FdmPowerOn instance
         * @type {{
         *   (properties: microsphere.FdmPowerOn.$Shape): microsphere.FdmPowerOn & microsphere.FdmPowerOn.$Shape;
         *   (properties?: microsphere.FdmPowerOn.$Properties): microsphere.FdmPowerOn;
         * }}
         */
        FdmPowerOn.create = function(properties) {
            return new FdmPowerOn(properties);
        };

        /**
         * Encodes the specified FdmPowerOn message. Does not implicitly {@link microsphere.FdmPowerOn.verify|verify} messages.
         * @function encode
         * @memberof microsphere.FdmPowerOn
         * @static
         * @param {microsphere.FdmPowerOn.$Properties} message FdmPowerOn message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FdmPowerOn.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.vmxPath != null && $Object.hasOwnProperty.call(message, "vmxPath") && message.vmxPath !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.vmxPath);
            if (message.instanceUuid != null && $Object.hasOwnProperty.call(message, "instanceUuid") && message.instanceUuid !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.instanceUuid);
            if (message.attempt != null && $Object.hasOwnProperty.call(message, "attempt") && message.attempt !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.attempt);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified FdmPowerOn message, length delimited. Does not implicitly {@link microsphere.FdmPowerOn.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.FdmPowerOn
         * @static
         * @param {microsphere.FdmPowerOn.$Properties} message FdmPowerOn message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FdmPowerOn.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a FdmPowerOn message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.FdmPowerOn
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.FdmPowerOn & microsphere.FdmPowerOn.$Shape} FdmPowerOn
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FdmPowerOn.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.FdmPowerOn();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.vmxPath = value;
                        else
                            delete message.vmxPath;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.instanceUuid = value;
                        else
                            delete message.instanceUuid;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.attempt = value;
                        else
                            delete message.attempt;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a FdmPowerOn message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.FdmPowerOn
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.FdmPowerOn & microsphere.FdmPowerOn.$Shape} FdmPowerOn
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FdmPowerOn.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a FdmPowerOn message.
         * @function verify
         * @memberof microsphere.FdmPowerOn
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        FdmPowerOn.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.vmxPath != null && $Object.hasOwnProperty.call(message, "vmxPath"))
                if (!$util.isString(message.vmxPath))
                    return "vmxPath: string expected";
            if (message.instanceUuid != null && $Object.hasOwnProperty.call(message, "instanceUuid"))
                if (!$util.isString(message.instanceUuid))
                    return "instanceUuid: string expected";
            if (message.attempt != null && $Object.hasOwnProperty.call(message, "attempt"))
                if (!$util.isInteger(message.attempt))
                    return "attempt: integer expected";
            return null;
        };

        /**
         * Creates a FdmPowerOn message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.FdmPowerOn
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.FdmPowerOn} FdmPowerOn
         */
        FdmPowerOn.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.FdmPowerOn)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.FdmPowerOn: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.FdmPowerOn();
            if (object.vmxPath != null)
                if (typeof object.vmxPath !== "string" || object.vmxPath.length)
                    message.vmxPath = $String(object.vmxPath);
            if (object.instanceUuid != null)
                if (typeof object.instanceUuid !== "string" || object.instanceUuid.length)
                    message.instanceUuid = $String(object.instanceUuid);
            if (object.attempt != null)
                if ($Number(object.attempt) !== 0)
                    message.attempt = object.attempt >>> 0;
            return message;
        };

        /**
         * Creates a plain object from a FdmPowerOn message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.FdmPowerOn
         * @static
         * @param {microsphere.FdmPowerOn} message FdmPowerOn
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        FdmPowerOn.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.vmxPath = "";
                object.instanceUuid = "";
                object.attempt = 0;
            }
            if (message.vmxPath != null && $Object.hasOwnProperty.call(message, "vmxPath"))
                object.vmxPath = message.vmxPath;
            if (message.instanceUuid != null && $Object.hasOwnProperty.call(message, "instanceUuid"))
                object.instanceUuid = message.instanceUuid;
            if (message.attempt != null && $Object.hasOwnProperty.call(message, "attempt"))
                object.attempt = message.attempt;
            return object;
        };

        /**
         * Converts this FdmPowerOn to JSON.
         * @function toJSON
         * @memberof microsphere.FdmPowerOn
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        FdmPowerOn.prototype.toJSON = function() {
            return FdmPowerOn.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for FdmPowerOn
         * @function getTypeUrl
         * @memberof microsphere.FdmPowerOn
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        FdmPowerOn.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.FdmPowerOn";
        };

        return FdmPowerOn;
    })();

    microsphere.FdmPowerOnResult = (function() {

        /**
         * Properties of a FdmPowerOnResult.
         * @typedef {Object} microsphere.FdmPowerOnResult.$Properties
         * @property {string|null} [vmxPath] FdmPowerOnResult vmxPath
         * @property {string|null} [instanceUuid] FdmPowerOnResult instanceUuid
         * @property {number|null} [attempt] FdmPowerOnResult attempt
         * @property {microsphere.Fault.$Properties|null} [fault] FdmPowerOnResult fault
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a FdmPowerOnResult.
         * @memberof microsphere
         * @interface IFdmPowerOnResult
         * @augments microsphere.FdmPowerOnResult.$Properties
         * @deprecated Use microsphere.FdmPowerOnResult.$Properties instead.
         */

        /**
         * Shape of a FdmPowerOnResult.
         * @typedef {microsphere.FdmPowerOnResult.$Properties} microsphere.FdmPowerOnResult.$Shape
         */

        /**
         * Constructs a new FdmPowerOnResult.
         * @memberof microsphere
         * @classdesc Represents a FdmPowerOnResult.
         * @constructor
         * @param {microsphere.FdmPowerOnResult.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const FdmPowerOnResult = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * FdmPowerOnResult vmxPath.
         * @member {string} vmxPath
         * @memberof microsphere.FdmPowerOnResult
         * @instance
         */
        FdmPowerOnResult.prototype.vmxPath = "";

        /**
         * FdmPowerOnResult instanceUuid.
         * @member {string} instanceUuid
         * @memberof microsphere.FdmPowerOnResult
         * @instance
         */
        FdmPowerOnResult.prototype.instanceUuid = "";

        /**
         * FdmPowerOnResult attempt.
         * @member {number} attempt
         * @memberof microsphere.FdmPowerOnResult
         * @instance
         */
        FdmPowerOnResult.prototype.attempt = 0;

        /**
         * FdmPowerOnResult fault.
         * @member {microsphere.Fault.$Properties|null|undefined} fault
         * @memberof microsphere.FdmPowerOnResult
         * @instance
         */
        FdmPowerOnResult.prototype.fault = null;

        /**
         * Creates a new FdmPowerOnResult instance using the specified properties.
         * @function create
         * @memberof microsphere.FdmPowerOnResult
         * @static
         * @param {microsphere.FdmPowerOnResult.$Properties=} [properties] Properties to set
         * @returns {microsphere.FdmPowerOnResult} FdmPowerOnResult instance
         * @type {{
         *   (properties: microsphere.FdmPowerOnResult.$Shape): microsphere.FdmPowerOnResult & microsphere.FdmPowerOnResult.$Shape;
         *   (properties?: microsphere.FdmPowerOnResult.$Properties): microsphere.FdmPowerOnResult;
         * }}
         */
        FdmPowerOnResult.create = function(properties) {
            return new FdmPowerOnResult(properties);
        };

        /**
         * Encodes the specified FdmPowerOnResult message. Does not implicitly {@link microsphere.FdmPowerOnResult.verify|verify} messages.
         * @function encode
         * @memberof microsphere.FdmPowerOnResult
         * @static
         * @param {microsphere.FdmPowerOnResult.$Properties} message FdmPowerOnResult message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FdmPowerOnResult.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.vmxPath != null && $Object.hasOwnProperty.call(message, "vmxPath") && message.vmxPath !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.vmxPath);
            if (message.instanceUuid != null && $Object.hasOwnProperty.call(message, "instanceUuid") && message.instanceUuid !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.instanceUuid);
            if (message.attempt != null && $Object.hasOwnProperty.call(message, "attempt") && message.attempt !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.attempt);
            if (message.fault != null && $Object.hasOwnProperty.call(message, "fault"))
                $root.microsphere.Fault.encode(message.fault, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified FdmPowerOnResult message, length delimited. Does not implicitly {@link microsphere.FdmPowerOnResult.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.FdmPowerOnResult
         * @static
         * @param {microsphere.FdmPowerOnResult.$Properties} message FdmPowerOnResult message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FdmPowerOnResult.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a FdmPowerOnResult message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.FdmPowerOnResult
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.FdmPowerOnResult & microsphere.FdmPowerOnResult.$Shape} FdmPowerOnResult
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FdmPowerOnResult.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.FdmPowerOnResult();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.vmxPath = value;
                        else
                            delete message.vmxPath;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.instanceUuid = value;
                        else
                            delete message.instanceUuid;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.attempt = value;
                        else
                            delete message.attempt;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.fault = $root.microsphere.Fault.decode(reader, reader.size(), $undefined, _depth + 1, message.fault);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a FdmPowerOnResult message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.FdmPowerOnResult
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.FdmPowerOnResult & microsphere.FdmPowerOnResult.$Shape} FdmPowerOnResult
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FdmPowerOnResult.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a FdmPowerOnResult message.
         * @function verify
         * @memberof microsphere.FdmPowerOnResult
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        FdmPowerOnResult.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.vmxPath != null && $Object.hasOwnProperty.call(message, "vmxPath"))
                if (!$util.isString(message.vmxPath))
                    return "vmxPath: string expected";
            if (message.instanceUuid != null && $Object.hasOwnProperty.call(message, "instanceUuid"))
                if (!$util.isString(message.instanceUuid))
                    return "instanceUuid: string expected";
            if (message.attempt != null && $Object.hasOwnProperty.call(message, "attempt"))
                if (!$util.isInteger(message.attempt))
                    return "attempt: integer expected";
            if (message.fault != null && $Object.hasOwnProperty.call(message, "fault")) {
                let error = $root.microsphere.Fault.verify(message.fault, _depth + 1);
                if (error)
                    return "fault." + error;
            }
            return null;
        };

        /**
         * Creates a FdmPowerOnResult message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.FdmPowerOnResult
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.FdmPowerOnResult} FdmPowerOnResult
         */
        FdmPowerOnResult.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.FdmPowerOnResult)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.FdmPowerOnResult: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.FdmPowerOnResult();
            if (object.vmxPath != null)
                if (typeof object.vmxPath !== "string" || object.vmxPath.length)
                    message.vmxPath = $String(object.vmxPath);
            if (object.instanceUuid != null)
                if (typeof object.instanceUuid !== "string" || object.instanceUuid.length)
                    message.instanceUuid = $String(object.instanceUuid);
            if (object.attempt != null)
                if ($Number(object.attempt) !== 0)
                    message.attempt = object.attempt >>> 0;
            if (object.fault != null) {
                if (!$util.isObject(object.fault))
                    throw $TypeError(".microsphere.FdmPowerOnResult.fault: object expected");
                message.fault = $root.microsphere.Fault.fromObject(object.fault, _depth + 1);
            }
            return message;
        };

        /**
         * Creates a plain object from a FdmPowerOnResult message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.FdmPowerOnResult
         * @static
         * @param {microsphere.FdmPowerOnResult} message FdmPowerOnResult
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        FdmPowerOnResult.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.vmxPath = "";
                object.instanceUuid = "";
                object.attempt = 0;
                object.fault = null;
            }
            if (message.vmxPath != null && $Object.hasOwnProperty.call(message, "vmxPath"))
                object.vmxPath = message.vmxPath;
            if (message.instanceUuid != null && $Object.hasOwnProperty.call(message, "instanceUuid"))
                object.instanceUuid = message.instanceUuid;
            if (message.attempt != null && $Object.hasOwnProperty.call(message, "attempt"))
                object.attempt = message.attempt;
            if (message.fault != null && $Object.hasOwnProperty.call(message, "fault"))
                object.fault = $root.microsphere.Fault.toObject(message.fault, options, _depth + 1);
            return object;
        };

        /**
         * Converts this FdmPowerOnResult to JSON.
         * @function toJSON
         * @memberof microsphere.FdmPowerOnResult
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        FdmPowerOnResult.prototype.toJSON = function() {
            return FdmPowerOnResult.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for FdmPowerOnResult
         * @function getTypeUrl
         * @memberof microsphere.FdmPowerOnResult
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        FdmPowerOnResult.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.FdmPowerOnResult";
        };

        return FdmPowerOnResult;
    })();

    microsphere.FdmPing = (function() {

        /**
         * Properties of a FdmPing.
         * @typedef {Object} microsphere.FdmPing.$Properties
         * @property {number|null} [nonce] FdmPing nonce
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a FdmPing.
         * @memberof microsphere
         * @interface IFdmPing
         * @augments microsphere.FdmPing.$Properties
         * @deprecated Use microsphere.FdmPing.$Properties instead.
         */

        /**
         * Shape of a FdmPing.
         * @typedef {microsphere.FdmPing.$Properties} microsphere.FdmPing.$Shape
         */

        /**
         * Constructs a new FdmPing.
         * @memberof microsphere
         * @classdesc Represents a FdmPing.
         * @constructor
         * @param {microsphere.FdmPing.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const FdmPing = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * FdmPing nonce.
         * @member {number} nonce
         * @memberof microsphere.FdmPing
         * @instance
         */
        FdmPing.prototype.nonce = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Creates a new FdmPing instance using the specified properties.
         * @function create
         * @memberof microsphere.FdmPing
         * @static
         * @param {microsphere.FdmPing.$Properties=} [properties] Properties to set
         * @returns {microsphere.FdmPing} FdmPing instance
         * @type {{
         *   (properties: microsphere.FdmPing.$Shape): microsphere.FdmPing & microsphere.FdmPing.$Shape;
         *   (properties?: microsphere.FdmPing.$Properties): microsphere.FdmPing;
         * }}
         */
        FdmPing.create = function(properties) {
            return new FdmPing(properties);
        };

        /**
         * Encodes the specified FdmPing message. Does not implicitly {@link microsphere.FdmPing.verify|verify} messages.
         * @function encode
         * @memberof microsphere.FdmPing
         * @static
         * @param {microsphere.FdmPing.$Properties} message FdmPing message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FdmPing.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && (typeof message.nonce === "object" ? message.nonce.low || message.nonce.high : message.nonce !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.nonce);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified FdmPing message, length delimited. Does not implicitly {@link microsphere.FdmPing.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.FdmPing
         * @static
         * @param {microsphere.FdmPing.$Properties} message FdmPing message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FdmPing.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a FdmPing message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.FdmPing
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.FdmPing & microsphere.FdmPing.$Shape} FdmPing
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FdmPing.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.FdmPing();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.nonce = value;
                        else
                            delete message.nonce;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a FdmPing message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.FdmPing
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.FdmPing & microsphere.FdmPing.$Shape} FdmPing
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FdmPing.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a FdmPing message.
         * @function verify
         * @memberof microsphere.FdmPing
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        FdmPing.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce"))
                if (!$util.isInteger(message.nonce) && !(message.nonce && $util.isInteger(message.nonce.low) && $util.isInteger(message.nonce.high)))
                    return "nonce: integer|Long expected";
            return null;
        };

        /**
         * Creates a FdmPing message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.FdmPing
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.FdmPing} FdmPing
         */
        FdmPing.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.FdmPing)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.FdmPing: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.FdmPing();
            if (object.nonce != null)
                if (typeof object.nonce === "object" ? object.nonce.low || object.nonce.high : $Number(object.nonce) !== 0)
                    if ($util.Long)
                        message.nonce = $util.Long.fromValue(object.nonce, true);
                    else if (typeof object.nonce === "string")
                        message.nonce = $parseInt(object.nonce, 10);
                    else if (typeof object.nonce === "number")
                        message.nonce = object.nonce;
                    else if (typeof object.nonce === "object")
                        message.nonce = new $util.LongBits(object.nonce.low >>> 0, object.nonce.high >>> 0).toNumber(true);
            return message;
        };

        /**
         * Creates a plain object from a FdmPing message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.FdmPing
         * @static
         * @param {microsphere.FdmPing} message FdmPing
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        FdmPing.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults)
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.nonce = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.nonce = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
            if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.nonce = typeof message.nonce === "number" ? $BigInt(message.nonce) : $util.Long.fromBits(message.nonce.low >>> 0, message.nonce.high >>> 0, true).toBigInt();
                else if (typeof message.nonce === "number")
                    object.nonce = options.longs === $String ? $String(message.nonce) : message.nonce;
                else
                    object.nonce = options.longs === $String ? $util.Long.prototype.toString.call(message.nonce) : options.longs === $Number ? new $util.LongBits(message.nonce.low >>> 0, message.nonce.high >>> 0).toNumber(true) : message.nonce;
            return object;
        };

        /**
         * Converts this FdmPing to JSON.
         * @function toJSON
         * @memberof microsphere.FdmPing
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        FdmPing.prototype.toJSON = function() {
            return FdmPing.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for FdmPing
         * @function getTypeUrl
         * @memberof microsphere.FdmPing
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        FdmPing.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.FdmPing";
        };

        return FdmPing;
    })();

    microsphere.FdmPong = (function() {

        /**
         * Properties of a FdmPong.
         * @typedef {Object} microsphere.FdmPong.$Properties
         * @property {number|null} [nonce] FdmPong nonce
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a FdmPong.
         * @memberof microsphere
         * @interface IFdmPong
         * @augments microsphere.FdmPong.$Properties
         * @deprecated Use microsphere.FdmPong.$Properties instead.
         */

        /**
         * Shape of a FdmPong.
         * @typedef {microsphere.FdmPong.$Properties} microsphere.FdmPong.$Shape
         */

        /**
         * Constructs a new FdmPong.
         * @memberof microsphere
         * @classdesc Represents a FdmPong.
         * @constructor
         * @param {microsphere.FdmPong.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const FdmPong = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * FdmPong nonce.
         * @member {number} nonce
         * @memberof microsphere.FdmPong
         * @instance
         */
        FdmPong.prototype.nonce = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Creates a new FdmPong instance using the specified properties.
         * @function create
         * @memberof microsphere.FdmPong
         * @static
         * @param {microsphere.FdmPong.$Properties=} [properties] Properties to set
         * @returns {microsphere.FdmPong} FdmPong instance
         * @type {{
         *   (properties: microsphere.FdmPong.$Shape): microsphere.FdmPong & microsphere.FdmPong.$Shape;
         *   (properties?: microsphere.FdmPong.$Properties): microsphere.FdmPong;
         * }}
         */
        FdmPong.create = function(properties) {
            return new FdmPong(properties);
        };

        /**
         * Encodes the specified FdmPong message. Does not implicitly {@link microsphere.FdmPong.verify|verify} messages.
         * @function encode
         * @memberof microsphere.FdmPong
         * @static
         * @param {microsphere.FdmPong.$Properties} message FdmPong message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FdmPong.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && (typeof message.nonce === "object" ? message.nonce.low || message.nonce.high : message.nonce !== 0))
                writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.nonce);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified FdmPong message, length delimited. Does not implicitly {@link microsphere.FdmPong.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.FdmPong
         * @static
         * @param {microsphere.FdmPong.$Properties} message FdmPong message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FdmPong.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a FdmPong message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.FdmPong
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.FdmPong & microsphere.FdmPong.$Shape} FdmPong
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FdmPong.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.FdmPong();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.nonce = value;
                        else
                            delete message.nonce;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a FdmPong message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.FdmPong
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.FdmPong & microsphere.FdmPong.$Shape} FdmPong
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FdmPong.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a FdmPong message.
         * @function verify
         * @memberof microsphere.FdmPong
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        FdmPong.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce"))
                if (!$util.isInteger(message.nonce) && !(message.nonce && $util.isInteger(message.nonce.low) && $util.isInteger(message.nonce.high)))
                    return "nonce: integer|Long expected";
            return null;
        };

        /**
         * Creates a FdmPong message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.FdmPong
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.FdmPong} FdmPong
         */
        FdmPong.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.FdmPong)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.FdmPong: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.FdmPong();
            if (object.nonce != null)
                if (typeof object.nonce === "object" ? object.nonce.low || object.nonce.high : $Number(object.nonce) !== 0)
                    if ($util.Long)
                        message.nonce = $util.Long.fromValue(object.nonce, true);
                    else if (typeof object.nonce === "string")
                        message.nonce = $parseInt(object.nonce, 10);
                    else if (typeof object.nonce === "number")
                        message.nonce = object.nonce;
                    else if (typeof object.nonce === "object")
                        message.nonce = new $util.LongBits(object.nonce.low >>> 0, object.nonce.high >>> 0).toNumber(true);
            return message;
        };

        /**
         * Creates a plain object from a FdmPong message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.FdmPong
         * @static
         * @param {microsphere.FdmPong} message FdmPong
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        FdmPong.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults)
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.nonce = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.nonce = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
            if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.nonce = typeof message.nonce === "number" ? $BigInt(message.nonce) : $util.Long.fromBits(message.nonce.low >>> 0, message.nonce.high >>> 0, true).toBigInt();
                else if (typeof message.nonce === "number")
                    object.nonce = options.longs === $String ? $String(message.nonce) : message.nonce;
                else
                    object.nonce = options.longs === $String ? $util.Long.prototype.toString.call(message.nonce) : options.longs === $Number ? new $util.LongBits(message.nonce.low >>> 0, message.nonce.high >>> 0).toNumber(true) : message.nonce;
            return object;
        };

        /**
         * Converts this FdmPong to JSON.
         * @function toJSON
         * @memberof microsphere.FdmPong
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        FdmPong.prototype.toJSON = function() {
            return FdmPong.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for FdmPong
         * @function getTypeUrl
         * @memberof microsphere.FdmPong
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        FdmPong.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.FdmPong";
        };

        return FdmPong;
    })();

    microsphere.Fault = (function() {

        /**
         * Properties of a Fault.
         * @typedef {Object} microsphere.Fault.$Properties
         * @property {string|null} [type] Fault type
         * @property {string|null} [message] Fault message
         * @property {boolean|null} [definite] Fault definite
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Fault.
         * @memberof microsphere
         * @interface IFault
         * @augments microsphere.Fault.$Properties
         * @deprecated Use microsphere.Fault.$Properties instead.
         */

        /**
         * Shape of a Fault.
         * @typedef {microsphere.Fault.$Properties} microsphere.Fault.$Shape
         */

        /**
         * Constructs a new Fault.
         * @memberof microsphere
         * @classdesc Represents a Fault.
         * @constructor
         * @param {microsphere.Fault.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Fault = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Fault type.
         * @member {string} type
         * @memberof microsphere.Fault
         * @instance
         */
        Fault.prototype.type = "";

        /**
         * Fault message.
         * @member {string} message
         * @memberof microsphere.Fault
         * @instance
         */
        Fault.prototype.message = "";

        /**
         * Fault definite.
         * @member {boolean} definite
         * @memberof microsphere.Fault
         * @instance
         */
        Fault.prototype.definite = false;

        /**
         * Creates a new Fault instance using the specified properties.
         * @function create
         * @memberof microsphere.Fault
         * @static
         * @param {microsphere.Fault.$Properties=} [properties] Properties to set
         * @returns {microsphere.Fault} Fault instance
         * @type {{
         *   (properties: microsphere.Fault.$Shape): microsphere.Fault & microsphere.Fault.$Shape;
         *   (properties?: microsphere.Fault.$Properties): microsphere.Fault;
         * }}
         */
        Fault.create = function(properties) {
            return new Fault(properties);
        };

        /**
         * Encodes the specified Fault message. Does not implicitly {@link microsphere.Fault.verify|verify} messages.
         * @function encode
         * @memberof microsphere.Fault
         * @static
         * @param {microsphere.Fault.$Properties} message Fault message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Fault.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.type);
            if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.message);
            if (message.definite != null && $Object.hasOwnProperty.call(message, "definite") && message.definite !== false)
                writer.uint32(/* id 3, wireType 0 =*/24).bool(message.definite);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified Fault message, length delimited. Does not implicitly {@link microsphere.Fault.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.Fault
         * @static
         * @param {microsphere.Fault.$Properties} message Fault message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Fault.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a Fault message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.Fault
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.Fault & microsphere.Fault.$Shape} Fault
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Fault.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.Fault();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.type = value;
                        else
                            delete message.type;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.message = value;
                        else
                            delete message.message;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.definite = value;
                        else
                            delete message.definite;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a Fault message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.Fault
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.Fault & microsphere.Fault.$Shape} Fault
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Fault.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a Fault message.
         * @function verify
         * @memberof microsphere.Fault
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        Fault.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.type != null && $Object.hasOwnProperty.call(message, "type"))
                if (!$util.isString(message.type))
                    return "type: string expected";
            if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                if (!$util.isString(message.message))
                    return "message: string expected";
            if (message.definite != null && $Object.hasOwnProperty.call(message, "definite"))
                if (typeof message.definite !== "boolean")
                    return "definite: boolean expected";
            return null;
        };

        /**
         * Creates a Fault message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.Fault
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.Fault} Fault
         */
        Fault.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.Fault)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.Fault: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.Fault();
            if (object.type != null)
                if (typeof object.type !== "string" || object.type.length)
                    message.type = $String(object.type);
            if (object.message != null)
                if (typeof object.message !== "string" || object.message.length)
                    message.message = $String(object.message);
            if (object.definite != null)
                if (object.definite)
                    message.definite = $Boolean(object.definite);
            return message;
        };

        /**
         * Creates a plain object from a Fault message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.Fault
         * @static
         * @param {microsphere.Fault} message Fault
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        Fault.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.type = "";
                object.message = "";
                object.definite = false;
            }
            if (message.type != null && $Object.hasOwnProperty.call(message, "type"))
                object.type = message.type;
            if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                object.message = message.message;
            if (message.definite != null && $Object.hasOwnProperty.call(message, "definite"))
                object.definite = message.definite;
            return object;
        };

        /**
         * Converts this Fault to JSON.
         * @function toJSON
         * @memberof microsphere.Fault
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        Fault.prototype.toJSON = function() {
            return Fault.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for Fault
         * @function getTypeUrl
         * @memberof microsphere.Fault
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        Fault.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.Fault";
        };

        return Fault;
    })();

    microsphere.Reply = (function() {

        /**
         * Properties of a Reply.
         * @typedef {Object} microsphere.Reply.$Properties
         * @property {microsphere.Fault.$Properties|null} [fault] Reply fault
         * @property {Uint8Array|null} [result] Reply result
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Reply.
         * @memberof microsphere
         * @interface IReply
         * @augments microsphere.Reply.$Properties
         * @deprecated Use microsphere.Reply.$Properties instead.
         */

        /**
         * Shape of a Reply.
         * @typedef {microsphere.Reply.$Properties} microsphere.Reply.$Shape
         */

        /**
         * Constructs a new Reply.
         * @memberof microsphere
         * @classdesc Represents a Reply.
         * @constructor
         * @param {microsphere.Reply.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Reply = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Reply fault.
         * @member {microsphere.Fault.$Properties|null|undefined} fault
         * @memberof microsphere.Reply
         * @instance
         */
        Reply.prototype.fault = null;

        /**
         * Reply result.
         * @member {Uint8Array} result
         * @memberof microsphere.Reply
         * @instance
         */
        Reply.prototype.result = $util.newBuffer([]);

        /**
         * Creates a new Reply instance using the specified properties.
         * @function create
         * @memberof microsphere.Reply
         * @static
         * @param {microsphere.Reply.$Properties=} [properties] Properties to set
         * @returns {microsphere.Reply} Reply instance
         * @type {{
         *   (properties: microsphere.Reply.$Shape): microsphere.Reply & microsphere.Reply.$Shape;
         *   (properties?: microsphere.Reply.$Properties): microsphere.Reply;
         * }}
         */
        Reply.create = function(properties) {
            return new Reply(properties);
        };

        /**
         * Encodes the specified Reply message. Does not implicitly {@link microsphere.Reply.verify|verify} messages.
         * @function encode
         * @memberof microsphere.Reply
         * @static
         * @param {microsphere.Reply.$Properties} message Reply message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Reply.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.fault != null && $Object.hasOwnProperty.call(message, "fault"))
                $root.microsphere.Fault.encode(message.fault, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.result != null && $Object.hasOwnProperty.call(message, "result") && message.result.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.result);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified Reply message, length delimited. Does not implicitly {@link microsphere.Reply.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.Reply
         * @static
         * @param {microsphere.Reply.$Properties} message Reply message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Reply.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a Reply message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.Reply
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.Reply & microsphere.Reply.$Shape} Reply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Reply.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.Reply();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.fault = $root.microsphere.Fault.decode(reader, reader.size(), $undefined, _depth + 1, message.fault);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.result = value;
                        else
                            delete message.result;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a Reply message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.Reply
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.Reply & microsphere.Reply.$Shape} Reply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Reply.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a Reply message.
         * @function verify
         * @memberof microsphere.Reply
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        Reply.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.fault != null && $Object.hasOwnProperty.call(message, "fault")) {
                let error = $root.microsphere.Fault.verify(message.fault, _depth + 1);
                if (error)
                    return "fault." + error;
            }
            if (message.result != null && $Object.hasOwnProperty.call(message, "result"))
                if (!(message.result && typeof message.result.length === "number" || $util.isString(message.result)))
                    return "result: buffer expected";
            return null;
        };

        /**
         * Creates a Reply message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.Reply
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.Reply} Reply
         */
        Reply.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.Reply)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.Reply: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.Reply();
            if (object.fault != null) {
                if (!$util.isObject(object.fault))
                    throw $TypeError(".microsphere.Reply.fault: object expected");
                message.fault = $root.microsphere.Fault.fromObject(object.fault, _depth + 1);
            }
            if (object.result != null)
                if (object.result.length)
                    if (typeof object.result === "string")
                        $util.base64.decode(object.result, message.result = $util.newBuffer($util.base64.length(object.result)), 0);
                    else if (object.result.length >= 0)
                        message.result = object.result;
            return message;
        };

        /**
         * Creates a plain object from a Reply message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.Reply
         * @static
         * @param {microsphere.Reply} message Reply
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        Reply.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.fault = null;
                if (options.bytes === $String)
                    object.result = "";
                else {
                    object.result = [];
                    if (options.bytes !== $Array)
                        object.result = $util.newBuffer(object.result);
                }
            }
            if (message.fault != null && $Object.hasOwnProperty.call(message, "fault"))
                object.fault = $root.microsphere.Fault.toObject(message.fault, options, _depth + 1);
            if (message.result != null && $Object.hasOwnProperty.call(message, "result"))
                object.result = options.bytes === $String ? $util.base64.encode(message.result, 0, message.result.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.result) : message.result;
            return object;
        };

        /**
         * Converts this Reply to JSON.
         * @function toJSON
         * @memberof microsphere.Reply
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        Reply.prototype.toJSON = function() {
            return Reply.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for Reply
         * @function getTypeUrl
         * @memberof microsphere.Reply
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        Reply.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.Reply";
        };

        return Reply;
    })();

    microsphere.Empty = (function() {

        /**
         * Properties of an Empty.
         * @typedef {Object} microsphere.Empty.$Properties
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Empty.
         * @memberof microsphere
         * @interface IEmpty
         * @augments microsphere.Empty.$Properties
         * @deprecated Use microsphere.Empty.$Properties instead.
         */

        /**
         * Shape of an Empty.
         * @typedef {microsphere.Empty.$Properties} microsphere.Empty.$Shape
         */

        /**
         * Constructs a new Empty.
         * @memberof microsphere
         * @classdesc Represents an Empty.
         * @constructor
         * @param {microsphere.Empty.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Empty = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Creates a new Empty instance using the specified properties.
         * @function create
         * @memberof microsphere.Empty
         * @static
         * @param {microsphere.Empty.$Properties=} [properties] Properties to set
         * @returns {microsphere.Empty} Empty instance
         * @type {{
         *   (properties: microsphere.Empty.$Shape): microsphere.Empty & microsphere.Empty.$Shape;
         *   (properties?: microsphere.Empty.$Properties): microsphere.Empty;
         * }}
         */
        Empty.create = function(properties) {
            return new Empty(properties);
        };

        /**
         * Encodes the specified Empty message. Does not implicitly {@link microsphere.Empty.verify|verify} messages.
         * @function encode
         * @memberof microsphere.Empty
         * @static
         * @param {microsphere.Empty.$Properties} message Empty message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Empty.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified Empty message, length delimited. Does not implicitly {@link microsphere.Empty.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.Empty
         * @static
         * @param {microsphere.Empty.$Properties} message Empty message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Empty.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes an Empty message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.Empty
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.Empty & microsphere.Empty.$Shape} Empty
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Empty.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.Empty();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                reader.skipType(tag & 7, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes an Empty message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.Empty
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.Empty & microsphere.Empty.$Shape} Empty
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Empty.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies an Empty message.
         * @function verify
         * @memberof microsphere.Empty
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        Empty.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            return null;
        };

        /**
         * Creates an Empty message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.Empty
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.Empty} Empty
         */
        Empty.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.Empty)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.Empty: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            return new $root.microsphere.Empty();
        };

        /**
         * Creates a plain object from an Empty message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.Empty
         * @static
         * @param {microsphere.Empty} message Empty
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        Empty.toObject = function () {
            return {};
        };

        /**
         * Converts this Empty to JSON.
         * @function toJSON
         * @memberof microsphere.Empty
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        Empty.prototype.toJSON = function() {
            return Empty.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for Empty
         * @function getTypeUrl
         * @memberof microsphere.Empty
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        Empty.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.Empty";
        };

        return Empty;
    })();

    /**
     * PowerState enum.
     * @name microsphere.PowerState
     * @enum {number}
     * @property {number} poweredOff=0 poweredOff value
     * @property {number} poweredOn=1 poweredOn value
     * @property {number} suspended=2 suspended value
     */
    microsphere.PowerState = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "poweredOff"] = 0;
        values[valuesById[1] = "poweredOn"] = 1;
        values[valuesById[2] = "suspended"] = 2;
        return values;
    })();

    /**
     * EntityStatus enum.
     * @name microsphere.EntityStatus
     * @enum {number}
     * @property {number} gray=0 gray value
     * @property {number} green=1 green value
     * @property {number} yellow=2 yellow value
     * @property {number} red=3 red value
     */
    microsphere.EntityStatus = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "gray"] = 0;
        values[valuesById[1] = "green"] = 1;
        values[valuesById[2] = "yellow"] = 2;
        values[valuesById[3] = "red"] = 3;
        return values;
    })();

    microsphere.VmRuntime = (function() {

        /**
         * Properties of a VmRuntime.
         * @typedef {Object} microsphere.VmRuntime.$Properties
         * @property {string|null} [vmxPath] VmRuntime vmxPath
         * @property {string|null} [instanceUuid] VmRuntime instanceUuid
         * @property {string|null} [name] VmRuntime name
         * @property {microsphere.PowerState|null} [powerState] VmRuntime powerState
         * @property {microsphere.EntityStatus|null} [guestHeartbeatStatus] VmRuntime guestHeartbeatStatus
         * @property {string|null} [ipAddress] VmRuntime ipAddress
         * @property {boolean|null} [toolsRunning] VmRuntime toolsRunning
         * @property {number|null} [bootTime] VmRuntime bootTime
         * @property {number|null} [instructions] VmRuntime instructions
         * @property {number|null} [overallCpuUsageMhz] VmRuntime overallCpuUsageMhz
         * @property {number|null} [memorySizeMb] VmRuntime memorySizeMb
         * @property {number|null} [numCpu] VmRuntime numCpu
         * @property {Array.<string>|null} [macAddresses] VmRuntime macAddresses
         * @property {Object.<string,string>|null} [guestInfo] VmRuntime guestInfo
         * @property {boolean|null} [inaccessible] VmRuntime inaccessible
         * @property {boolean|null} [cleanPowerOff] VmRuntime cleanPowerOff
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a VmRuntime.
         * @memberof microsphere
         * @interface IVmRuntime
         * @augments microsphere.VmRuntime.$Properties
         * @deprecated Use microsphere.VmRuntime.$Properties instead.
         */

        /**
         * Shape of a VmRuntime.
         * @typedef {microsphere.VmRuntime.$Properties} microsphere.VmRuntime.$Shape
         */

        /**
         * Constructs a new VmRuntime.
         * @memberof microsphere
         * @classdesc Represents a VmRuntime.
         * @constructor
         * @param {microsphere.VmRuntime.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const VmRuntime = function (properties) {
            this.macAddresses = [];
            this.guestInfo = {};
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * VmRuntime vmxPath.
         * @member {string} vmxPath
         * @memberof microsphere.VmRuntime
         * @instance
         */
        VmRuntime.prototype.vmxPath = "";

        /**
         * VmRuntime instanceUuid.
         * @member {string} instanceUuid
         * @memberof microsphere.VmRuntime
         * @instance
         */
        VmRuntime.prototype.instanceUuid = "";

        /**
         * VmRuntime name.
         * @member {string} name
         * @memberof microsphere.VmRuntime
         * @instance
         */
        VmRuntime.prototype.name = "";

        /**
         * VmRuntime powerState.
         * @member {microsphere.PowerState} powerState
         * @memberof microsphere.VmRuntime
         * @instance
         */
        VmRuntime.prototype.powerState = 0;

        /**
         * VmRuntime guestHeartbeatStatus.
         * @member {microsphere.EntityStatus} guestHeartbeatStatus
         * @memberof microsphere.VmRuntime
         * @instance
         */
        VmRuntime.prototype.guestHeartbeatStatus = 0;

        /**
         * VmRuntime ipAddress.
         * @member {string} ipAddress
         * @memberof microsphere.VmRuntime
         * @instance
         */
        VmRuntime.prototype.ipAddress = "";

        /**
         * VmRuntime toolsRunning.
         * @member {boolean} toolsRunning
         * @memberof microsphere.VmRuntime
         * @instance
         */
        VmRuntime.prototype.toolsRunning = false;

        /**
         * VmRuntime bootTime.
         * @member {number} bootTime
         * @memberof microsphere.VmRuntime
         * @instance
         */
        VmRuntime.prototype.bootTime = 0;

        /**
         * VmRuntime instructions.
         * @member {number} instructions
         * @memberof microsphere.VmRuntime
         * @instance
         */
        VmRuntime.prototype.instructions = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * VmRuntime overallCpuUsageMhz.
         * @member {number} overallCpuUsageMhz
         * @memberof microsphere.VmRuntime
         * @instance
         */
        VmRuntime.prototype.overallCpuUsageMhz = 0;

        /**
         * VmRuntime memorySizeMb.
         * @member {number} memorySizeMb
         * @memberof microsphere.VmRuntime
         * @instance
         */
        VmRuntime.prototype.memorySizeMb = 0;

        /**
         * VmRuntime numCpu.
         * @member {number} numCpu
         * @memberof microsphere.VmRuntime
         * @instance
         */
        VmRuntime.prototype.numCpu = 0;

        /**
         * VmRuntime macAddresses.
         * @member {Array.<string>} macAddresses
         * @memberof microsphere.VmRuntime
         * @instance
         */
        VmRuntime.prototype.macAddresses = $util.emptyArray;

        /**
         * VmRuntime guestInfo.
         * @member {Object.<string,string>} guestInfo
         * @memberof microsphere.VmRuntime
         * @instance
         */
        VmRuntime.prototype.guestInfo = $util.emptyObject;

        /**
         * VmRuntime inaccessible.
         * @member {boolean} inaccessible
         * @memberof microsphere.VmRuntime
         * @instance
         */
        VmRuntime.prototype.inaccessible = false;

        /**
         * VmRuntime cleanPowerOff.
         * @member {boolean} cleanPowerOff
         * @memberof microsphere.VmRuntime
         * @instance
         */
        VmRuntime.prototype.cleanPowerOff = false;

        /**
         * Creates a new VmRuntime instance using the specified properties.
         * @function create
         * @memberof microsphere.VmRuntime
         * @static
         * @param {microsphere.VmRuntime.$Properties=} [properties] Properties to set
         * @returns {microsphere.VmRuntime} VmRuntime instance
         * @type {{
         *   (properties: microsphere.VmRuntime.$Shape): microsphere.VmRuntime & microsphere.VmRuntime.$Shape;
         *   (properties?: microsphere.VmRuntime.$Properties): microsphere.VmRuntime;
         * }}
         */
        VmRuntime.create = function(properties) {
            return new VmRuntime(properties);
        };

        /**
         * Encodes the specified VmRuntime message. Does not implicitly {@link microsphere.VmRuntime.verify|verify} messages.
         * @function encode
         * @memberof microsphere.VmRuntime
         * @static
         * @param {microsphere.VmRuntime.$Properties} message VmRuntime message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        VmRuntime.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.vmxPath != null && $Object.hasOwnProperty.call(message, "vmxPath") && message.vmxPath !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.vmxPath);
            if (message.instanceUuid != null && $Object.hasOwnProperty.call(message, "instanceUuid") && message.instanceUuid !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.instanceUuid);
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.name);
            if (message.powerState != null && $Object.hasOwnProperty.call(message, "powerState") && message.powerState !== 0)
                writer.uint32(/* id 4, wireType 0 =*/32).int32(message.powerState);
            if (message.guestHeartbeatStatus != null && $Object.hasOwnProperty.call(message, "guestHeartbeatStatus") && message.guestHeartbeatStatus !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).int32(message.guestHeartbeatStatus);
            if (message.ipAddress != null && $Object.hasOwnProperty.call(message, "ipAddress") && message.ipAddress !== "")
                writer.uint32(/* id 6, wireType 2 =*/50).string(message.ipAddress);
            if (message.toolsRunning != null && $Object.hasOwnProperty.call(message, "toolsRunning") && message.toolsRunning !== false)
                writer.uint32(/* id 7, wireType 0 =*/56).bool(message.toolsRunning);
            if (message.bootTime != null && $Object.hasOwnProperty.call(message, "bootTime") && !$Object.is(message.bootTime, 0))
                writer.uint32(/* id 8, wireType 1 =*/65).double(message.bootTime);
            if (message.instructions != null && $Object.hasOwnProperty.call(message, "instructions") && (typeof message.instructions === "object" ? message.instructions.low || message.instructions.high : message.instructions !== 0))
                writer.uint32(/* id 9, wireType 0 =*/72).uint64(message.instructions);
            if (message.overallCpuUsageMhz != null && $Object.hasOwnProperty.call(message, "overallCpuUsageMhz") && message.overallCpuUsageMhz !== 0)
                writer.uint32(/* id 10, wireType 0 =*/80).uint32(message.overallCpuUsageMhz);
            if (message.memorySizeMb != null && $Object.hasOwnProperty.call(message, "memorySizeMb") && message.memorySizeMb !== 0)
                writer.uint32(/* id 11, wireType 0 =*/88).uint32(message.memorySizeMb);
            if (message.numCpu != null && $Object.hasOwnProperty.call(message, "numCpu") && message.numCpu !== 0)
                writer.uint32(/* id 12, wireType 0 =*/96).uint32(message.numCpu);
            if (message.macAddresses != null && message.macAddresses.length)
                for (let i = 0; i < message.macAddresses.length; ++i)
                    writer.uint32(/* id 13, wireType 2 =*/106).string(message.macAddresses[i]);
            if (message.guestInfo != null && $Object.hasOwnProperty.call(message, "guestInfo"))
                for (let keys = $Object.keys(message.guestInfo), i = 0; i < keys.length; ++i)
                    writer.uint32(/* id 14, wireType 2 =*/114).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.guestInfo[keys[i]]).ldelim();
            if (message.inaccessible != null && $Object.hasOwnProperty.call(message, "inaccessible") && message.inaccessible !== false)
                writer.uint32(/* id 15, wireType 0 =*/120).bool(message.inaccessible);
            if (message.cleanPowerOff != null && $Object.hasOwnProperty.call(message, "cleanPowerOff") && message.cleanPowerOff !== false)
                writer.uint32(/* id 16, wireType 0 =*/128).bool(message.cleanPowerOff);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified VmRuntime message, length delimited. Does not implicitly {@link microsphere.VmRuntime.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.VmRuntime
         * @static
         * @param {microsphere.VmRuntime.$Properties} message VmRuntime message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        VmRuntime.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a VmRuntime message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.VmRuntime
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.VmRuntime & microsphere.VmRuntime.$Shape} VmRuntime
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        VmRuntime.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, key, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.VmRuntime();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.vmxPath = value;
                        else
                            delete message.vmxPath;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.instanceUuid = value;
                        else
                            delete message.instanceUuid;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.powerState = value;
                        else
                            delete message.powerState;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.guestHeartbeatStatus = value;
                        else
                            delete message.guestHeartbeatStatus;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.ipAddress = value;
                        else
                            delete message.ipAddress;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.toolsRunning = value;
                        else
                            delete message.toolsRunning;
                        continue;
                    }
                case 8: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.bootTime = value;
                        else
                            delete message.bootTime;
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.instructions = value;
                        else
                            delete message.instructions;
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.overallCpuUsageMhz = value;
                        else
                            delete message.overallCpuUsageMhz;
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.memorySizeMb = value;
                        else
                            delete message.memorySizeMb;
                        continue;
                    }
                case 12: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.numCpu = value;
                        else
                            delete message.numCpu;
                        continue;
                    }
                case 13: {
                        if (wireType !== 2)
                            break;
                        if (!(message.macAddresses && message.macAddresses.length))
                            message.macAddresses = [];
                        message.macAddresses.push(reader.stringVerify());
                        continue;
                    }
                case 14: {
                        if (wireType !== 2)
                            break;
                        if (message.guestInfo === $util.emptyObject)
                            message.guestInfo = {};
                        let end2 = reader.size() + reader.pos;
                        if (end2 > reader.len)
                            throw $RangeError("index out of range");
                        reader.len = end2;
                        key = "";
                        value = "";
                        while (reader.pos < end2) {
                            let tag2 = reader.tag();
                            wireType = tag2 & 7;
                            switch (tag2 >>>= 3) {
                            case 1:
                                if (wireType !== 2)
                                    break;
                                key = reader.stringVerify();
                                continue;
                            case 2:
                                if (wireType !== 2)
                                    break;
                                value = reader.stringVerify();
                                continue;
                            }
                            reader.skipType(wireType, _depth, tag2);
                        }
                        if (reader.pos !== end2)
                            throw $RangeError("index out of range");
                        reader.len = end;
                        if (key === "__proto__")
                            $util.makeProp(message.guestInfo, key);
                        message.guestInfo[key] = value;
                        continue;
                    }
                case 15: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.inaccessible = value;
                        else
                            delete message.inaccessible;
                        continue;
                    }
                case 16: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.cleanPowerOff = value;
                        else
                            delete message.cleanPowerOff;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a VmRuntime message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.VmRuntime
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.VmRuntime & microsphere.VmRuntime.$Shape} VmRuntime
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        VmRuntime.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a VmRuntime message.
         * @function verify
         * @memberof microsphere.VmRuntime
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        VmRuntime.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.vmxPath != null && $Object.hasOwnProperty.call(message, "vmxPath"))
                if (!$util.isString(message.vmxPath))
                    return "vmxPath: string expected";
            if (message.instanceUuid != null && $Object.hasOwnProperty.call(message, "instanceUuid"))
                if (!$util.isString(message.instanceUuid))
                    return "instanceUuid: string expected";
            if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                if (!$util.isString(message.name))
                    return "name: string expected";
            if (message.powerState != null && $Object.hasOwnProperty.call(message, "powerState"))
                if (typeof message.powerState !== "number" || (message.powerState | 0) !== message.powerState)
                    return "powerState: enum value expected";
            if (message.guestHeartbeatStatus != null && $Object.hasOwnProperty.call(message, "guestHeartbeatStatus"))
                if (typeof message.guestHeartbeatStatus !== "number" || (message.guestHeartbeatStatus | 0) !== message.guestHeartbeatStatus)
                    return "guestHeartbeatStatus: enum value expected";
            if (message.ipAddress != null && $Object.hasOwnProperty.call(message, "ipAddress"))
                if (!$util.isString(message.ipAddress))
                    return "ipAddress: string expected";
            if (message.toolsRunning != null && $Object.hasOwnProperty.call(message, "toolsRunning"))
                if (typeof message.toolsRunning !== "boolean")
                    return "toolsRunning: boolean expected";
            if (message.bootTime != null && $Object.hasOwnProperty.call(message, "bootTime"))
                if (typeof message.bootTime !== "number")
                    return "bootTime: number expected";
            if (message.instructions != null && $Object.hasOwnProperty.call(message, "instructions"))
                if (!$util.isInteger(message.instructions) && !(message.instructions && $util.isInteger(message.instructions.low) && $util.isInteger(message.instructions.high)))
                    return "instructions: integer|Long expected";
            if (message.overallCpuUsageMhz != null && $Object.hasOwnProperty.call(message, "overallCpuUsageMhz"))
                if (!$util.isInteger(message.overallCpuUsageMhz))
                    return "overallCpuUsageMhz: integer expected";
            if (message.memorySizeMb != null && $Object.hasOwnProperty.call(message, "memorySizeMb"))
                if (!$util.isInteger(message.memorySizeMb))
                    return "memorySizeMb: integer expected";
            if (message.numCpu != null && $Object.hasOwnProperty.call(message, "numCpu"))
                if (!$util.isInteger(message.numCpu))
                    return "numCpu: integer expected";
            if (message.macAddresses != null && $Object.hasOwnProperty.call(message, "macAddresses")) {
                if (!$Array.isArray(message.macAddresses))
                    return "macAddresses: array expected";
                for (let i = 0; i < message.macAddresses.length; ++i)
                    if (!$util.isString(message.macAddresses[i]))
                        return "macAddresses: string[] expected";
            }
            if (message.guestInfo != null && $Object.hasOwnProperty.call(message, "guestInfo")) {
                if (!$util.isObject(message.guestInfo))
                    return "guestInfo: object expected";
                let key = $Object.keys(message.guestInfo);
                for (let i = 0; i < key.length; ++i)
                    if (!$util.isString(message.guestInfo[key[i]]))
                        return "guestInfo: string{k:string} expected";
            }
            if (message.inaccessible != null && $Object.hasOwnProperty.call(message, "inaccessible"))
                if (typeof message.inaccessible !== "boolean")
                    return "inaccessible: boolean expected";
            if (message.cleanPowerOff != null && $Object.hasOwnProperty.call(message, "cleanPowerOff"))
                if (typeof message.cleanPowerOff !== "boolean")
                    return "cleanPowerOff: boolean expected";
            return null;
        };

        /**
         * Creates a VmRuntime message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.VmRuntime
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.VmRuntime} VmRuntime
         */
        VmRuntime.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.VmRuntime)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.VmRuntime: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.VmRuntime();
            if (object.vmxPath != null)
                if (typeof object.vmxPath !== "string" || object.vmxPath.length)
                    message.vmxPath = $String(object.vmxPath);
            if (object.instanceUuid != null)
                if (typeof object.instanceUuid !== "string" || object.instanceUuid.length)
                    message.instanceUuid = $String(object.instanceUuid);
            if (object.name != null)
                if (typeof object.name !== "string" || object.name.length)
                    message.name = $String(object.name);
            if (object.powerState !== 0 && (typeof object.powerState !== "string" || $root.microsphere.PowerState[object.powerState] !== 0))
                switch (object.powerState) {
                case "poweredOff":
                case 0:
                    message.powerState = 0;
                    break;
                case "poweredOn":
                case 1:
                    message.powerState = 1;
                    break;
                case "suspended":
                case 2:
                    message.powerState = 2;
                    break;
                default:
                    if (typeof object.powerState === "number" && (object.powerState | 0) === object.powerState)
                        message.powerState = object.powerState;
                }
            if (object.guestHeartbeatStatus !== 0 && (typeof object.guestHeartbeatStatus !== "string" || $root.microsphere.EntityStatus[object.guestHeartbeatStatus] !== 0))
                switch (object.guestHeartbeatStatus) {
                case "gray":
                case 0:
                    message.guestHeartbeatStatus = 0;
                    break;
                case "green":
                case 1:
                    message.guestHeartbeatStatus = 1;
                    break;
                case "yellow":
                case 2:
                    message.guestHeartbeatStatus = 2;
                    break;
                case "red":
                case 3:
                    message.guestHeartbeatStatus = 3;
                    break;
                default:
                    if (typeof object.guestHeartbeatStatus === "number" && (object.guestHeartbeatStatus | 0) === object.guestHeartbeatStatus)
                        message.guestHeartbeatStatus = object.guestHeartbeatStatus;
                }
            if (object.ipAddress != null)
                if (typeof object.ipAddress !== "string" || object.ipAddress.length)
                    message.ipAddress = $String(object.ipAddress);
            if (object.toolsRunning != null)
                if (object.toolsRunning)
                    message.toolsRunning = $Boolean(object.toolsRunning);
            if (object.bootTime != null)
                if (!$Object.is($Number(object.bootTime), 0))
                    message.bootTime = $Number(object.bootTime);
            if (object.instructions != null)
                if (typeof object.instructions === "object" ? object.instructions.low || object.instructions.high : $Number(object.instructions) !== 0)
                    if ($util.Long)
                        message.instructions = $util.Long.fromValue(object.instructions, true);
                    else if (typeof object.instructions === "string")
                        message.instructions = $parseInt(object.instructions, 10);
                    else if (typeof object.instructions === "number")
                        message.instructions = object.instructions;
                    else if (typeof object.instructions === "object")
                        message.instructions = new $util.LongBits(object.instructions.low >>> 0, object.instructions.high >>> 0).toNumber(true);
            if (object.overallCpuUsageMhz != null)
                if ($Number(object.overallCpuUsageMhz) !== 0)
                    message.overallCpuUsageMhz = object.overallCpuUsageMhz >>> 0;
            if (object.memorySizeMb != null)
                if ($Number(object.memorySizeMb) !== 0)
                    message.memorySizeMb = object.memorySizeMb >>> 0;
            if (object.numCpu != null)
                if ($Number(object.numCpu) !== 0)
                    message.numCpu = object.numCpu >>> 0;
            if (object.macAddresses) {
                if (!$Array.isArray(object.macAddresses))
                    throw $TypeError(".microsphere.VmRuntime.macAddresses: array expected");
                message.macAddresses = $Array(object.macAddresses.length);
                for (let i = 0; i < object.macAddresses.length; ++i)
                    message.macAddresses[i] = $String(object.macAddresses[i]);
            }
            if (object.guestInfo) {
                if (!$util.isObject(object.guestInfo))
                    throw $TypeError(".microsphere.VmRuntime.guestInfo: object expected");
                message.guestInfo = {};
                for (let keys = $Object.keys(object.guestInfo), i = 0; i < keys.length; ++i) {
                    if (keys[i] === "__proto__")
                        $util.makeProp(message.guestInfo, keys[i]);
                    message.guestInfo[keys[i]] = $String(object.guestInfo[keys[i]]);
                }
            }
            if (object.inaccessible != null)
                if (object.inaccessible)
                    message.inaccessible = $Boolean(object.inaccessible);
            if (object.cleanPowerOff != null)
                if (object.cleanPowerOff)
                    message.cleanPowerOff = $Boolean(object.cleanPowerOff);
            return message;
        };

        /**
         * Creates a plain object from a VmRuntime message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.VmRuntime
         * @static
         * @param {microsphere.VmRuntime} message VmRuntime
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        VmRuntime.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.macAddresses = [];
            if (options.objects || options.defaults)
                object.guestInfo = {};
            if (options.defaults) {
                object.vmxPath = "";
                object.instanceUuid = "";
                object.name = "";
                object.powerState = options.enums === $String ? "poweredOff" : 0;
                object.guestHeartbeatStatus = options.enums === $String ? "gray" : 0;
                object.ipAddress = "";
                object.toolsRunning = false;
                object.bootTime = 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.instructions = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.instructions = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.overallCpuUsageMhz = 0;
                object.memorySizeMb = 0;
                object.numCpu = 0;
                object.inaccessible = false;
                object.cleanPowerOff = false;
            }
            if (message.vmxPath != null && $Object.hasOwnProperty.call(message, "vmxPath"))
                object.vmxPath = message.vmxPath;
            if (message.instanceUuid != null && $Object.hasOwnProperty.call(message, "instanceUuid"))
                object.instanceUuid = message.instanceUuid;
            if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                object.name = message.name;
            if (message.powerState != null && $Object.hasOwnProperty.call(message, "powerState"))
                object.powerState = options.enums === $String ? $root.microsphere.PowerState[message.powerState] === $undefined ? message.powerState : $root.microsphere.PowerState[message.powerState] : message.powerState;
            if (message.guestHeartbeatStatus != null && $Object.hasOwnProperty.call(message, "guestHeartbeatStatus"))
                object.guestHeartbeatStatus = options.enums === $String ? $root.microsphere.EntityStatus[message.guestHeartbeatStatus] === $undefined ? message.guestHeartbeatStatus : $root.microsphere.EntityStatus[message.guestHeartbeatStatus] : message.guestHeartbeatStatus;
            if (message.ipAddress != null && $Object.hasOwnProperty.call(message, "ipAddress"))
                object.ipAddress = message.ipAddress;
            if (message.toolsRunning != null && $Object.hasOwnProperty.call(message, "toolsRunning"))
                object.toolsRunning = message.toolsRunning;
            if (message.bootTime != null && $Object.hasOwnProperty.call(message, "bootTime"))
                object.bootTime = options.json && !$isFinite(message.bootTime) ? $String(message.bootTime) : message.bootTime;
            if (message.instructions != null && $Object.hasOwnProperty.call(message, "instructions"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.instructions = typeof message.instructions === "number" ? $BigInt(message.instructions) : $util.Long.fromBits(message.instructions.low >>> 0, message.instructions.high >>> 0, true).toBigInt();
                else if (typeof message.instructions === "number")
                    object.instructions = options.longs === $String ? $String(message.instructions) : message.instructions;
                else
                    object.instructions = options.longs === $String ? $util.Long.prototype.toString.call(message.instructions) : options.longs === $Number ? new $util.LongBits(message.instructions.low >>> 0, message.instructions.high >>> 0).toNumber(true) : message.instructions;
            if (message.overallCpuUsageMhz != null && $Object.hasOwnProperty.call(message, "overallCpuUsageMhz"))
                object.overallCpuUsageMhz = message.overallCpuUsageMhz;
            if (message.memorySizeMb != null && $Object.hasOwnProperty.call(message, "memorySizeMb"))
                object.memorySizeMb = message.memorySizeMb;
            if (message.numCpu != null && $Object.hasOwnProperty.call(message, "numCpu"))
                object.numCpu = message.numCpu;
            if (message.macAddresses && message.macAddresses.length) {
                object.macAddresses = $Array(message.macAddresses.length);
                for (let j = 0; j < message.macAddresses.length; ++j)
                    object.macAddresses[j] = message.macAddresses[j];
            }
            let keys2;
            if (message.guestInfo && (keys2 = $Object.keys(message.guestInfo)).length) {
                object.guestInfo = {};
                for (let j = 0; j < keys2.length; ++j) {
                    if (keys2[j] === "__proto__")
                        $util.makeProp(object.guestInfo, keys2[j]);
                    object.guestInfo[keys2[j]] = message.guestInfo[keys2[j]];
                }
            }
            if (message.inaccessible != null && $Object.hasOwnProperty.call(message, "inaccessible"))
                object.inaccessible = message.inaccessible;
            if (message.cleanPowerOff != null && $Object.hasOwnProperty.call(message, "cleanPowerOff"))
                object.cleanPowerOff = message.cleanPowerOff;
            return object;
        };

        /**
         * Converts this VmRuntime to JSON.
         * @function toJSON
         * @memberof microsphere.VmRuntime
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        VmRuntime.prototype.toJSON = function() {
            return VmRuntime.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for VmRuntime
         * @function getTypeUrl
         * @memberof microsphere.VmRuntime
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        VmRuntime.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.VmRuntime";
        };

        return VmRuntime;
    })();

    microsphere.DatastoreSummary = (function() {

        /**
         * Properties of a DatastoreSummary.
         * @typedef {Object} microsphere.DatastoreSummary.$Properties
         * @property {string|null} [name] DatastoreSummary name
         * @property {string|null} [uuid] DatastoreSummary uuid
         * @property {boolean|null} [accessible] DatastoreSummary accessible
         * @property {number|null} [capacityBytes] DatastoreSummary capacityBytes
         * @property {number|null} [freeBytes] DatastoreSummary freeBytes
         * @property {string|null} [naa] DatastoreSummary naa
         * @property {string|null} [inaccessibleReason] DatastoreSummary inaccessibleReason
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a DatastoreSummary.
         * @memberof microsphere
         * @interface IDatastoreSummary
         * @augments microsphere.DatastoreSummary.$Properties
         * @deprecated Use microsphere.DatastoreSummary.$Properties instead.
         */

        /**
         * Shape of a DatastoreSummary.
         * @typedef {microsphere.DatastoreSummary.$Properties} microsphere.DatastoreSummary.$Shape
         */

        /**
         * Constructs a new DatastoreSummary.
         * @memberof microsphere
         * @classdesc Represents a DatastoreSummary.
         * @constructor
         * @param {microsphere.DatastoreSummary.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const DatastoreSummary = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * DatastoreSummary name.
         * @member {string} name
         * @memberof microsphere.DatastoreSummary
         * @instance
         */
        DatastoreSummary.prototype.name = "";

        /**
         * DatastoreSummary uuid.
         * @member {string} uuid
         * @memberof microsphere.DatastoreSummary
         * @instance
         */
        DatastoreSummary.prototype.uuid = "";

        /**
         * DatastoreSummary accessible.
         * @member {boolean} accessible
         * @memberof microsphere.DatastoreSummary
         * @instance
         */
        DatastoreSummary.prototype.accessible = false;

        /**
         * DatastoreSummary capacityBytes.
         * @member {number} capacityBytes
         * @memberof microsphere.DatastoreSummary
         * @instance
         */
        DatastoreSummary.prototype.capacityBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * DatastoreSummary freeBytes.
         * @member {number} freeBytes
         * @memberof microsphere.DatastoreSummary
         * @instance
         */
        DatastoreSummary.prototype.freeBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * DatastoreSummary naa.
         * @member {string} naa
         * @memberof microsphere.DatastoreSummary
         * @instance
         */
        DatastoreSummary.prototype.naa = "";

        /**
         * DatastoreSummary inaccessibleReason.
         * @member {string} inaccessibleReason
         * @memberof microsphere.DatastoreSummary
         * @instance
         */
        DatastoreSummary.prototype.inaccessibleReason = "";

        /**
         * Creates a new DatastoreSummary instance using the specified properties.
         * @function create
         * @memberof microsphere.DatastoreSummary
         * @static
         * @param {microsphere.DatastoreSummary.$Properties=} [properties] Properties to set
         * @returns {microsphere.DatastoreSummary} DatastoreSummary instance
         * @type {{
         *   (properties: microsphere.DatastoreSummary.$Shape): microsphere.DatastoreSummary & microsphere.DatastoreSummary.$Shape;
         *   (properties?: microsphere.DatastoreSummary.$Properties): microsphere.DatastoreSummary;
         * }}
         */
        DatastoreSummary.create = function(properties) {
            return new DatastoreSummary(properties);
        };

        /**
         * Encodes the specified DatastoreSummary message. Does not implicitly {@link microsphere.DatastoreSummary.verify|verify} messages.
         * @function encode
         * @memberof microsphere.DatastoreSummary
         * @static
         * @param {microsphere.DatastoreSummary.$Properties} message DatastoreSummary message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        DatastoreSummary.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
            if (message.uuid != null && $Object.hasOwnProperty.call(message, "uuid") && message.uuid !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.uuid);
            if (message.accessible != null && $Object.hasOwnProperty.call(message, "accessible") && message.accessible !== false)
                writer.uint32(/* id 3, wireType 0 =*/24).bool(message.accessible);
            if (message.capacityBytes != null && $Object.hasOwnProperty.call(message, "capacityBytes") && (typeof message.capacityBytes === "object" ? message.capacityBytes.low || message.capacityBytes.high : message.capacityBytes !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.capacityBytes);
            if (message.freeBytes != null && $Object.hasOwnProperty.call(message, "freeBytes") && (typeof message.freeBytes === "object" ? message.freeBytes.low || message.freeBytes.high : message.freeBytes !== 0))
                writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.freeBytes);
            if (message.naa != null && $Object.hasOwnProperty.call(message, "naa") && message.naa !== "")
                writer.uint32(/* id 6, wireType 2 =*/50).string(message.naa);
            if (message.inaccessibleReason != null && $Object.hasOwnProperty.call(message, "inaccessibleReason") && message.inaccessibleReason !== "")
                writer.uint32(/* id 7, wireType 2 =*/58).string(message.inaccessibleReason);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified DatastoreSummary message, length delimited. Does not implicitly {@link microsphere.DatastoreSummary.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.DatastoreSummary
         * @static
         * @param {microsphere.DatastoreSummary.$Properties} message DatastoreSummary message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        DatastoreSummary.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a DatastoreSummary message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.DatastoreSummary
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.DatastoreSummary & microsphere.DatastoreSummary.$Shape} DatastoreSummary
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        DatastoreSummary.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.DatastoreSummary();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.uuid = value;
                        else
                            delete message.uuid;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.accessible = value;
                        else
                            delete message.accessible;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.capacityBytes = value;
                        else
                            delete message.capacityBytes;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.freeBytes = value;
                        else
                            delete message.freeBytes;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.naa = value;
                        else
                            delete message.naa;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.inaccessibleReason = value;
                        else
                            delete message.inaccessibleReason;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a DatastoreSummary message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.DatastoreSummary
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.DatastoreSummary & microsphere.DatastoreSummary.$Shape} DatastoreSummary
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        DatastoreSummary.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a DatastoreSummary message.
         * @function verify
         * @memberof microsphere.DatastoreSummary
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        DatastoreSummary.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                if (!$util.isString(message.name))
                    return "name: string expected";
            if (message.uuid != null && $Object.hasOwnProperty.call(message, "uuid"))
                if (!$util.isString(message.uuid))
                    return "uuid: string expected";
            if (message.accessible != null && $Object.hasOwnProperty.call(message, "accessible"))
                if (typeof message.accessible !== "boolean")
                    return "accessible: boolean expected";
            if (message.capacityBytes != null && $Object.hasOwnProperty.call(message, "capacityBytes"))
                if (!$util.isInteger(message.capacityBytes) && !(message.capacityBytes && $util.isInteger(message.capacityBytes.low) && $util.isInteger(message.capacityBytes.high)))
                    return "capacityBytes: integer|Long expected";
            if (message.freeBytes != null && $Object.hasOwnProperty.call(message, "freeBytes"))
                if (!$util.isInteger(message.freeBytes) && !(message.freeBytes && $util.isInteger(message.freeBytes.low) && $util.isInteger(message.freeBytes.high)))
                    return "freeBytes: integer|Long expected";
            if (message.naa != null && $Object.hasOwnProperty.call(message, "naa"))
                if (!$util.isString(message.naa))
                    return "naa: string expected";
            if (message.inaccessibleReason != null && $Object.hasOwnProperty.call(message, "inaccessibleReason"))
                if (!$util.isString(message.inaccessibleReason))
                    return "inaccessibleReason: string expected";
            return null;
        };

        /**
         * Creates a DatastoreSummary message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.DatastoreSummary
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.DatastoreSummary} DatastoreSummary
         */
        DatastoreSummary.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.DatastoreSummary)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.DatastoreSummary: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.DatastoreSummary();
            if (object.name != null)
                if (typeof object.name !== "string" || object.name.length)
                    message.name = $String(object.name);
            if (object.uuid != null)
                if (typeof object.uuid !== "string" || object.uuid.length)
                    message.uuid = $String(object.uuid);
            if (object.accessible != null)
                if (object.accessible)
                    message.accessible = $Boolean(object.accessible);
            if (object.capacityBytes != null)
                if (typeof object.capacityBytes === "object" ? object.capacityBytes.low || object.capacityBytes.high : $Number(object.capacityBytes) !== 0)
                    if ($util.Long)
                        message.capacityBytes = $util.Long.fromValue(object.capacityBytes, true);
                    else if (typeof object.capacityBytes === "string")
                        message.capacityBytes = $parseInt(object.capacityBytes, 10);
                    else if (typeof object.capacityBytes === "number")
                        message.capacityBytes = object.capacityBytes;
                    else if (typeof object.capacityBytes === "object")
                        message.capacityBytes = new $util.LongBits(object.capacityBytes.low >>> 0, object.capacityBytes.high >>> 0).toNumber(true);
            if (object.freeBytes != null)
                if (typeof object.freeBytes === "object" ? object.freeBytes.low || object.freeBytes.high : $Number(object.freeBytes) !== 0)
                    if ($util.Long)
                        message.freeBytes = $util.Long.fromValue(object.freeBytes, true);
                    else if (typeof object.freeBytes === "string")
                        message.freeBytes = $parseInt(object.freeBytes, 10);
                    else if (typeof object.freeBytes === "number")
                        message.freeBytes = object.freeBytes;
                    else if (typeof object.freeBytes === "object")
                        message.freeBytes = new $util.LongBits(object.freeBytes.low >>> 0, object.freeBytes.high >>> 0).toNumber(true);
            if (object.naa != null)
                if (typeof object.naa !== "string" || object.naa.length)
                    message.naa = $String(object.naa);
            if (object.inaccessibleReason != null)
                if (typeof object.inaccessibleReason !== "string" || object.inaccessibleReason.length)
                    message.inaccessibleReason = $String(object.inaccessibleReason);
            return message;
        };

        /**
         * Creates a plain object from a DatastoreSummary message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.DatastoreSummary
         * @static
         * @param {microsphere.DatastoreSummary} message DatastoreSummary
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        DatastoreSummary.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.name = "";
                object.uuid = "";
                object.accessible = false;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.capacityBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.capacityBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.freeBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.freeBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.naa = "";
                object.inaccessibleReason = "";
            }
            if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                object.name = message.name;
            if (message.uuid != null && $Object.hasOwnProperty.call(message, "uuid"))
                object.uuid = message.uuid;
            if (message.accessible != null && $Object.hasOwnProperty.call(message, "accessible"))
                object.accessible = message.accessible;
            if (message.capacityBytes != null && $Object.hasOwnProperty.call(message, "capacityBytes"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.capacityBytes = typeof message.capacityBytes === "number" ? $BigInt(message.capacityBytes) : $util.Long.fromBits(message.capacityBytes.low >>> 0, message.capacityBytes.high >>> 0, true).toBigInt();
                else if (typeof message.capacityBytes === "number")
                    object.capacityBytes = options.longs === $String ? $String(message.capacityBytes) : message.capacityBytes;
                else
                    object.capacityBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.capacityBytes) : options.longs === $Number ? new $util.LongBits(message.capacityBytes.low >>> 0, message.capacityBytes.high >>> 0).toNumber(true) : message.capacityBytes;
            if (message.freeBytes != null && $Object.hasOwnProperty.call(message, "freeBytes"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.freeBytes = typeof message.freeBytes === "number" ? $BigInt(message.freeBytes) : $util.Long.fromBits(message.freeBytes.low >>> 0, message.freeBytes.high >>> 0, true).toBigInt();
                else if (typeof message.freeBytes === "number")
                    object.freeBytes = options.longs === $String ? $String(message.freeBytes) : message.freeBytes;
                else
                    object.freeBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.freeBytes) : options.longs === $Number ? new $util.LongBits(message.freeBytes.low >>> 0, message.freeBytes.high >>> 0).toNumber(true) : message.freeBytes;
            if (message.naa != null && $Object.hasOwnProperty.call(message, "naa"))
                object.naa = message.naa;
            if (message.inaccessibleReason != null && $Object.hasOwnProperty.call(message, "inaccessibleReason"))
                object.inaccessibleReason = message.inaccessibleReason;
            return object;
        };

        /**
         * Converts this DatastoreSummary to JSON.
         * @function toJSON
         * @memberof microsphere.DatastoreSummary
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        DatastoreSummary.prototype.toJSON = function() {
            return DatastoreSummary.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for DatastoreSummary
         * @function getTypeUrl
         * @memberof microsphere.DatastoreSummary
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        DatastoreSummary.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.DatastoreSummary";
        };

        return DatastoreSummary;
    })();

    microsphere.HostHeartbeat = (function() {

        /**
         * Properties of a HostHeartbeat.
         * @typedef {Object} microsphere.HostHeartbeat.$Properties
         * @property {string|null} [moref] HostHeartbeat moref
         * @property {string|null} [hostName] HostHeartbeat hostName
         * @property {string|null} [bootUuid] HostHeartbeat bootUuid
         * @property {number|null} [sequence] HostHeartbeat sequence
         * @property {number|null} [uptimeMs] HostHeartbeat uptimeMs
         * @property {Array.<microsphere.VmRuntime.$Properties>|null} [vms] HostHeartbeat vms
         * @property {Array.<microsphere.DatastoreSummary.$Properties>|null} [datastores] HostHeartbeat datastores
         * @property {microsphere.FdmStatus.$Properties|null} [fdm] HostHeartbeat fdm
         * @property {number|null} [cpuMhz] HostHeartbeat cpuMhz
         * @property {number|null} [numCpu] HostHeartbeat numCpu
         * @property {number|null} [memoryMb] HostHeartbeat memoryMb
         * @property {number|null} [cpuUsedMhz] HostHeartbeat cpuUsedMhz
         * @property {number|null} [memoryUsedMb] HostHeartbeat memoryUsedMb
         * @property {number|null} [loopDelayMs] HostHeartbeat loopDelayMs
         * @property {number|null} [eventSequence] HostHeartbeat eventSequence
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a HostHeartbeat.
         * @memberof microsphere
         * @interface IHostHeartbeat
         * @augments microsphere.HostHeartbeat.$Properties
         * @deprecated Use microsphere.HostHeartbeat.$Properties instead.
         */

        /**
         * Shape of a HostHeartbeat.
         * @typedef {microsphere.HostHeartbeat.$Properties} microsphere.HostHeartbeat.$Shape
         */

        /**
         * Constructs a new HostHeartbeat.
         * @memberof microsphere
         * @classdesc Represents a HostHeartbeat.
         * @constructor
         * @param {microsphere.HostHeartbeat.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const HostHeartbeat = function (properties) {
            this.vms = [];
            this.datastores = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * HostHeartbeat moref.
         * @member {string} moref
         * @memberof microsphere.HostHeartbeat
         * @instance
         */
        HostHeartbeat.prototype.moref = "";

        /**
         * HostHeartbeat hostName.
         * @member {string} hostName
         * @memberof microsphere.HostHeartbeat
         * @instance
         */
        HostHeartbeat.prototype.hostName = "";

        /**
         * HostHeartbeat bootUuid.
         * @member {string} bootUuid
         * @memberof microsphere.HostHeartbeat
         * @instance
         */
        HostHeartbeat.prototype.bootUuid = "";

        /**
         * HostHeartbeat sequence.
         * @member {number} sequence
         * @memberof microsphere.HostHeartbeat
         * @instance
         */
        HostHeartbeat.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * HostHeartbeat uptimeMs.
         * @member {number} uptimeMs
         * @memberof microsphere.HostHeartbeat
         * @instance
         */
        HostHeartbeat.prototype.uptimeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * HostHeartbeat vms.
         * @member {Array.<microsphere.VmRuntime.$Properties>} vms
         * @memberof microsphere.HostHeartbeat
         * @instance
         */
        HostHeartbeat.prototype.vms = $util.emptyArray;

        /**
         * HostHeartbeat datastores.
         * @member {Array.<microsphere.DatastoreSummary.$Properties>} datastores
         * @memberof microsphere.HostHeartbeat
         * @instance
         */
        HostHeartbeat.prototype.datastores = $util.emptyArray;

        /**
         * HostHeartbeat fdm.
         * @member {microsphere.FdmStatus.$Properties|null|undefined} fdm
         * @memberof microsphere.HostHeartbeat
         * @instance
         */
        HostHeartbeat.prototype.fdm = null;

        /**
         * HostHeartbeat cpuMhz.
         * @member {number} cpuMhz
         * @memberof microsphere.HostHeartbeat
         * @instance
         */
        HostHeartbeat.prototype.cpuMhz = 0;

        /**
         * HostHeartbeat numCpu.
         * @member {number} numCpu
         * @memberof microsphere.HostHeartbeat
         * @instance
         */
        HostHeartbeat.prototype.numCpu = 0;

        /**
         * HostHeartbeat memoryMb.
         * @member {number} memoryMb
         * @memberof microsphere.HostHeartbeat
         * @instance
         */
        HostHeartbeat.prototype.memoryMb = 0;

        /**
         * HostHeartbeat cpuUsedMhz.
         * @member {number} cpuUsedMhz
         * @memberof microsphere.HostHeartbeat
         * @instance
         */
        HostHeartbeat.prototype.cpuUsedMhz = 0;

        /**
         * HostHeartbeat memoryUsedMb.
         * @member {number} memoryUsedMb
         * @memberof microsphere.HostHeartbeat
         * @instance
         */
        HostHeartbeat.prototype.memoryUsedMb = 0;

        /**
         * HostHeartbeat loopDelayMs.
         * @member {number} loopDelayMs
         * @memberof microsphere.HostHeartbeat
         * @instance
         */
        HostHeartbeat.prototype.loopDelayMs = 0;

        /**
         * HostHeartbeat eventSequence.
         * @member {number} eventSequence
         * @memberof microsphere.HostHeartbeat
         * @instance
         */
        HostHeartbeat.prototype.eventSequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Creates a new HostHeartbeat instance using the specified properties.
         * @function create
         * @memberof microsphere.HostHeartbeat
         * @static
         * @param {microsphere.HostHeartbeat.$Properties=} [properties] Properties to set
         * @returns {microsphere.HostHeartbeat} HostHeartbeat instance
         * @type {{
         *   (properties: microsphere.HostHeartbeat.$Shape): microsphere.HostHeartbeat & microsphere.HostHeartbeat.$Shape;
         *   (properties?: microsphere.HostHeartbeat.$Properties): microsphere.HostHeartbeat;
         * }}
         */
        HostHeartbeat.create = function(properties) {
            return new HostHeartbeat(properties);
        };

        /**
         * Encodes the specified HostHeartbeat message. Does not implicitly {@link microsphere.HostHeartbeat.verify|verify} messages.
         * @function encode
         * @memberof microsphere.HostHeartbeat
         * @static
         * @param {microsphere.HostHeartbeat.$Properties} message HostHeartbeat message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        HostHeartbeat.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.moref != null && $Object.hasOwnProperty.call(message, "moref") && message.moref !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.moref);
            if (message.hostName != null && $Object.hasOwnProperty.call(message, "hostName") && message.hostName !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.hostName);
            if (message.bootUuid != null && $Object.hasOwnProperty.call(message, "bootUuid") && message.bootUuid !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.bootUuid);
            if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.sequence);
            if (message.uptimeMs != null && $Object.hasOwnProperty.call(message, "uptimeMs") && (typeof message.uptimeMs === "object" ? message.uptimeMs.low || message.uptimeMs.high : message.uptimeMs !== 0))
                writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.uptimeMs);
            if (message.vms != null && message.vms.length)
                for (let i = 0; i < message.vms.length; ++i)
                    $root.microsphere.VmRuntime.encode(message.vms[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.datastores != null && message.datastores.length)
                for (let i = 0; i < message.datastores.length; ++i)
                    $root.microsphere.DatastoreSummary.encode(message.datastores[i], writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
            if (message.fdm != null && $Object.hasOwnProperty.call(message, "fdm"))
                $root.microsphere.FdmStatus.encode(message.fdm, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
            if (message.cpuMhz != null && $Object.hasOwnProperty.call(message, "cpuMhz") && message.cpuMhz !== 0)
                writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.cpuMhz);
            if (message.numCpu != null && $Object.hasOwnProperty.call(message, "numCpu") && message.numCpu !== 0)
                writer.uint32(/* id 10, wireType 0 =*/80).uint32(message.numCpu);
            if (message.memoryMb != null && $Object.hasOwnProperty.call(message, "memoryMb") && message.memoryMb !== 0)
                writer.uint32(/* id 11, wireType 0 =*/88).uint32(message.memoryMb);
            if (message.cpuUsedMhz != null && $Object.hasOwnProperty.call(message, "cpuUsedMhz") && message.cpuUsedMhz !== 0)
                writer.uint32(/* id 12, wireType 0 =*/96).uint32(message.cpuUsedMhz);
            if (message.memoryUsedMb != null && $Object.hasOwnProperty.call(message, "memoryUsedMb") && message.memoryUsedMb !== 0)
                writer.uint32(/* id 13, wireType 0 =*/104).uint32(message.memoryUsedMb);
            if (message.loopDelayMs != null && $Object.hasOwnProperty.call(message, "loopDelayMs") && !$Object.is(message.loopDelayMs, 0))
                writer.uint32(/* id 14, wireType 1 =*/113).double(message.loopDelayMs);
            if (message.eventSequence != null && $Object.hasOwnProperty.call(message, "eventSequence") && (typeof message.eventSequence === "object" ? message.eventSequence.low || message.eventSequence.high : message.eventSequence !== 0))
                writer.uint32(/* id 15, wireType 0 =*/120).uint64(message.eventSequence);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified HostHeartbeat message, length delimited. Does not implicitly {@link microsphere.HostHeartbeat.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.HostHeartbeat
         * @static
         * @param {microsphere.HostHeartbeat.$Properties} message HostHeartbeat message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        HostHeartbeat.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a HostHeartbeat message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.HostHeartbeat
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.HostHeartbeat & microsphere.HostHeartbeat.$Shape} HostHeartbeat
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        HostHeartbeat.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.HostHeartbeat();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.moref = value;
                        else
                            delete message.moref;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.hostName = value;
                        else
                            delete message.hostName;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.bootUuid = value;
                        else
                            delete message.bootUuid;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.sequence = value;
                        else
                            delete message.sequence;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.uptimeMs = value;
                        else
                            delete message.uptimeMs;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if (!(message.vms && message.vms.length))
                            message.vms = [];
                        message.vms.push($root.microsphere.VmRuntime.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if (!(message.datastores && message.datastores.length))
                            message.datastores = [];
                        message.datastores.push($root.microsphere.DatastoreSummary.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        message.fdm = $root.microsphere.FdmStatus.decode(reader, reader.size(), $undefined, _depth + 1, message.fdm);
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.cpuMhz = value;
                        else
                            delete message.cpuMhz;
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.numCpu = value;
                        else
                            delete message.numCpu;
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.memoryMb = value;
                        else
                            delete message.memoryMb;
                        continue;
                    }
                case 12: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.cpuUsedMhz = value;
                        else
                            delete message.cpuUsedMhz;
                        continue;
                    }
                case 13: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.memoryUsedMb = value;
                        else
                            delete message.memoryUsedMb;
                        continue;
                    }
                case 14: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.loopDelayMs = value;
                        else
                            delete message.loopDelayMs;
                        continue;
                    }
                case 15: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.eventSequence = value;
                        else
                            delete message.eventSequence;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a HostHeartbeat message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.HostHeartbeat
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.HostHeartbeat & microsphere.HostHeartbeat.$Shape} HostHeartbeat
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        HostHeartbeat.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a HostHeartbeat message.
         * @function verify
         * @memberof microsphere.HostHeartbeat
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        HostHeartbeat.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.moref != null && $Object.hasOwnProperty.call(message, "moref"))
                if (!$util.isString(message.moref))
                    return "moref: string expected";
            if (message.hostName != null && $Object.hasOwnProperty.call(message, "hostName"))
                if (!$util.isString(message.hostName))
                    return "hostName: string expected";
            if (message.bootUuid != null && $Object.hasOwnProperty.call(message, "bootUuid"))
                if (!$util.isString(message.bootUuid))
                    return "bootUuid: string expected";
            if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence"))
                if (!$util.isInteger(message.sequence) && !(message.sequence && $util.isInteger(message.sequence.low) && $util.isInteger(message.sequence.high)))
                    return "sequence: integer|Long expected";
            if (message.uptimeMs != null && $Object.hasOwnProperty.call(message, "uptimeMs"))
                if (!$util.isInteger(message.uptimeMs) && !(message.uptimeMs && $util.isInteger(message.uptimeMs.low) && $util.isInteger(message.uptimeMs.high)))
                    return "uptimeMs: integer|Long expected";
            if (message.vms != null && $Object.hasOwnProperty.call(message, "vms")) {
                if (!$Array.isArray(message.vms))
                    return "vms: array expected";
                for (let i = 0; i < message.vms.length; ++i) {
                    let error = $root.microsphere.VmRuntime.verify(message.vms[i], _depth + 1);
                    if (error)
                        return "vms." + error;
                }
            }
            if (message.datastores != null && $Object.hasOwnProperty.call(message, "datastores")) {
                if (!$Array.isArray(message.datastores))
                    return "datastores: array expected";
                for (let i = 0; i < message.datastores.length; ++i) {
                    let error = $root.microsphere.DatastoreSummary.verify(message.datastores[i], _depth + 1);
                    if (error)
                        return "datastores." + error;
                }
            }
            if (message.fdm != null && $Object.hasOwnProperty.call(message, "fdm")) {
                let error = $root.microsphere.FdmStatus.verify(message.fdm, _depth + 1);
                if (error)
                    return "fdm." + error;
            }
            if (message.cpuMhz != null && $Object.hasOwnProperty.call(message, "cpuMhz"))
                if (!$util.isInteger(message.cpuMhz))
                    return "cpuMhz: integer expected";
            if (message.numCpu != null && $Object.hasOwnProperty.call(message, "numCpu"))
                if (!$util.isInteger(message.numCpu))
                    return "numCpu: integer expected";
            if (message.memoryMb != null && $Object.hasOwnProperty.call(message, "memoryMb"))
                if (!$util.isInteger(message.memoryMb))
                    return "memoryMb: integer expected";
            if (message.cpuUsedMhz != null && $Object.hasOwnProperty.call(message, "cpuUsedMhz"))
                if (!$util.isInteger(message.cpuUsedMhz))
                    return "cpuUsedMhz: integer expected";
            if (message.memoryUsedMb != null && $Object.hasOwnProperty.call(message, "memoryUsedMb"))
                if (!$util.isInteger(message.memoryUsedMb))
                    return "memoryUsedMb: integer expected";
            if (message.loopDelayMs != null && $Object.hasOwnProperty.call(message, "loopDelayMs"))
                if (typeof message.loopDelayMs !== "number")
                    return "loopDelayMs: number expected";
            if (message.eventSequence != null && $Object.hasOwnProperty.call(message, "eventSequence"))
                if (!$util.isInteger(message.eventSequence) && !(message.eventSequence && $util.isInteger(message.eventSequence.low) && $util.isInteger(message.eventSequence.high)))
                    return "eventSequence: integer|Long expected";
            return null;
        };

        /**
         * Creates a HostHeartbeat message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.HostHeartbeat
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.HostHeartbeat} HostHeartbeat
         */
        HostHeartbeat.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.HostHeartbeat)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.HostHeartbeat: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.HostHeartbeat();
            if (object.moref != null)
                if (typeof object.moref !== "string" || object.moref.length)
                    message.moref = $String(object.moref);
            if (object.hostName != null)
                if (typeof object.hostName !== "string" || object.hostName.length)
                    message.hostName = $String(object.hostName);
            if (object.bootUuid != null)
                if (typeof object.bootUuid !== "string" || object.bootUuid.length)
                    message.bootUuid = $String(object.bootUuid);
            if (object.sequence != null)
                if (typeof object.sequence === "object" ? object.sequence.low || object.sequence.high : $Number(object.sequence) !== 0)
                    if ($util.Long)
                        message.sequence = $util.Long.fromValue(object.sequence, true);
                    else if (typeof object.sequence === "string")
                        message.sequence = $parseInt(object.sequence, 10);
                    else if (typeof object.sequence === "number")
                        message.sequence = object.sequence;
                    else if (typeof object.sequence === "object")
                        message.sequence = new $util.LongBits(object.sequence.low >>> 0, object.sequence.high >>> 0).toNumber(true);
            if (object.uptimeMs != null)
                if (typeof object.uptimeMs === "object" ? object.uptimeMs.low || object.uptimeMs.high : $Number(object.uptimeMs) !== 0)
                    if ($util.Long)
                        message.uptimeMs = $util.Long.fromValue(object.uptimeMs, true);
                    else if (typeof object.uptimeMs === "string")
                        message.uptimeMs = $parseInt(object.uptimeMs, 10);
                    else if (typeof object.uptimeMs === "number")
                        message.uptimeMs = object.uptimeMs;
                    else if (typeof object.uptimeMs === "object")
                        message.uptimeMs = new $util.LongBits(object.uptimeMs.low >>> 0, object.uptimeMs.high >>> 0).toNumber(true);
            if (object.vms) {
                if (!$Array.isArray(object.vms))
                    throw $TypeError(".microsphere.HostHeartbeat.vms: array expected");
                message.vms = $Array(object.vms.length);
                for (let i = 0; i < object.vms.length; ++i) {
                    if (!$util.isObject(object.vms[i]))
                        throw $TypeError(".microsphere.HostHeartbeat.vms: object expected");
                    message.vms[i] = $root.microsphere.VmRuntime.fromObject(object.vms[i], _depth + 1);
                }
            }
            if (object.datastores) {
                if (!$Array.isArray(object.datastores))
                    throw $TypeError(".microsphere.HostHeartbeat.datastores: array expected");
                message.datastores = $Array(object.datastores.length);
                for (let i = 0; i < object.datastores.length; ++i) {
                    if (!$util.isObject(object.datastores[i]))
                        throw $TypeError(".microsphere.HostHeartbeat.datastores: object expected");
                    message.datastores[i] = $root.microsphere.DatastoreSummary.fromObject(object.datastores[i], _depth + 1);
                }
            }
            if (object.fdm != null) {
                if (!$util.isObject(object.fdm))
                    throw $TypeError(".microsphere.HostHeartbeat.fdm: object expected");
                message.fdm = $root.microsphere.FdmStatus.fromObject(object.fdm, _depth + 1);
            }
            if (object.cpuMhz != null)
                if ($Number(object.cpuMhz) !== 0)
                    message.cpuMhz = object.cpuMhz >>> 0;
            if (object.numCpu != null)
                if ($Number(object.numCpu) !== 0)
                    message.numCpu = object.numCpu >>> 0;
            if (object.memoryMb != null)
                if ($Number(object.memoryMb) !== 0)
                    message.memoryMb = object.memoryMb >>> 0;
            if (object.cpuUsedMhz != null)
                if ($Number(object.cpuUsedMhz) !== 0)
                    message.cpuUsedMhz = object.cpuUsedMhz >>> 0;
            if (object.memoryUsedMb != null)
                if ($Number(object.memoryUsedMb) !== 0)
                    message.memoryUsedMb = object.memoryUsedMb >>> 0;
            if (object.loopDelayMs != null)
                if (!$Object.is($Number(object.loopDelayMs), 0))
                    message.loopDelayMs = $Number(object.loopDelayMs);
            if (object.eventSequence != null)
                if (typeof object.eventSequence === "object" ? object.eventSequence.low || object.eventSequence.high : $Number(object.eventSequence) !== 0)
                    if ($util.Long)
                        message.eventSequence = $util.Long.fromValue(object.eventSequence, true);
                    else if (typeof object.eventSequence === "string")
                        message.eventSequence = $parseInt(object.eventSequence, 10);
                    else if (typeof object.eventSequence === "number")
                        message.eventSequence = object.eventSequence;
                    else if (typeof object.eventSequence === "object")
                        message.eventSequence = new $util.LongBits(object.eventSequence.low >>> 0, object.eventSequence.high >>> 0).toNumber(true);
            return message;
        };

        /**
         * Creates a plain object from a HostHeartbeat message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.HostHeartbeat
         * @static
         * @param {microsphere.HostHeartbeat} message HostHeartbeat
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        HostHeartbeat.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults) {
                object.vms = [];
                object.datastores = [];
            }
            if (options.defaults) {
                object.moref = "";
                object.hostName = "";
                object.bootUuid = "";
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.sequence = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.sequence = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.uptimeMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.uptimeMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.fdm = null;
                object.cpuMhz = 0;
                object.numCpu = 0;
                object.memoryMb = 0;
                object.cpuUsedMhz = 0;
                object.memoryUsedMb = 0;
                object.loopDelayMs = 0;
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.eventSequence = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.eventSequence = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
            }
            if (message.moref != null && $Object.hasOwnProperty.call(message, "moref"))
                object.moref = message.moref;
            if (message.hostName != null && $Object.hasOwnProperty.call(message, "hostName"))
                object.hostName = message.hostName;
            if (message.bootUuid != null && $Object.hasOwnProperty.call(message, "bootUuid"))
                object.bootUuid = message.bootUuid;
            if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.sequence = typeof message.sequence === "number" ? $BigInt(message.sequence) : $util.Long.fromBits(message.sequence.low >>> 0, message.sequence.high >>> 0, true).toBigInt();
                else if (typeof message.sequence === "number")
                    object.sequence = options.longs === $String ? $String(message.sequence) : message.sequence;
                else
                    object.sequence = options.longs === $String ? $util.Long.prototype.toString.call(message.sequence) : options.longs === $Number ? new $util.LongBits(message.sequence.low >>> 0, message.sequence.high >>> 0).toNumber(true) : message.sequence;
            if (message.uptimeMs != null && $Object.hasOwnProperty.call(message, "uptimeMs"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.uptimeMs = typeof message.uptimeMs === "number" ? $BigInt(message.uptimeMs) : $util.Long.fromBits(message.uptimeMs.low >>> 0, message.uptimeMs.high >>> 0, true).toBigInt();
                else if (typeof message.uptimeMs === "number")
                    object.uptimeMs = options.longs === $String ? $String(message.uptimeMs) : message.uptimeMs;
                else
                    object.uptimeMs = options.longs === $String ? $util.Long.prototype.toString.call(message.uptimeMs) : options.longs === $Number ? new $util.LongBits(message.uptimeMs.low >>> 0, message.uptimeMs.high >>> 0).toNumber(true) : message.uptimeMs;
            if (message.vms && message.vms.length) {
                object.vms = $Array(message.vms.length);
                for (let j = 0; j < message.vms.length; ++j)
                    object.vms[j] = $root.microsphere.VmRuntime.toObject(message.vms[j], options, _depth + 1);
            }
            if (message.datastores && message.datastores.length) {
                object.datastores = $Array(message.datastores.length);
                for (let j = 0; j < message.datastores.length; ++j)
                    object.datastores[j] = $root.microsphere.DatastoreSummary.toObject(message.datastores[j], options, _depth + 1);
            }
            if (message.fdm != null && $Object.hasOwnProperty.call(message, "fdm"))
                object.fdm = $root.microsphere.FdmStatus.toObject(message.fdm, options, _depth + 1);
            if (message.cpuMhz != null && $Object.hasOwnProperty.call(message, "cpuMhz"))
                object.cpuMhz = message.cpuMhz;
            if (message.numCpu != null && $Object.hasOwnProperty.call(message, "numCpu"))
                object.numCpu = message.numCpu;
            if (message.memoryMb != null && $Object.hasOwnProperty.call(message, "memoryMb"))
                object.memoryMb = message.memoryMb;
            if (message.cpuUsedMhz != null && $Object.hasOwnProperty.call(message, "cpuUsedMhz"))
                object.cpuUsedMhz = message.cpuUsedMhz;
            if (message.memoryUsedMb != null && $Object.hasOwnProperty.call(message, "memoryUsedMb"))
                object.memoryUsedMb = message.memoryUsedMb;
            if (message.loopDelayMs != null && $Object.hasOwnProperty.call(message, "loopDelayMs"))
                object.loopDelayMs = options.json && !$isFinite(message.loopDelayMs) ? $String(message.loopDelayMs) : message.loopDelayMs;
            if (message.eventSequence != null && $Object.hasOwnProperty.call(message, "eventSequence"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.eventSequence = typeof message.eventSequence === "number" ? $BigInt(message.eventSequence) : $util.Long.fromBits(message.eventSequence.low >>> 0, message.eventSequence.high >>> 0, true).toBigInt();
                else if (typeof message.eventSequence === "number")
                    object.eventSequence = options.longs === $String ? $String(message.eventSequence) : message.eventSequence;
                else
                    object.eventSequence = options.longs === $String ? $util.Long.prototype.toString.call(message.eventSequence) : options.longs === $Number ? new $util.LongBits(message.eventSequence.low >>> 0, message.eventSequence.high >>> 0).toNumber(true) : message.eventSequence;
            return object;
        };

        /**
         * Converts this HostHeartbeat to JSON.
         * @function toJSON
         * @memberof microsphere.HostHeartbeat
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        HostHeartbeat.prototype.toJSON = function() {
            return HostHeartbeat.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for HostHeartbeat
         * @function getTypeUrl
         * @memberof microsphere.HostHeartbeat
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        HostHeartbeat.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.HostHeartbeat";
        };

        return HostHeartbeat;
    })();

    microsphere.FdmStatus = (function() {

        /**
         * Properties of a FdmStatus.
         * @typedef {Object} microsphere.FdmStatus.$Properties
         * @property {string|null} [state] FdmStatus state
         * @property {string|null} [master] FdmStatus master
         * @property {Object.<string,string>|null} [hostStates] FdmStatus hostStates
         * @property {Array.<string>|null} [protectedVms] FdmStatus protectedVms
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a FdmStatus.
         * @memberof microsphere
         * @interface IFdmStatus
         * @augments microsphere.FdmStatus.$Properties
         * @deprecated Use microsphere.FdmStatus.$Properties instead.
         */

        /**
         * Shape of a FdmStatus.
         * @typedef {microsphere.FdmStatus.$Properties} microsphere.FdmStatus.$Shape
         */

        /**
         * Constructs a new FdmStatus.
         * @memberof microsphere
         * @classdesc Represents a FdmStatus.
         * @constructor
         * @param {microsphere.FdmStatus.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const FdmStatus = function (properties) {
            this.hostStates = {};
            this.protectedVms = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * FdmStatus state.
         * @member {string} state
         * @memberof microsphere.FdmStatus
         * @instance
         */
        FdmStatus.prototype.state = "";

        /**
         * FdmStatus master.
         * @member {string} master
         * @memberof microsphere.FdmStatus
         * @instance
         */
        FdmStatus.prototype.master = "";

        /**
         * FdmStatus hostStates.
         * @member {Object.<string,string>} hostStates
         * @memberof microsphere.FdmStatus
         * @instance
         */
        FdmStatus.prototype.hostStates = $util.emptyObject;

        /**
         * FdmStatus protectedVms.
         * @member {Array.<string>} protectedVms
         * @memberof microsphere.FdmStatus
         * @instance
         */
        FdmStatus.prototype.protectedVms = $util.emptyArray;

        /**
         * Creates a new FdmStatus instance using the specified properties.
         * @function create
         * @memberof microsphere.FdmStatus
         * @static
         * @param {microsphere.FdmStatus.$Properties=} [properties] Properties to set
         * @returns {microsphere.FdmStatus} FdmStatus instance
         * @type {{
         *   (properties: microsphere.FdmStatus.$Shape): microsphere.FdmStatus & microsphere.FdmStatus.$Shape;
         *   (properties?: microsphere.FdmStatus.$Properties): microsphere.FdmStatus;
         * }}
         */
        FdmStatus.create = function(properties) {
            return new FdmStatus(properties);
        };

        /**
         * Encodes the specified FdmStatus message. Does not implicitly {@link microsphere.FdmStatus.verify|verify} messages.
         * @function encode
         * @memberof microsphere.FdmStatus
         * @static
         * @param {microsphere.FdmStatus.$Properties} message FdmStatus message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FdmStatus.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.state);
            if (message.master != null && $Object.hasOwnProperty.call(message, "master") && message.master !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.master);
            if (message.hostStates != null && $Object.hasOwnProperty.call(message, "hostStates"))
                for (let keys = $Object.keys(message.hostStates), i = 0; i < keys.length; ++i)
                    writer.uint32(/* id 3, wireType 2 =*/26).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.hostStates[keys[i]]).ldelim();
            if (message.protectedVms != null && message.protectedVms.length)
                for (let i = 0; i < message.protectedVms.length; ++i)
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.protectedVms[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified FdmStatus message, length delimited. Does not implicitly {@link microsphere.FdmStatus.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.FdmStatus
         * @static
         * @param {microsphere.FdmStatus.$Properties} message FdmStatus message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FdmStatus.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a FdmStatus message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.FdmStatus
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.FdmStatus & microsphere.FdmStatus.$Shape} FdmStatus
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FdmStatus.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, key, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.FdmStatus();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.state = value;
                        else
                            delete message.state;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.master = value;
                        else
                            delete message.master;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (message.hostStates === $util.emptyObject)
                            message.hostStates = {};
                        let end2 = reader.size() + reader.pos;
                        if (end2 > reader.len)
                            throw $RangeError("index out of range");
                        reader.len = end2;
                        key = "";
                        value = "";
                        while (reader.pos < end2) {
                            let tag2 = reader.tag();
                            wireType = tag2 & 7;
                            switch (tag2 >>>= 3) {
                            case 1:
                                if (wireType !== 2)
                                    break;
                                key = reader.stringVerify();
                                continue;
                            case 2:
                                if (wireType !== 2)
                                    break;
                                value = reader.stringVerify();
                                continue;
                            }
                            reader.skipType(wireType, _depth, tag2);
                        }
                        if (reader.pos !== end2)
                            throw $RangeError("index out of range");
                        reader.len = end;
                        if (key === "__proto__")
                            $util.makeProp(message.hostStates, key);
                        message.hostStates[key] = value;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.protectedVms && message.protectedVms.length))
                            message.protectedVms = [];
                        message.protectedVms.push(reader.stringVerify());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a FdmStatus message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.FdmStatus
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.FdmStatus & microsphere.FdmStatus.$Shape} FdmStatus
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FdmStatus.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a FdmStatus message.
         * @function verify
         * @memberof microsphere.FdmStatus
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        FdmStatus.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.state != null && $Object.hasOwnProperty.call(message, "state"))
                if (!$util.isString(message.state))
                    return "state: string expected";
            if (message.master != null && $Object.hasOwnProperty.call(message, "master"))
                if (!$util.isString(message.master))
                    return "master: string expected";
            if (message.hostStates != null && $Object.hasOwnProperty.call(message, "hostStates")) {
                if (!$util.isObject(message.hostStates))
                    return "hostStates: object expected";
                let key = $Object.keys(message.hostStates);
                for (let i = 0; i < key.length; ++i)
                    if (!$util.isString(message.hostStates[key[i]]))
                        return "hostStates: string{k:string} expected";
            }
            if (message.protectedVms != null && $Object.hasOwnProperty.call(message, "protectedVms")) {
                if (!$Array.isArray(message.protectedVms))
                    return "protectedVms: array expected";
                for (let i = 0; i < message.protectedVms.length; ++i)
                    if (!$util.isString(message.protectedVms[i]))
                        return "protectedVms: string[] expected";
            }
            return null;
        };

        /**
         * Creates a FdmStatus message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.FdmStatus
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.FdmStatus} FdmStatus
         */
        FdmStatus.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.FdmStatus)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.FdmStatus: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.FdmStatus();
            if (object.state != null)
                if (typeof object.state !== "string" || object.state.length)
                    message.state = $String(object.state);
            if (object.master != null)
                if (typeof object.master !== "string" || object.master.length)
                    message.master = $String(object.master);
            if (object.hostStates) {
                if (!$util.isObject(object.hostStates))
                    throw $TypeError(".microsphere.FdmStatus.hostStates: object expected");
                message.hostStates = {};
                for (let keys = $Object.keys(object.hostStates), i = 0; i < keys.length; ++i) {
                    if (keys[i] === "__proto__")
                        $util.makeProp(message.hostStates, keys[i]);
                    message.hostStates[keys[i]] = $String(object.hostStates[keys[i]]);
                }
            }
            if (object.protectedVms) {
                if (!$Array.isArray(object.protectedVms))
                    throw $TypeError(".microsphere.FdmStatus.protectedVms: array expected");
                message.protectedVms = $Array(object.protectedVms.length);
                for (let i = 0; i < object.protectedVms.length; ++i)
                    message.protectedVms[i] = $String(object.protectedVms[i]);
            }
            return message;
        };

        /**
         * Creates a plain object from a FdmStatus message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.FdmStatus
         * @static
         * @param {microsphere.FdmStatus} message FdmStatus
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        FdmStatus.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.protectedVms = [];
            if (options.objects || options.defaults)
                object.hostStates = {};
            if (options.defaults) {
                object.state = "";
                object.master = "";
            }
            if (message.state != null && $Object.hasOwnProperty.call(message, "state"))
                object.state = message.state;
            if (message.master != null && $Object.hasOwnProperty.call(message, "master"))
                object.master = message.master;
            let keys2;
            if (message.hostStates && (keys2 = $Object.keys(message.hostStates)).length) {
                object.hostStates = {};
                for (let j = 0; j < keys2.length; ++j) {
                    if (keys2[j] === "__proto__")
                        $util.makeProp(object.hostStates, keys2[j]);
                    object.hostStates[keys2[j]] = message.hostStates[keys2[j]];
                }
            }
            if (message.protectedVms && message.protectedVms.length) {
                object.protectedVms = $Array(message.protectedVms.length);
                for (let j = 0; j < message.protectedVms.length; ++j)
                    object.protectedVms[j] = message.protectedVms[j];
            }
            return object;
        };

        /**
         * Converts this FdmStatus to JSON.
         * @function toJSON
         * @memberof microsphere.FdmStatus
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        FdmStatus.prototype.toJSON = function() {
            return FdmStatus.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for FdmStatus
         * @function getTypeUrl
         * @memberof microsphere.FdmStatus
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        FdmStatus.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.FdmStatus";
        };

        return FdmStatus;
    })();

    microsphere.HostEvent = (function() {

        /**
         * Properties of a HostEvent.
         * @typedef {Object} microsphere.HostEvent.$Properties
         * @property {string|null} [moref] HostEvent moref
         * @property {number|null} [createdTime] HostEvent createdTime
         * @property {string|null} [type] HostEvent type
         * @property {string|null} [message] HostEvent message
         * @property {string|null} [vmxPath] HostEvent vmxPath
         * @property {string|null} [instanceUuid] HostEvent instanceUuid
         * @property {string|null} [aboutHost] HostEvent aboutHost
         * @property {Object.<string,string>|null} ["arguments"] HostEvent arguments
         * @property {string|null} [bootUuid] HostEvent bootUuid
         * @property {number|null} [sequence] HostEvent sequence
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a HostEvent.
         * @memberof microsphere
         * @interface IHostEvent
         * @augments microsphere.HostEvent.$Properties
         * @deprecated Use microsphere.HostEvent.$Properties instead.
         */

        /**
         * Shape of a HostEvent.
         * @typedef {microsphere.HostEvent.$Properties} microsphere.HostEvent.$Shape
         */

        /**
         * Constructs a new HostEvent.
         * @memberof microsphere
         * @classdesc Represents a HostEvent.
         * @constructor
         * @param {microsphere.HostEvent.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const HostEvent = function (properties) {
            this["arguments"] = {};
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * HostEvent moref.
         * @member {string} moref
         * @memberof microsphere.HostEvent
         * @instance
         */
        HostEvent.prototype.moref = "";

        /**
         * HostEvent createdTime.
         * @member {number} createdTime
         * @memberof microsphere.HostEvent
         * @instance
         */
        HostEvent.prototype.createdTime = 0;

        /**
         * HostEvent type.
         * @member {string} type
         * @memberof microsphere.HostEvent
         * @instance
         */
        HostEvent.prototype.type = "";

        /**
         * HostEvent message.
         * @member {string} message
         * @memberof microsphere.HostEvent
         * @instance
         */
        HostEvent.prototype.message = "";

        /**
         * HostEvent vmxPath.
         * @member {string} vmxPath
         * @memberof microsphere.HostEvent
         * @instance
         */
        HostEvent.prototype.vmxPath = "";

        /**
         * HostEvent instanceUuid.
         * @member {string} instanceUuid
         * @memberof microsphere.HostEvent
         * @instance
         */
        HostEvent.prototype.instanceUuid = "";

        /**
         * HostEvent aboutHost.
         * @member {string} aboutHost
         * @memberof microsphere.HostEvent
         * @instance
         */
        HostEvent.prototype.aboutHost = "";

        /**
         * HostEvent arguments.
         * @member {Object.<string,string>} arguments
         * @memberof microsphere.HostEvent
         * @instance
         */
        HostEvent.prototype["arguments"] = $util.emptyObject;

        /**
         * HostEvent bootUuid.
         * @member {string} bootUuid
         * @memberof microsphere.HostEvent
         * @instance
         */
        HostEvent.prototype.bootUuid = "";

        /**
         * HostEvent sequence.
         * @member {number} sequence
         * @memberof microsphere.HostEvent
         * @instance
         */
        HostEvent.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Creates a new HostEvent instance using the specified properties.
         * @function create
         * @memberof microsphere.HostEvent
         * @static
         * @param {microsphere.HostEvent.$Properties=} [properties] Properties to set
         * @returns {microsphere.HostEvent} HostEvent instance
         * @type {{
         *   (properties: microsphere.HostEvent.$Shape): microsphere.HostEvent & microsphere.HostEvent.$Shape;
         *   (properties?: microsphere.HostEvent.$Properties): microsphere.HostEvent;
         * }}
         */
        HostEvent.create = function(properties) {
            return new HostEvent(properties);
        };

        /**
         * Encodes the specified HostEvent message. Does not implicitly {@link microsphere.HostEvent.verify|verify} messages.
         * @function encode
         * @memberof microsphere.HostEvent
         * @static
         * @param {microsphere.HostEvent.$Properties} message HostEvent message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        HostEvent.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.moref != null && $Object.hasOwnProperty.call(message, "moref") && message.moref !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.moref);
            if (message.createdTime != null && $Object.hasOwnProperty.call(message, "createdTime") && !$Object.is(message.createdTime, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.createdTime);
            if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.type);
            if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.message);
            if (message.vmxPath != null && $Object.hasOwnProperty.call(message, "vmxPath") && message.vmxPath !== "")
                writer.uint32(/* id 5, wireType 2 =*/42).string(message.vmxPath);
            if (message.instanceUuid != null && $Object.hasOwnProperty.call(message, "instanceUuid") && message.instanceUuid !== "")
                writer.uint32(/* id 6, wireType 2 =*/50).string(message.instanceUuid);
            if (message.aboutHost != null && $Object.hasOwnProperty.call(message, "aboutHost") && message.aboutHost !== "")
                writer.uint32(/* id 7, wireType 2 =*/58).string(message.aboutHost);
            if (message["arguments"] != null && $Object.hasOwnProperty.call(message, "arguments"))
                for (let keys = $Object.keys(message["arguments"]), i = 0; i < keys.length; ++i)
                    writer.uint32(/* id 8, wireType 2 =*/66).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message["arguments"][keys[i]]).ldelim();
            if (message.bootUuid != null && $Object.hasOwnProperty.call(message, "bootUuid") && message.bootUuid !== "")
                writer.uint32(/* id 9, wireType 2 =*/74).string(message.bootUuid);
            if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                writer.uint32(/* id 10, wireType 0 =*/80).uint64(message.sequence);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified HostEvent message, length delimited. Does not implicitly {@link microsphere.HostEvent.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.HostEvent
         * @static
         * @param {microsphere.HostEvent.$Properties} message HostEvent message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        HostEvent.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a HostEvent message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.HostEvent
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.HostEvent & microsphere.HostEvent.$Shape} HostEvent
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        HostEvent.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, key, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.HostEvent();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.moref = value;
                        else
                            delete message.moref;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.createdTime = value;
                        else
                            delete message.createdTime;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.type = value;
                        else
                            delete message.type;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.message = value;
                        else
                            delete message.message;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.vmxPath = value;
                        else
                            delete message.vmxPath;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.instanceUuid = value;
                        else
                            delete message.instanceUuid;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.aboutHost = value;
                        else
                            delete message.aboutHost;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if (message["arguments"] === $util.emptyObject)
                            message["arguments"] = {};
                        let end2 = reader.size() + reader.pos;
                        if (end2 > reader.len)
                            throw $RangeError("index out of range");
                        reader.len = end2;
                        key = "";
                        value = "";
                        while (reader.pos < end2) {
                            let tag2 = reader.tag();
                            wireType = tag2 & 7;
                            switch (tag2 >>>= 3) {
                            case 1:
                                if (wireType !== 2)
                                    break;
                                key = reader.stringVerify();
                                continue;
                            case 2:
                                if (wireType !== 2)
                                    break;
                                value = reader.stringVerify();
                                continue;
                            }
                            reader.skipType(wireType, _depth, tag2);
                        }
                        if (reader.pos !== end2)
                            throw $RangeError("index out of range");
                        reader.len = end;
                        if (key === "__proto__")
                            $util.makeProp(message["arguments"], key);
                        message["arguments"][key] = value;
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.bootUuid = value;
                        else
                            delete message.bootUuid;
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.sequence = value;
                        else
                            delete message.sequence;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a HostEvent message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.HostEvent
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.HostEvent & microsphere.HostEvent.$Shape} HostEvent
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        HostEvent.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a HostEvent message.
         * @function verify
         * @memberof microsphere.HostEvent
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        HostEvent.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.moref != null && $Object.hasOwnProperty.call(message, "moref"))
                if (!$util.isString(message.moref))
                    return "moref: string expected";
            if (message.createdTime != null && $Object.hasOwnProperty.call(message, "createdTime"))
                if (typeof message.createdTime !== "number")
                    return "createdTime: number expected";
            if (message.type != null && $Object.hasOwnProperty.call(message, "type"))
                if (!$util.isString(message.type))
                    return "type: string expected";
            if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                if (!$util.isString(message.message))
                    return "message: string expected";
            if (message.vmxPath != null && $Object.hasOwnProperty.call(message, "vmxPath"))
                if (!$util.isString(message.vmxPath))
                    return "vmxPath: string expected";
            if (message.instanceUuid != null && $Object.hasOwnProperty.call(message, "instanceUuid"))
                if (!$util.isString(message.instanceUuid))
                    return "instanceUuid: string expected";
            if (message.aboutHost != null && $Object.hasOwnProperty.call(message, "aboutHost"))
                if (!$util.isString(message.aboutHost))
                    return "aboutHost: string expected";
            if (message["arguments"] != null && $Object.hasOwnProperty.call(message, "arguments")) {
                if (!$util.isObject(message["arguments"]))
                    return "arguments: object expected";
                let key = $Object.keys(message["arguments"]);
                for (let i = 0; i < key.length; ++i)
                    if (!$util.isString(message["arguments"][key[i]]))
                        return "arguments: string{k:string} expected";
            }
            if (message.bootUuid != null && $Object.hasOwnProperty.call(message, "bootUuid"))
                if (!$util.isString(message.bootUuid))
                    return "bootUuid: string expected";
            if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence"))
                if (!$util.isInteger(message.sequence) && !(message.sequence && $util.isInteger(message.sequence.low) && $util.isInteger(message.sequence.high)))
                    return "sequence: integer|Long expected";
            return null;
        };

        /**
         * Creates a HostEvent message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.HostEvent
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.HostEvent} HostEvent
         */
        HostEvent.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.HostEvent)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.HostEvent: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.HostEvent();
            if (object.moref != null)
                if (typeof object.moref !== "string" || object.moref.length)
                    message.moref = $String(object.moref);
            if (object.createdTime != null)
                if (!$Object.is($Number(object.createdTime), 0))
                    message.createdTime = $Number(object.createdTime);
            if (object.type != null)
                if (typeof object.type !== "string" || object.type.length)
                    message.type = $String(object.type);
            if (object.message != null)
                if (typeof object.message !== "string" || object.message.length)
                    message.message = $String(object.message);
            if (object.vmxPath != null)
                if (typeof object.vmxPath !== "string" || object.vmxPath.length)
                    message.vmxPath = $String(object.vmxPath);
            if (object.instanceUuid != null)
                if (typeof object.instanceUuid !== "string" || object.instanceUuid.length)
                    message.instanceUuid = $String(object.instanceUuid);
            if (object.aboutHost != null)
                if (typeof object.aboutHost !== "string" || object.aboutHost.length)
                    message.aboutHost = $String(object.aboutHost);
            if (object["arguments"]) {
                if (!$util.isObject(object["arguments"]))
                    throw $TypeError(".microsphere.HostEvent.arguments: object expected");
                message["arguments"] = {};
                for (let keys = $Object.keys(object["arguments"]), i = 0; i < keys.length; ++i) {
                    if (keys[i] === "__proto__")
                        $util.makeProp(message["arguments"], keys[i]);
                    message["arguments"][keys[i]] = $String(object["arguments"][keys[i]]);
                }
            }
            if (object.bootUuid != null)
                if (typeof object.bootUuid !== "string" || object.bootUuid.length)
                    message.bootUuid = $String(object.bootUuid);
            if (object.sequence != null)
                if (typeof object.sequence === "object" ? object.sequence.low || object.sequence.high : $Number(object.sequence) !== 0)
                    if ($util.Long)
                        message.sequence = $util.Long.fromValue(object.sequence, true);
                    else if (typeof object.sequence === "string")
                        message.sequence = $parseInt(object.sequence, 10);
                    else if (typeof object.sequence === "number")
                        message.sequence = object.sequence;
                    else if (typeof object.sequence === "object")
                        message.sequence = new $util.LongBits(object.sequence.low >>> 0, object.sequence.high >>> 0).toNumber(true);
            return message;
        };

        /**
         * Creates a plain object from a HostEvent message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.HostEvent
         * @static
         * @param {microsphere.HostEvent} message HostEvent
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        HostEvent.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.objects || options.defaults)
                object["arguments"] = {};
            if (options.defaults) {
                object.moref = "";
                object.createdTime = 0;
                object.type = "";
                object.message = "";
                object.vmxPath = "";
                object.instanceUuid = "";
                object.aboutHost = "";
                object.bootUuid = "";
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.sequence = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.sequence = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
            }
            if (message.moref != null && $Object.hasOwnProperty.call(message, "moref"))
                object.moref = message.moref;
            if (message.createdTime != null && $Object.hasOwnProperty.call(message, "createdTime"))
                object.createdTime = options.json && !$isFinite(message.createdTime) ? $String(message.createdTime) : message.createdTime;
            if (message.type != null && $Object.hasOwnProperty.call(message, "type"))
                object.type = message.type;
            if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                object.message = message.message;
            if (message.vmxPath != null && $Object.hasOwnProperty.call(message, "vmxPath"))
                object.vmxPath = message.vmxPath;
            if (message.instanceUuid != null && $Object.hasOwnProperty.call(message, "instanceUuid"))
                object.instanceUuid = message.instanceUuid;
            if (message.aboutHost != null && $Object.hasOwnProperty.call(message, "aboutHost"))
                object.aboutHost = message.aboutHost;
            let keys2;
            if (message["arguments"] && (keys2 = $Object.keys(message["arguments"])).length) {
                object["arguments"] = {};
                for (let j = 0; j < keys2.length; ++j) {
                    if (keys2[j] === "__proto__")
                        $util.makeProp(object["arguments"], keys2[j]);
                    object["arguments"][keys2[j]] = message["arguments"][keys2[j]];
                }
            }
            if (message.bootUuid != null && $Object.hasOwnProperty.call(message, "bootUuid"))
                object.bootUuid = message.bootUuid;
            if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.sequence = typeof message.sequence === "number" ? $BigInt(message.sequence) : $util.Long.fromBits(message.sequence.low >>> 0, message.sequence.high >>> 0, true).toBigInt();
                else if (typeof message.sequence === "number")
                    object.sequence = options.longs === $String ? $String(message.sequence) : message.sequence;
                else
                    object.sequence = options.longs === $String ? $util.Long.prototype.toString.call(message.sequence) : options.longs === $Number ? new $util.LongBits(message.sequence.low >>> 0, message.sequence.high >>> 0).toNumber(true) : message.sequence;
            return object;
        };

        /**
         * Converts this HostEvent to JSON.
         * @function toJSON
         * @memberof microsphere.HostEvent
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        HostEvent.prototype.toJSON = function() {
            return HostEvent.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for HostEvent
         * @function getTypeUrl
         * @memberof microsphere.HostEvent
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        HostEvent.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.HostEvent";
        };

        return HostEvent;
    })();

    microsphere.ReadEventsRequest = (function() {

        /**
         * Properties of a ReadEventsRequest.
         * @typedef {Object} microsphere.ReadEventsRequest.$Properties
         * @property {string|null} [bootUuid] ReadEventsRequest bootUuid
         * @property {number|null} [afterSequence] ReadEventsRequest afterSequence
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ReadEventsRequest.
         * @memberof microsphere
         * @interface IReadEventsRequest
         * @augments microsphere.ReadEventsRequest.$Properties
         * @deprecated Use microsphere.ReadEventsRequest.$Properties instead.
         */

        /**
         * Shape of a ReadEventsRequest.
         * @typedef {microsphere.ReadEventsRequest.$Properties} microsphere.ReadEventsRequest.$Shape
         */

        /**
         * Constructs a new ReadEventsRequest.
         * @memberof microsphere
         * @classdesc Represents a ReadEventsRequest.
         * @constructor
         * @param {microsphere.ReadEventsRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ReadEventsRequest = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ReadEventsRequest bootUuid.
         * @member {string} bootUuid
         * @memberof microsphere.ReadEventsRequest
         * @instance
         */
        ReadEventsRequest.prototype.bootUuid = "";

        /**
         * ReadEventsRequest afterSequence.
         * @member {number} afterSequence
         * @memberof microsphere.ReadEventsRequest
         * @instance
         */
        ReadEventsRequest.prototype.afterSequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * Creates a new ReadEventsRequest instance using the specified properties.
         * @function create
         * @memberof microsphere.ReadEventsRequest
         * @static
         * @param {microsphere.ReadEventsRequest.$Properties=} [properties] Properties to set
         * @returns {microsphere.ReadEventsRequest} ReadEventsRequest instance
         * @type {{
         *   (properties: microsphere.ReadEventsRequest.$Shape): microsphere.ReadEventsRequest & microsphere.ReadEventsRequest.$Shape;
         *   (properties?: microsphere.ReadEventsRequest.$Properties): microsphere.ReadEventsRequest;
         * }}
         */
        ReadEventsRequest.create = function(properties) {
            return new ReadEventsRequest(properties);
        };

        /**
         * Encodes the specified ReadEventsRequest message. Does not implicitly {@link microsphere.ReadEventsRequest.verify|verify} messages.
         * @function encode
         * @memberof microsphere.ReadEventsRequest
         * @static
         * @param {microsphere.ReadEventsRequest.$Properties} message ReadEventsRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ReadEventsRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.bootUuid != null && $Object.hasOwnProperty.call(message, "bootUuid") && message.bootUuid !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.bootUuid);
            if (message.afterSequence != null && $Object.hasOwnProperty.call(message, "afterSequence") && (typeof message.afterSequence === "object" ? message.afterSequence.low || message.afterSequence.high : message.afterSequence !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.afterSequence);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified ReadEventsRequest message, length delimited. Does not implicitly {@link microsphere.ReadEventsRequest.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.ReadEventsRequest
         * @static
         * @param {microsphere.ReadEventsRequest.$Properties} message ReadEventsRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ReadEventsRequest.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a ReadEventsRequest message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.ReadEventsRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.ReadEventsRequest & microsphere.ReadEventsRequest.$Shape} ReadEventsRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ReadEventsRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.ReadEventsRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.bootUuid = value;
                        else
                            delete message.bootUuid;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.afterSequence = value;
                        else
                            delete message.afterSequence;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a ReadEventsRequest message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.ReadEventsRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.ReadEventsRequest & microsphere.ReadEventsRequest.$Shape} ReadEventsRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ReadEventsRequest.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a ReadEventsRequest message.
         * @function verify
         * @memberof microsphere.ReadEventsRequest
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        ReadEventsRequest.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.bootUuid != null && $Object.hasOwnProperty.call(message, "bootUuid"))
                if (!$util.isString(message.bootUuid))
                    return "bootUuid: string expected";
            if (message.afterSequence != null && $Object.hasOwnProperty.call(message, "afterSequence"))
                if (!$util.isInteger(message.afterSequence) && !(message.afterSequence && $util.isInteger(message.afterSequence.low) && $util.isInteger(message.afterSequence.high)))
                    return "afterSequence: integer|Long expected";
            return null;
        };

        /**
         * Creates a ReadEventsRequest message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.ReadEventsRequest
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.ReadEventsRequest} ReadEventsRequest
         */
        ReadEventsRequest.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.ReadEventsRequest)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.ReadEventsRequest: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.ReadEventsRequest();
            if (object.bootUuid != null)
                if (typeof object.bootUuid !== "string" || object.bootUuid.length)
                    message.bootUuid = $String(object.bootUuid);
            if (object.afterSequence != null)
                if (typeof object.afterSequence === "object" ? object.afterSequence.low || object.afterSequence.high : $Number(object.afterSequence) !== 0)
                    if ($util.Long)
                        message.afterSequence = $util.Long.fromValue(object.afterSequence, true);
                    else if (typeof object.afterSequence === "string")
                        message.afterSequence = $parseInt(object.afterSequence, 10);
                    else if (typeof object.afterSequence === "number")
                        message.afterSequence = object.afterSequence;
                    else if (typeof object.afterSequence === "object")
                        message.afterSequence = new $util.LongBits(object.afterSequence.low >>> 0, object.afterSequence.high >>> 0).toNumber(true);
            return message;
        };

        /**
         * Creates a plain object from a ReadEventsRequest message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.ReadEventsRequest
         * @static
         * @param {microsphere.ReadEventsRequest} message ReadEventsRequest
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        ReadEventsRequest.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.bootUuid = "";
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.afterSequence = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.afterSequence = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
            }
            if (message.bootUuid != null && $Object.hasOwnProperty.call(message, "bootUuid"))
                object.bootUuid = message.bootUuid;
            if (message.afterSequence != null && $Object.hasOwnProperty.call(message, "afterSequence"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.afterSequence = typeof message.afterSequence === "number" ? $BigInt(message.afterSequence) : $util.Long.fromBits(message.afterSequence.low >>> 0, message.afterSequence.high >>> 0, true).toBigInt();
                else if (typeof message.afterSequence === "number")
                    object.afterSequence = options.longs === $String ? $String(message.afterSequence) : message.afterSequence;
                else
                    object.afterSequence = options.longs === $String ? $util.Long.prototype.toString.call(message.afterSequence) : options.longs === $Number ? new $util.LongBits(message.afterSequence.low >>> 0, message.afterSequence.high >>> 0).toNumber(true) : message.afterSequence;
            return object;
        };

        /**
         * Converts this ReadEventsRequest to JSON.
         * @function toJSON
         * @memberof microsphere.ReadEventsRequest
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        ReadEventsRequest.prototype.toJSON = function() {
            return ReadEventsRequest.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for ReadEventsRequest
         * @function getTypeUrl
         * @memberof microsphere.ReadEventsRequest
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        ReadEventsRequest.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.ReadEventsRequest";
        };

        return ReadEventsRequest;
    })();

    microsphere.ReadEventsResponse = (function() {

        /**
         * Properties of a ReadEventsResponse.
         * @typedef {Object} microsphere.ReadEventsResponse.$Properties
         * @property {Array.<microsphere.HostEvent.$Properties>|null} [events] ReadEventsResponse events
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ReadEventsResponse.
         * @memberof microsphere
         * @interface IReadEventsResponse
         * @augments microsphere.ReadEventsResponse.$Properties
         * @deprecated Use microsphere.ReadEventsResponse.$Properties instead.
         */

        /**
         * Shape of a ReadEventsResponse.
         * @typedef {microsphere.ReadEventsResponse.$Properties} microsphere.ReadEventsResponse.$Shape
         */

        /**
         * Constructs a new ReadEventsResponse.
         * @memberof microsphere
         * @classdesc Represents a ReadEventsResponse.
         * @constructor
         * @param {microsphere.ReadEventsResponse.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ReadEventsResponse = function (properties) {
            this.events = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ReadEventsResponse events.
         * @member {Array.<microsphere.HostEvent.$Properties>} events
         * @memberof microsphere.ReadEventsResponse
         * @instance
         */
        ReadEventsResponse.prototype.events = $util.emptyArray;

        /**
         * Creates a new ReadEventsResponse instance using the specified properties.
         * @function create
         * @memberof microsphere.ReadEventsResponse
         * @static
         * @param {microsphere.ReadEventsResponse.$Properties=} [properties] Properties to set
         * @returns {microsphere.ReadEventsResponse} ReadEventsResponse instance
         * @type {{
         *   (properties: microsphere.ReadEventsResponse.$Shape): microsphere.ReadEventsResponse & microsphere.ReadEventsResponse.$Shape;
         *   (properties?: microsphere.ReadEventsResponse.$Properties): microsphere.ReadEventsResponse;
         * }}
         */
        ReadEventsResponse.create = function(properties) {
            return new ReadEventsResponse(properties);
        };

        /**
         * Encodes the specified ReadEventsResponse message. Does not implicitly {@link microsphere.ReadEventsResponse.verify|verify} messages.
         * @function encode
         * @memberof microsphere.ReadEventsResponse
         * @static
         * @param {microsphere.ReadEventsResponse.$Properties} message ReadEventsResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ReadEventsResponse.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.events != null && message.events.length)
                for (let i = 0; i < message.events.length; ++i)
                    $root.microsphere.HostEvent.encode(message.events[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified ReadEventsResponse message, length delimited. Does not implicitly {@link microsphere.ReadEventsResponse.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.ReadEventsResponse
         * @static
         * @param {microsphere.ReadEventsResponse.$Properties} message ReadEventsResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ReadEventsResponse.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a ReadEventsResponse message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.ReadEventsResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.ReadEventsResponse & microsphere.ReadEventsResponse.$Shape} ReadEventsResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ReadEventsResponse.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.ReadEventsResponse();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.events && message.events.length))
                            message.events = [];
                        message.events.push($root.microsphere.HostEvent.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a ReadEventsResponse message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.ReadEventsResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.ReadEventsResponse & microsphere.ReadEventsResponse.$Shape} ReadEventsResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ReadEventsResponse.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a ReadEventsResponse message.
         * @function verify
         * @memberof microsphere.ReadEventsResponse
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        ReadEventsResponse.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.events != null && $Object.hasOwnProperty.call(message, "events")) {
                if (!$Array.isArray(message.events))
                    return "events: array expected";
                for (let i = 0; i < message.events.length; ++i) {
                    let error = $root.microsphere.HostEvent.verify(message.events[i], _depth + 1);
                    if (error)
                        return "events." + error;
                }
            }
            return null;
        };

        /**
         * Creates a ReadEventsResponse message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.ReadEventsResponse
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.ReadEventsResponse} ReadEventsResponse
         */
        ReadEventsResponse.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.ReadEventsResponse)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.ReadEventsResponse: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.ReadEventsResponse();
            if (object.events) {
                if (!$Array.isArray(object.events))
                    throw $TypeError(".microsphere.ReadEventsResponse.events: array expected");
                message.events = $Array(object.events.length);
                for (let i = 0; i < object.events.length; ++i) {
                    if (!$util.isObject(object.events[i]))
                        throw $TypeError(".microsphere.ReadEventsResponse.events: object expected");
                    message.events[i] = $root.microsphere.HostEvent.fromObject(object.events[i], _depth + 1);
                }
            }
            return message;
        };

        /**
         * Creates a plain object from a ReadEventsResponse message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.ReadEventsResponse
         * @static
         * @param {microsphere.ReadEventsResponse} message ReadEventsResponse
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        ReadEventsResponse.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.events = [];
            if (message.events && message.events.length) {
                object.events = $Array(message.events.length);
                for (let j = 0; j < message.events.length; ++j)
                    object.events[j] = $root.microsphere.HostEvent.toObject(message.events[j], options, _depth + 1);
            }
            return object;
        };

        /**
         * Converts this ReadEventsResponse to JSON.
         * @function toJSON
         * @memberof microsphere.ReadEventsResponse
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        ReadEventsResponse.prototype.toJSON = function() {
            return ReadEventsResponse.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for ReadEventsResponse
         * @function getTypeUrl
         * @memberof microsphere.ReadEventsResponse
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        ReadEventsResponse.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.ReadEventsResponse";
        };

        return ReadEventsResponse;
    })();

    microsphere.ConnectHostRequest = (function() {

        /**
         * Properties of a ConnectHostRequest.
         * @typedef {Object} microsphere.ConnectHostRequest.$Properties
         * @property {string|null} [moref] ConnectHostRequest moref
         * @property {string|null} [vcenterUuid] ConnectHostRequest vcenterUuid
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ConnectHostRequest.
         * @memberof microsphere
         * @interface IConnectHostRequest
         * @augments microsphere.ConnectHostRequest.$Properties
         * @deprecated Use microsphere.ConnectHostRequest.$Properties instead.
         */

        /**
         * Shape of a ConnectHostRequest.
         * @typedef {microsphere.ConnectHostRequest.$Properties} microsphere.ConnectHostRequest.$Shape
         */

        /**
         * Constructs a new ConnectHostRequest.
         * @memberof microsphere
         * @classdesc Represents a ConnectHostRequest.
         * @constructor
         * @param {microsphere.ConnectHostRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ConnectHostRequest = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ConnectHostRequest moref.
         * @member {string} moref
         * @memberof microsphere.ConnectHostRequest
         * @instance
         */
        ConnectHostRequest.prototype.moref = "";

        /**
         * ConnectHostRequest vcenterUuid.
         * @member {string} vcenterUuid
         * @memberof microsphere.ConnectHostRequest
         * @instance
         */
        ConnectHostRequest.prototype.vcenterUuid = "";

        /**
         * Creates a new ConnectHostRequest instance using the specified properties.
         * @function create
         * @memberof microsphere.ConnectHostRequest
         * @static
         * @param {microsphere.ConnectHostRequest.$Properties=} [properties] Properties to set
         * @returns {microsphere.ConnectHostRequest} ConnectHostRequest instance
         * @type {{
         *   (properties: microsphere.ConnectHostRequest.$Shape): microsphere.ConnectHostRequest & microsphere.ConnectHostRequest.$Shape;
         *   (properties?: microsphere.ConnectHostRequest.$Properties): microsphere.ConnectHostRequest;
         * }}
         */
        ConnectHostRequest.create = function(properties) {
            return new ConnectHostRequest(properties);
        };

        /**
         * Encodes the specified ConnectHostRequest message. Does not implicitly {@link microsphere.ConnectHostRequest.verify|verify} messages.
         * @function encode
         * @memberof microsphere.ConnectHostRequest
         * @static
         * @param {microsphere.ConnectHostRequest.$Properties} message ConnectHostRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ConnectHostRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.moref != null && $Object.hasOwnProperty.call(message, "moref") && message.moref !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.moref);
            if (message.vcenterUuid != null && $Object.hasOwnProperty.call(message, "vcenterUuid") && message.vcenterUuid !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.vcenterUuid);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified ConnectHostRequest message, length delimited. Does not implicitly {@link microsphere.ConnectHostRequest.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.ConnectHostRequest
         * @static
         * @param {microsphere.ConnectHostRequest.$Properties} message ConnectHostRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ConnectHostRequest.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a ConnectHostRequest message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.ConnectHostRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.ConnectHostRequest & microsphere.ConnectHostRequest.$Shape} ConnectHostRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ConnectHostRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.ConnectHostRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.moref = value;
                        else
                            delete message.moref;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.vcenterUuid = value;
                        else
                            delete message.vcenterUuid;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a ConnectHostRequest message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.ConnectHostRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.ConnectHostRequest & microsphere.ConnectHostRequest.$Shape} ConnectHostRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ConnectHostRequest.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a ConnectHostRequest message.
         * @function verify
         * @memberof microsphere.ConnectHostRequest
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        ConnectHostRequest.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.moref != null && $Object.hasOwnProperty.call(message, "moref"))
                if (!$util.isString(message.moref))
                    return "moref: string expected";
            if (message.vcenterUuid != null && $Object.hasOwnProperty.call(message, "vcenterUuid"))
                if (!$util.isString(message.vcenterUuid))
                    return "vcenterUuid: string expected";
            return null;
        };

        /**
         * Creates a ConnectHostRequest message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.ConnectHostRequest
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.ConnectHostRequest} ConnectHostRequest
         */
        ConnectHostRequest.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.ConnectHostRequest)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.ConnectHostRequest: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.ConnectHostRequest();
            if (object.moref != null)
                if (typeof object.moref !== "string" || object.moref.length)
                    message.moref = $String(object.moref);
            if (object.vcenterUuid != null)
                if (typeof object.vcenterUuid !== "string" || object.vcenterUuid.length)
                    message.vcenterUuid = $String(object.vcenterUuid);
            return message;
        };

        /**
         * Creates a plain object from a ConnectHostRequest message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.ConnectHostRequest
         * @static
         * @param {microsphere.ConnectHostRequest} message ConnectHostRequest
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        ConnectHostRequest.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.moref = "";
                object.vcenterUuid = "";
            }
            if (message.moref != null && $Object.hasOwnProperty.call(message, "moref"))
                object.moref = message.moref;
            if (message.vcenterUuid != null && $Object.hasOwnProperty.call(message, "vcenterUuid"))
                object.vcenterUuid = message.vcenterUuid;
            return object;
        };

        /**
         * Converts this ConnectHostRequest to JSON.
         * @function toJSON
         * @memberof microsphere.ConnectHostRequest
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        ConnectHostRequest.prototype.toJSON = function() {
            return ConnectHostRequest.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for ConnectHostRequest
         * @function getTypeUrl
         * @memberof microsphere.ConnectHostRequest
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        ConnectHostRequest.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.ConnectHostRequest";
        };

        return ConnectHostRequest;
    })();

    microsphere.ConnectHostResponse = (function() {

        /**
         * Properties of a ConnectHostResponse.
         * @typedef {Object} microsphere.ConnectHostResponse.$Properties
         * @property {string|null} [hostName] ConnectHostResponse hostName
         * @property {string|null} [bootUuid] ConnectHostResponse bootUuid
         * @property {number|null} [numCpu] ConnectHostResponse numCpu
         * @property {number|null} [cpuMhz] ConnectHostResponse cpuMhz
         * @property {number|null} [memoryMb] ConnectHostResponse memoryMb
         * @property {Array.<microsphere.DatastoreSummary.$Properties>|null} [datastores] ConnectHostResponse datastores
         * @property {string|null} [endpoint] ConnectHostResponse endpoint
         * @property {Array.<microsphere.VmRuntime.$Properties>|null} [vms] ConnectHostResponse vms
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ConnectHostResponse.
         * @memberof microsphere
         * @interface IConnectHostResponse
         * @augments microsphere.ConnectHostResponse.$Properties
         * @deprecated Use microsphere.ConnectHostResponse.$Properties instead.
         */

        /**
         * Shape of a ConnectHostResponse.
         * @typedef {microsphere.ConnectHostResponse.$Properties} microsphere.ConnectHostResponse.$Shape
         */

        /**
         * Constructs a new ConnectHostResponse.
         * @memberof microsphere
         * @classdesc Represents a ConnectHostResponse.
         * @constructor
         * @param {microsphere.ConnectHostResponse.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ConnectHostResponse = function (properties) {
            this.datastores = [];
            this.vms = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ConnectHostResponse hostName.
         * @member {string} hostName
         * @memberof microsphere.ConnectHostResponse
         * @instance
         */
        ConnectHostResponse.prototype.hostName = "";

        /**
         * ConnectHostResponse bootUuid.
         * @member {string} bootUuid
         * @memberof microsphere.ConnectHostResponse
         * @instance
         */
        ConnectHostResponse.prototype.bootUuid = "";

        /**
         * ConnectHostResponse numCpu.
         * @member {number} numCpu
         * @memberof microsphere.ConnectHostResponse
         * @instance
         */
        ConnectHostResponse.prototype.numCpu = 0;

        /**
         * ConnectHostResponse cpuMhz.
         * @member {number} cpuMhz
         * @memberof microsphere.ConnectHostResponse
         * @instance
         */
        ConnectHostResponse.prototype.cpuMhz = 0;

        /**
         * ConnectHostResponse memoryMb.
         * @member {number} memoryMb
         * @memberof microsphere.ConnectHostResponse
         * @instance
         */
        ConnectHostResponse.prototype.memoryMb = 0;

        /**
         * ConnectHostResponse datastores.
         * @member {Array.<microsphere.DatastoreSummary.$Properties>} datastores
         * @memberof microsphere.ConnectHostResponse
         * @instance
         */
        ConnectHostResponse.prototype.datastores = $util.emptyArray;

        /**
         * ConnectHostResponse endpoint.
         * @member {string} endpoint
         * @memberof microsphere.ConnectHostResponse
         * @instance
         */
        ConnectHostResponse.prototype.endpoint = "";

        /**
         * ConnectHostResponse vms.
         * @member {Array.<microsphere.VmRuntime.$Properties>} vms
         * @memberof microsphere.ConnectHostResponse
         * @instance
         */
        ConnectHostResponse.prototype.vms = $util.emptyArray;

        /**
         * Creates a new ConnectHostResponse instance using the specified properties.
         * @function create
         * @memberof microsphere.ConnectHostResponse
         * @static
         * @param {microsphere.ConnectHostResponse.$Properties=} [properties] Properties to set
         * @returns {microsphere.ConnectHostResponse} ConnectHostResponse instance
         * @type {{
         *   (properties: microsphere.ConnectHostResponse.$Shape): microsphere.ConnectHostResponse & microsphere.ConnectHostResponse.$Shape;
         *   (properties?: microsphere.ConnectHostResponse.$Properties): microsphere.ConnectHostResponse;
         * }}
         */
        ConnectHostResponse.create = function(properties) {
            return new ConnectHostResponse(properties);
        };

        /**
         * Encodes the specified ConnectHostResponse message. Does not implicitly {@link microsphere.ConnectHostResponse.verify|verify} messages.
         * @function encode
         * @memberof microsphere.ConnectHostResponse
         * @static
         * @param {microsphere.ConnectHostResponse.$Properties} message ConnectHostResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ConnectHostResponse.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.hostName != null && $Object.hasOwnProperty.call(message, "hostName") && message.hostName !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.hostName);
            if (message.bootUuid != null && $Object.hasOwnProperty.call(message, "bootUuid") && message.bootUuid !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.bootUuid);
            if (message.numCpu != null && $Object.hasOwnProperty.call(message, "numCpu") && message.numCpu !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.numCpu);
            if (message.cpuMhz != null && $Object.hasOwnProperty.call(message, "cpuMhz") && message.cpuMhz !== 0)
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.cpuMhz);
            if (message.memoryMb != null && $Object.hasOwnProperty.call(message, "memoryMb") && message.memoryMb !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.memoryMb);
            if (message.datastores != null && message.datastores.length)
                for (let i = 0; i < message.datastores.length; ++i)
                    $root.microsphere.DatastoreSummary.encode(message.datastores[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.endpoint != null && $Object.hasOwnProperty.call(message, "endpoint") && message.endpoint !== "")
                writer.uint32(/* id 7, wireType 2 =*/58).string(message.endpoint);
            if (message.vms != null && message.vms.length)
                for (let i = 0; i < message.vms.length; ++i)
                    $root.microsphere.VmRuntime.encode(message.vms[i], writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified ConnectHostResponse message, length delimited. Does not implicitly {@link microsphere.ConnectHostResponse.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.ConnectHostResponse
         * @static
         * @param {microsphere.ConnectHostResponse.$Properties} message ConnectHostResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ConnectHostResponse.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a ConnectHostResponse message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.ConnectHostResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.ConnectHostResponse & microsphere.ConnectHostResponse.$Shape} ConnectHostResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ConnectHostResponse.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.ConnectHostResponse();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.hostName = value;
                        else
                            delete message.hostName;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.bootUuid = value;
                        else
                            delete message.bootUuid;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.numCpu = value;
                        else
                            delete message.numCpu;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.cpuMhz = value;
                        else
                            delete message.cpuMhz;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.memoryMb = value;
                        else
                            delete message.memoryMb;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if (!(message.datastores && message.datastores.length))
                            message.datastores = [];
                        message.datastores.push($root.microsphere.DatastoreSummary.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.endpoint = value;
                        else
                            delete message.endpoint;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if (!(message.vms && message.vms.length))
                            message.vms = [];
                        message.vms.push($root.microsphere.VmRuntime.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a ConnectHostResponse message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.ConnectHostResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.ConnectHostResponse & microsphere.ConnectHostResponse.$Shape} ConnectHostResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ConnectHostResponse.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a ConnectHostResponse message.
         * @function verify
         * @memberof microsphere.ConnectHostResponse
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        ConnectHostResponse.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.hostName != null && $Object.hasOwnProperty.call(message, "hostName"))
                if (!$util.isString(message.hostName))
                    return "hostName: string expected";
            if (message.bootUuid != null && $Object.hasOwnProperty.call(message, "bootUuid"))
                if (!$util.isString(message.bootUuid))
                    return "bootUuid: string expected";
            if (message.numCpu != null && $Object.hasOwnProperty.call(message, "numCpu"))
                if (!$util.isInteger(message.numCpu))
                    return "numCpu: integer expected";
            if (message.cpuMhz != null && $Object.hasOwnProperty.call(message, "cpuMhz"))
                if (!$util.isInteger(message.cpuMhz))
                    return "cpuMhz: integer expected";
            if (message.memoryMb != null && $Object.hasOwnProperty.call(message, "memoryMb"))
                if (!$util.isInteger(message.memoryMb))
                    return "memoryMb: integer expected";
            if (message.datastores != null && $Object.hasOwnProperty.call(message, "datastores")) {
                if (!$Array.isArray(message.datastores))
                    return "datastores: array expected";
                for (let i = 0; i < message.datastores.length; ++i) {
                    let error = $root.microsphere.DatastoreSummary.verify(message.datastores[i], _depth + 1);
                    if (error)
                        return "datastores." + error;
                }
            }
            if (message.endpoint != null && $Object.hasOwnProperty.call(message, "endpoint"))
                if (!$util.isString(message.endpoint))
                    return "endpoint: string expected";
            if (message.vms != null && $Object.hasOwnProperty.call(message, "vms")) {
                if (!$Array.isArray(message.vms))
                    return "vms: array expected";
                for (let i = 0; i < message.vms.length; ++i) {
                    let error = $root.microsphere.VmRuntime.verify(message.vms[i], _depth + 1);
                    if (error)
                        return "vms." + error;
                }
            }
            return null;
        };

        /**
         * Creates a ConnectHostResponse message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.ConnectHostResponse
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.ConnectHostResponse} ConnectHostResponse
         */
        ConnectHostResponse.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.ConnectHostResponse)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.ConnectHostResponse: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.ConnectHostResponse();
            if (object.hostName != null)
                if (typeof object.hostName !== "string" || object.hostName.length)
                    message.hostName = $String(object.hostName);
            if (object.bootUuid != null)
                if (typeof object.bootUuid !== "string" || object.bootUuid.length)
                    message.bootUuid = $String(object.bootUuid);
            if (object.numCpu != null)
                if ($Number(object.numCpu) !== 0)
                    message.numCpu = object.numCpu >>> 0;
            if (object.cpuMhz != null)
                if ($Number(object.cpuMhz) !== 0)
                    message.cpuMhz = object.cpuMhz >>> 0;
            if (object.memoryMb != null)
                if ($Number(object.memoryMb) !== 0)
                    message.memoryMb = object.memoryMb >>> 0;
            if (object.datastores) {
                if (!$Array.isArray(object.datastores))
                    throw $TypeError(".microsphere.ConnectHostResponse.datastores: array expected");
                message.datastores = $Array(object.datastores.length);
                for (let i = 0; i < object.datastores.length; ++i) {
                    if (!$util.isObject(object.datastores[i]))
                        throw $TypeError(".microsphere.ConnectHostResponse.datastores: object expected");
                    message.datastores[i] = $root.microsphere.DatastoreSummary.fromObject(object.datastores[i], _depth + 1);
                }
            }
            if (object.endpoint != null)
                if (typeof object.endpoint !== "string" || object.endpoint.length)
                    message.endpoint = $String(object.endpoint);
            if (object.vms) {
                if (!$Array.isArray(object.vms))
                    throw $TypeError(".microsphere.ConnectHostResponse.vms: array expected");
                message.vms = $Array(object.vms.length);
                for (let i = 0; i < object.vms.length; ++i) {
                    if (!$util.isObject(object.vms[i]))
                        throw $TypeError(".microsphere.ConnectHostResponse.vms: object expected");
                    message.vms[i] = $root.microsphere.VmRuntime.fromObject(object.vms[i], _depth + 1);
                }
            }
            return message;
        };

        /**
         * Creates a plain object from a ConnectHostResponse message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.ConnectHostResponse
         * @static
         * @param {microsphere.ConnectHostResponse} message ConnectHostResponse
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        ConnectHostResponse.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults) {
                object.datastores = [];
                object.vms = [];
            }
            if (options.defaults) {
                object.hostName = "";
                object.bootUuid = "";
                object.numCpu = 0;
                object.cpuMhz = 0;
                object.memoryMb = 0;
                object.endpoint = "";
            }
            if (message.hostName != null && $Object.hasOwnProperty.call(message, "hostName"))
                object.hostName = message.hostName;
            if (message.bootUuid != null && $Object.hasOwnProperty.call(message, "bootUuid"))
                object.bootUuid = message.bootUuid;
            if (message.numCpu != null && $Object.hasOwnProperty.call(message, "numCpu"))
                object.numCpu = message.numCpu;
            if (message.cpuMhz != null && $Object.hasOwnProperty.call(message, "cpuMhz"))
                object.cpuMhz = message.cpuMhz;
            if (message.memoryMb != null && $Object.hasOwnProperty.call(message, "memoryMb"))
                object.memoryMb = message.memoryMb;
            if (message.datastores && message.datastores.length) {
                object.datastores = $Array(message.datastores.length);
                for (let j = 0; j < message.datastores.length; ++j)
                    object.datastores[j] = $root.microsphere.DatastoreSummary.toObject(message.datastores[j], options, _depth + 1);
            }
            if (message.endpoint != null && $Object.hasOwnProperty.call(message, "endpoint"))
                object.endpoint = message.endpoint;
            if (message.vms && message.vms.length) {
                object.vms = $Array(message.vms.length);
                for (let j = 0; j < message.vms.length; ++j)
                    object.vms[j] = $root.microsphere.VmRuntime.toObject(message.vms[j], options, _depth + 1);
            }
            return object;
        };

        /**
         * Converts this ConnectHostResponse to JSON.
         * @function toJSON
         * @memberof microsphere.ConnectHostResponse
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        ConnectHostResponse.prototype.toJSON = function() {
            return ConnectHostResponse.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for ConnectHostResponse
         * @function getTypeUrl
         * @memberof microsphere.ConnectHostResponse
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        ConnectHostResponse.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.ConnectHostResponse";
        };

        return ConnectHostResponse;
    })();

    microsphere.ClusterHost = (function() {

        /**
         * Properties of a ClusterHost.
         * @typedef {Object} microsphere.ClusterHost.$Properties
         * @property {string|null} [moref] ClusterHost moref
         * @property {string|null} [hostName] ClusterHost hostName
         * @property {number|null} [numCpu] ClusterHost numCpu
         * @property {number|null} [cpuMhz] ClusterHost cpuMhz
         * @property {number|null} [memoryMb] ClusterHost memoryMb
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ClusterHost.
         * @memberof microsphere
         * @interface IClusterHost
         * @augments microsphere.ClusterHost.$Properties
         * @deprecated Use microsphere.ClusterHost.$Properties instead.
         */

        /**
         * Shape of a ClusterHost.
         * @typedef {microsphere.ClusterHost.$Properties} microsphere.ClusterHost.$Shape
         */

        /**
         * Constructs a new ClusterHost.
         * @memberof microsphere
         * @classdesc Represents a ClusterHost.
         * @constructor
         * @param {microsphere.ClusterHost.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ClusterHost = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ClusterHost moref.
         * @member {string} moref
         * @memberof microsphere.ClusterHost
         * @instance
         */
        ClusterHost.prototype.moref = "";

        /**
         * ClusterHost hostName.
         * @member {string} hostName
         * @memberof microsphere.ClusterHost
         * @instance
         */
        ClusterHost.prototype.hostName = "";

        /**
         * ClusterHost numCpu.
         * @member {number} numCpu
         * @memberof microsphere.ClusterHost
         * @instance
         */
        ClusterHost.prototype.numCpu = 0;

        /**
         * ClusterHost cpuMhz.
         * @member {number} cpuMhz
         * @memberof microsphere.ClusterHost
         * @instance
         */
        ClusterHost.prototype.cpuMhz = 0;

        /**
         * ClusterHost memoryMb.
         * @member {number} memoryMb
         * @memberof microsphere.ClusterHost
         * @instance
         */
        ClusterHost.prototype.memoryMb = 0;

        /**
         * Creates a new ClusterHost instance using the specified properties.
         * @function create
         * @memberof microsphere.ClusterHost
         * @static
         * @param {microsphere.ClusterHost.$Properties=} [properties] Properties to set
         * @returns {microsphere.ClusterHost} ClusterHost instance
         * @type {{
         *   (properties: microsphere.ClusterHost.$Shape): microsphere.ClusterHost & microsphere.ClusterHost.$Shape;
         *   (properties?: microsphere.ClusterHost.$Properties): microsphere.ClusterHost;
         * }}
         */
        ClusterHost.create = function(properties) {
            return new ClusterHost(properties);
        };

        /**
         * Encodes the specified ClusterHost message. Does not implicitly {@link microsphere.ClusterHost.verify|verify} messages.
         * @function encode
         * @memberof microsphere.ClusterHost
         * @static
         * @param {microsphere.ClusterHost.$Properties} message ClusterHost message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ClusterHost.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.moref != null && $Object.hasOwnProperty.call(message, "moref") && message.moref !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.moref);
            if (message.hostName != null && $Object.hasOwnProperty.call(message, "hostName") && message.hostName !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.hostName);
            if (message.numCpu != null && $Object.hasOwnProperty.call(message, "numCpu") && message.numCpu !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.numCpu);
            if (message.cpuMhz != null && $Object.hasOwnProperty.call(message, "cpuMhz") && message.cpuMhz !== 0)
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.cpuMhz);
            if (message.memoryMb != null && $Object.hasOwnProperty.call(message, "memoryMb") && message.memoryMb !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.memoryMb);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified ClusterHost message, length delimited. Does not implicitly {@link microsphere.ClusterHost.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.ClusterHost
         * @static
         * @param {microsphere.ClusterHost.$Properties} message ClusterHost message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ClusterHost.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a ClusterHost message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.ClusterHost
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.ClusterHost & microsphere.ClusterHost.$Shape} ClusterHost
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ClusterHost.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.ClusterHost();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.moref = value;
                        else
                            delete message.moref;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.hostName = value;
                        else
                            delete message.hostName;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.numCpu = value;
                        else
                            delete message.numCpu;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.cpuMhz = value;
                        else
                            delete message.cpuMhz;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.memoryMb = value;
                        else
                            delete message.memoryMb;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a ClusterHost message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.ClusterHost
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.ClusterHost & microsphere.ClusterHost.$Shape} ClusterHost
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ClusterHost.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a ClusterHost message.
         * @function verify
         * @memberof microsphere.ClusterHost
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        ClusterHost.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.moref != null && $Object.hasOwnProperty.call(message, "moref"))
                if (!$util.isString(message.moref))
                    return "moref: string expected";
            if (message.hostName != null && $Object.hasOwnProperty.call(message, "hostName"))
                if (!$util.isString(message.hostName))
                    return "hostName: string expected";
            if (message.numCpu != null && $Object.hasOwnProperty.call(message, "numCpu"))
                if (!$util.isInteger(message.numCpu))
                    return "numCpu: integer expected";
            if (message.cpuMhz != null && $Object.hasOwnProperty.call(message, "cpuMhz"))
                if (!$util.isInteger(message.cpuMhz))
                    return "cpuMhz: integer expected";
            if (message.memoryMb != null && $Object.hasOwnProperty.call(message, "memoryMb"))
                if (!$util.isInteger(message.memoryMb))
                    return "memoryMb: integer expected";
            return null;
        };

        /**
         * Creates a ClusterHost message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.ClusterHost
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.ClusterHost} ClusterHost
         */
        ClusterHost.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.ClusterHost)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.ClusterHost: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.ClusterHost();
            if (object.moref != null)
                if (typeof object.moref !== "string" || object.moref.length)
                    message.moref = $String(object.moref);
            if (object.hostName != null)
                if (typeof object.hostName !== "string" || object.hostName.length)
                    message.hostName = $String(object.hostName);
            if (object.numCpu != null)
                if ($Number(object.numCpu) !== 0)
                    message.numCpu = object.numCpu >>> 0;
            if (object.cpuMhz != null)
                if ($Number(object.cpuMhz) !== 0)
                    message.cpuMhz = object.cpuMhz >>> 0;
            if (object.memoryMb != null)
                if ($Number(object.memoryMb) !== 0)
                    message.memoryMb = object.memoryMb >>> 0;
            return message;
        };

        /**
         * Creates a plain object from a ClusterHost message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.ClusterHost
         * @static
         * @param {microsphere.ClusterHost} message ClusterHost
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        ClusterHost.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.moref = "";
                object.hostName = "";
                object.numCpu = 0;
                object.cpuMhz = 0;
                object.memoryMb = 0;
            }
            if (message.moref != null && $Object.hasOwnProperty.call(message, "moref"))
                object.moref = message.moref;
            if (message.hostName != null && $Object.hasOwnProperty.call(message, "hostName"))
                object.hostName = message.hostName;
            if (message.numCpu != null && $Object.hasOwnProperty.call(message, "numCpu"))
                object.numCpu = message.numCpu;
            if (message.cpuMhz != null && $Object.hasOwnProperty.call(message, "cpuMhz"))
                object.cpuMhz = message.cpuMhz;
            if (message.memoryMb != null && $Object.hasOwnProperty.call(message, "memoryMb"))
                object.memoryMb = message.memoryMb;
            return object;
        };

        /**
         * Converts this ClusterHost to JSON.
         * @function toJSON
         * @memberof microsphere.ClusterHost
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        ClusterHost.prototype.toJSON = function() {
            return ClusterHost.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for ClusterHost
         * @function getTypeUrl
         * @memberof microsphere.ClusterHost
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        ClusterHost.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.ClusterHost";
        };

        return ClusterHost;
    })();

    microsphere.ConfigureClusterRequest = (function() {

        /**
         * Properties of a ConfigureClusterRequest.
         * @typedef {Object} microsphere.ConfigureClusterRequest.$Properties
         * @property {string|null} [cluster] ConfigureClusterRequest cluster
         * @property {number|null} [version] ConfigureClusterRequest version
         * @property {boolean|null} [dasEnabled] ConfigureClusterRequest dasEnabled
         * @property {Array.<microsphere.ClusterHost.$Properties>|null} [hosts] ConfigureClusterRequest hosts
         * @property {Array.<string>|null} [heartbeatDatastores] ConfigureClusterRequest heartbeatDatastores
         * @property {Array.<microsphere.VmRestartSetting.$Properties>|null} [vmSettings] ConfigureClusterRequest vmSettings
         * @property {string|null} [defaultRestartPriority] ConfigureClusterRequest defaultRestartPriority
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ConfigureClusterRequest.
         * @memberof microsphere
         * @interface IConfigureClusterRequest
         * @augments microsphere.ConfigureClusterRequest.$Properties
         * @deprecated Use microsphere.ConfigureClusterRequest.$Properties instead.
         */

        /**
         * Shape of a ConfigureClusterRequest.
         * @typedef {microsphere.ConfigureClusterRequest.$Properties} microsphere.ConfigureClusterRequest.$Shape
         */

        /**
         * Constructs a new ConfigureClusterRequest.
         * @memberof microsphere
         * @classdesc Represents a ConfigureClusterRequest.
         * @constructor
         * @param {microsphere.ConfigureClusterRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ConfigureClusterRequest = function (properties) {
            this.hosts = [];
            this.heartbeatDatastores = [];
            this.vmSettings = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ConfigureClusterRequest cluster.
         * @member {string} cluster
         * @memberof microsphere.ConfigureClusterRequest
         * @instance
         */
        ConfigureClusterRequest.prototype.cluster = "";

        /**
         * ConfigureClusterRequest version.
         * @member {number} version
         * @memberof microsphere.ConfigureClusterRequest
         * @instance
         */
        ConfigureClusterRequest.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * ConfigureClusterRequest dasEnabled.
         * @member {boolean} dasEnabled
         * @memberof microsphere.ConfigureClusterRequest
         * @instance
         */
        ConfigureClusterRequest.prototype.dasEnabled = false;

        /**
         * ConfigureClusterRequest hosts.
         * @member {Array.<microsphere.ClusterHost.$Properties>} hosts
         * @memberof microsphere.ConfigureClusterRequest
         * @instance
         */
        ConfigureClusterRequest.prototype.hosts = $util.emptyArray;

        /**
         * ConfigureClusterRequest heartbeatDatastores.
         * @member {Array.<string>} heartbeatDatastores
         * @memberof microsphere.ConfigureClusterRequest
         * @instance
         */
        ConfigureClusterRequest.prototype.heartbeatDatastores = $util.emptyArray;

        /**
         * ConfigureClusterRequest vmSettings.
         * @member {Array.<microsphere.VmRestartSetting.$Properties>} vmSettings
         * @memberof microsphere.ConfigureClusterRequest
         * @instance
         */
        ConfigureClusterRequest.prototype.vmSettings = $util.emptyArray;

        /**
         * ConfigureClusterRequest defaultRestartPriority.
         * @member {string} defaultRestartPriority
         * @memberof microsphere.ConfigureClusterRequest
         * @instance
         */
        ConfigureClusterRequest.prototype.defaultRestartPriority = "";

        /**
         * Creates a new ConfigureClusterRequest instance using the specified properties.
         * @function create
         * @memberof microsphere.ConfigureClusterRequest
         * @static
         * @param {microsphere.ConfigureClusterRequest.$Properties=} [properties] Properties to set
         * @returns {microsphere.ConfigureClusterRequest} ConfigureClusterRequest instance
         * @type {{
         *   (properties: microsphere.ConfigureClusterRequest.$Shape): microsphere.ConfigureClusterRequest & microsphere.ConfigureClusterRequest.$Shape;
         *   (properties?: microsphere.ConfigureClusterRequest.$Properties): microsphere.ConfigureClusterRequest;
         * }}
         */
        ConfigureClusterRequest.create = function(properties) {
            return new ConfigureClusterRequest(properties);
        };

        /**
         * Encodes the specified ConfigureClusterRequest message. Does not implicitly {@link microsphere.ConfigureClusterRequest.verify|verify} messages.
         * @function encode
         * @memberof microsphere.ConfigureClusterRequest
         * @static
         * @param {microsphere.ConfigureClusterRequest.$Properties} message ConfigureClusterRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ConfigureClusterRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.cluster != null && $Object.hasOwnProperty.call(message, "cluster") && message.cluster !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.cluster);
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.version);
            if (message.dasEnabled != null && $Object.hasOwnProperty.call(message, "dasEnabled") && message.dasEnabled !== false)
                writer.uint32(/* id 3, wireType 0 =*/24).bool(message.dasEnabled);
            if (message.hosts != null && message.hosts.length)
                for (let i = 0; i < message.hosts.length; ++i)
                    $root.microsphere.ClusterHost.encode(message.hosts[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.heartbeatDatastores != null && message.heartbeatDatastores.length)
                for (let i = 0; i < message.heartbeatDatastores.length; ++i)
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.heartbeatDatastores[i]);
            if (message.vmSettings != null && message.vmSettings.length)
                for (let i = 0; i < message.vmSettings.length; ++i)
                    $root.microsphere.VmRestartSetting.encode(message.vmSettings[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.defaultRestartPriority != null && $Object.hasOwnProperty.call(message, "defaultRestartPriority") && message.defaultRestartPriority !== "")
                writer.uint32(/* id 7, wireType 2 =*/58).string(message.defaultRestartPriority);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified ConfigureClusterRequest message, length delimited. Does not implicitly {@link microsphere.ConfigureClusterRequest.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.ConfigureClusterRequest
         * @static
         * @param {microsphere.ConfigureClusterRequest.$Properties} message ConfigureClusterRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ConfigureClusterRequest.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a ConfigureClusterRequest message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.ConfigureClusterRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.ConfigureClusterRequest & microsphere.ConfigureClusterRequest.$Shape} ConfigureClusterRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ConfigureClusterRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.ConfigureClusterRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.cluster = value;
                        else
                            delete message.cluster;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.dasEnabled = value;
                        else
                            delete message.dasEnabled;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.hosts && message.hosts.length))
                            message.hosts = [];
                        message.hosts.push($root.microsphere.ClusterHost.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.heartbeatDatastores && message.heartbeatDatastores.length))
                            message.heartbeatDatastores = [];
                        message.heartbeatDatastores.push(reader.stringVerify());
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if (!(message.vmSettings && message.vmSettings.length))
                            message.vmSettings = [];
                        message.vmSettings.push($root.microsphere.VmRestartSetting.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.defaultRestartPriority = value;
                        else
                            delete message.defaultRestartPriority;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a ConfigureClusterRequest message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.ConfigureClusterRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.ConfigureClusterRequest & microsphere.ConfigureClusterRequest.$Shape} ConfigureClusterRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ConfigureClusterRequest.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a ConfigureClusterRequest message.
         * @function verify
         * @memberof microsphere.ConfigureClusterRequest
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        ConfigureClusterRequest.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.cluster != null && $Object.hasOwnProperty.call(message, "cluster"))
                if (!$util.isString(message.cluster))
                    return "cluster: string expected";
            if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                if (!$util.isInteger(message.version) && !(message.version && $util.isInteger(message.version.low) && $util.isInteger(message.version.high)))
                    return "version: integer|Long expected";
            if (message.dasEnabled != null && $Object.hasOwnProperty.call(message, "dasEnabled"))
                if (typeof message.dasEnabled !== "boolean")
                    return "dasEnabled: boolean expected";
            if (message.hosts != null && $Object.hasOwnProperty.call(message, "hosts")) {
                if (!$Array.isArray(message.hosts))
                    return "hosts: array expected";
                for (let i = 0; i < message.hosts.length; ++i) {
                    let error = $root.microsphere.ClusterHost.verify(message.hosts[i], _depth + 1);
                    if (error)
                        return "hosts." + error;
                }
            }
            if (message.heartbeatDatastores != null && $Object.hasOwnProperty.call(message, "heartbeatDatastores")) {
                if (!$Array.isArray(message.heartbeatDatastores))
                    return "heartbeatDatastores: array expected";
                for (let i = 0; i < message.heartbeatDatastores.length; ++i)
                    if (!$util.isString(message.heartbeatDatastores[i]))
                        return "heartbeatDatastores: string[] expected";
            }
            if (message.vmSettings != null && $Object.hasOwnProperty.call(message, "vmSettings")) {
                if (!$Array.isArray(message.vmSettings))
                    return "vmSettings: array expected";
                for (let i = 0; i < message.vmSettings.length; ++i) {
                    let error = $root.microsphere.VmRestartSetting.verify(message.vmSettings[i], _depth + 1);
                    if (error)
                        return "vmSettings." + error;
                }
            }
            if (message.defaultRestartPriority != null && $Object.hasOwnProperty.call(message, "defaultRestartPriority"))
                if (!$util.isString(message.defaultRestartPriority))
                    return "defaultRestartPriority: string expected";
            return null;
        };

        /**
         * Creates a ConfigureClusterRequest message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.ConfigureClusterRequest
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.ConfigureClusterRequest} ConfigureClusterRequest
         */
        ConfigureClusterRequest.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.ConfigureClusterRequest)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.ConfigureClusterRequest: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.ConfigureClusterRequest();
            if (object.cluster != null)
                if (typeof object.cluster !== "string" || object.cluster.length)
                    message.cluster = $String(object.cluster);
            if (object.version != null)
                if (typeof object.version === "object" ? object.version.low || object.version.high : $Number(object.version) !== 0)
                    if ($util.Long)
                        message.version = $util.Long.fromValue(object.version, true);
                    else if (typeof object.version === "string")
                        message.version = $parseInt(object.version, 10);
                    else if (typeof object.version === "number")
                        message.version = object.version;
                    else if (typeof object.version === "object")
                        message.version = new $util.LongBits(object.version.low >>> 0, object.version.high >>> 0).toNumber(true);
            if (object.dasEnabled != null)
                if (object.dasEnabled)
                    message.dasEnabled = $Boolean(object.dasEnabled);
            if (object.hosts) {
                if (!$Array.isArray(object.hosts))
                    throw $TypeError(".microsphere.ConfigureClusterRequest.hosts: array expected");
                message.hosts = $Array(object.hosts.length);
                for (let i = 0; i < object.hosts.length; ++i) {
                    if (!$util.isObject(object.hosts[i]))
                        throw $TypeError(".microsphere.ConfigureClusterRequest.hosts: object expected");
                    message.hosts[i] = $root.microsphere.ClusterHost.fromObject(object.hosts[i], _depth + 1);
                }
            }
            if (object.heartbeatDatastores) {
                if (!$Array.isArray(object.heartbeatDatastores))
                    throw $TypeError(".microsphere.ConfigureClusterRequest.heartbeatDatastores: array expected");
                message.heartbeatDatastores = $Array(object.heartbeatDatastores.length);
                for (let i = 0; i < object.heartbeatDatastores.length; ++i)
                    message.heartbeatDatastores[i] = $String(object.heartbeatDatastores[i]);
            }
            if (object.vmSettings) {
                if (!$Array.isArray(object.vmSettings))
                    throw $TypeError(".microsphere.ConfigureClusterRequest.vmSettings: array expected");
                message.vmSettings = $Array(object.vmSettings.length);
                for (let i = 0; i < object.vmSettings.length; ++i) {
                    if (!$util.isObject(object.vmSettings[i]))
                        throw $TypeError(".microsphere.ConfigureClusterRequest.vmSettings: object expected");
                    message.vmSettings[i] = $root.microsphere.VmRestartSetting.fromObject(object.vmSettings[i], _depth + 1);
                }
            }
            if (object.defaultRestartPriority != null)
                if (typeof object.defaultRestartPriority !== "string" || object.defaultRestartPriority.length)
                    message.defaultRestartPriority = $String(object.defaultRestartPriority);
            return message;
        };

        /**
         * Creates a plain object from a ConfigureClusterRequest message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.ConfigureClusterRequest
         * @static
         * @param {microsphere.ConfigureClusterRequest} message ConfigureClusterRequest
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        ConfigureClusterRequest.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults) {
                object.hosts = [];
                object.heartbeatDatastores = [];
                object.vmSettings = [];
            }
            if (options.defaults) {
                object.cluster = "";
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.version = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.version = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.dasEnabled = false;
                object.defaultRestartPriority = "";
            }
            if (message.cluster != null && $Object.hasOwnProperty.call(message, "cluster"))
                object.cluster = message.cluster;
            if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.version = typeof message.version === "number" ? $BigInt(message.version) : $util.Long.fromBits(message.version.low >>> 0, message.version.high >>> 0, true).toBigInt();
                else if (typeof message.version === "number")
                    object.version = options.longs === $String ? $String(message.version) : message.version;
                else
                    object.version = options.longs === $String ? $util.Long.prototype.toString.call(message.version) : options.longs === $Number ? new $util.LongBits(message.version.low >>> 0, message.version.high >>> 0).toNumber(true) : message.version;
            if (message.dasEnabled != null && $Object.hasOwnProperty.call(message, "dasEnabled"))
                object.dasEnabled = message.dasEnabled;
            if (message.hosts && message.hosts.length) {
                object.hosts = $Array(message.hosts.length);
                for (let j = 0; j < message.hosts.length; ++j)
                    object.hosts[j] = $root.microsphere.ClusterHost.toObject(message.hosts[j], options, _depth + 1);
            }
            if (message.heartbeatDatastores && message.heartbeatDatastores.length) {
                object.heartbeatDatastores = $Array(message.heartbeatDatastores.length);
                for (let j = 0; j < message.heartbeatDatastores.length; ++j)
                    object.heartbeatDatastores[j] = message.heartbeatDatastores[j];
            }
            if (message.vmSettings && message.vmSettings.length) {
                object.vmSettings = $Array(message.vmSettings.length);
                for (let j = 0; j < message.vmSettings.length; ++j)
                    object.vmSettings[j] = $root.microsphere.VmRestartSetting.toObject(message.vmSettings[j], options, _depth + 1);
            }
            if (message.defaultRestartPriority != null && $Object.hasOwnProperty.call(message, "defaultRestartPriority"))
                object.defaultRestartPriority = message.defaultRestartPriority;
            return object;
        };

        /**
         * Converts this ConfigureClusterRequest to JSON.
         * @function toJSON
         * @memberof microsphere.ConfigureClusterRequest
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        ConfigureClusterRequest.prototype.toJSON = function() {
            return ConfigureClusterRequest.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for ConfigureClusterRequest
         * @function getTypeUrl
         * @memberof microsphere.ConfigureClusterRequest
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        ConfigureClusterRequest.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.ConfigureClusterRequest";
        };

        return ConfigureClusterRequest;
    })();

    microsphere.VmRestartSetting = (function() {

        /**
         * Properties of a VmRestartSetting.
         * @typedef {Object} microsphere.VmRestartSetting.$Properties
         * @property {string|null} [instanceUuid] VmRestartSetting instanceUuid
         * @property {string|null} [restartPriority] VmRestartSetting restartPriority
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a VmRestartSetting.
         * @memberof microsphere
         * @interface IVmRestartSetting
         * @augments microsphere.VmRestartSetting.$Properties
         * @deprecated Use microsphere.VmRestartSetting.$Properties instead.
         */

        /**
         * Shape of a VmRestartSetting.
         * @typedef {microsphere.VmRestartSetting.$Properties} microsphere.VmRestartSetting.$Shape
         */

        /**
         * Constructs a new VmRestartSetting.
         * @memberof microsphere
         * @classdesc Represents a VmRestartSetting.
         * @constructor
         * @param {microsphere.VmRestartSetting.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const VmRestartSetting = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * VmRestartSetting instanceUuid.
         * @member {string} instanceUuid
         * @memberof microsphere.VmRestartSetting
         * @instance
         */
        VmRestartSetting.prototype.instanceUuid = "";

        /**
         * VmRestartSetting restartPriority.
         * @member {string} restartPriority
         * @memberof microsphere.VmRestartSetting
         * @instance
         */
        VmRestartSetting.prototype.restartPriority = "";

        /**
         * Creates a new VmRestartSetting instance using the specified properties.
         * @function create
         * @memberof microsphere.VmRestartSetting
         * @static
         * @param {microsphere.VmRestartSetting.$Properties=} [properties] Properties to set
         * @returns {microsphere.VmRestartSetting} VmRestartSetting instance
         * @type {{
         *   (properties: microsphere.VmRestartSetting.$Shape): microsphere.VmRestartSetting & microsphere.VmRestartSetting.$Shape;
         *   (properties?: microsphere.VmRestartSetting.$Properties): microsphere.VmRestartSetting;
         * }}
         */
        VmRestartSetting.create = function(properties) {
            return new VmRestartSetting(properties);
        };

        /**
         * Encodes the specified VmRestartSetting message. Does not implicitly {@link microsphere.VmRestartSetting.verify|verify} messages.
         * @function encode
         * @memberof microsphere.VmRestartSetting
         * @static
         * @param {microsphere.VmRestartSetting.$Properties} message VmRestartSetting message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        VmRestartSetting.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.instanceUuid != null && $Object.hasOwnProperty.call(message, "instanceUuid") && message.instanceUuid !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.instanceUuid);
            if (message.restartPriority != null && $Object.hasOwnProperty.call(message, "restartPriority") && message.restartPriority !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.restartPriority);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified VmRestartSetting message, length delimited. Does not implicitly {@link microsphere.VmRestartSetting.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.VmRestartSetting
         * @static
         * @param {microsphere.VmRestartSetting.$Properties} message VmRestartSetting message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        VmRestartSetting.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a VmRestartSetting message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.VmRestartSetting
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.VmRestartSetting & microsphere.VmRestartSetting.$Shape} VmRestartSetting
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        VmRestartSetting.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.VmRestartSetting();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.instanceUuid = value;
                        else
                            delete message.instanceUuid;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.restartPriority = value;
                        else
                            delete message.restartPriority;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a VmRestartSetting message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.VmRestartSetting
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.VmRestartSetting & microsphere.VmRestartSetting.$Shape} VmRestartSetting
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        VmRestartSetting.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a VmRestartSetting message.
         * @function verify
         * @memberof microsphere.VmRestartSetting
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        VmRestartSetting.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.instanceUuid != null && $Object.hasOwnProperty.call(message, "instanceUuid"))
                if (!$util.isString(message.instanceUuid))
                    return "instanceUuid: string expected";
            if (message.restartPriority != null && $Object.hasOwnProperty.call(message, "restartPriority"))
                if (!$util.isString(message.restartPriority))
                    return "restartPriority: string expected";
            return null;
        };

        /**
         * Creates a VmRestartSetting message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.VmRestartSetting
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.VmRestartSetting} VmRestartSetting
         */
        VmRestartSetting.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.VmRestartSetting)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.VmRestartSetting: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.VmRestartSetting();
            if (object.instanceUuid != null)
                if (typeof object.instanceUuid !== "string" || object.instanceUuid.length)
                    message.instanceUuid = $String(object.instanceUuid);
            if (object.restartPriority != null)
                if (typeof object.restartPriority !== "string" || object.restartPriority.length)
                    message.restartPriority = $String(object.restartPriority);
            return message;
        };

        /**
         * Creates a plain object from a VmRestartSetting message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.VmRestartSetting
         * @static
         * @param {microsphere.VmRestartSetting} message VmRestartSetting
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        VmRestartSetting.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.instanceUuid = "";
                object.restartPriority = "";
            }
            if (message.instanceUuid != null && $Object.hasOwnProperty.call(message, "instanceUuid"))
                object.instanceUuid = message.instanceUuid;
            if (message.restartPriority != null && $Object.hasOwnProperty.call(message, "restartPriority"))
                object.restartPriority = message.restartPriority;
            return object;
        };

        /**
         * Converts this VmRestartSetting to JSON.
         * @function toJSON
         * @memberof microsphere.VmRestartSetting
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        VmRestartSetting.prototype.toJSON = function() {
            return VmRestartSetting.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for VmRestartSetting
         * @function getTypeUrl
         * @memberof microsphere.VmRestartSetting
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        VmRestartSetting.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.VmRestartSetting";
        };

        return VmRestartSetting;
    })();

    microsphere.ProtectVmsRequest = (function() {

        /**
         * Properties of a ProtectVmsRequest.
         * @typedef {Object} microsphere.ProtectVmsRequest.$Properties
         * @property {Array.<microsphere.ProtectedVm.$Properties>|null} [vms] ProtectVmsRequest vms
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ProtectVmsRequest.
         * @memberof microsphere
         * @interface IProtectVmsRequest
         * @augments microsphere.ProtectVmsRequest.$Properties
         * @deprecated Use microsphere.ProtectVmsRequest.$Properties instead.
         */

        /**
         * Shape of a ProtectVmsRequest.
         * @typedef {microsphere.ProtectVmsRequest.$Properties} microsphere.ProtectVmsRequest.$Shape
         */

        /**
         * Constructs a new ProtectVmsRequest.
         * @memberof microsphere
         * @classdesc Represents a ProtectVmsRequest.
         * @constructor
         * @param {microsphere.ProtectVmsRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ProtectVmsRequest = function (properties) {
            this.vms = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ProtectVmsRequest vms.
         * @member {Array.<microsphere.ProtectedVm.$Properties>} vms
         * @memberof microsphere.ProtectVmsRequest
         * @instance
         */
        ProtectVmsRequest.prototype.vms = $util.emptyArray;

        /**
         * Creates a new ProtectVmsRequest instance using the specified properties.
         * @function create
         * @memberof microsphere.ProtectVmsRequest
         * @static
         * @param {microsphere.ProtectVmsRequest.$Properties=} [properties] Properties to set
         * @returns {microsphere.ProtectVmsRequest} ProtectVmsRequest instance
         * @type {{
         *   (properties: microsphere.ProtectVmsRequest.$Shape): microsphere.ProtectVmsRequest & microsphere.ProtectVmsRequest.$Shape;
         *   (properties?: microsphere.ProtectVmsRequest.$Properties): microsphere.ProtectVmsRequest;
         * }}
         */
        ProtectVmsRequest.create = function(properties) {
            return new ProtectVmsRequest(properties);
        };

        /**
         * Encodes the specified ProtectVmsRequest message. Does not implicitly {@link microsphere.ProtectVmsRequest.verify|verify} messages.
         * @function encode
         * @memberof microsphere.ProtectVmsRequest
         * @static
         * @param {microsphere.ProtectVmsRequest.$Properties} message ProtectVmsRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ProtectVmsRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.vms != null && message.vms.length)
                for (let i = 0; i < message.vms.length; ++i)
                    $root.microsphere.ProtectedVm.encode(message.vms[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified ProtectVmsRequest message, length delimited. Does not implicitly {@link microsphere.ProtectVmsRequest.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.ProtectVmsRequest
         * @static
         * @param {microsphere.ProtectVmsRequest.$Properties} message ProtectVmsRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ProtectVmsRequest.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a ProtectVmsRequest message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.ProtectVmsRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.ProtectVmsRequest & microsphere.ProtectVmsRequest.$Shape} ProtectVmsRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ProtectVmsRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.ProtectVmsRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.vms && message.vms.length))
                            message.vms = [];
                        message.vms.push($root.microsphere.ProtectedVm.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a ProtectVmsRequest message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.ProtectVmsRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.ProtectVmsRequest & microsphere.ProtectVmsRequest.$Shape} ProtectVmsRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ProtectVmsRequest.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a ProtectVmsRequest message.
         * @function verify
         * @memberof microsphere.ProtectVmsRequest
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        ProtectVmsRequest.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.vms != null && $Object.hasOwnProperty.call(message, "vms")) {
                if (!$Array.isArray(message.vms))
                    return "vms: array expected";
                for (let i = 0; i < message.vms.length; ++i) {
                    let error = $root.microsphere.ProtectedVm.verify(message.vms[i], _depth + 1);
                    if (error)
                        return "vms." + error;
                }
            }
            return null;
        };

        /**
         * Creates a ProtectVmsRequest message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.ProtectVmsRequest
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.ProtectVmsRequest} ProtectVmsRequest
         */
        ProtectVmsRequest.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.ProtectVmsRequest)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.ProtectVmsRequest: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.ProtectVmsRequest();
            if (object.vms) {
                if (!$Array.isArray(object.vms))
                    throw $TypeError(".microsphere.ProtectVmsRequest.vms: array expected");
                message.vms = $Array(object.vms.length);
                for (let i = 0; i < object.vms.length; ++i) {
                    if (!$util.isObject(object.vms[i]))
                        throw $TypeError(".microsphere.ProtectVmsRequest.vms: object expected");
                    message.vms[i] = $root.microsphere.ProtectedVm.fromObject(object.vms[i], _depth + 1);
                }
            }
            return message;
        };

        /**
         * Creates a plain object from a ProtectVmsRequest message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.ProtectVmsRequest
         * @static
         * @param {microsphere.ProtectVmsRequest} message ProtectVmsRequest
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        ProtectVmsRequest.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.vms = [];
            if (message.vms && message.vms.length) {
                object.vms = $Array(message.vms.length);
                for (let j = 0; j < message.vms.length; ++j)
                    object.vms[j] = $root.microsphere.ProtectedVm.toObject(message.vms[j], options, _depth + 1);
            }
            return object;
        };

        /**
         * Converts this ProtectVmsRequest to JSON.
         * @function toJSON
         * @memberof microsphere.ProtectVmsRequest
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        ProtectVmsRequest.prototype.toJSON = function() {
            return ProtectVmsRequest.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for ProtectVmsRequest
         * @function getTypeUrl
         * @memberof microsphere.ProtectVmsRequest
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        ProtectVmsRequest.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.ProtectVmsRequest";
        };

        return ProtectVmsRequest;
    })();

    microsphere.ProtectedVm = (function() {

        /**
         * Properties of a ProtectedVm.
         * @typedef {Object} microsphere.ProtectedVm.$Properties
         * @property {string|null} [instanceUuid] ProtectedVm instanceUuid
         * @property {string|null} [vmxPath] ProtectedVm vmxPath
         * @property {number|null} [memoryMb] ProtectedVm memoryMb
         * @property {number|null} [cpuReservationMhz] ProtectedVm cpuReservationMhz
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ProtectedVm.
         * @memberof microsphere
         * @interface IProtectedVm
         * @augments microsphere.ProtectedVm.$Properties
         * @deprecated Use microsphere.ProtectedVm.$Properties instead.
         */

        /**
         * Shape of a ProtectedVm.
         * @typedef {microsphere.ProtectedVm.$Properties} microsphere.ProtectedVm.$Shape
         */

        /**
         * Constructs a new ProtectedVm.
         * @memberof microsphere
         * @classdesc Represents a ProtectedVm.
         * @constructor
         * @param {microsphere.ProtectedVm.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ProtectedVm = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ProtectedVm instanceUuid.
         * @member {string} instanceUuid
         * @memberof microsphere.ProtectedVm
         * @instance
         */
        ProtectedVm.prototype.instanceUuid = "";

        /**
         * ProtectedVm vmxPath.
         * @member {string} vmxPath
         * @memberof microsphere.ProtectedVm
         * @instance
         */
        ProtectedVm.prototype.vmxPath = "";

        /**
         * ProtectedVm memoryMb.
         * @member {number} memoryMb
         * @memberof microsphere.ProtectedVm
         * @instance
         */
        ProtectedVm.prototype.memoryMb = 0;

        /**
         * ProtectedVm cpuReservationMhz.
         * @member {number} cpuReservationMhz
         * @memberof microsphere.ProtectedVm
         * @instance
         */
        ProtectedVm.prototype.cpuReservationMhz = 0;

        /**
         * Creates a new ProtectedVm instance using the specified properties.
         * @function create
         * @memberof microsphere.ProtectedVm
         * @static
         * @param {microsphere.ProtectedVm.$Properties=} [properties] Properties to set
         * @returns {microsphere.ProtectedVm} ProtectedVm instance
         * @type {{
         *   (properties: microsphere.ProtectedVm.$Shape): microsphere.ProtectedVm & microsphere.ProtectedVm.$Shape;
         *   (properties?: microsphere.ProtectedVm.$Properties): microsphere.ProtectedVm;
         * }}
         */
        ProtectedVm.create = function(properties) {
            return new ProtectedVm(properties);
        };

        /**
         * Encodes the specified ProtectedVm message. Does not implicitly {@link microsphere.ProtectedVm.verify|verify} messages.
         * @function encode
         * @memberof microsphere.ProtectedVm
         * @static
         * @param {microsphere.ProtectedVm.$Properties} message ProtectedVm message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ProtectedVm.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.instanceUuid != null && $Object.hasOwnProperty.call(message, "instanceUuid") && message.instanceUuid !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.instanceUuid);
            if (message.vmxPath != null && $Object.hasOwnProperty.call(message, "vmxPath") && message.vmxPath !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.vmxPath);
            if (message.memoryMb != null && $Object.hasOwnProperty.call(message, "memoryMb") && message.memoryMb !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.memoryMb);
            if (message.cpuReservationMhz != null && $Object.hasOwnProperty.call(message, "cpuReservationMhz") && message.cpuReservationMhz !== 0)
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.cpuReservationMhz);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified ProtectedVm message, length delimited. Does not implicitly {@link microsphere.ProtectedVm.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.ProtectedVm
         * @static
         * @param {microsphere.ProtectedVm.$Properties} message ProtectedVm message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ProtectedVm.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a ProtectedVm message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.ProtectedVm
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.ProtectedVm & microsphere.ProtectedVm.$Shape} ProtectedVm
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ProtectedVm.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.ProtectedVm();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.instanceUuid = value;
                        else
                            delete message.instanceUuid;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.vmxPath = value;
                        else
                            delete message.vmxPath;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.memoryMb = value;
                        else
                            delete message.memoryMb;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.cpuReservationMhz = value;
                        else
                            delete message.cpuReservationMhz;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a ProtectedVm message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.ProtectedVm
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.ProtectedVm & microsphere.ProtectedVm.$Shape} ProtectedVm
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ProtectedVm.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a ProtectedVm message.
         * @function verify
         * @memberof microsphere.ProtectedVm
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        ProtectedVm.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.instanceUuid != null && $Object.hasOwnProperty.call(message, "instanceUuid"))
                if (!$util.isString(message.instanceUuid))
                    return "instanceUuid: string expected";
            if (message.vmxPath != null && $Object.hasOwnProperty.call(message, "vmxPath"))
                if (!$util.isString(message.vmxPath))
                    return "vmxPath: string expected";
            if (message.memoryMb != null && $Object.hasOwnProperty.call(message, "memoryMb"))
                if (!$util.isInteger(message.memoryMb))
                    return "memoryMb: integer expected";
            if (message.cpuReservationMhz != null && $Object.hasOwnProperty.call(message, "cpuReservationMhz"))
                if (!$util.isInteger(message.cpuReservationMhz))
                    return "cpuReservationMhz: integer expected";
            return null;
        };

        /**
         * Creates a ProtectedVm message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.ProtectedVm
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.ProtectedVm} ProtectedVm
         */
        ProtectedVm.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.ProtectedVm)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.ProtectedVm: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.ProtectedVm();
            if (object.instanceUuid != null)
                if (typeof object.instanceUuid !== "string" || object.instanceUuid.length)
                    message.instanceUuid = $String(object.instanceUuid);
            if (object.vmxPath != null)
                if (typeof object.vmxPath !== "string" || object.vmxPath.length)
                    message.vmxPath = $String(object.vmxPath);
            if (object.memoryMb != null)
                if ($Number(object.memoryMb) !== 0)
                    message.memoryMb = object.memoryMb >>> 0;
            if (object.cpuReservationMhz != null)
                if ($Number(object.cpuReservationMhz) !== 0)
                    message.cpuReservationMhz = object.cpuReservationMhz >>> 0;
            return message;
        };

        /**
         * Creates a plain object from a ProtectedVm message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.ProtectedVm
         * @static
         * @param {microsphere.ProtectedVm} message ProtectedVm
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        ProtectedVm.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.instanceUuid = "";
                object.vmxPath = "";
                object.memoryMb = 0;
                object.cpuReservationMhz = 0;
            }
            if (message.instanceUuid != null && $Object.hasOwnProperty.call(message, "instanceUuid"))
                object.instanceUuid = message.instanceUuid;
            if (message.vmxPath != null && $Object.hasOwnProperty.call(message, "vmxPath"))
                object.vmxPath = message.vmxPath;
            if (message.memoryMb != null && $Object.hasOwnProperty.call(message, "memoryMb"))
                object.memoryMb = message.memoryMb;
            if (message.cpuReservationMhz != null && $Object.hasOwnProperty.call(message, "cpuReservationMhz"))
                object.cpuReservationMhz = message.cpuReservationMhz;
            return object;
        };

        /**
         * Converts this ProtectedVm to JSON.
         * @function toJSON
         * @memberof microsphere.ProtectedVm
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        ProtectedVm.prototype.toJSON = function() {
            return ProtectedVm.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for ProtectedVm
         * @function getTypeUrl
         * @memberof microsphere.ProtectedVm
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        ProtectedVm.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.ProtectedVm";
        };

        return ProtectedVm;
    })();

    microsphere.NetworkAdapter = (function() {

        /**
         * Properties of a NetworkAdapter.
         * @typedef {Object} microsphere.NetworkAdapter.$Properties
         * @property {string|null} [macAddress] NetworkAdapter macAddress
         * @property {string|null} [network] NetworkAdapter network
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a NetworkAdapter.
         * @memberof microsphere
         * @interface INetworkAdapter
         * @augments microsphere.NetworkAdapter.$Properties
         * @deprecated Use microsphere.NetworkAdapter.$Properties instead.
         */

        /**
         * Shape of a NetworkAdapter.
         * @typedef {microsphere.NetworkAdapter.$Properties} microsphere.NetworkAdapter.$Shape
         */

        /**
         * Constructs a new NetworkAdapter.
         * @memberof microsphere
         * @classdesc Represents a NetworkAdapter.
         * @constructor
         * @param {microsphere.NetworkAdapter.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const NetworkAdapter = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * NetworkAdapter macAddress.
         * @member {string} macAddress
         * @memberof microsphere.NetworkAdapter
         * @instance
         */
        NetworkAdapter.prototype.macAddress = "";

        /**
         * NetworkAdapter network.
         * @member {string} network
         * @memberof microsphere.NetworkAdapter
         * @instance
         */
        NetworkAdapter.prototype.network = "";

        /**
         * Creates a new NetworkAdapter instance using the specified properties.
         * @function create
         * @memberof microsphere.NetworkAdapter
         * @static
         * @param {microsphere.NetworkAdapter.$Properties=} [properties] Properties to set
         * @returns {microsphere.NetworkAdapter} NetworkAdapter instance
         * @type {{
         *   (properties: microsphere.NetworkAdapter.$Shape): microsphere.NetworkAdapter & microsphere.NetworkAdapter.$Shape;
         *   (properties?: microsphere.NetworkAdapter.$Properties): microsphere.NetworkAdapter;
         * }}
         */
        NetworkAdapter.create = function(properties) {
            return new NetworkAdapter(properties);
        };

        /**
         * Encodes the specified NetworkAdapter message. Does not implicitly {@link microsphere.NetworkAdapter.verify|verify} messages.
         * @function encode
         * @memberof microsphere.NetworkAdapter
         * @static
         * @param {microsphere.NetworkAdapter.$Properties} message NetworkAdapter message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        NetworkAdapter.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.macAddress != null && $Object.hasOwnProperty.call(message, "macAddress") && message.macAddress !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.macAddress);
            if (message.network != null && $Object.hasOwnProperty.call(message, "network") && message.network !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.network);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified NetworkAdapter message, length delimited. Does not implicitly {@link microsphere.NetworkAdapter.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.NetworkAdapter
         * @static
         * @param {microsphere.NetworkAdapter.$Properties} message NetworkAdapter message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        NetworkAdapter.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a NetworkAdapter message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.NetworkAdapter
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.NetworkAdapter & microsphere.NetworkAdapter.$Shape} NetworkAdapter
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        NetworkAdapter.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.NetworkAdapter();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.macAddress = value;
                        else
                            delete message.macAddress;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.network = value;
                        else
                            delete message.network;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a NetworkAdapter message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.NetworkAdapter
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.NetworkAdapter & microsphere.NetworkAdapter.$Shape} NetworkAdapter
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        NetworkAdapter.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a NetworkAdapter message.
         * @function verify
         * @memberof microsphere.NetworkAdapter
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        NetworkAdapter.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.macAddress != null && $Object.hasOwnProperty.call(message, "macAddress"))
                if (!$util.isString(message.macAddress))
                    return "macAddress: string expected";
            if (message.network != null && $Object.hasOwnProperty.call(message, "network"))
                if (!$util.isString(message.network))
                    return "network: string expected";
            return null;
        };

        /**
         * Creates a NetworkAdapter message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.NetworkAdapter
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.NetworkAdapter} NetworkAdapter
         */
        NetworkAdapter.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.NetworkAdapter)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.NetworkAdapter: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.NetworkAdapter();
            if (object.macAddress != null)
                if (typeof object.macAddress !== "string" || object.macAddress.length)
                    message.macAddress = $String(object.macAddress);
            if (object.network != null)
                if (typeof object.network !== "string" || object.network.length)
                    message.network = $String(object.network);
            return message;
        };

        /**
         * Creates a plain object from a NetworkAdapter message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.NetworkAdapter
         * @static
         * @param {microsphere.NetworkAdapter} message NetworkAdapter
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        NetworkAdapter.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.macAddress = "";
                object.network = "";
            }
            if (message.macAddress != null && $Object.hasOwnProperty.call(message, "macAddress"))
                object.macAddress = message.macAddress;
            if (message.network != null && $Object.hasOwnProperty.call(message, "network"))
                object.network = message.network;
            return object;
        };

        /**
         * Converts this NetworkAdapter to JSON.
         * @function toJSON
         * @memberof microsphere.NetworkAdapter
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        NetworkAdapter.prototype.toJSON = function() {
            return NetworkAdapter.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for NetworkAdapter
         * @function getTypeUrl
         * @memberof microsphere.NetworkAdapter
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        NetworkAdapter.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.NetworkAdapter";
        };

        return NetworkAdapter;
    })();

    microsphere.CreateVmRequest = (function() {

        /**
         * Properties of a CreateVmRequest.
         * @typedef {Object} microsphere.CreateVmRequest.$Properties
         * @property {string|null} [name] CreateVmRequest name
         * @property {string|null} [instanceUuid] CreateVmRequest instanceUuid
         * @property {string|null} [biosUuid] CreateVmRequest biosUuid
         * @property {string|null} [datastore] CreateVmRequest datastore
         * @property {number|null} [numCpu] CreateVmRequest numCpu
         * @property {number|null} [memoryMb] CreateVmRequest memoryMb
         * @property {string|null} [image] CreateVmRequest image
         * @property {number|null} [diskBytes] CreateVmRequest diskBytes
         * @property {Array.<microsphere.NetworkAdapter.$Properties>|null} [adapters] CreateVmRequest adapters
         * @property {Object.<string,string>|null} [extraConfig] CreateVmRequest extraConfig
         * @property {string|null} [restartPriority] CreateVmRequest restartPriority
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a CreateVmRequest.
         * @memberof microsphere
         * @interface ICreateVmRequest
         * @augments microsphere.CreateVmRequest.$Properties
         * @deprecated Use microsphere.CreateVmRequest.$Properties instead.
         */

        /**
         * Shape of a CreateVmRequest.
         * @typedef {microsphere.CreateVmRequest.$Properties} microsphere.CreateVmRequest.$Shape
         */

        /**
         * Constructs a new CreateVmRequest.
         * @memberof microsphere
         * @classdesc Represents a CreateVmRequest.
         * @constructor
         * @param {microsphere.CreateVmRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const CreateVmRequest = function (properties) {
            this.adapters = [];
            this.extraConfig = {};
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * CreateVmRequest name.
         * @member {string} name
         * @memberof microsphere.CreateVmRequest
         * @instance
         */
        CreateVmRequest.prototype.name = "";

        /**
         * CreateVmRequest instanceUuid.
         * @member {string} instanceUuid
         * @memberof microsphere.CreateVmRequest
         * @instance
         */
        CreateVmRequest.prototype.instanceUuid = "";

        /**
         * CreateVmRequest biosUuid.
         * @member {string} biosUuid
         * @memberof microsphere.CreateVmRequest
         * @instance
         */
        CreateVmRequest.prototype.biosUuid = "";

        /**
         * CreateVmRequest datastore.
         * @member {string} datastore
         * @memberof microsphere.CreateVmRequest
         * @instance
         */
        CreateVmRequest.prototype.datastore = "";

        /**
         * CreateVmRequest numCpu.
         * @member {number} numCpu
         * @memberof microsphere.CreateVmRequest
         * @instance
         */
        CreateVmRequest.prototype.numCpu = 0;

        /**
         * CreateVmRequest memoryMb.
         * @member {number} memoryMb
         * @memberof microsphere.CreateVmRequest
         * @instance
         */
        CreateVmRequest.prototype.memoryMb = 0;

        /**
         * CreateVmRequest image.
         * @member {string} image
         * @memberof microsphere.CreateVmRequest
         * @instance
         */
        CreateVmRequest.prototype.image = "";

        /**
         * CreateVmRequest diskBytes.
         * @member {number} diskBytes
         * @memberof microsphere.CreateVmRequest
         * @instance
         */
        CreateVmRequest.prototype.diskBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        /**
         * CreateVmRequest adapters.
         * @member {Array.<microsphere.NetworkAdapter.$Properties>} adapters
         * @memberof microsphere.CreateVmRequest
         * @instance
         */
        CreateVmRequest.prototype.adapters = $util.emptyArray;

        /**
         * CreateVmRequest extraConfig.
         * @member {Object.<string,string>} extraConfig
         * @memberof microsphere.CreateVmRequest
         * @instance
         */
        CreateVmRequest.prototype.extraConfig = $util.emptyObject;

        /**
         * CreateVmRequest restartPriority.
         * @member {string} restartPriority
         * @memberof microsphere.CreateVmRequest
         * @instance
         */
        CreateVmRequest.prototype.restartPriority = "";

        /**
         * Creates a new CreateVmRequest instance using the specified properties.
         * @function create
         * @memberof microsphere.CreateVmRequest
         * @static
         * @param {microsphere.CreateVmRequest.$Properties=} [properties] Properties to set
         * @returns {microsphere.CreateVmRequest} CreateVmRequest instance
         * @type {{
         *   (properties: microsphere.CreateVmRequest.$Shape): microsphere.CreateVmRequest & microsphere.CreateVmRequest.$Shape;
         *   (properties?: microsphere.CreateVmRequest.$Properties): microsphere.CreateVmRequest;
         * }}
         */
        CreateVmRequest.create = function(properties) {
            return new CreateVmRequest(properties);
        };

        /**
         * Encodes the specified CreateVmRequest message. Does not implicitly {@link microsphere.CreateVmRequest.verify|verify} messages.
         * @function encode
         * @memberof microsphere.CreateVmRequest
         * @static
         * @param {microsphere.CreateVmRequest.$Properties} message CreateVmRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        CreateVmRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
            if (message.instanceUuid != null && $Object.hasOwnProperty.call(message, "instanceUuid") && message.instanceUuid !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.instanceUuid);
            if (message.biosUuid != null && $Object.hasOwnProperty.call(message, "biosUuid") && message.biosUuid !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.biosUuid);
            if (message.datastore != null && $Object.hasOwnProperty.call(message, "datastore") && message.datastore !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.datastore);
            if (message.numCpu != null && $Object.hasOwnProperty.call(message, "numCpu") && message.numCpu !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.numCpu);
            if (message.memoryMb != null && $Object.hasOwnProperty.call(message, "memoryMb") && message.memoryMb !== 0)
                writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.memoryMb);
            if (message.image != null && $Object.hasOwnProperty.call(message, "image") && message.image !== "")
                writer.uint32(/* id 7, wireType 2 =*/58).string(message.image);
            if (message.diskBytes != null && $Object.hasOwnProperty.call(message, "diskBytes") && (typeof message.diskBytes === "object" ? message.diskBytes.low || message.diskBytes.high : message.diskBytes !== 0))
                writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.diskBytes);
            if (message.adapters != null && message.adapters.length)
                for (let i = 0; i < message.adapters.length; ++i)
                    $root.microsphere.NetworkAdapter.encode(message.adapters[i], writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
            if (message.extraConfig != null && $Object.hasOwnProperty.call(message, "extraConfig"))
                for (let keys = $Object.keys(message.extraConfig), i = 0; i < keys.length; ++i)
                    writer.uint32(/* id 10, wireType 2 =*/82).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.extraConfig[keys[i]]).ldelim();
            if (message.restartPriority != null && $Object.hasOwnProperty.call(message, "restartPriority") && message.restartPriority !== "")
                writer.uint32(/* id 11, wireType 2 =*/90).string(message.restartPriority);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified CreateVmRequest message, length delimited. Does not implicitly {@link microsphere.CreateVmRequest.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.CreateVmRequest
         * @static
         * @param {microsphere.CreateVmRequest.$Properties} message CreateVmRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        CreateVmRequest.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a CreateVmRequest message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.CreateVmRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.CreateVmRequest & microsphere.CreateVmRequest.$Shape} CreateVmRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        CreateVmRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, key, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.CreateVmRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.instanceUuid = value;
                        else
                            delete message.instanceUuid;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.biosUuid = value;
                        else
                            delete message.biosUuid;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.datastore = value;
                        else
                            delete message.datastore;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.numCpu = value;
                        else
                            delete message.numCpu;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.memoryMb = value;
                        else
                            delete message.memoryMb;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.image = value;
                        else
                            delete message.image;
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.diskBytes = value;
                        else
                            delete message.diskBytes;
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        if (!(message.adapters && message.adapters.length))
                            message.adapters = [];
                        message.adapters.push($root.microsphere.NetworkAdapter.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        if (message.extraConfig === $util.emptyObject)
                            message.extraConfig = {};
                        let end2 = reader.size() + reader.pos;
                        if (end2 > reader.len)
                            throw $RangeError("index out of range");
                        reader.len = end2;
                        key = "";
                        value = "";
                        while (reader.pos < end2) {
                            let tag2 = reader.tag();
                            wireType = tag2 & 7;
                            switch (tag2 >>>= 3) {
                            case 1:
                                if (wireType !== 2)
                                    break;
                                key = reader.stringVerify();
                                continue;
                            case 2:
                                if (wireType !== 2)
                                    break;
                                value = reader.stringVerify();
                                continue;
                            }
                            reader.skipType(wireType, _depth, tag2);
                        }
                        if (reader.pos !== end2)
                            throw $RangeError("index out of range");
                        reader.len = end;
                        if (key === "__proto__")
                            $util.makeProp(message.extraConfig, key);
                        message.extraConfig[key] = value;
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.restartPriority = value;
                        else
                            delete message.restartPriority;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a CreateVmRequest message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.CreateVmRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.CreateVmRequest & microsphere.CreateVmRequest.$Shape} CreateVmRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        CreateVmRequest.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a CreateVmRequest message.
         * @function verify
         * @memberof microsphere.CreateVmRequest
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        CreateVmRequest.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                if (!$util.isString(message.name))
                    return "name: string expected";
            if (message.instanceUuid != null && $Object.hasOwnProperty.call(message, "instanceUuid"))
                if (!$util.isString(message.instanceUuid))
                    return "instanceUuid: string expected";
            if (message.biosUuid != null && $Object.hasOwnProperty.call(message, "biosUuid"))
                if (!$util.isString(message.biosUuid))
                    return "biosUuid: string expected";
            if (message.datastore != null && $Object.hasOwnProperty.call(message, "datastore"))
                if (!$util.isString(message.datastore))
                    return "datastore: string expected";
            if (message.numCpu != null && $Object.hasOwnProperty.call(message, "numCpu"))
                if (!$util.isInteger(message.numCpu))
                    return "numCpu: integer expected";
            if (message.memoryMb != null && $Object.hasOwnProperty.call(message, "memoryMb"))
                if (!$util.isInteger(message.memoryMb))
                    return "memoryMb: integer expected";
            if (message.image != null && $Object.hasOwnProperty.call(message, "image"))
                if (!$util.isString(message.image))
                    return "image: string expected";
            if (message.diskBytes != null && $Object.hasOwnProperty.call(message, "diskBytes"))
                if (!$util.isInteger(message.diskBytes) && !(message.diskBytes && $util.isInteger(message.diskBytes.low) && $util.isInteger(message.diskBytes.high)))
                    return "diskBytes: integer|Long expected";
            if (message.adapters != null && $Object.hasOwnProperty.call(message, "adapters")) {
                if (!$Array.isArray(message.adapters))
                    return "adapters: array expected";
                for (let i = 0; i < message.adapters.length; ++i) {
                    let error = $root.microsphere.NetworkAdapter.verify(message.adapters[i], _depth + 1);
                    if (error)
                        return "adapters." + error;
                }
            }
            if (message.extraConfig != null && $Object.hasOwnProperty.call(message, "extraConfig")) {
                if (!$util.isObject(message.extraConfig))
                    return "extraConfig: object expected";
                let key = $Object.keys(message.extraConfig);
                for (let i = 0; i < key.length; ++i)
                    if (!$util.isString(message.extraConfig[key[i]]))
                        return "extraConfig: string{k:string} expected";
            }
            if (message.restartPriority != null && $Object.hasOwnProperty.call(message, "restartPriority"))
                if (!$util.isString(message.restartPriority))
                    return "restartPriority: string expected";
            return null;
        };

        /**
         * Creates a CreateVmRequest message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.CreateVmRequest
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.CreateVmRequest} CreateVmRequest
         */
        CreateVmRequest.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.CreateVmRequest)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.CreateVmRequest: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.CreateVmRequest();
            if (object.name != null)
                if (typeof object.name !== "string" || object.name.length)
                    message.name = $String(object.name);
            if (object.instanceUuid != null)
                if (typeof object.instanceUuid !== "string" || object.instanceUuid.length)
                    message.instanceUuid = $String(object.instanceUuid);
            if (object.biosUuid != null)
                if (typeof object.biosUuid !== "string" || object.biosUuid.length)
                    message.biosUuid = $String(object.biosUuid);
            if (object.datastore != null)
                if (typeof object.datastore !== "string" || object.datastore.length)
                    message.datastore = $String(object.datastore);
            if (object.numCpu != null)
                if ($Number(object.numCpu) !== 0)
                    message.numCpu = object.numCpu >>> 0;
            if (object.memoryMb != null)
                if ($Number(object.memoryMb) !== 0)
                    message.memoryMb = object.memoryMb >>> 0;
            if (object.image != null)
                if (typeof object.image !== "string" || object.image.length)
                    message.image = $String(object.image);
            if (object.diskBytes != null)
                if (typeof object.diskBytes === "object" ? object.diskBytes.low || object.diskBytes.high : $Number(object.diskBytes) !== 0)
                    if ($util.Long)
                        message.diskBytes = $util.Long.fromValue(object.diskBytes, true);
                    else if (typeof object.diskBytes === "string")
                        message.diskBytes = $parseInt(object.diskBytes, 10);
                    else if (typeof object.diskBytes === "number")
                        message.diskBytes = object.diskBytes;
                    else if (typeof object.diskBytes === "object")
                        message.diskBytes = new $util.LongBits(object.diskBytes.low >>> 0, object.diskBytes.high >>> 0).toNumber(true);
            if (object.adapters) {
                if (!$Array.isArray(object.adapters))
                    throw $TypeError(".microsphere.CreateVmRequest.adapters: array expected");
                message.adapters = $Array(object.adapters.length);
                for (let i = 0; i < object.adapters.length; ++i) {
                    if (!$util.isObject(object.adapters[i]))
                        throw $TypeError(".microsphere.CreateVmRequest.adapters: object expected");
                    message.adapters[i] = $root.microsphere.NetworkAdapter.fromObject(object.adapters[i], _depth + 1);
                }
            }
            if (object.extraConfig) {
                if (!$util.isObject(object.extraConfig))
                    throw $TypeError(".microsphere.CreateVmRequest.extraConfig: object expected");
                message.extraConfig = {};
                for (let keys = $Object.keys(object.extraConfig), i = 0; i < keys.length; ++i) {
                    if (keys[i] === "__proto__")
                        $util.makeProp(message.extraConfig, keys[i]);
                    message.extraConfig[keys[i]] = $String(object.extraConfig[keys[i]]);
                }
            }
            if (object.restartPriority != null)
                if (typeof object.restartPriority !== "string" || object.restartPriority.length)
                    message.restartPriority = $String(object.restartPriority);
            return message;
        };

        /**
         * Creates a plain object from a CreateVmRequest message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.CreateVmRequest
         * @static
         * @param {microsphere.CreateVmRequest} message CreateVmRequest
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        CreateVmRequest.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.adapters = [];
            if (options.objects || options.defaults)
                object.extraConfig = {};
            if (options.defaults) {
                object.name = "";
                object.instanceUuid = "";
                object.biosUuid = "";
                object.datastore = "";
                object.numCpu = 0;
                object.memoryMb = 0;
                object.image = "";
                if ($util.Long) {
                    let long = new $util.Long(0, 0, true);
                    object.diskBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                } else
                    object.diskBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                object.restartPriority = "";
            }
            if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                object.name = message.name;
            if (message.instanceUuid != null && $Object.hasOwnProperty.call(message, "instanceUuid"))
                object.instanceUuid = message.instanceUuid;
            if (message.biosUuid != null && $Object.hasOwnProperty.call(message, "biosUuid"))
                object.biosUuid = message.biosUuid;
            if (message.datastore != null && $Object.hasOwnProperty.call(message, "datastore"))
                object.datastore = message.datastore;
            if (message.numCpu != null && $Object.hasOwnProperty.call(message, "numCpu"))
                object.numCpu = message.numCpu;
            if (message.memoryMb != null && $Object.hasOwnProperty.call(message, "memoryMb"))
                object.memoryMb = message.memoryMb;
            if (message.image != null && $Object.hasOwnProperty.call(message, "image"))
                object.image = message.image;
            if (message.diskBytes != null && $Object.hasOwnProperty.call(message, "diskBytes"))
                if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                    object.diskBytes = typeof message.diskBytes === "number" ? $BigInt(message.diskBytes) : $util.Long.fromBits(message.diskBytes.low >>> 0, message.diskBytes.high >>> 0, true).toBigInt();
                else if (typeof message.diskBytes === "number")
                    object.diskBytes = options.longs === $String ? $String(message.diskBytes) : message.diskBytes;
                else
                    object.diskBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.diskBytes) : options.longs === $Number ? new $util.LongBits(message.diskBytes.low >>> 0, message.diskBytes.high >>> 0).toNumber(true) : message.diskBytes;
            if (message.adapters && message.adapters.length) {
                object.adapters = $Array(message.adapters.length);
                for (let j = 0; j < message.adapters.length; ++j)
                    object.adapters[j] = $root.microsphere.NetworkAdapter.toObject(message.adapters[j], options, _depth + 1);
            }
            let keys2;
            if (message.extraConfig && (keys2 = $Object.keys(message.extraConfig)).length) {
                object.extraConfig = {};
                for (let j = 0; j < keys2.length; ++j) {
                    if (keys2[j] === "__proto__")
                        $util.makeProp(object.extraConfig, keys2[j]);
                    object.extraConfig[keys2[j]] = message.extraConfig[keys2[j]];
                }
            }
            if (message.restartPriority != null && $Object.hasOwnProperty.call(message, "restartPriority"))
                object.restartPriority = message.restartPriority;
            return object;
        };

        /**
         * Converts this CreateVmRequest to JSON.
         * @function toJSON
         * @memberof microsphere.CreateVmRequest
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        CreateVmRequest.prototype.toJSON = function() {
            return CreateVmRequest.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for CreateVmRequest
         * @function getTypeUrl
         * @memberof microsphere.CreateVmRequest
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        CreateVmRequest.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.CreateVmRequest";
        };

        return CreateVmRequest;
    })();

    microsphere.CreateVmResponse = (function() {

        /**
         * Properties of a CreateVmResponse.
         * @typedef {Object} microsphere.CreateVmResponse.$Properties
         * @property {string|null} [vmxPath] CreateVmResponse vmxPath
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a CreateVmResponse.
         * @memberof microsphere
         * @interface ICreateVmResponse
         * @augments microsphere.CreateVmResponse.$Properties
         * @deprecated Use microsphere.CreateVmResponse.$Properties instead.
         */

        /**
         * Shape of a CreateVmResponse.
         * @typedef {microsphere.CreateVmResponse.$Properties} microsphere.CreateVmResponse.$Shape
         */

        /**
         * Constructs a new CreateVmResponse.
         * @memberof microsphere
         * @classdesc Represents a CreateVmResponse.
         * @constructor
         * @param {microsphere.CreateVmResponse.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const CreateVmResponse = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * CreateVmResponse vmxPath.
         * @member {string} vmxPath
         * @memberof microsphere.CreateVmResponse
         * @instance
         */
        CreateVmResponse.prototype.vmxPath = "";

        /**
         * Creates a new CreateVmResponse instance using the specified properties.
         * @function create
         * @memberof microsphere.CreateVmResponse
         * @static
         * @param {microsphere.CreateVmResponse.$Properties=} [properties] Properties to set
         * @returns {microsphere.CreateVmResponse} CreateVmResponse instance
         * @type {{
         *   (properties: microsphere.CreateVmResponse.$Shape): microsphere.CreateVmResponse & microsphere.CreateVmResponse.$Shape;
         *   (properties?: microsphere.CreateVmResponse.$Properties): microsphere.CreateVmResponse;
         * }}
         */
        CreateVmResponse.create = function(properties) {
            return new CreateVmResponse(properties);
        };

        /**
         * Encodes the specified CreateVmResponse message. Does not implicitly {@link microsphere.CreateVmResponse.verify|verify} messages.
         * @function encode
         * @memberof microsphere.CreateVmResponse
         * @static
         * @param {microsphere.CreateVmResponse.$Properties} message CreateVmResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        CreateVmResponse.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.vmxPath != null && $Object.hasOwnProperty.call(message, "vmxPath") && message.vmxPath !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.vmxPath);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified CreateVmResponse message, length delimited. Does not implicitly {@link microsphere.CreateVmResponse.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.CreateVmResponse
         * @static
         * @param {microsphere.CreateVmResponse.$Properties} message CreateVmResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        CreateVmResponse.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a CreateVmResponse message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.CreateVmResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.CreateVmResponse & microsphere.CreateVmResponse.$Shape} CreateVmResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        CreateVmResponse.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.CreateVmResponse();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.vmxPath = value;
                        else
                            delete message.vmxPath;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a CreateVmResponse message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.CreateVmResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.CreateVmResponse & microsphere.CreateVmResponse.$Shape} CreateVmResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        CreateVmResponse.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a CreateVmResponse message.
         * @function verify
         * @memberof microsphere.CreateVmResponse
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        CreateVmResponse.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.vmxPath != null && $Object.hasOwnProperty.call(message, "vmxPath"))
                if (!$util.isString(message.vmxPath))
                    return "vmxPath: string expected";
            return null;
        };

        /**
         * Creates a CreateVmResponse message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.CreateVmResponse
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.CreateVmResponse} CreateVmResponse
         */
        CreateVmResponse.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.CreateVmResponse)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.CreateVmResponse: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.CreateVmResponse();
            if (object.vmxPath != null)
                if (typeof object.vmxPath !== "string" || object.vmxPath.length)
                    message.vmxPath = $String(object.vmxPath);
            return message;
        };

        /**
         * Creates a plain object from a CreateVmResponse message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.CreateVmResponse
         * @static
         * @param {microsphere.CreateVmResponse} message CreateVmResponse
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        CreateVmResponse.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults)
                object.vmxPath = "";
            if (message.vmxPath != null && $Object.hasOwnProperty.call(message, "vmxPath"))
                object.vmxPath = message.vmxPath;
            return object;
        };

        /**
         * Converts this CreateVmResponse to JSON.
         * @function toJSON
         * @memberof microsphere.CreateVmResponse
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        CreateVmResponse.prototype.toJSON = function() {
            return CreateVmResponse.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for CreateVmResponse
         * @function getTypeUrl
         * @memberof microsphere.CreateVmResponse
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        CreateVmResponse.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.CreateVmResponse";
        };

        return CreateVmResponse;
    })();

    microsphere.VmRequest = (function() {

        /**
         * Properties of a VmRequest.
         * @typedef {Object} microsphere.VmRequest.$Properties
         * @property {string|null} [vmxPath] VmRequest vmxPath
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a VmRequest.
         * @memberof microsphere
         * @interface IVmRequest
         * @augments microsphere.VmRequest.$Properties
         * @deprecated Use microsphere.VmRequest.$Properties instead.
         */

        /**
         * Shape of a VmRequest.
         * @typedef {microsphere.VmRequest.$Properties} microsphere.VmRequest.$Shape
         */

        /**
         * Constructs a new VmRequest.
         * @memberof microsphere
         * @classdesc Represents a VmRequest.
         * @constructor
         * @param {microsphere.VmRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const VmRequest = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * VmRequest vmxPath.
         * @member {string} vmxPath
         * @memberof microsphere.VmRequest
         * @instance
         */
        VmRequest.prototype.vmxPath = "";

        /**
         * Creates a new VmRequest instance using the specified properties.
         * @function create
         * @memberof microsphere.VmRequest
         * @static
         * @param {microsphere.VmRequest.$Properties=} [properties] Properties to set
         * @returns {microsphere.VmRequest} VmRequest instance
         * @type {{
         *   (properties: microsphere.VmRequest.$Shape): microsphere.VmRequest & microsphere.VmRequest.$Shape;
         *   (properties?: microsphere.VmRequest.$Properties): microsphere.VmRequest;
         * }}
         */
        VmRequest.create = function(properties) {
            return new VmRequest(properties);
        };

        /**
         * Encodes the specified VmRequest message. Does not implicitly {@link microsphere.VmRequest.verify|verify} messages.
         * @function encode
         * @memberof microsphere.VmRequest
         * @static
         * @param {microsphere.VmRequest.$Properties} message VmRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        VmRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.vmxPath != null && $Object.hasOwnProperty.call(message, "vmxPath") && message.vmxPath !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.vmxPath);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified VmRequest message, length delimited. Does not implicitly {@link microsphere.VmRequest.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.VmRequest
         * @static
         * @param {microsphere.VmRequest.$Properties} message VmRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        VmRequest.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a VmRequest message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.VmRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.VmRequest & microsphere.VmRequest.$Shape} VmRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        VmRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.VmRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.vmxPath = value;
                        else
                            delete message.vmxPath;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a VmRequest message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.VmRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.VmRequest & microsphere.VmRequest.$Shape} VmRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        VmRequest.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a VmRequest message.
         * @function verify
         * @memberof microsphere.VmRequest
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        VmRequest.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.vmxPath != null && $Object.hasOwnProperty.call(message, "vmxPath"))
                if (!$util.isString(message.vmxPath))
                    return "vmxPath: string expected";
            return null;
        };

        /**
         * Creates a VmRequest message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.VmRequest
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.VmRequest} VmRequest
         */
        VmRequest.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.VmRequest)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.VmRequest: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.VmRequest();
            if (object.vmxPath != null)
                if (typeof object.vmxPath !== "string" || object.vmxPath.length)
                    message.vmxPath = $String(object.vmxPath);
            return message;
        };

        /**
         * Creates a plain object from a VmRequest message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.VmRequest
         * @static
         * @param {microsphere.VmRequest} message VmRequest
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        VmRequest.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults)
                object.vmxPath = "";
            if (message.vmxPath != null && $Object.hasOwnProperty.call(message, "vmxPath"))
                object.vmxPath = message.vmxPath;
            return object;
        };

        /**
         * Converts this VmRequest to JSON.
         * @function toJSON
         * @memberof microsphere.VmRequest
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        VmRequest.prototype.toJSON = function() {
            return VmRequest.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for VmRequest
         * @function getTypeUrl
         * @memberof microsphere.VmRequest
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        VmRequest.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.VmRequest";
        };

        return VmRequest;
    })();

    microsphere.RegisterVmResponse = (function() {

        /**
         * Properties of a RegisterVmResponse.
         * @typedef {Object} microsphere.RegisterVmResponse.$Properties
         * @property {microsphere.VmRuntime.$Properties|null} [vm] RegisterVmResponse vm
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a RegisterVmResponse.
         * @memberof microsphere
         * @interface IRegisterVmResponse
         * @augments microsphere.RegisterVmResponse.$Properties
         * @deprecated Use microsphere.RegisterVmResponse.$Properties instead.
         */

        /**
         * Shape of a RegisterVmResponse.
         * @typedef {microsphere.RegisterVmResponse.$Properties} microsphere.RegisterVmResponse.$Shape
         */

        /**
         * Constructs a new RegisterVmResponse.
         * @memberof microsphere
         * @classdesc Represents a RegisterVmResponse.
         * @constructor
         * @param {microsphere.RegisterVmResponse.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const RegisterVmResponse = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * RegisterVmResponse vm.
         * @member {microsphere.VmRuntime.$Properties|null|undefined} vm
         * @memberof microsphere.RegisterVmResponse
         * @instance
         */
        RegisterVmResponse.prototype.vm = null;

        /**
         * Creates a new RegisterVmResponse instance using the specified properties.
         * @function create
         * @memberof microsphere.RegisterVmResponse
         * @static
         * @param {microsphere.RegisterVmResponse.$Properties=} [properties] Properties to set
         * @returns {microsphere.RegisterVmResponse} RegisterVmResponse instance
         * @type {{
         *   (properties: microsphere.RegisterVmResponse.$Shape): microsphere.RegisterVmResponse & microsphere.RegisterVmResponse.$Shape;
         *   (properties?: microsphere.RegisterVmResponse.$Properties): microsphere.RegisterVmResponse;
         * }}
         */
        RegisterVmResponse.create = function(properties) {
            return new RegisterVmResponse(properties);
        };

        /**
         * Encodes the specified RegisterVmResponse message. Does not implicitly {@link microsphere.RegisterVmResponse.verify|verify} messages.
         * @function encode
         * @memberof microsphere.RegisterVmResponse
         * @static
         * @param {microsphere.RegisterVmResponse.$Properties} message RegisterVmResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        RegisterVmResponse.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.vm != null && $Object.hasOwnProperty.call(message, "vm"))
                $root.microsphere.VmRuntime.encode(message.vm, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified RegisterVmResponse message, length delimited. Does not implicitly {@link microsphere.RegisterVmResponse.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.RegisterVmResponse
         * @static
         * @param {microsphere.RegisterVmResponse.$Properties} message RegisterVmResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        RegisterVmResponse.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a RegisterVmResponse message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.RegisterVmResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.RegisterVmResponse & microsphere.RegisterVmResponse.$Shape} RegisterVmResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        RegisterVmResponse.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.RegisterVmResponse();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.vm = $root.microsphere.VmRuntime.decode(reader, reader.size(), $undefined, _depth + 1, message.vm);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a RegisterVmResponse message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.RegisterVmResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.RegisterVmResponse & microsphere.RegisterVmResponse.$Shape} RegisterVmResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        RegisterVmResponse.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a RegisterVmResponse message.
         * @function verify
         * @memberof microsphere.RegisterVmResponse
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        RegisterVmResponse.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.vm != null && $Object.hasOwnProperty.call(message, "vm")) {
                let error = $root.microsphere.VmRuntime.verify(message.vm, _depth + 1);
                if (error)
                    return "vm." + error;
            }
            return null;
        };

        /**
         * Creates a RegisterVmResponse message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.RegisterVmResponse
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.RegisterVmResponse} RegisterVmResponse
         */
        RegisterVmResponse.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.RegisterVmResponse)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.RegisterVmResponse: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.RegisterVmResponse();
            if (object.vm != null) {
                if (!$util.isObject(object.vm))
                    throw $TypeError(".microsphere.RegisterVmResponse.vm: object expected");
                message.vm = $root.microsphere.VmRuntime.fromObject(object.vm, _depth + 1);
            }
            return message;
        };

        /**
         * Creates a plain object from a RegisterVmResponse message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.RegisterVmResponse
         * @static
         * @param {microsphere.RegisterVmResponse} message RegisterVmResponse
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        RegisterVmResponse.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults)
                object.vm = null;
            if (message.vm != null && $Object.hasOwnProperty.call(message, "vm"))
                object.vm = $root.microsphere.VmRuntime.toObject(message.vm, options, _depth + 1);
            return object;
        };

        /**
         * Converts this RegisterVmResponse to JSON.
         * @function toJSON
         * @memberof microsphere.RegisterVmResponse
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        RegisterVmResponse.prototype.toJSON = function() {
            return RegisterVmResponse.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for RegisterVmResponse
         * @function getTypeUrl
         * @memberof microsphere.RegisterVmResponse
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        RegisterVmResponse.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.RegisterVmResponse";
        };

        return RegisterVmResponse;
    })();

    microsphere.CreateVmfsDatastoreRequest = (function() {

        /**
         * Properties of a CreateVmfsDatastoreRequest.
         * @typedef {Object} microsphere.CreateVmfsDatastoreRequest.$Properties
         * @property {string|null} [name] CreateVmfsDatastoreRequest name
         * @property {string|null} [naa] CreateVmfsDatastoreRequest naa
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a CreateVmfsDatastoreRequest.
         * @memberof microsphere
         * @interface ICreateVmfsDatastoreRequest
         * @augments microsphere.CreateVmfsDatastoreRequest.$Properties
         * @deprecated Use microsphere.CreateVmfsDatastoreRequest.$Properties instead.
         */

        /**
         * Shape of a CreateVmfsDatastoreRequest.
         * @typedef {microsphere.CreateVmfsDatastoreRequest.$Properties} microsphere.CreateVmfsDatastoreRequest.$Shape
         */

        /**
         * Constructs a new CreateVmfsDatastoreRequest.
         * @memberof microsphere
         * @classdesc Represents a CreateVmfsDatastoreRequest.
         * @constructor
         * @param {microsphere.CreateVmfsDatastoreRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const CreateVmfsDatastoreRequest = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * CreateVmfsDatastoreRequest name.
         * @member {string} name
         * @memberof microsphere.CreateVmfsDatastoreRequest
         * @instance
         */
        CreateVmfsDatastoreRequest.prototype.name = "";

        /**
         * CreateVmfsDatastoreRequest naa.
         * @member {string} naa
         * @memberof microsphere.CreateVmfsDatastoreRequest
         * @instance
         */
        CreateVmfsDatastoreRequest.prototype.naa = "";

        /**
         * Creates a new CreateVmfsDatastoreRequest instance using the specified properties.
         * @function create
         * @memberof microsphere.CreateVmfsDatastoreRequest
         * @static
         * @param {microsphere.CreateVmfsDatastoreRequest.$Properties=} [properties] Properties to set
         * @returns {microsphere.CreateVmfsDatastoreRequest} CreateVmfsDatastoreRequest instance
         * @type {{
         *   (properties: microsphere.CreateVmfsDatastoreRequest.$Shape): microsphere.CreateVmfsDatastoreRequest & microsphere.CreateVmfsDatastoreRequest.$Shape;
         *   (properties?: microsphere.CreateVmfsDatastoreRequest.$Properties): microsphere.CreateVmfsDatastoreRequest;
         * }}
         */
        CreateVmfsDatastoreRequest.create = function(properties) {
            return new CreateVmfsDatastoreRequest(properties);
        };

        /**
         * Encodes the specified CreateVmfsDatastoreRequest message. Does not implicitly {@link microsphere.CreateVmfsDatastoreRequest.verify|verify} messages.
         * @function encode
         * @memberof microsphere.CreateVmfsDatastoreRequest
         * @static
         * @param {microsphere.CreateVmfsDatastoreRequest.$Properties} message CreateVmfsDatastoreRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        CreateVmfsDatastoreRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
            if (message.naa != null && $Object.hasOwnProperty.call(message, "naa") && message.naa !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.naa);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified CreateVmfsDatastoreRequest message, length delimited. Does not implicitly {@link microsphere.CreateVmfsDatastoreRequest.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.CreateVmfsDatastoreRequest
         * @static
         * @param {microsphere.CreateVmfsDatastoreRequest.$Properties} message CreateVmfsDatastoreRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        CreateVmfsDatastoreRequest.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a CreateVmfsDatastoreRequest message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.CreateVmfsDatastoreRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.CreateVmfsDatastoreRequest & microsphere.CreateVmfsDatastoreRequest.$Shape} CreateVmfsDatastoreRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        CreateVmfsDatastoreRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.CreateVmfsDatastoreRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.naa = value;
                        else
                            delete message.naa;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a CreateVmfsDatastoreRequest message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.CreateVmfsDatastoreRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.CreateVmfsDatastoreRequest & microsphere.CreateVmfsDatastoreRequest.$Shape} CreateVmfsDatastoreRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        CreateVmfsDatastoreRequest.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a CreateVmfsDatastoreRequest message.
         * @function verify
         * @memberof microsphere.CreateVmfsDatastoreRequest
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        CreateVmfsDatastoreRequest.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                if (!$util.isString(message.name))
                    return "name: string expected";
            if (message.naa != null && $Object.hasOwnProperty.call(message, "naa"))
                if (!$util.isString(message.naa))
                    return "naa: string expected";
            return null;
        };

        /**
         * Creates a CreateVmfsDatastoreRequest message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.CreateVmfsDatastoreRequest
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.CreateVmfsDatastoreRequest} CreateVmfsDatastoreRequest
         */
        CreateVmfsDatastoreRequest.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.CreateVmfsDatastoreRequest)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.CreateVmfsDatastoreRequest: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.CreateVmfsDatastoreRequest();
            if (object.name != null)
                if (typeof object.name !== "string" || object.name.length)
                    message.name = $String(object.name);
            if (object.naa != null)
                if (typeof object.naa !== "string" || object.naa.length)
                    message.naa = $String(object.naa);
            return message;
        };

        /**
         * Creates a plain object from a CreateVmfsDatastoreRequest message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.CreateVmfsDatastoreRequest
         * @static
         * @param {microsphere.CreateVmfsDatastoreRequest} message CreateVmfsDatastoreRequest
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        CreateVmfsDatastoreRequest.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.name = "";
                object.naa = "";
            }
            if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                object.name = message.name;
            if (message.naa != null && $Object.hasOwnProperty.call(message, "naa"))
                object.naa = message.naa;
            return object;
        };

        /**
         * Converts this CreateVmfsDatastoreRequest to JSON.
         * @function toJSON
         * @memberof microsphere.CreateVmfsDatastoreRequest
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        CreateVmfsDatastoreRequest.prototype.toJSON = function() {
            return CreateVmfsDatastoreRequest.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for CreateVmfsDatastoreRequest
         * @function getTypeUrl
         * @memberof microsphere.CreateVmfsDatastoreRequest
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        CreateVmfsDatastoreRequest.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.CreateVmfsDatastoreRequest";
        };

        return CreateVmfsDatastoreRequest;
    })();

    microsphere.DatastoresResponse = (function() {

        /**
         * Properties of a DatastoresResponse.
         * @typedef {Object} microsphere.DatastoresResponse.$Properties
         * @property {Array.<microsphere.DatastoreSummary.$Properties>|null} [datastores] DatastoresResponse datastores
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a DatastoresResponse.
         * @memberof microsphere
         * @interface IDatastoresResponse
         * @augments microsphere.DatastoresResponse.$Properties
         * @deprecated Use microsphere.DatastoresResponse.$Properties instead.
         */

        /**
         * Shape of a DatastoresResponse.
         * @typedef {microsphere.DatastoresResponse.$Properties} microsphere.DatastoresResponse.$Shape
         */

        /**
         * Constructs a new DatastoresResponse.
         * @memberof microsphere
         * @classdesc Represents a DatastoresResponse.
         * @constructor
         * @param {microsphere.DatastoresResponse.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const DatastoresResponse = function (properties) {
            this.datastores = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * DatastoresResponse datastores.
         * @member {Array.<microsphere.DatastoreSummary.$Properties>} datastores
         * @memberof microsphere.DatastoresResponse
         * @instance
         */
        DatastoresResponse.prototype.datastores = $util.emptyArray;

        /**
         * Creates a new DatastoresResponse instance using the specified properties.
         * @function create
         * @memberof microsphere.DatastoresResponse
         * @static
         * @param {microsphere.DatastoresResponse.$Properties=} [properties] Properties to set
         * @returns {microsphere.DatastoresResponse} DatastoresResponse instance
         * @type {{
         *   (properties: microsphere.DatastoresResponse.$Shape): microsphere.DatastoresResponse & microsphere.DatastoresResponse.$Shape;
         *   (properties?: microsphere.DatastoresResponse.$Properties): microsphere.DatastoresResponse;
         * }}
         */
        DatastoresResponse.create = function(properties) {
            return new DatastoresResponse(properties);
        };

        /**
         * Encodes the specified DatastoresResponse message. Does not implicitly {@link microsphere.DatastoresResponse.verify|verify} messages.
         * @function encode
         * @memberof microsphere.DatastoresResponse
         * @static
         * @param {microsphere.DatastoresResponse.$Properties} message DatastoresResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        DatastoresResponse.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.datastores != null && message.datastores.length)
                for (let i = 0; i < message.datastores.length; ++i)
                    $root.microsphere.DatastoreSummary.encode(message.datastores[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified DatastoresResponse message, length delimited. Does not implicitly {@link microsphere.DatastoresResponse.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.DatastoresResponse
         * @static
         * @param {microsphere.DatastoresResponse.$Properties} message DatastoresResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        DatastoresResponse.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a DatastoresResponse message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.DatastoresResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.DatastoresResponse & microsphere.DatastoresResponse.$Shape} DatastoresResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        DatastoresResponse.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.DatastoresResponse();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.datastores && message.datastores.length))
                            message.datastores = [];
                        message.datastores.push($root.microsphere.DatastoreSummary.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a DatastoresResponse message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.DatastoresResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.DatastoresResponse & microsphere.DatastoresResponse.$Shape} DatastoresResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        DatastoresResponse.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a DatastoresResponse message.
         * @function verify
         * @memberof microsphere.DatastoresResponse
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        DatastoresResponse.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.datastores != null && $Object.hasOwnProperty.call(message, "datastores")) {
                if (!$Array.isArray(message.datastores))
                    return "datastores: array expected";
                for (let i = 0; i < message.datastores.length; ++i) {
                    let error = $root.microsphere.DatastoreSummary.verify(message.datastores[i], _depth + 1);
                    if (error)
                        return "datastores." + error;
                }
            }
            return null;
        };

        /**
         * Creates a DatastoresResponse message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.DatastoresResponse
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.DatastoresResponse} DatastoresResponse
         */
        DatastoresResponse.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.DatastoresResponse)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.DatastoresResponse: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.DatastoresResponse();
            if (object.datastores) {
                if (!$Array.isArray(object.datastores))
                    throw $TypeError(".microsphere.DatastoresResponse.datastores: array expected");
                message.datastores = $Array(object.datastores.length);
                for (let i = 0; i < object.datastores.length; ++i) {
                    if (!$util.isObject(object.datastores[i]))
                        throw $TypeError(".microsphere.DatastoresResponse.datastores: object expected");
                    message.datastores[i] = $root.microsphere.DatastoreSummary.fromObject(object.datastores[i], _depth + 1);
                }
            }
            return message;
        };

        /**
         * Creates a plain object from a DatastoresResponse message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.DatastoresResponse
         * @static
         * @param {microsphere.DatastoresResponse} message DatastoresResponse
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        DatastoresResponse.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.datastores = [];
            if (message.datastores && message.datastores.length) {
                object.datastores = $Array(message.datastores.length);
                for (let j = 0; j < message.datastores.length; ++j)
                    object.datastores[j] = $root.microsphere.DatastoreSummary.toObject(message.datastores[j], options, _depth + 1);
            }
            return object;
        };

        /**
         * Converts this DatastoresResponse to JSON.
         * @function toJSON
         * @memberof microsphere.DatastoresResponse
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        DatastoresResponse.prototype.toJSON = function() {
            return DatastoresResponse.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for DatastoresResponse
         * @function getTypeUrl
         * @memberof microsphere.DatastoresResponse
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        DatastoresResponse.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.DatastoresResponse";
        };

        return DatastoresResponse;
    })();

    microsphere.TicketResponse = (function() {

        /**
         * Properties of a TicketResponse.
         * @typedef {Object} microsphere.TicketResponse.$Properties
         * @property {string|null} [ticket] TicketResponse ticket
         * @property {string|null} [url] TicketResponse url
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a TicketResponse.
         * @memberof microsphere
         * @interface ITicketResponse
         * @augments microsphere.TicketResponse.$Properties
         * @deprecated Use microsphere.TicketResponse.$Properties instead.
         */

        /**
         * Shape of a TicketResponse.
         * @typedef {microsphere.TicketResponse.$Properties} microsphere.TicketResponse.$Shape
         */

        /**
         * Constructs a new TicketResponse.
         * @memberof microsphere
         * @classdesc Represents a TicketResponse.
         * @constructor
         * @param {microsphere.TicketResponse.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const TicketResponse = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * TicketResponse ticket.
         * @member {string} ticket
         * @memberof microsphere.TicketResponse
         * @instance
         */
        TicketResponse.prototype.ticket = "";

        /**
         * TicketResponse url.
         * @member {string} url
         * @memberof microsphere.TicketResponse
         * @instance
         */
        TicketResponse.prototype.url = "";

        /**
         * Creates a new TicketResponse instance using the specified properties.
         * @function create
         * @memberof microsphere.TicketResponse
         * @static
         * @param {microsphere.TicketResponse.$Properties=} [properties] Properties to set
         * @returns {microsphere.TicketResponse} TicketResponse instance
         * @type {{
         *   (properties: microsphere.TicketResponse.$Shape): microsphere.TicketResponse & microsphere.TicketResponse.$Shape;
         *   (properties?: microsphere.TicketResponse.$Properties): microsphere.TicketResponse;
         * }}
         */
        TicketResponse.create = function(properties) {
            return new TicketResponse(properties);
        };

        /**
         * Encodes the specified TicketResponse message. Does not implicitly {@link microsphere.TicketResponse.verify|verify} messages.
         * @function encode
         * @memberof microsphere.TicketResponse
         * @static
         * @param {microsphere.TicketResponse.$Properties} message TicketResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        TicketResponse.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.ticket != null && $Object.hasOwnProperty.call(message, "ticket") && message.ticket !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.ticket);
            if (message.url != null && $Object.hasOwnProperty.call(message, "url") && message.url !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.url);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified TicketResponse message, length delimited. Does not implicitly {@link microsphere.TicketResponse.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.TicketResponse
         * @static
         * @param {microsphere.TicketResponse.$Properties} message TicketResponse message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        TicketResponse.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a TicketResponse message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.TicketResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.TicketResponse & microsphere.TicketResponse.$Shape} TicketResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        TicketResponse.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.TicketResponse();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.ticket = value;
                        else
                            delete message.ticket;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.url = value;
                        else
                            delete message.url;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a TicketResponse message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.TicketResponse
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.TicketResponse & microsphere.TicketResponse.$Shape} TicketResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        TicketResponse.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a TicketResponse message.
         * @function verify
         * @memberof microsphere.TicketResponse
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        TicketResponse.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.ticket != null && $Object.hasOwnProperty.call(message, "ticket"))
                if (!$util.isString(message.ticket))
                    return "ticket: string expected";
            if (message.url != null && $Object.hasOwnProperty.call(message, "url"))
                if (!$util.isString(message.url))
                    return "url: string expected";
            return null;
        };

        /**
         * Creates a TicketResponse message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.TicketResponse
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.TicketResponse} TicketResponse
         */
        TicketResponse.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.TicketResponse)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.TicketResponse: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.TicketResponse();
            if (object.ticket != null)
                if (typeof object.ticket !== "string" || object.ticket.length)
                    message.ticket = $String(object.ticket);
            if (object.url != null)
                if (typeof object.url !== "string" || object.url.length)
                    message.url = $String(object.url);
            return message;
        };

        /**
         * Creates a plain object from a TicketResponse message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.TicketResponse
         * @static
         * @param {microsphere.TicketResponse} message TicketResponse
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        TicketResponse.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.defaults) {
                object.ticket = "";
                object.url = "";
            }
            if (message.ticket != null && $Object.hasOwnProperty.call(message, "ticket"))
                object.ticket = message.ticket;
            if (message.url != null && $Object.hasOwnProperty.call(message, "url"))
                object.url = message.url;
            return object;
        };

        /**
         * Converts this TicketResponse to JSON.
         * @function toJSON
         * @memberof microsphere.TicketResponse
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        TicketResponse.prototype.toJSON = function() {
            return TicketResponse.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for TicketResponse
         * @function getTypeUrl
         * @memberof microsphere.TicketResponse
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        TicketResponse.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.TicketResponse";
        };

        return TicketResponse;
    })();

    microsphere.FrameBatch = (function() {

        /**
         * Properties of a FrameBatch.
         * @typedef {Object} microsphere.FrameBatch.$Properties
         * @property {Array.<number>|null} [lengths] FrameBatch lengths
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a FrameBatch.
         * @memberof microsphere
         * @interface IFrameBatch
         * @augments microsphere.FrameBatch.$Properties
         * @deprecated Use microsphere.FrameBatch.$Properties instead.
         */

        /**
         * Shape of a FrameBatch.
         * @typedef {microsphere.FrameBatch.$Properties} microsphere.FrameBatch.$Shape
         */

        /**
         * Constructs a new FrameBatch.
         * @memberof microsphere
         * @classdesc Represents a FrameBatch.
         * @constructor
         * @param {microsphere.FrameBatch.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const FrameBatch = function (properties) {
            this.lengths = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * FrameBatch lengths.
         * @member {Array.<number>} lengths
         * @memberof microsphere.FrameBatch
         * @instance
         */
        FrameBatch.prototype.lengths = $util.emptyArray;

        /**
         * Creates a new FrameBatch instance using the specified properties.
         * @function create
         * @memberof microsphere.FrameBatch
         * @static
         * @param {microsphere.FrameBatch.$Properties=} [properties] Properties to set
         * @returns {microsphere.FrameBatch} FrameBatch instance
         * @type {{
         *   (properties: microsphere.FrameBatch.$Shape): microsphere.FrameBatch & microsphere.FrameBatch.$Shape;
         *   (properties?: microsphere.FrameBatch.$Properties): microsphere.FrameBatch;
         * }}
         */
        FrameBatch.create = function(properties) {
            return new FrameBatch(properties);
        };

        /**
         * Encodes the specified FrameBatch message. Does not implicitly {@link microsphere.FrameBatch.verify|verify} messages.
         * @function encode
         * @memberof microsphere.FrameBatch
         * @static
         * @param {microsphere.FrameBatch.$Properties} message FrameBatch message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FrameBatch.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.lengths != null && message.lengths.length)
                writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.lengths);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Encodes the specified FrameBatch message, length delimited. Does not implicitly {@link microsphere.FrameBatch.verify|verify} messages.
         * @function encodeDelimited
         * @memberof microsphere.FrameBatch
         * @static
         * @param {microsphere.FrameBatch.$Properties} message FrameBatch message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        FrameBatch.encodeDelimited = function(message, writer) {
            return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
        };

        /**
         * Decodes a FrameBatch message from the specified reader or buffer.
         * @function decode
         * @memberof microsphere.FrameBatch
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {microsphere.FrameBatch & microsphere.FrameBatch.$Shape} FrameBatch
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FrameBatch.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.microsphere.FrameBatch();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType === 2) {
                            if (!(message.lengths && message.lengths.length))
                                message.lengths = [];
                            reader.uint32s(message.lengths);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.lengths && message.lengths.length))
                            message.lengths = [];
                        message.lengths.push(reader.uint32());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        /**
         * Decodes a FrameBatch message from the specified reader or buffer, length delimited.
         * @function decodeDelimited
         * @memberof microsphere.FrameBatch
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @returns {microsphere.FrameBatch & microsphere.FrameBatch.$Shape} FrameBatch
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        FrameBatch.decodeDelimited = function(reader) {
            if (!(reader instanceof $Reader))
                reader = new $Reader(reader);
            return this.decode(reader, reader.size());
        };

        /**
         * Verifies a FrameBatch message.
         * @function verify
         * @memberof microsphere.FrameBatch
         * @static
         * @param {Object.<string,*>} message Plain object to verify
         * @returns {string|null} `null` if valid, otherwise the reason why it is not
         */
        FrameBatch.verify = function (message, _depth) {
            if (typeof message !== "object" || message === null)
                return "object expected";
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                return "max depth exceeded";
            if (message.lengths != null && $Object.hasOwnProperty.call(message, "lengths")) {
                if (!$Array.isArray(message.lengths))
                    return "lengths: array expected";
                for (let i = 0; i < message.lengths.length; ++i)
                    if (!$util.isInteger(message.lengths[i]))
                        return "lengths: integer[] expected";
            }
            return null;
        };

        /**
         * Creates a FrameBatch message from a plain object. Also converts values to their respective internal types.
         * @function fromObject
         * @memberof microsphere.FrameBatch
         * @static
         * @param {Object.<string,*>} object Plain object
         * @returns {microsphere.FrameBatch} FrameBatch
         */
        FrameBatch.fromObject = function (object, _depth) {
            if (object instanceof $root.microsphere.FrameBatch)
                return object;
            if (!$util.isObject(object))
                throw $TypeError(".microsphere.FrameBatch: object expected");
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let message = new $root.microsphere.FrameBatch();
            if (object.lengths) {
                if (!$Array.isArray(object.lengths))
                    throw $TypeError(".microsphere.FrameBatch.lengths: array expected");
                message.lengths = $Array(object.lengths.length);
                for (let i = 0; i < object.lengths.length; ++i)
                    message.lengths[i] = object.lengths[i] >>> 0;
            }
            return message;
        };

        /**
         * Creates a plain object from a FrameBatch message. Also converts values to other types if specified.
         * @function toObject
         * @memberof microsphere.FrameBatch
         * @static
         * @param {microsphere.FrameBatch} message FrameBatch
         * @param {$protobuf.IConversionOptions} [options] Conversion options
         * @returns {Object.<string,*>} Plain object
         */
        FrameBatch.toObject = function (message, options, _depth) {
            if (!options)
                options = {};
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            let object = {};
            if (options.arrays || options.defaults)
                object.lengths = [];
            if (message.lengths && message.lengths.length) {
                object.lengths = $Array(message.lengths.length);
                for (let j = 0; j < message.lengths.length; ++j)
                    object.lengths[j] = message.lengths[j];
            }
            return object;
        };

        /**
         * Converts this FrameBatch to JSON.
         * @function toJSON
         * @memberof microsphere.FrameBatch
         * @instance
         * @returns {Object.<string,*>} JSON object
         */
        FrameBatch.prototype.toJSON = function() {
            return FrameBatch.toObject(this, $protobuf.util.toJSONOptions);
        };

        /**
         * Gets the type url for FrameBatch
         * @function getTypeUrl
         * @memberof microsphere.FrameBatch
         * @static
         * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns {string} The type url
         */
        FrameBatch.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/microsphere.FrameBatch";
        };

        return FrameBatch;
    })();

    return microsphere;
})();

export {
  $root as default
};
