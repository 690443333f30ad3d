import * as $protobuf from "protobufjs";
import Long = require("long");

/** Namespace microsphere. */
export namespace microsphere {

    /** ScsiOpcode enum. */
    enum ScsiOpcode {

        /** TEST_UNIT_READY value */
        TEST_UNIT_READY = 0,

        /** INQUIRY value */
        INQUIRY = 18,

        /** PERSISTENT_RESERVE_IN value */
        PERSISTENT_RESERVE_IN = 94,

        /** PERSISTENT_RESERVE_OUT value */
        PERSISTENT_RESERVE_OUT = 95,

        /** EXTENDED_COPY value */
        EXTENDED_COPY = 131,

        /** READ_16 value */
        READ_16 = 136,

        /** COMPARE_AND_WRITE value */
        COMPARE_AND_WRITE = 137,

        /** WRITE_16 value */
        WRITE_16 = 138,

        /** SYNCHRONIZE_CACHE_16 value */
        SYNCHRONIZE_CACHE_16 = 145,

        /** WRITE_SAME_16 value */
        WRITE_SAME_16 = 147,

        /** READ_CAPACITY_16 value */
        READ_CAPACITY_16 = 158,

        /** REPORT_LUNS value */
        REPORT_LUNS = 160,

        /** UNMAP value */
        UNMAP = 66,

        /** LOGOUT_CONNECTION value */
        LOGOUT_CONNECTION = 192
    }

    /**
     * Properties of a BlockCommand.
     * @deprecated Use microsphere.BlockCommand.$Properties instead.
     */
    interface IBlockCommand extends microsphere.BlockCommand.$Properties {
    }

    /** Represents a BlockCommand. */
    class BlockCommand {

        /**
         * Constructs a new BlockCommand.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.BlockCommand.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BlockCommand tag. */
        tag: number;

        /** BlockCommand opcode. */
        opcode: microsphere.ScsiOpcode;

        /** BlockCommand lun. */
        lun: number;

        /** BlockCommand lba. */
        lba: number;

        /** BlockCommand blocks. */
        blocks: number;

        /** BlockCommand fua. */
        fua: boolean;

        /** BlockCommand unmap. */
        unmap: boolean;

        /** BlockCommand copySource. */
        copySource?: (microsphere.CopySource.$Properties|null);

        /** BlockCommand persistentReserveIn. */
        persistentReserveIn: microsphere.PersistentReserveInAction;

        /** BlockCommand persistentReserveOut. */
        persistentReserveOut?: (microsphere.PersistentReserveOut.$Properties|null);

        /** BlockCommand logoutConnection. */
        logoutConnection: number;

        /**
         * Creates a new BlockCommand instance using the specified properties.
         * @param [properties] Properties to set
         * @returns BlockCommand instance
         */
        static create(properties: microsphere.BlockCommand.$Shape): microsphere.BlockCommand & microsphere.BlockCommand.$Shape;
        static create(properties?: microsphere.BlockCommand.$Properties): microsphere.BlockCommand;

        /**
         * Encodes the specified BlockCommand message. Does not implicitly {@link microsphere.BlockCommand.verify|verify} messages.
         * @param message BlockCommand message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.BlockCommand.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified BlockCommand message, length delimited. Does not implicitly {@link microsphere.BlockCommand.verify|verify} messages.
         * @param message BlockCommand message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.BlockCommand.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BlockCommand message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.BlockCommand & microsphere.BlockCommand.$Shape} BlockCommand
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.BlockCommand & microsphere.BlockCommand.$Shape;

        /**
         * Decodes a BlockCommand message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.BlockCommand & microsphere.BlockCommand.$Shape} BlockCommand
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.BlockCommand & microsphere.BlockCommand.$Shape;

        /**
         * Verifies a BlockCommand message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a BlockCommand message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns BlockCommand
         */
        static fromObject(object: { [k: string]: any }): microsphere.BlockCommand;

        /**
         * Creates a plain object from a BlockCommand message. Also converts values to other types if specified.
         * @param message BlockCommand
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.BlockCommand, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this BlockCommand to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for BlockCommand
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace BlockCommand {

        /** Properties of a BlockCommand. */
        interface $Properties {

            /** BlockCommand tag */
            tag?: (number|null);

            /** BlockCommand opcode */
            opcode?: (microsphere.ScsiOpcode|null);

            /** BlockCommand lun */
            lun?: (number|null);

            /** BlockCommand lba */
            lba?: (number|null);

            /** BlockCommand blocks */
            blocks?: (number|null);

            /** BlockCommand fua */
            fua?: (boolean|null);

            /** BlockCommand unmap */
            unmap?: (boolean|null);

            /** BlockCommand copySource */
            copySource?: (microsphere.CopySource.$Properties|null);

            /** BlockCommand persistentReserveIn */
            persistentReserveIn?: (microsphere.PersistentReserveInAction|null);

            /** BlockCommand persistentReserveOut */
            persistentReserveOut?: (microsphere.PersistentReserveOut.$Properties|null);

            /** BlockCommand logoutConnection */
            logoutConnection?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BlockCommand. */
        type $Shape = microsphere.BlockCommand.$Properties;
    }

    /**
     * Properties of a CopySource.
     * @deprecated Use microsphere.CopySource.$Properties instead.
     */
    interface ICopySource extends microsphere.CopySource.$Properties {
    }

    /** Represents a CopySource. */
    class CopySource {

        /**
         * Constructs a new CopySource.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.CopySource.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CopySource lun. */
        lun: number;

        /** CopySource lba. */
        lba: number;

        /**
         * Creates a new CopySource instance using the specified properties.
         * @param [properties] Properties to set
         * @returns CopySource instance
         */
        static create(properties: microsphere.CopySource.$Shape): microsphere.CopySource & microsphere.CopySource.$Shape;
        static create(properties?: microsphere.CopySource.$Properties): microsphere.CopySource;

        /**
         * Encodes the specified CopySource message. Does not implicitly {@link microsphere.CopySource.verify|verify} messages.
         * @param message CopySource message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.CopySource.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified CopySource message, length delimited. Does not implicitly {@link microsphere.CopySource.verify|verify} messages.
         * @param message CopySource message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.CopySource.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CopySource message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.CopySource & microsphere.CopySource.$Shape} CopySource
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.CopySource & microsphere.CopySource.$Shape;

        /**
         * Decodes a CopySource message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.CopySource & microsphere.CopySource.$Shape} CopySource
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.CopySource & microsphere.CopySource.$Shape;

        /**
         * Verifies a CopySource message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a CopySource message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns CopySource
         */
        static fromObject(object: { [k: string]: any }): microsphere.CopySource;

        /**
         * Creates a plain object from a CopySource message. Also converts values to other types if specified.
         * @param message CopySource
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.CopySource, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this CopySource to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for CopySource
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace CopySource {

        /** Properties of a CopySource. */
        interface $Properties {

            /** CopySource lun */
            lun?: (number|null);

            /** CopySource lba */
            lba?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CopySource. */
        type $Shape = microsphere.CopySource.$Properties;
    }

    /** PersistentReserveInAction enum. */
    enum PersistentReserveInAction {

        /** READ_KEYS value */
        READ_KEYS = 0,

        /** READ_RESERVATION value */
        READ_RESERVATION = 1
    }

    /** PersistentReserveOutAction enum. */
    enum PersistentReserveOutAction {

        /** REGISTER value */
        REGISTER = 0,

        /** RESERVE value */
        RESERVE = 1,

        /** RELEASE value */
        RELEASE = 2,

        /** CLEAR value */
        CLEAR = 3,

        /** PREEMPT value */
        PREEMPT = 4,

        /** PREEMPT_AND_ABORT value */
        PREEMPT_AND_ABORT = 5,

        /** REGISTER_AND_IGNORE_EXISTING_KEY value */
        REGISTER_AND_IGNORE_EXISTING_KEY = 6
    }

    /** ReservationType enum. */
    enum ReservationType {

        /** NOT_RESERVED value */
        NOT_RESERVED = 0,

        /** WRITE_EXCLUSIVE_ALL_REGISTRANTS value */
        WRITE_EXCLUSIVE_ALL_REGISTRANTS = 7
    }

    /**
     * Properties of a PersistentReserveOut.
     * @deprecated Use microsphere.PersistentReserveOut.$Properties instead.
     */
    interface IPersistentReserveOut extends microsphere.PersistentReserveOut.$Properties {
    }

    /** Represents a PersistentReserveOut. */
    class PersistentReserveOut {

        /**
         * Constructs a new PersistentReserveOut.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.PersistentReserveOut.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** PersistentReserveOut serviceAction. */
        serviceAction: microsphere.PersistentReserveOutAction;

        /** PersistentReserveOut reservationKey. */
        reservationKey: string;

        /** PersistentReserveOut serviceActionReservationKey. */
        serviceActionReservationKey: string;

        /** PersistentReserveOut type. */
        type: microsphere.ReservationType;

        /**
         * Creates a new PersistentReserveOut instance using the specified properties.
         * @param [properties] Properties to set
         * @returns PersistentReserveOut instance
         */
        static create(properties: microsphere.PersistentReserveOut.$Shape): microsphere.PersistentReserveOut & microsphere.PersistentReserveOut.$Shape;
        static create(properties?: microsphere.PersistentReserveOut.$Properties): microsphere.PersistentReserveOut;

        /**
         * Encodes the specified PersistentReserveOut message. Does not implicitly {@link microsphere.PersistentReserveOut.verify|verify} messages.
         * @param message PersistentReserveOut message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.PersistentReserveOut.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified PersistentReserveOut message, length delimited. Does not implicitly {@link microsphere.PersistentReserveOut.verify|verify} messages.
         * @param message PersistentReserveOut message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.PersistentReserveOut.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a PersistentReserveOut message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.PersistentReserveOut & microsphere.PersistentReserveOut.$Shape} PersistentReserveOut
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.PersistentReserveOut & microsphere.PersistentReserveOut.$Shape;

        /**
         * Decodes a PersistentReserveOut message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.PersistentReserveOut & microsphere.PersistentReserveOut.$Shape} PersistentReserveOut
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.PersistentReserveOut & microsphere.PersistentReserveOut.$Shape;

        /**
         * Verifies a PersistentReserveOut message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a PersistentReserveOut message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns PersistentReserveOut
         */
        static fromObject(object: { [k: string]: any }): microsphere.PersistentReserveOut;

        /**
         * Creates a plain object from a PersistentReserveOut message. Also converts values to other types if specified.
         * @param message PersistentReserveOut
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.PersistentReserveOut, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this PersistentReserveOut to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for PersistentReserveOut
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace PersistentReserveOut {

        /** Properties of a PersistentReserveOut. */
        interface $Properties {

            /** PersistentReserveOut serviceAction */
            serviceAction?: (microsphere.PersistentReserveOutAction|null);

            /** PersistentReserveOut reservationKey */
            reservationKey?: (string|null);

            /** PersistentReserveOut serviceActionReservationKey */
            serviceActionReservationKey?: (string|null);

            /** PersistentReserveOut type */
            type?: (microsphere.ReservationType|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a PersistentReserveOut. */
        type $Shape = microsphere.PersistentReserveOut.$Properties;
    }

    /**
     * Properties of a PersistentReservations.
     * @deprecated Use microsphere.PersistentReservations.$Properties instead.
     */
    interface IPersistentReservations extends microsphere.PersistentReservations.$Properties {
    }

    /** Represents a PersistentReservations. */
    class PersistentReservations {

        /**
         * Constructs a new PersistentReservations.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.PersistentReservations.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** PersistentReservations generation. */
        generation: number;

        /** PersistentReservations keys. */
        keys: string[];

        /** PersistentReservations type. */
        type: microsphere.ReservationType;

        /**
         * Creates a new PersistentReservations instance using the specified properties.
         * @param [properties] Properties to set
         * @returns PersistentReservations instance
         */
        static create(properties: microsphere.PersistentReservations.$Shape): microsphere.PersistentReservations & microsphere.PersistentReservations.$Shape;
        static create(properties?: microsphere.PersistentReservations.$Properties): microsphere.PersistentReservations;

        /**
         * Encodes the specified PersistentReservations message. Does not implicitly {@link microsphere.PersistentReservations.verify|verify} messages.
         * @param message PersistentReservations message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.PersistentReservations.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified PersistentReservations message, length delimited. Does not implicitly {@link microsphere.PersistentReservations.verify|verify} messages.
         * @param message PersistentReservations message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.PersistentReservations.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a PersistentReservations message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.PersistentReservations & microsphere.PersistentReservations.$Shape} PersistentReservations
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.PersistentReservations & microsphere.PersistentReservations.$Shape;

        /**
         * Decodes a PersistentReservations message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.PersistentReservations & microsphere.PersistentReservations.$Shape} PersistentReservations
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.PersistentReservations & microsphere.PersistentReservations.$Shape;

        /**
         * Verifies a PersistentReservations message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a PersistentReservations message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns PersistentReservations
         */
        static fromObject(object: { [k: string]: any }): microsphere.PersistentReservations;

        /**
         * Creates a plain object from a PersistentReservations message. Also converts values to other types if specified.
         * @param message PersistentReservations
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.PersistentReservations, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this PersistentReservations to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for PersistentReservations
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace PersistentReservations {

        /** Properties of a PersistentReservations. */
        interface $Properties {

            /** PersistentReservations generation */
            generation?: (number|null);

            /** PersistentReservations keys */
            keys?: (string[]|null);

            /** PersistentReservations type */
            type?: (microsphere.ReservationType|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a PersistentReservations. */
        type $Shape = microsphere.PersistentReservations.$Properties;
    }

    /** ScsiStatus enum. */
    enum ScsiStatus {

        /** GOOD value */
        GOOD = 0,

        /** CHECK_CONDITION value */
        CHECK_CONDITION = 2,

        /** BUSY value */
        BUSY = 8,

        /** RESERVATION_CONFLICT value */
        RESERVATION_CONFLICT = 24,

        /** TASK_SET_FULL value */
        TASK_SET_FULL = 40,

        /** TASK_ABORTED value */
        TASK_ABORTED = 64
    }

    /**
     * Properties of a Sense.
     * @deprecated Use microsphere.Sense.$Properties instead.
     */
    interface ISense extends microsphere.Sense.$Properties {
    }

    /** Represents a Sense. */
    class Sense {

        /**
         * Constructs a new Sense.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.Sense.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Sense key. */
        key: number;

        /** Sense asc. */
        asc: number;

        /** Sense ascq. */
        ascq: number;

        /** Sense message. */
        message: string;

        /**
         * Creates a new Sense instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Sense instance
         */
        static create(properties: microsphere.Sense.$Shape): microsphere.Sense & microsphere.Sense.$Shape;
        static create(properties?: microsphere.Sense.$Properties): microsphere.Sense;

        /**
         * Encodes the specified Sense message. Does not implicitly {@link microsphere.Sense.verify|verify} messages.
         * @param message Sense message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.Sense.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified Sense message, length delimited. Does not implicitly {@link microsphere.Sense.verify|verify} messages.
         * @param message Sense message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.Sense.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Sense message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.Sense & microsphere.Sense.$Shape} Sense
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.Sense & microsphere.Sense.$Shape;

        /**
         * Decodes a Sense message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.Sense & microsphere.Sense.$Shape} Sense
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.Sense & microsphere.Sense.$Shape;

        /**
         * Verifies a Sense message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a Sense message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Sense
         */
        static fromObject(object: { [k: string]: any }): microsphere.Sense;

        /**
         * Creates a plain object from a Sense message. Also converts values to other types if specified.
         * @param message Sense
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.Sense, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Sense to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for Sense
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace Sense {

        /** Properties of a Sense. */
        interface $Properties {

            /** Sense key */
            key?: (number|null);

            /** Sense asc */
            asc?: (number|null);

            /** Sense ascq */
            ascq?: (number|null);

            /** Sense message */
            message?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Sense. */
        type $Shape = microsphere.Sense.$Properties;
    }

    /**
     * Properties of a LogicalUnit.
     * @deprecated Use microsphere.LogicalUnit.$Properties instead.
     */
    interface ILogicalUnit extends microsphere.LogicalUnit.$Properties {
    }

    /** Represents a LogicalUnit. */
    class LogicalUnit {

        /**
         * Constructs a new LogicalUnit.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.LogicalUnit.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** LogicalUnit lun. */
        lun: number;

        /** LogicalUnit blocks. */
        blocks: number;

        /** LogicalUnit naa. */
        naa: string;

        /** LogicalUnit name. */
        name: string;

        /**
         * Creates a new LogicalUnit instance using the specified properties.
         * @param [properties] Properties to set
         * @returns LogicalUnit instance
         */
        static create(properties: microsphere.LogicalUnit.$Shape): microsphere.LogicalUnit & microsphere.LogicalUnit.$Shape;
        static create(properties?: microsphere.LogicalUnit.$Properties): microsphere.LogicalUnit;

        /**
         * Encodes the specified LogicalUnit message. Does not implicitly {@link microsphere.LogicalUnit.verify|verify} messages.
         * @param message LogicalUnit message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.LogicalUnit.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified LogicalUnit message, length delimited. Does not implicitly {@link microsphere.LogicalUnit.verify|verify} messages.
         * @param message LogicalUnit message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.LogicalUnit.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a LogicalUnit message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.LogicalUnit & microsphere.LogicalUnit.$Shape} LogicalUnit
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.LogicalUnit & microsphere.LogicalUnit.$Shape;

        /**
         * Decodes a LogicalUnit message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.LogicalUnit & microsphere.LogicalUnit.$Shape} LogicalUnit
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.LogicalUnit & microsphere.LogicalUnit.$Shape;

        /**
         * Verifies a LogicalUnit message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a LogicalUnit message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns LogicalUnit
         */
        static fromObject(object: { [k: string]: any }): microsphere.LogicalUnit;

        /**
         * Creates a plain object from a LogicalUnit message. Also converts values to other types if specified.
         * @param message LogicalUnit
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.LogicalUnit, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this LogicalUnit to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for LogicalUnit
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace LogicalUnit {

        /** Properties of a LogicalUnit. */
        interface $Properties {

            /** LogicalUnit lun */
            lun?: (number|null);

            /** LogicalUnit blocks */
            blocks?: (number|null);

            /** LogicalUnit naa */
            naa?: (string|null);

            /** LogicalUnit name */
            name?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a LogicalUnit. */
        type $Shape = microsphere.LogicalUnit.$Properties;
    }

    /**
     * Properties of a BlockReply.
     * @deprecated Use microsphere.BlockReply.$Properties instead.
     */
    interface IBlockReply extends microsphere.BlockReply.$Properties {
    }

    /** Represents a BlockReply. */
    class BlockReply {

        /**
         * Constructs a new BlockReply.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.BlockReply.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BlockReply tag. */
        tag: number;

        /** BlockReply status. */
        status: microsphere.ScsiStatus;

        /** BlockReply sense. */
        sense?: (microsphere.Sense.$Properties|null);

        /** BlockReply units. */
        units: microsphere.LogicalUnit.$Properties[];

        /** BlockReply vendor. */
        vendor: string;

        /** BlockReply product. */
        product: string;

        /** BlockReply reservations. */
        reservations?: (microsphere.PersistentReservations.$Properties|null);

        /**
         * Creates a new BlockReply instance using the specified properties.
         * @param [properties] Properties to set
         * @returns BlockReply instance
         */
        static create(properties: microsphere.BlockReply.$Shape): microsphere.BlockReply & microsphere.BlockReply.$Shape;
        static create(properties?: microsphere.BlockReply.$Properties): microsphere.BlockReply;

        /**
         * Encodes the specified BlockReply message. Does not implicitly {@link microsphere.BlockReply.verify|verify} messages.
         * @param message BlockReply message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.BlockReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified BlockReply message, length delimited. Does not implicitly {@link microsphere.BlockReply.verify|verify} messages.
         * @param message BlockReply message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.BlockReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BlockReply message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.BlockReply & microsphere.BlockReply.$Shape} BlockReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.BlockReply & microsphere.BlockReply.$Shape;

        /**
         * Decodes a BlockReply message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.BlockReply & microsphere.BlockReply.$Shape} BlockReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.BlockReply & microsphere.BlockReply.$Shape;

        /**
         * Verifies a BlockReply message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a BlockReply message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns BlockReply
         */
        static fromObject(object: { [k: string]: any }): microsphere.BlockReply;

        /**
         * Creates a plain object from a BlockReply message. Also converts values to other types if specified.
         * @param message BlockReply
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.BlockReply, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this BlockReply to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for BlockReply
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace BlockReply {

        /** Properties of a BlockReply. */
        interface $Properties {

            /** BlockReply tag */
            tag?: (number|null);

            /** BlockReply status */
            status?: (microsphere.ScsiStatus|null);

            /** BlockReply sense */
            sense?: (microsphere.Sense.$Properties|null);

            /** BlockReply units */
            units?: (microsphere.LogicalUnit.$Properties[]|null);

            /** BlockReply vendor */
            vendor?: (string|null);

            /** BlockReply product */
            product?: (string|null);

            /** BlockReply reservations */
            reservations?: (microsphere.PersistentReservations.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BlockReply. */
        type $Shape = microsphere.BlockReply.$Properties;
    }

    /**
     * Properties of a FdmMessage.
     * @deprecated Use microsphere.FdmMessage.$Properties instead.
     */
    interface IFdmMessage extends microsphere.FdmMessage.$Properties {
    }

    /** Represents a FdmMessage. */
    class FdmMessage {

        /**
         * Constructs a new FdmMessage.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.FdmMessage.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FdmMessage from. */
        from: string;

        /** FdmMessage bootUuid. */
        bootUuid: string;

        /** FdmMessage election. */
        election?: (microsphere.FdmElection.$Properties|null);

        /** FdmMessage masterHeartbeat. */
        masterHeartbeat?: (microsphere.FdmMasterHeartbeat.$Properties|null);

        /** FdmMessage slaveHeartbeat. */
        slaveHeartbeat?: (microsphere.FdmSlaveHeartbeat.$Properties|null);

        /** FdmMessage powerOn. */
        powerOn?: (microsphere.FdmPowerOn.$Properties|null);

        /** FdmMessage powerOnResult. */
        powerOnResult?: (microsphere.FdmPowerOnResult.$Properties|null);

        /** FdmMessage ping. */
        ping?: (microsphere.FdmPing.$Properties|null);

        /** FdmMessage pong. */
        pong?: (microsphere.FdmPong.$Properties|null);

        /** FdmMessage restartQuery. */
        restartQuery?: (microsphere.FdmRestartQuery.$Properties|null);

        /** FdmMessage restartAnswer. */
        restartAnswer?: (microsphere.FdmRestartAnswer.$Properties|null);

        /** FdmMessage body. */
        body?: ("election"|"masterHeartbeat"|"slaveHeartbeat"|"powerOn"|"powerOnResult"|"ping"|"pong"|"restartQuery"|"restartAnswer");

        /**
         * Creates a new FdmMessage instance using the specified properties.
         * @param [properties] Properties to set
         * @returns FdmMessage instance
         */
        static create(properties: microsphere.FdmMessage.$Shape): microsphere.FdmMessage & microsphere.FdmMessage.$Shape;
        static create(properties?: microsphere.FdmMessage.$Properties): microsphere.FdmMessage;

        /**
         * Encodes the specified FdmMessage message. Does not implicitly {@link microsphere.FdmMessage.verify|verify} messages.
         * @param message FdmMessage message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.FdmMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified FdmMessage message, length delimited. Does not implicitly {@link microsphere.FdmMessage.verify|verify} messages.
         * @param message FdmMessage message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.FdmMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FdmMessage message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.FdmMessage & microsphere.FdmMessage.$Shape} FdmMessage
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.FdmMessage & microsphere.FdmMessage.$Shape;

        /**
         * Decodes a FdmMessage message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.FdmMessage & microsphere.FdmMessage.$Shape} FdmMessage
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.FdmMessage & microsphere.FdmMessage.$Shape;

        /**
         * Verifies a FdmMessage message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a FdmMessage message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns FdmMessage
         */
        static fromObject(object: { [k: string]: any }): microsphere.FdmMessage;

        /**
         * Creates a plain object from a FdmMessage message. Also converts values to other types if specified.
         * @param message FdmMessage
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.FdmMessage, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this FdmMessage to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for FdmMessage
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace FdmMessage {

        /** Properties of a FdmMessage. */
        interface $Properties {

            /** FdmMessage from */
            from?: (string|null);

            /** FdmMessage bootUuid */
            bootUuid?: (string|null);

            /** FdmMessage election */
            election?: (microsphere.FdmElection.$Properties|null);

            /** FdmMessage masterHeartbeat */
            masterHeartbeat?: (microsphere.FdmMasterHeartbeat.$Properties|null);

            /** FdmMessage slaveHeartbeat */
            slaveHeartbeat?: (microsphere.FdmSlaveHeartbeat.$Properties|null);

            /** FdmMessage powerOn */
            powerOn?: (microsphere.FdmPowerOn.$Properties|null);

            /** FdmMessage powerOnResult */
            powerOnResult?: (microsphere.FdmPowerOnResult.$Properties|null);

            /** FdmMessage ping */
            ping?: (microsphere.FdmPing.$Properties|null);

            /** FdmMessage pong */
            pong?: (microsphere.FdmPong.$Properties|null);

            /** FdmMessage restartQuery */
            restartQuery?: (microsphere.FdmRestartQuery.$Properties|null);

            /** FdmMessage restartAnswer */
            restartAnswer?: (microsphere.FdmRestartAnswer.$Properties|null);

            /** FdmMessage body */
            body?: ("election"|"masterHeartbeat"|"slaveHeartbeat"|"powerOn"|"powerOnResult"|"ping"|"pong"|"restartQuery"|"restartAnswer");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of a FdmMessage. */
        type $Shape = {
          from?: string|null;
          bootUuid?: string|null;
          election?: microsphere.FdmElection.$Shape|null;
          masterHeartbeat?: microsphere.FdmMasterHeartbeat.$Shape|null;
          slaveHeartbeat?: microsphere.FdmSlaveHeartbeat.$Shape|null;
          powerOn?: microsphere.FdmPowerOn.$Shape|null;
          powerOnResult?: microsphere.FdmPowerOnResult.$Shape|null;
          ping?: microsphere.FdmPing.$Shape|null;
          pong?: microsphere.FdmPong.$Shape|null;
          restartQuery?: microsphere.FdmRestartQuery.$Shape|null;
          restartAnswer?: microsphere.FdmRestartAnswer.$Shape|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ body?: undefined; election?: null; masterHeartbeat?: null; slaveHeartbeat?: null; powerOn?: null; powerOnResult?: null; ping?: null; pong?: null; restartQuery?: null; restartAnswer?: null }|{ body?: "election"; election: microsphere.FdmElection.$Shape; masterHeartbeat?: null; slaveHeartbeat?: null; powerOn?: null; powerOnResult?: null; ping?: null; pong?: null; restartQuery?: null; restartAnswer?: null }|{ body?: "masterHeartbeat"; election?: null; masterHeartbeat: microsphere.FdmMasterHeartbeat.$Shape; slaveHeartbeat?: null; powerOn?: null; powerOnResult?: null; ping?: null; pong?: null; restartQuery?: null; restartAnswer?: null }|{ body?: "slaveHeartbeat"; election?: null; masterHeartbeat?: null; slaveHeartbeat: microsphere.FdmSlaveHeartbeat.$Shape; powerOn?: null; powerOnResult?: null; ping?: null; pong?: null; restartQuery?: null; restartAnswer?: null }|{ body?: "powerOn"; election?: null; masterHeartbeat?: null; slaveHeartbeat?: null; powerOn: microsphere.FdmPowerOn.$Shape; powerOnResult?: null; ping?: null; pong?: null; restartQuery?: null; restartAnswer?: null }|{ body?: "powerOnResult"; election?: null; masterHeartbeat?: null; slaveHeartbeat?: null; powerOn?: null; powerOnResult: microsphere.FdmPowerOnResult.$Shape; ping?: null; pong?: null; restartQuery?: null; restartAnswer?: null }|{ body?: "ping"; election?: null; masterHeartbeat?: null; slaveHeartbeat?: null; powerOn?: null; powerOnResult?: null; ping: microsphere.FdmPing.$Shape; pong?: null; restartQuery?: null; restartAnswer?: null }|{ body?: "pong"; election?: null; masterHeartbeat?: null; slaveHeartbeat?: null; powerOn?: null; powerOnResult?: null; ping?: null; pong: microsphere.FdmPong.$Shape; restartQuery?: null; restartAnswer?: null }|{ body?: "restartQuery"; election?: null; masterHeartbeat?: null; slaveHeartbeat?: null; powerOn?: null; powerOnResult?: null; ping?: null; pong?: null; restartQuery: microsphere.FdmRestartQuery.$Shape; restartAnswer?: null }|{ body?: "restartAnswer"; election?: null; masterHeartbeat?: null; slaveHeartbeat?: null; powerOn?: null; powerOnResult?: null; ping?: null; pong?: null; restartQuery?: null; restartAnswer: microsphere.FdmRestartAnswer.$Shape })
        );
    }

    /**
     * Properties of a FdmElection.
     * @deprecated Use microsphere.FdmElection.$Properties instead.
     */
    interface IFdmElection extends microsphere.FdmElection.$Properties {
    }

    /** Represents a FdmElection. */
    class FdmElection {

        /**
         * Constructs a new FdmElection.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.FdmElection.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FdmElection datastores. */
        datastores: number;

        /** FdmElection master. */
        master: boolean;

        /**
         * Creates a new FdmElection instance using the specified properties.
         * @param [properties] Properties to set
         * @returns FdmElection instance
         */
        static create(properties: microsphere.FdmElection.$Shape): microsphere.FdmElection & microsphere.FdmElection.$Shape;
        static create(properties?: microsphere.FdmElection.$Properties): microsphere.FdmElection;

        /**
         * Encodes the specified FdmElection message. Does not implicitly {@link microsphere.FdmElection.verify|verify} messages.
         * @param message FdmElection message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.FdmElection.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified FdmElection message, length delimited. Does not implicitly {@link microsphere.FdmElection.verify|verify} messages.
         * @param message FdmElection message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.FdmElection.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FdmElection message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.FdmElection & microsphere.FdmElection.$Shape} FdmElection
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.FdmElection & microsphere.FdmElection.$Shape;

        /**
         * Decodes a FdmElection message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.FdmElection & microsphere.FdmElection.$Shape} FdmElection
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.FdmElection & microsphere.FdmElection.$Shape;

        /**
         * Verifies a FdmElection message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a FdmElection message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns FdmElection
         */
        static fromObject(object: { [k: string]: any }): microsphere.FdmElection;

        /**
         * Creates a plain object from a FdmElection message. Also converts values to other types if specified.
         * @param message FdmElection
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.FdmElection, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this FdmElection to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for FdmElection
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace FdmElection {

        /** Properties of a FdmElection. */
        interface $Properties {

            /** FdmElection datastores */
            datastores?: (number|null);

            /** FdmElection master */
            master?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FdmElection. */
        type $Shape = microsphere.FdmElection.$Properties;
    }

    /**
     * Properties of a FdmMasterHeartbeat.
     * @deprecated Use microsphere.FdmMasterHeartbeat.$Properties instead.
     */
    interface IFdmMasterHeartbeat extends microsphere.FdmMasterHeartbeat.$Properties {
    }

    /** Represents a FdmMasterHeartbeat. */
    class FdmMasterHeartbeat {

        /**
         * Constructs a new FdmMasterHeartbeat.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.FdmMasterHeartbeat.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FdmMasterHeartbeat sequence. */
        sequence: number;

        /** FdmMasterHeartbeat clusterVersion. */
        clusterVersion: number;

        /**
         * Creates a new FdmMasterHeartbeat instance using the specified properties.
         * @param [properties] Properties to set
         * @returns FdmMasterHeartbeat instance
         */
        static create(properties: microsphere.FdmMasterHeartbeat.$Shape): microsphere.FdmMasterHeartbeat & microsphere.FdmMasterHeartbeat.$Shape;
        static create(properties?: microsphere.FdmMasterHeartbeat.$Properties): microsphere.FdmMasterHeartbeat;

        /**
         * Encodes the specified FdmMasterHeartbeat message. Does not implicitly {@link microsphere.FdmMasterHeartbeat.verify|verify} messages.
         * @param message FdmMasterHeartbeat message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.FdmMasterHeartbeat.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified FdmMasterHeartbeat message, length delimited. Does not implicitly {@link microsphere.FdmMasterHeartbeat.verify|verify} messages.
         * @param message FdmMasterHeartbeat message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.FdmMasterHeartbeat.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FdmMasterHeartbeat message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.FdmMasterHeartbeat & microsphere.FdmMasterHeartbeat.$Shape} FdmMasterHeartbeat
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.FdmMasterHeartbeat & microsphere.FdmMasterHeartbeat.$Shape;

        /**
         * Decodes a FdmMasterHeartbeat message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.FdmMasterHeartbeat & microsphere.FdmMasterHeartbeat.$Shape} FdmMasterHeartbeat
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.FdmMasterHeartbeat & microsphere.FdmMasterHeartbeat.$Shape;

        /**
         * Verifies a FdmMasterHeartbeat message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a FdmMasterHeartbeat message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns FdmMasterHeartbeat
         */
        static fromObject(object: { [k: string]: any }): microsphere.FdmMasterHeartbeat;

        /**
         * Creates a plain object from a FdmMasterHeartbeat message. Also converts values to other types if specified.
         * @param message FdmMasterHeartbeat
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.FdmMasterHeartbeat, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this FdmMasterHeartbeat to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for FdmMasterHeartbeat
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace FdmMasterHeartbeat {

        /** Properties of a FdmMasterHeartbeat. */
        interface $Properties {

            /** FdmMasterHeartbeat sequence */
            sequence?: (number|null);

            /** FdmMasterHeartbeat clusterVersion */
            clusterVersion?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FdmMasterHeartbeat. */
        type $Shape = microsphere.FdmMasterHeartbeat.$Properties;
    }

    /**
     * Properties of a FdmSlaveHeartbeat.
     * @deprecated Use microsphere.FdmSlaveHeartbeat.$Properties instead.
     */
    interface IFdmSlaveHeartbeat extends microsphere.FdmSlaveHeartbeat.$Properties {
    }

    /** Represents a FdmSlaveHeartbeat. */
    class FdmSlaveHeartbeat {

        /**
         * Constructs a new FdmSlaveHeartbeat.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.FdmSlaveHeartbeat.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FdmSlaveHeartbeat sequence. */
        sequence: number;

        /** FdmSlaveHeartbeat clusterVersion. */
        clusterVersion: number;

        /** FdmSlaveHeartbeat vms. */
        vms: microsphere.VmRuntime.$Properties[];

        /** FdmSlaveHeartbeat cpuUnreservedMhz. */
        cpuUnreservedMhz: number;

        /** FdmSlaveHeartbeat memoryUnreservedMb. */
        memoryUnreservedMb: number;

        /** FdmSlaveHeartbeat accessibleDatastores. */
        accessibleDatastores: string[];

        /** FdmSlaveHeartbeat startingVms. */
        startingVms: string[];

        /** FdmSlaveHeartbeat cpuMhz. */
        cpuMhz: number;

        /**
         * Creates a new FdmSlaveHeartbeat instance using the specified properties.
         * @param [properties] Properties to set
         * @returns FdmSlaveHeartbeat instance
         */
        static create(properties: microsphere.FdmSlaveHeartbeat.$Shape): microsphere.FdmSlaveHeartbeat & microsphere.FdmSlaveHeartbeat.$Shape;
        static create(properties?: microsphere.FdmSlaveHeartbeat.$Properties): microsphere.FdmSlaveHeartbeat;

        /**
         * Encodes the specified FdmSlaveHeartbeat message. Does not implicitly {@link microsphere.FdmSlaveHeartbeat.verify|verify} messages.
         * @param message FdmSlaveHeartbeat message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.FdmSlaveHeartbeat.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified FdmSlaveHeartbeat message, length delimited. Does not implicitly {@link microsphere.FdmSlaveHeartbeat.verify|verify} messages.
         * @param message FdmSlaveHeartbeat message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.FdmSlaveHeartbeat.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FdmSlaveHeartbeat message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.FdmSlaveHeartbeat & microsphere.FdmSlaveHeartbeat.$Shape} FdmSlaveHeartbeat
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.FdmSlaveHeartbeat & microsphere.FdmSlaveHeartbeat.$Shape;

        /**
         * Decodes a FdmSlaveHeartbeat message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.FdmSlaveHeartbeat & microsphere.FdmSlaveHeartbeat.$Shape} FdmSlaveHeartbeat
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.FdmSlaveHeartbeat & microsphere.FdmSlaveHeartbeat.$Shape;

        /**
         * Verifies a FdmSlaveHeartbeat message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a FdmSlaveHeartbeat message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns FdmSlaveHeartbeat
         */
        static fromObject(object: { [k: string]: any }): microsphere.FdmSlaveHeartbeat;

        /**
         * Creates a plain object from a FdmSlaveHeartbeat message. Also converts values to other types if specified.
         * @param message FdmSlaveHeartbeat
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.FdmSlaveHeartbeat, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this FdmSlaveHeartbeat to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for FdmSlaveHeartbeat
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace FdmSlaveHeartbeat {

        /** Properties of a FdmSlaveHeartbeat. */
        interface $Properties {

            /** FdmSlaveHeartbeat sequence */
            sequence?: (number|null);

            /** FdmSlaveHeartbeat clusterVersion */
            clusterVersion?: (number|null);

            /** FdmSlaveHeartbeat vms */
            vms?: (microsphere.VmRuntime.$Properties[]|null);

            /** FdmSlaveHeartbeat cpuUnreservedMhz */
            cpuUnreservedMhz?: (number|null);

            /** FdmSlaveHeartbeat memoryUnreservedMb */
            memoryUnreservedMb?: (number|null);

            /** FdmSlaveHeartbeat accessibleDatastores */
            accessibleDatastores?: (string[]|null);

            /** FdmSlaveHeartbeat startingVms */
            startingVms?: (string[]|null);

            /** FdmSlaveHeartbeat cpuMhz */
            cpuMhz?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FdmSlaveHeartbeat. */
        type $Shape = microsphere.FdmSlaveHeartbeat.$Properties;
    }

    /**
     * Properties of a FdmPowerOn.
     * @deprecated Use microsphere.FdmPowerOn.$Properties instead.
     */
    interface IFdmPowerOn extends microsphere.FdmPowerOn.$Properties {
    }

    /** Represents a FdmPowerOn. */
    class FdmPowerOn {

        /**
         * Constructs a new FdmPowerOn.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.FdmPowerOn.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FdmPowerOn vmxPath. */
        vmxPath: string;

        /** FdmPowerOn instanceUuid. */
        instanceUuid: string;

        /** FdmPowerOn attempt. */
        attempt: number;

        /** FdmPowerOn registerOnly. */
        registerOnly: boolean;

        /**
         * Creates a new FdmPowerOn instance using the specified properties.
         * @param [properties] Properties to set
         * @returns FdmPowerOn instance
         */
        static create(properties: microsphere.FdmPowerOn.$Shape): microsphere.FdmPowerOn & microsphere.FdmPowerOn.$Shape;
        static create(properties?: microsphere.FdmPowerOn.$Properties): microsphere.FdmPowerOn;

        /**
         * Encodes the specified FdmPowerOn message. Does not implicitly {@link microsphere.FdmPowerOn.verify|verify} messages.
         * @param message FdmPowerOn message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.FdmPowerOn.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified FdmPowerOn message, length delimited. Does not implicitly {@link microsphere.FdmPowerOn.verify|verify} messages.
         * @param message FdmPowerOn message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.FdmPowerOn.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FdmPowerOn message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.FdmPowerOn & microsphere.FdmPowerOn.$Shape} FdmPowerOn
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.FdmPowerOn & microsphere.FdmPowerOn.$Shape;

        /**
         * Decodes a FdmPowerOn message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.FdmPowerOn & microsphere.FdmPowerOn.$Shape} FdmPowerOn
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.FdmPowerOn & microsphere.FdmPowerOn.$Shape;

        /**
         * Verifies a FdmPowerOn message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a FdmPowerOn message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns FdmPowerOn
         */
        static fromObject(object: { [k: string]: any }): microsphere.FdmPowerOn;

        /**
         * Creates a plain object from a FdmPowerOn message. Also converts values to other types if specified.
         * @param message FdmPowerOn
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.FdmPowerOn, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this FdmPowerOn to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for FdmPowerOn
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace FdmPowerOn {

        /** Properties of a FdmPowerOn. */
        interface $Properties {

            /** FdmPowerOn vmxPath */
            vmxPath?: (string|null);

            /** FdmPowerOn instanceUuid */
            instanceUuid?: (string|null);

            /** FdmPowerOn attempt */
            attempt?: (number|null);

            /** FdmPowerOn registerOnly */
            registerOnly?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FdmPowerOn. */
        type $Shape = microsphere.FdmPowerOn.$Properties;
    }

    /**
     * Properties of a FdmPowerOnResult.
     * @deprecated Use microsphere.FdmPowerOnResult.$Properties instead.
     */
    interface IFdmPowerOnResult extends microsphere.FdmPowerOnResult.$Properties {
    }

    /** Represents a FdmPowerOnResult. */
    class FdmPowerOnResult {

        /**
         * Constructs a new FdmPowerOnResult.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.FdmPowerOnResult.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FdmPowerOnResult vmxPath. */
        vmxPath: string;

        /** FdmPowerOnResult instanceUuid. */
        instanceUuid: string;

        /** FdmPowerOnResult attempt. */
        attempt: number;

        /** FdmPowerOnResult fault. */
        fault?: (microsphere.Fault.$Properties|null);

        /**
         * Creates a new FdmPowerOnResult instance using the specified properties.
         * @param [properties] Properties to set
         * @returns FdmPowerOnResult instance
         */
        static create(properties: microsphere.FdmPowerOnResult.$Shape): microsphere.FdmPowerOnResult & microsphere.FdmPowerOnResult.$Shape;
        static create(properties?: microsphere.FdmPowerOnResult.$Properties): microsphere.FdmPowerOnResult;

        /**
         * Encodes the specified FdmPowerOnResult message. Does not implicitly {@link microsphere.FdmPowerOnResult.verify|verify} messages.
         * @param message FdmPowerOnResult message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.FdmPowerOnResult.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified FdmPowerOnResult message, length delimited. Does not implicitly {@link microsphere.FdmPowerOnResult.verify|verify} messages.
         * @param message FdmPowerOnResult message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.FdmPowerOnResult.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FdmPowerOnResult message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.FdmPowerOnResult & microsphere.FdmPowerOnResult.$Shape} FdmPowerOnResult
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.FdmPowerOnResult & microsphere.FdmPowerOnResult.$Shape;

        /**
         * Decodes a FdmPowerOnResult message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.FdmPowerOnResult & microsphere.FdmPowerOnResult.$Shape} FdmPowerOnResult
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.FdmPowerOnResult & microsphere.FdmPowerOnResult.$Shape;

        /**
         * Verifies a FdmPowerOnResult message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a FdmPowerOnResult message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns FdmPowerOnResult
         */
        static fromObject(object: { [k: string]: any }): microsphere.FdmPowerOnResult;

        /**
         * Creates a plain object from a FdmPowerOnResult message. Also converts values to other types if specified.
         * @param message FdmPowerOnResult
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.FdmPowerOnResult, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this FdmPowerOnResult to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for FdmPowerOnResult
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace FdmPowerOnResult {

        /** Properties of a FdmPowerOnResult. */
        interface $Properties {

            /** FdmPowerOnResult vmxPath */
            vmxPath?: (string|null);

            /** FdmPowerOnResult instanceUuid */
            instanceUuid?: (string|null);

            /** FdmPowerOnResult attempt */
            attempt?: (number|null);

            /** FdmPowerOnResult fault */
            fault?: (microsphere.Fault.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FdmPowerOnResult. */
        type $Shape = microsphere.FdmPowerOnResult.$Properties;
    }

    /**
     * Properties of a FdmRestartQuery.
     * @deprecated Use microsphere.FdmRestartQuery.$Properties instead.
     */
    interface IFdmRestartQuery extends microsphere.FdmRestartQuery.$Properties {
    }

    /** Represents a FdmRestartQuery. */
    class FdmRestartQuery {

        /**
         * Constructs a new FdmRestartQuery.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.FdmRestartQuery.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FdmRestartQuery instanceUuid. */
        instanceUuid: string;

        /**
         * Creates a new FdmRestartQuery instance using the specified properties.
         * @param [properties] Properties to set
         * @returns FdmRestartQuery instance
         */
        static create(properties: microsphere.FdmRestartQuery.$Shape): microsphere.FdmRestartQuery & microsphere.FdmRestartQuery.$Shape;
        static create(properties?: microsphere.FdmRestartQuery.$Properties): microsphere.FdmRestartQuery;

        /**
         * Encodes the specified FdmRestartQuery message. Does not implicitly {@link microsphere.FdmRestartQuery.verify|verify} messages.
         * @param message FdmRestartQuery message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.FdmRestartQuery.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified FdmRestartQuery message, length delimited. Does not implicitly {@link microsphere.FdmRestartQuery.verify|verify} messages.
         * @param message FdmRestartQuery message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.FdmRestartQuery.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FdmRestartQuery message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.FdmRestartQuery & microsphere.FdmRestartQuery.$Shape} FdmRestartQuery
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.FdmRestartQuery & microsphere.FdmRestartQuery.$Shape;

        /**
         * Decodes a FdmRestartQuery message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.FdmRestartQuery & microsphere.FdmRestartQuery.$Shape} FdmRestartQuery
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.FdmRestartQuery & microsphere.FdmRestartQuery.$Shape;

        /**
         * Verifies a FdmRestartQuery message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a FdmRestartQuery message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns FdmRestartQuery
         */
        static fromObject(object: { [k: string]: any }): microsphere.FdmRestartQuery;

        /**
         * Creates a plain object from a FdmRestartQuery message. Also converts values to other types if specified.
         * @param message FdmRestartQuery
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.FdmRestartQuery, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this FdmRestartQuery to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for FdmRestartQuery
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace FdmRestartQuery {

        /** Properties of a FdmRestartQuery. */
        interface $Properties {

            /** FdmRestartQuery instanceUuid */
            instanceUuid?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FdmRestartQuery. */
        type $Shape = microsphere.FdmRestartQuery.$Properties;
    }

    /**
     * Properties of a FdmRestartAnswer.
     * @deprecated Use microsphere.FdmRestartAnswer.$Properties instead.
     */
    interface IFdmRestartAnswer extends microsphere.FdmRestartAnswer.$Properties {
    }

    /** Represents a FdmRestartAnswer. */
    class FdmRestartAnswer {

        /**
         * Constructs a new FdmRestartAnswer.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.FdmRestartAnswer.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FdmRestartAnswer instanceUuid. */
        instanceUuid: string;

        /** FdmRestartAnswer possible. */
        possible: boolean;

        /**
         * Creates a new FdmRestartAnswer instance using the specified properties.
         * @param [properties] Properties to set
         * @returns FdmRestartAnswer instance
         */
        static create(properties: microsphere.FdmRestartAnswer.$Shape): microsphere.FdmRestartAnswer & microsphere.FdmRestartAnswer.$Shape;
        static create(properties?: microsphere.FdmRestartAnswer.$Properties): microsphere.FdmRestartAnswer;

        /**
         * Encodes the specified FdmRestartAnswer message. Does not implicitly {@link microsphere.FdmRestartAnswer.verify|verify} messages.
         * @param message FdmRestartAnswer message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.FdmRestartAnswer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified FdmRestartAnswer message, length delimited. Does not implicitly {@link microsphere.FdmRestartAnswer.verify|verify} messages.
         * @param message FdmRestartAnswer message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.FdmRestartAnswer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FdmRestartAnswer message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.FdmRestartAnswer & microsphere.FdmRestartAnswer.$Shape} FdmRestartAnswer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.FdmRestartAnswer & microsphere.FdmRestartAnswer.$Shape;

        /**
         * Decodes a FdmRestartAnswer message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.FdmRestartAnswer & microsphere.FdmRestartAnswer.$Shape} FdmRestartAnswer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.FdmRestartAnswer & microsphere.FdmRestartAnswer.$Shape;

        /**
         * Verifies a FdmRestartAnswer message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a FdmRestartAnswer message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns FdmRestartAnswer
         */
        static fromObject(object: { [k: string]: any }): microsphere.FdmRestartAnswer;

        /**
         * Creates a plain object from a FdmRestartAnswer message. Also converts values to other types if specified.
         * @param message FdmRestartAnswer
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.FdmRestartAnswer, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this FdmRestartAnswer to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for FdmRestartAnswer
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace FdmRestartAnswer {

        /** Properties of a FdmRestartAnswer. */
        interface $Properties {

            /** FdmRestartAnswer instanceUuid */
            instanceUuid?: (string|null);

            /** FdmRestartAnswer possible */
            possible?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FdmRestartAnswer. */
        type $Shape = microsphere.FdmRestartAnswer.$Properties;
    }

    /**
     * Properties of a FdmPing.
     * @deprecated Use microsphere.FdmPing.$Properties instead.
     */
    interface IFdmPing extends microsphere.FdmPing.$Properties {
    }

    /** Represents a FdmPing. */
    class FdmPing {

        /**
         * Constructs a new FdmPing.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.FdmPing.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FdmPing nonce. */
        nonce: number;

        /**
         * Creates a new FdmPing instance using the specified properties.
         * @param [properties] Properties to set
         * @returns FdmPing instance
         */
        static create(properties: microsphere.FdmPing.$Shape): microsphere.FdmPing & microsphere.FdmPing.$Shape;
        static create(properties?: microsphere.FdmPing.$Properties): microsphere.FdmPing;

        /**
         * Encodes the specified FdmPing message. Does not implicitly {@link microsphere.FdmPing.verify|verify} messages.
         * @param message FdmPing message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.FdmPing.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified FdmPing message, length delimited. Does not implicitly {@link microsphere.FdmPing.verify|verify} messages.
         * @param message FdmPing message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.FdmPing.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FdmPing message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.FdmPing & microsphere.FdmPing.$Shape} FdmPing
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.FdmPing & microsphere.FdmPing.$Shape;

        /**
         * Decodes a FdmPing message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.FdmPing & microsphere.FdmPing.$Shape} FdmPing
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.FdmPing & microsphere.FdmPing.$Shape;

        /**
         * Verifies a FdmPing message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a FdmPing message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns FdmPing
         */
        static fromObject(object: { [k: string]: any }): microsphere.FdmPing;

        /**
         * Creates a plain object from a FdmPing message. Also converts values to other types if specified.
         * @param message FdmPing
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.FdmPing, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this FdmPing to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for FdmPing
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace FdmPing {

        /** Properties of a FdmPing. */
        interface $Properties {

            /** FdmPing nonce */
            nonce?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FdmPing. */
        type $Shape = microsphere.FdmPing.$Properties;
    }

    /**
     * Properties of a FdmPong.
     * @deprecated Use microsphere.FdmPong.$Properties instead.
     */
    interface IFdmPong extends microsphere.FdmPong.$Properties {
    }

    /** Represents a FdmPong. */
    class FdmPong {

        /**
         * Constructs a new FdmPong.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.FdmPong.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FdmPong nonce. */
        nonce: number;

        /**
         * Creates a new FdmPong instance using the specified properties.
         * @param [properties] Properties to set
         * @returns FdmPong instance
         */
        static create(properties: microsphere.FdmPong.$Shape): microsphere.FdmPong & microsphere.FdmPong.$Shape;
        static create(properties?: microsphere.FdmPong.$Properties): microsphere.FdmPong;

        /**
         * Encodes the specified FdmPong message. Does not implicitly {@link microsphere.FdmPong.verify|verify} messages.
         * @param message FdmPong message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.FdmPong.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified FdmPong message, length delimited. Does not implicitly {@link microsphere.FdmPong.verify|verify} messages.
         * @param message FdmPong message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.FdmPong.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FdmPong message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.FdmPong & microsphere.FdmPong.$Shape} FdmPong
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.FdmPong & microsphere.FdmPong.$Shape;

        /**
         * Decodes a FdmPong message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.FdmPong & microsphere.FdmPong.$Shape} FdmPong
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.FdmPong & microsphere.FdmPong.$Shape;

        /**
         * Verifies a FdmPong message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a FdmPong message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns FdmPong
         */
        static fromObject(object: { [k: string]: any }): microsphere.FdmPong;

        /**
         * Creates a plain object from a FdmPong message. Also converts values to other types if specified.
         * @param message FdmPong
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.FdmPong, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this FdmPong to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for FdmPong
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace FdmPong {

        /** Properties of a FdmPong. */
        interface $Properties {

            /** FdmPong nonce */
            nonce?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FdmPong. */
        type $Shape = microsphere.FdmPong.$Properties;
    }

    /**
     * Properties of a Fault.
     * @deprecated Use microsphere.Fault.$Properties instead.
     */
    interface IFault extends microsphere.Fault.$Properties {
    }

    /** Represents a Fault. */
    class Fault {

        /**
         * Constructs a new Fault.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.Fault.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Fault type. */
        type: string;

        /** Fault message. */
        message: string;

        /** Fault definite. */
        definite: boolean;

        /**
         * Creates a new Fault instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Fault instance
         */
        static create(properties: microsphere.Fault.$Shape): microsphere.Fault & microsphere.Fault.$Shape;
        static create(properties?: microsphere.Fault.$Properties): microsphere.Fault;

        /**
         * Encodes the specified Fault message. Does not implicitly {@link microsphere.Fault.verify|verify} messages.
         * @param message Fault message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.Fault.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified Fault message, length delimited. Does not implicitly {@link microsphere.Fault.verify|verify} messages.
         * @param message Fault message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.Fault.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Fault message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.Fault & microsphere.Fault.$Shape} Fault
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.Fault & microsphere.Fault.$Shape;

        /**
         * Decodes a Fault message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.Fault & microsphere.Fault.$Shape} Fault
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.Fault & microsphere.Fault.$Shape;

        /**
         * Verifies a Fault message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a Fault message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Fault
         */
        static fromObject(object: { [k: string]: any }): microsphere.Fault;

        /**
         * Creates a plain object from a Fault message. Also converts values to other types if specified.
         * @param message Fault
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.Fault, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Fault to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for Fault
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace Fault {

        /** Properties of a Fault. */
        interface $Properties {

            /** Fault type */
            type?: (string|null);

            /** Fault message */
            message?: (string|null);

            /** Fault definite */
            definite?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Fault. */
        type $Shape = microsphere.Fault.$Properties;
    }

    /**
     * Properties of a Reply.
     * @deprecated Use microsphere.Reply.$Properties instead.
     */
    interface IReply extends microsphere.Reply.$Properties {
    }

    /** Represents a Reply. */
    class Reply {

        /**
         * Constructs a new Reply.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.Reply.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Reply fault. */
        fault?: (microsphere.Fault.$Properties|null);

        /** Reply result. */
        result: Uint8Array;

        /**
         * Creates a new Reply instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Reply instance
         */
        static create(properties: microsphere.Reply.$Shape): microsphere.Reply & microsphere.Reply.$Shape;
        static create(properties?: microsphere.Reply.$Properties): microsphere.Reply;

        /**
         * Encodes the specified Reply message. Does not implicitly {@link microsphere.Reply.verify|verify} messages.
         * @param message Reply message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.Reply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified Reply message, length delimited. Does not implicitly {@link microsphere.Reply.verify|verify} messages.
         * @param message Reply message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.Reply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Reply message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.Reply & microsphere.Reply.$Shape} Reply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.Reply & microsphere.Reply.$Shape;

        /**
         * Decodes a Reply message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.Reply & microsphere.Reply.$Shape} Reply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.Reply & microsphere.Reply.$Shape;

        /**
         * Verifies a Reply message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a Reply message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Reply
         */
        static fromObject(object: { [k: string]: any }): microsphere.Reply;

        /**
         * Creates a plain object from a Reply message. Also converts values to other types if specified.
         * @param message Reply
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.Reply, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Reply to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for Reply
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace Reply {

        /** Properties of a Reply. */
        interface $Properties {

            /** Reply fault */
            fault?: (microsphere.Fault.$Properties|null);

            /** Reply result */
            result?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Reply. */
        type $Shape = microsphere.Reply.$Properties;
    }

    /**
     * Properties of an Empty.
     * @deprecated Use microsphere.Empty.$Properties instead.
     */
    interface IEmpty extends microsphere.Empty.$Properties {
    }

    /** Represents an Empty. */
    class Empty {

        /**
         * Constructs a new Empty.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.Empty.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /**
         * Creates a new Empty instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Empty instance
         */
        static create(properties: microsphere.Empty.$Shape): microsphere.Empty & microsphere.Empty.$Shape;
        static create(properties?: microsphere.Empty.$Properties): microsphere.Empty;

        /**
         * Encodes the specified Empty message. Does not implicitly {@link microsphere.Empty.verify|verify} messages.
         * @param message Empty message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.Empty.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified Empty message, length delimited. Does not implicitly {@link microsphere.Empty.verify|verify} messages.
         * @param message Empty message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.Empty.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Empty message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.Empty & microsphere.Empty.$Shape} Empty
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.Empty & microsphere.Empty.$Shape;

        /**
         * Decodes an Empty message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.Empty & microsphere.Empty.$Shape} Empty
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.Empty & microsphere.Empty.$Shape;

        /**
         * Verifies an Empty message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates an Empty message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns Empty
         */
        static fromObject(object: { [k: string]: any }): microsphere.Empty;

        /**
         * Creates a plain object from an Empty message. Also converts values to other types if specified.
         * @param message Empty
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.Empty, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this Empty to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for Empty
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace Empty {

        /** Properties of an Empty. */
        interface $Properties {

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Empty. */
        type $Shape = microsphere.Empty.$Properties;
    }

    /** PowerState enum. */
    enum PowerState {

        /** poweredOff value */
        poweredOff = 0,

        /** poweredOn value */
        poweredOn = 1,

        /** suspended value */
        suspended = 2
    }

    /** EntityStatus enum. */
    enum EntityStatus {

        /** gray value */
        gray = 0,

        /** green value */
        green = 1,

        /** yellow value */
        yellow = 2,

        /** red value */
        red = 3
    }

    /**
     * Properties of a VmRuntime.
     * @deprecated Use microsphere.VmRuntime.$Properties instead.
     */
    interface IVmRuntime extends microsphere.VmRuntime.$Properties {
    }

    /** Represents a VmRuntime. */
    class VmRuntime {

        /**
         * Constructs a new VmRuntime.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.VmRuntime.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** VmRuntime vmxPath. */
        vmxPath: string;

        /** VmRuntime instanceUuid. */
        instanceUuid: string;

        /** VmRuntime name. */
        name: string;

        /** VmRuntime powerState. */
        powerState: microsphere.PowerState;

        /** VmRuntime guestHeartbeatStatus. */
        guestHeartbeatStatus: microsphere.EntityStatus;

        /** VmRuntime ipAddress. */
        ipAddress: string;

        /** VmRuntime toolsRunning. */
        toolsRunning: boolean;

        /** VmRuntime bootTime. */
        bootTime: number;

        /** VmRuntime instructions. */
        instructions: number;

        /** VmRuntime overallCpuUsageMhz. */
        overallCpuUsageMhz: number;

        /** VmRuntime memorySizeMb. */
        memorySizeMb: number;

        /** VmRuntime numCpu. */
        numCpu: number;

        /** VmRuntime macAddresses. */
        macAddresses: string[];

        /** VmRuntime guestInfo. */
        guestInfo: { [k: string]: string };

        /** VmRuntime inaccessible. */
        inaccessible: boolean;

        /** VmRuntime cleanPowerOff. */
        cleanPowerOff: boolean;

        /** VmRuntime disks. */
        disks: microsphere.VmDisk.$Properties[];

        /** VmRuntime snapshots. */
        snapshots: microsphere.VmSnapshot.$Properties[];

        /** VmRuntime currentSnapshot. */
        currentSnapshot: number;

        /** VmRuntime consolidationNeeded. */
        consolidationNeeded: boolean;

        /** VmRuntime changeTrackingEnabled. */
        changeTrackingEnabled: boolean;

        /** VmRuntime question. */
        question?: (microsphere.VmQuestion.$Properties|null);

        /** VmRuntime progress. */
        progress: number;

        /** VmRuntime appHeartbeatStatus. */
        appHeartbeatStatus: microsphere.EntityStatus;

        /** VmRuntime ioOperations. */
        ioOperations: number;

        /** VmRuntime cpuReservationMhz. */
        cpuReservationMhz: number;

        /** VmRuntime memoryOverheadMb. */
        memoryOverheadMb: number;

        /** VmRuntime migration. */
        migration?: (microsphere.MigrationProgress.$Properties|null);

        /** VmRuntime cpuFeatures. */
        cpuFeatures: string[];

        /**
         * Creates a new VmRuntime instance using the specified properties.
         * @param [properties] Properties to set
         * @returns VmRuntime instance
         */
        static create(properties: microsphere.VmRuntime.$Shape): microsphere.VmRuntime & microsphere.VmRuntime.$Shape;
        static create(properties?: microsphere.VmRuntime.$Properties): microsphere.VmRuntime;

        /**
         * Encodes the specified VmRuntime message. Does not implicitly {@link microsphere.VmRuntime.verify|verify} messages.
         * @param message VmRuntime message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.VmRuntime.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified VmRuntime message, length delimited. Does not implicitly {@link microsphere.VmRuntime.verify|verify} messages.
         * @param message VmRuntime message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.VmRuntime.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a VmRuntime message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.VmRuntime & microsphere.VmRuntime.$Shape} VmRuntime
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.VmRuntime & microsphere.VmRuntime.$Shape;

        /**
         * Decodes a VmRuntime message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.VmRuntime & microsphere.VmRuntime.$Shape} VmRuntime
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.VmRuntime & microsphere.VmRuntime.$Shape;

        /**
         * Verifies a VmRuntime message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a VmRuntime message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns VmRuntime
         */
        static fromObject(object: { [k: string]: any }): microsphere.VmRuntime;

        /**
         * Creates a plain object from a VmRuntime message. Also converts values to other types if specified.
         * @param message VmRuntime
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.VmRuntime, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this VmRuntime to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for VmRuntime
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace VmRuntime {

        /** Properties of a VmRuntime. */
        interface $Properties {

            /** VmRuntime vmxPath */
            vmxPath?: (string|null);

            /** VmRuntime instanceUuid */
            instanceUuid?: (string|null);

            /** VmRuntime name */
            name?: (string|null);

            /** VmRuntime powerState */
            powerState?: (microsphere.PowerState|null);

            /** VmRuntime guestHeartbeatStatus */
            guestHeartbeatStatus?: (microsphere.EntityStatus|null);

            /** VmRuntime ipAddress */
            ipAddress?: (string|null);

            /** VmRuntime toolsRunning */
            toolsRunning?: (boolean|null);

            /** VmRuntime bootTime */
            bootTime?: (number|null);

            /** VmRuntime instructions */
            instructions?: (number|null);

            /** VmRuntime overallCpuUsageMhz */
            overallCpuUsageMhz?: (number|null);

            /** VmRuntime memorySizeMb */
            memorySizeMb?: (number|null);

            /** VmRuntime numCpu */
            numCpu?: (number|null);

            /** VmRuntime macAddresses */
            macAddresses?: (string[]|null);

            /** VmRuntime guestInfo */
            guestInfo?: ({ [k: string]: string }|null);

            /** VmRuntime inaccessible */
            inaccessible?: (boolean|null);

            /** VmRuntime cleanPowerOff */
            cleanPowerOff?: (boolean|null);

            /** VmRuntime disks */
            disks?: (microsphere.VmDisk.$Properties[]|null);

            /** VmRuntime snapshots */
            snapshots?: (microsphere.VmSnapshot.$Properties[]|null);

            /** VmRuntime currentSnapshot */
            currentSnapshot?: (number|null);

            /** VmRuntime consolidationNeeded */
            consolidationNeeded?: (boolean|null);

            /** VmRuntime changeTrackingEnabled */
            changeTrackingEnabled?: (boolean|null);

            /** VmRuntime question */
            question?: (microsphere.VmQuestion.$Properties|null);

            /** VmRuntime progress */
            progress?: (number|null);

            /** VmRuntime appHeartbeatStatus */
            appHeartbeatStatus?: (microsphere.EntityStatus|null);

            /** VmRuntime ioOperations */
            ioOperations?: (number|null);

            /** VmRuntime cpuReservationMhz */
            cpuReservationMhz?: (number|null);

            /** VmRuntime memoryOverheadMb */
            memoryOverheadMb?: (number|null);

            /** VmRuntime migration */
            migration?: (microsphere.MigrationProgress.$Properties|null);

            /** VmRuntime cpuFeatures */
            cpuFeatures?: (string[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a VmRuntime. */
        type $Shape = microsphere.VmRuntime.$Properties;
    }

    /**
     * Properties of a MigrationProgress.
     * @deprecated Use microsphere.MigrationProgress.$Properties instead.
     */
    interface IMigrationProgress extends microsphere.MigrationProgress.$Properties {
    }

    /** Represents a MigrationProgress. */
    class MigrationProgress {

        /**
         * Constructs a new MigrationProgress.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.MigrationProgress.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** MigrationProgress migrationId. */
        migrationId: string;

        /** MigrationProgress phase. */
        phase: string;

        /** MigrationProgress percent. */
        percent: number;

        /** MigrationProgress rounds. */
        rounds: microsphere.MigrationRoundStatistics.$Properties[];

        /** MigrationProgress sentBytes. */
        sentBytes: number;

        /** MigrationProgress bytesPerSecond. */
        bytesPerSecond: number;

        /** MigrationProgress guestSharePercent. */
        guestSharePercent: number;

        /** MigrationProgress downtimeMs. */
        downtimeMs: number;

        /** MigrationProgress totalMs. */
        totalMs: number;

        /**
         * Creates a new MigrationProgress instance using the specified properties.
         * @param [properties] Properties to set
         * @returns MigrationProgress instance
         */
        static create(properties: microsphere.MigrationProgress.$Shape): microsphere.MigrationProgress & microsphere.MigrationProgress.$Shape;
        static create(properties?: microsphere.MigrationProgress.$Properties): microsphere.MigrationProgress;

        /**
         * Encodes the specified MigrationProgress message. Does not implicitly {@link microsphere.MigrationProgress.verify|verify} messages.
         * @param message MigrationProgress message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.MigrationProgress.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified MigrationProgress message, length delimited. Does not implicitly {@link microsphere.MigrationProgress.verify|verify} messages.
         * @param message MigrationProgress message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.MigrationProgress.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a MigrationProgress message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.MigrationProgress & microsphere.MigrationProgress.$Shape} MigrationProgress
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.MigrationProgress & microsphere.MigrationProgress.$Shape;

        /**
         * Decodes a MigrationProgress message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.MigrationProgress & microsphere.MigrationProgress.$Shape} MigrationProgress
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.MigrationProgress & microsphere.MigrationProgress.$Shape;

        /**
         * Verifies a MigrationProgress message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a MigrationProgress message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns MigrationProgress
         */
        static fromObject(object: { [k: string]: any }): microsphere.MigrationProgress;

        /**
         * Creates a plain object from a MigrationProgress message. Also converts values to other types if specified.
         * @param message MigrationProgress
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.MigrationProgress, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this MigrationProgress to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for MigrationProgress
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace MigrationProgress {

        /** Properties of a MigrationProgress. */
        interface $Properties {

            /** MigrationProgress migrationId */
            migrationId?: (string|null);

            /** MigrationProgress phase */
            phase?: (string|null);

            /** MigrationProgress percent */
            percent?: (number|null);

            /** MigrationProgress rounds */
            rounds?: (microsphere.MigrationRoundStatistics.$Properties[]|null);

            /** MigrationProgress sentBytes */
            sentBytes?: (number|null);

            /** MigrationProgress bytesPerSecond */
            bytesPerSecond?: (number|null);

            /** MigrationProgress guestSharePercent */
            guestSharePercent?: (number|null);

            /** MigrationProgress downtimeMs */
            downtimeMs?: (number|null);

            /** MigrationProgress totalMs */
            totalMs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a MigrationProgress. */
        type $Shape = microsphere.MigrationProgress.$Properties;
    }

    /**
     * Properties of a MigrationRoundStatistics.
     * @deprecated Use microsphere.MigrationRoundStatistics.$Properties instead.
     */
    interface IMigrationRoundStatistics extends microsphere.MigrationRoundStatistics.$Properties {
    }

    /** Represents a MigrationRoundStatistics. */
    class MigrationRoundStatistics {

        /**
         * Constructs a new MigrationRoundStatistics.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.MigrationRoundStatistics.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** MigrationRoundStatistics round. */
        round: number;

        /** MigrationRoundStatistics pages. */
        pages: number;

        /** MigrationRoundStatistics zeroPages. */
        zeroPages: number;

        /** MigrationRoundStatistics durationMs. */
        durationMs: number;

        /** MigrationRoundStatistics dirtiedPages. */
        dirtiedPages: number;

        /**
         * Creates a new MigrationRoundStatistics instance using the specified properties.
         * @param [properties] Properties to set
         * @returns MigrationRoundStatistics instance
         */
        static create(properties: microsphere.MigrationRoundStatistics.$Shape): microsphere.MigrationRoundStatistics & microsphere.MigrationRoundStatistics.$Shape;
        static create(properties?: microsphere.MigrationRoundStatistics.$Properties): microsphere.MigrationRoundStatistics;

        /**
         * Encodes the specified MigrationRoundStatistics message. Does not implicitly {@link microsphere.MigrationRoundStatistics.verify|verify} messages.
         * @param message MigrationRoundStatistics message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.MigrationRoundStatistics.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified MigrationRoundStatistics message, length delimited. Does not implicitly {@link microsphere.MigrationRoundStatistics.verify|verify} messages.
         * @param message MigrationRoundStatistics message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.MigrationRoundStatistics.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a MigrationRoundStatistics message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.MigrationRoundStatistics & microsphere.MigrationRoundStatistics.$Shape} MigrationRoundStatistics
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.MigrationRoundStatistics & microsphere.MigrationRoundStatistics.$Shape;

        /**
         * Decodes a MigrationRoundStatistics message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.MigrationRoundStatistics & microsphere.MigrationRoundStatistics.$Shape} MigrationRoundStatistics
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.MigrationRoundStatistics & microsphere.MigrationRoundStatistics.$Shape;

        /**
         * Verifies a MigrationRoundStatistics message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a MigrationRoundStatistics message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns MigrationRoundStatistics
         */
        static fromObject(object: { [k: string]: any }): microsphere.MigrationRoundStatistics;

        /**
         * Creates a plain object from a MigrationRoundStatistics message. Also converts values to other types if specified.
         * @param message MigrationRoundStatistics
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.MigrationRoundStatistics, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this MigrationRoundStatistics to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for MigrationRoundStatistics
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace MigrationRoundStatistics {

        /** Properties of a MigrationRoundStatistics. */
        interface $Properties {

            /** MigrationRoundStatistics round */
            round?: (number|null);

            /** MigrationRoundStatistics pages */
            pages?: (number|null);

            /** MigrationRoundStatistics zeroPages */
            zeroPages?: (number|null);

            /** MigrationRoundStatistics durationMs */
            durationMs?: (number|null);

            /** MigrationRoundStatistics dirtiedPages */
            dirtiedPages?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a MigrationRoundStatistics. */
        type $Shape = microsphere.MigrationRoundStatistics.$Properties;
    }

    /**
     * Properties of a VmDisk.
     * @deprecated Use microsphere.VmDisk.$Properties instead.
     */
    interface IVmDisk extends microsphere.VmDisk.$Properties {
    }

    /** Represents a VmDisk. */
    class VmDisk {

        /**
         * Constructs a new VmDisk.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.VmDisk.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** VmDisk fileName. */
        fileName: string;

        /** VmDisk capacityBytes. */
        capacityBytes: number;

        /** VmDisk provisioning. */
        provisioning: microsphere.DiskProvisioning;

        /** VmDisk parents. */
        parents: string[];

        /** VmDisk uuid. */
        uuid: string;

        /** VmDisk changeId. */
        changeId: string;

        /** VmDisk committedBytes. */
        committedBytes: number;

        /**
         * Creates a new VmDisk instance using the specified properties.
         * @param [properties] Properties to set
         * @returns VmDisk instance
         */
        static create(properties: microsphere.VmDisk.$Shape): microsphere.VmDisk & microsphere.VmDisk.$Shape;
        static create(properties?: microsphere.VmDisk.$Properties): microsphere.VmDisk;

        /**
         * Encodes the specified VmDisk message. Does not implicitly {@link microsphere.VmDisk.verify|verify} messages.
         * @param message VmDisk message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.VmDisk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified VmDisk message, length delimited. Does not implicitly {@link microsphere.VmDisk.verify|verify} messages.
         * @param message VmDisk message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.VmDisk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a VmDisk message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.VmDisk & microsphere.VmDisk.$Shape} VmDisk
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.VmDisk & microsphere.VmDisk.$Shape;

        /**
         * Decodes a VmDisk message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.VmDisk & microsphere.VmDisk.$Shape} VmDisk
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.VmDisk & microsphere.VmDisk.$Shape;

        /**
         * Verifies a VmDisk message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a VmDisk message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns VmDisk
         */
        static fromObject(object: { [k: string]: any }): microsphere.VmDisk;

        /**
         * Creates a plain object from a VmDisk message. Also converts values to other types if specified.
         * @param message VmDisk
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.VmDisk, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this VmDisk to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for VmDisk
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace VmDisk {

        /** Properties of a VmDisk. */
        interface $Properties {

            /** VmDisk fileName */
            fileName?: (string|null);

            /** VmDisk capacityBytes */
            capacityBytes?: (number|null);

            /** VmDisk provisioning */
            provisioning?: (microsphere.DiskProvisioning|null);

            /** VmDisk parents */
            parents?: (string[]|null);

            /** VmDisk uuid */
            uuid?: (string|null);

            /** VmDisk changeId */
            changeId?: (string|null);

            /** VmDisk committedBytes */
            committedBytes?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a VmDisk. */
        type $Shape = microsphere.VmDisk.$Properties;
    }

    /** DiskProvisioning enum. */
    enum DiskProvisioning {

        /** zeroedThick value */
        zeroedThick = 0,

        /** eagerZeroedThick value */
        eagerZeroedThick = 1,

        /** thin value */
        thin = 2
    }

    /**
     * Properties of a VmSnapshot.
     * @deprecated Use microsphere.VmSnapshot.$Properties instead.
     */
    interface IVmSnapshot extends microsphere.VmSnapshot.$Properties {
    }

    /** Represents a VmSnapshot. */
    class VmSnapshot {

        /**
         * Constructs a new VmSnapshot.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.VmSnapshot.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** VmSnapshot uid. */
        uid: number;

        /** VmSnapshot parentUid. */
        parentUid: number;

        /** VmSnapshot name. */
        name: string;

        /** VmSnapshot description. */
        description: string;

        /** VmSnapshot createTime. */
        createTime: number;

        /** VmSnapshot disks. */
        disks: microsphere.VmDisk.$Properties[];

        /**
         * Creates a new VmSnapshot instance using the specified properties.
         * @param [properties] Properties to set
         * @returns VmSnapshot instance
         */
        static create(properties: microsphere.VmSnapshot.$Shape): microsphere.VmSnapshot & microsphere.VmSnapshot.$Shape;
        static create(properties?: microsphere.VmSnapshot.$Properties): microsphere.VmSnapshot;

        /**
         * Encodes the specified VmSnapshot message. Does not implicitly {@link microsphere.VmSnapshot.verify|verify} messages.
         * @param message VmSnapshot message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.VmSnapshot.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified VmSnapshot message, length delimited. Does not implicitly {@link microsphere.VmSnapshot.verify|verify} messages.
         * @param message VmSnapshot message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.VmSnapshot.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a VmSnapshot message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.VmSnapshot & microsphere.VmSnapshot.$Shape} VmSnapshot
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.VmSnapshot & microsphere.VmSnapshot.$Shape;

        /**
         * Decodes a VmSnapshot message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.VmSnapshot & microsphere.VmSnapshot.$Shape} VmSnapshot
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.VmSnapshot & microsphere.VmSnapshot.$Shape;

        /**
         * Verifies a VmSnapshot message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a VmSnapshot message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns VmSnapshot
         */
        static fromObject(object: { [k: string]: any }): microsphere.VmSnapshot;

        /**
         * Creates a plain object from a VmSnapshot message. Also converts values to other types if specified.
         * @param message VmSnapshot
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.VmSnapshot, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this VmSnapshot to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for VmSnapshot
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace VmSnapshot {

        /** Properties of a VmSnapshot. */
        interface $Properties {

            /** VmSnapshot uid */
            uid?: (number|null);

            /** VmSnapshot parentUid */
            parentUid?: (number|null);

            /** VmSnapshot name */
            name?: (string|null);

            /** VmSnapshot description */
            description?: (string|null);

            /** VmSnapshot createTime */
            createTime?: (number|null);

            /** VmSnapshot disks */
            disks?: (microsphere.VmDisk.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a VmSnapshot. */
        type $Shape = microsphere.VmSnapshot.$Properties;
    }

    /**
     * Properties of a VmQuestion.
     * @deprecated Use microsphere.VmQuestion.$Properties instead.
     */
    interface IVmQuestion extends microsphere.VmQuestion.$Properties {
    }

    /** Represents a VmQuestion. */
    class VmQuestion {

        /**
         * Constructs a new VmQuestion.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.VmQuestion.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** VmQuestion id. */
        id: string;

        /** VmQuestion messageId. */
        messageId: string;

        /** VmQuestion text. */
        text: string;

        /** VmQuestion choices. */
        choices: microsphere.VmQuestionChoice.$Properties[];

        /** VmQuestion defaultIndex. */
        defaultIndex: number;

        /**
         * Creates a new VmQuestion instance using the specified properties.
         * @param [properties] Properties to set
         * @returns VmQuestion instance
         */
        static create(properties: microsphere.VmQuestion.$Shape): microsphere.VmQuestion & microsphere.VmQuestion.$Shape;
        static create(properties?: microsphere.VmQuestion.$Properties): microsphere.VmQuestion;

        /**
         * Encodes the specified VmQuestion message. Does not implicitly {@link microsphere.VmQuestion.verify|verify} messages.
         * @param message VmQuestion message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.VmQuestion.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified VmQuestion message, length delimited. Does not implicitly {@link microsphere.VmQuestion.verify|verify} messages.
         * @param message VmQuestion message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.VmQuestion.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a VmQuestion message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.VmQuestion & microsphere.VmQuestion.$Shape} VmQuestion
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.VmQuestion & microsphere.VmQuestion.$Shape;

        /**
         * Decodes a VmQuestion message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.VmQuestion & microsphere.VmQuestion.$Shape} VmQuestion
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.VmQuestion & microsphere.VmQuestion.$Shape;

        /**
         * Verifies a VmQuestion message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a VmQuestion message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns VmQuestion
         */
        static fromObject(object: { [k: string]: any }): microsphere.VmQuestion;

        /**
         * Creates a plain object from a VmQuestion message. Also converts values to other types if specified.
         * @param message VmQuestion
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.VmQuestion, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this VmQuestion to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for VmQuestion
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace VmQuestion {

        /** Properties of a VmQuestion. */
        interface $Properties {

            /** VmQuestion id */
            id?: (string|null);

            /** VmQuestion messageId */
            messageId?: (string|null);

            /** VmQuestion text */
            text?: (string|null);

            /** VmQuestion choices */
            choices?: (microsphere.VmQuestionChoice.$Properties[]|null);

            /** VmQuestion defaultIndex */
            defaultIndex?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a VmQuestion. */
        type $Shape = microsphere.VmQuestion.$Properties;
    }

    /**
     * Properties of a VmQuestionChoice.
     * @deprecated Use microsphere.VmQuestionChoice.$Properties instead.
     */
    interface IVmQuestionChoice extends microsphere.VmQuestionChoice.$Properties {
    }

    /** Represents a VmQuestionChoice. */
    class VmQuestionChoice {

        /**
         * Constructs a new VmQuestionChoice.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.VmQuestionChoice.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** VmQuestionChoice key. */
        key: string;

        /** VmQuestionChoice label. */
        label: string;

        /** VmQuestionChoice summary. */
        summary: string;

        /**
         * Creates a new VmQuestionChoice instance using the specified properties.
         * @param [properties] Properties to set
         * @returns VmQuestionChoice instance
         */
        static create(properties: microsphere.VmQuestionChoice.$Shape): microsphere.VmQuestionChoice & microsphere.VmQuestionChoice.$Shape;
        static create(properties?: microsphere.VmQuestionChoice.$Properties): microsphere.VmQuestionChoice;

        /**
         * Encodes the specified VmQuestionChoice message. Does not implicitly {@link microsphere.VmQuestionChoice.verify|verify} messages.
         * @param message VmQuestionChoice message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.VmQuestionChoice.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified VmQuestionChoice message, length delimited. Does not implicitly {@link microsphere.VmQuestionChoice.verify|verify} messages.
         * @param message VmQuestionChoice message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.VmQuestionChoice.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a VmQuestionChoice message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.VmQuestionChoice & microsphere.VmQuestionChoice.$Shape} VmQuestionChoice
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.VmQuestionChoice & microsphere.VmQuestionChoice.$Shape;

        /**
         * Decodes a VmQuestionChoice message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.VmQuestionChoice & microsphere.VmQuestionChoice.$Shape} VmQuestionChoice
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.VmQuestionChoice & microsphere.VmQuestionChoice.$Shape;

        /**
         * Verifies a VmQuestionChoice message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a VmQuestionChoice message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns VmQuestionChoice
         */
        static fromObject(object: { [k: string]: any }): microsphere.VmQuestionChoice;

        /**
         * Creates a plain object from a VmQuestionChoice message. Also converts values to other types if specified.
         * @param message VmQuestionChoice
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.VmQuestionChoice, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this VmQuestionChoice to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for VmQuestionChoice
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace VmQuestionChoice {

        /** Properties of a VmQuestionChoice. */
        interface $Properties {

            /** VmQuestionChoice key */
            key?: (string|null);

            /** VmQuestionChoice label */
            label?: (string|null);

            /** VmQuestionChoice summary */
            summary?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a VmQuestionChoice. */
        type $Shape = microsphere.VmQuestionChoice.$Properties;
    }

    /**
     * Properties of a DatastoreSummary.
     * @deprecated Use microsphere.DatastoreSummary.$Properties instead.
     */
    interface IDatastoreSummary extends microsphere.DatastoreSummary.$Properties {
    }

    /** Represents a DatastoreSummary. */
    class DatastoreSummary {

        /**
         * Constructs a new DatastoreSummary.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.DatastoreSummary.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** DatastoreSummary name. */
        name: string;

        /** DatastoreSummary uuid. */
        uuid: string;

        /** DatastoreSummary accessible. */
        accessible: boolean;

        /** DatastoreSummary capacityBytes. */
        capacityBytes: number;

        /** DatastoreSummary freeBytes. */
        freeBytes: number;

        /** DatastoreSummary naa. */
        naa: string;

        /** DatastoreSummary inaccessibleReason. */
        inaccessibleReason: string;

        /**
         * Creates a new DatastoreSummary instance using the specified properties.
         * @param [properties] Properties to set
         * @returns DatastoreSummary instance
         */
        static create(properties: microsphere.DatastoreSummary.$Shape): microsphere.DatastoreSummary & microsphere.DatastoreSummary.$Shape;
        static create(properties?: microsphere.DatastoreSummary.$Properties): microsphere.DatastoreSummary;

        /**
         * Encodes the specified DatastoreSummary message. Does not implicitly {@link microsphere.DatastoreSummary.verify|verify} messages.
         * @param message DatastoreSummary message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.DatastoreSummary.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified DatastoreSummary message, length delimited. Does not implicitly {@link microsphere.DatastoreSummary.verify|verify} messages.
         * @param message DatastoreSummary message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.DatastoreSummary.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a DatastoreSummary message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.DatastoreSummary & microsphere.DatastoreSummary.$Shape} DatastoreSummary
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.DatastoreSummary & microsphere.DatastoreSummary.$Shape;

        /**
         * Decodes a DatastoreSummary message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.DatastoreSummary & microsphere.DatastoreSummary.$Shape} DatastoreSummary
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.DatastoreSummary & microsphere.DatastoreSummary.$Shape;

        /**
         * Verifies a DatastoreSummary message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a DatastoreSummary message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns DatastoreSummary
         */
        static fromObject(object: { [k: string]: any }): microsphere.DatastoreSummary;

        /**
         * Creates a plain object from a DatastoreSummary message. Also converts values to other types if specified.
         * @param message DatastoreSummary
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.DatastoreSummary, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this DatastoreSummary to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for DatastoreSummary
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace DatastoreSummary {

        /** Properties of a DatastoreSummary. */
        interface $Properties {

            /** DatastoreSummary name */
            name?: (string|null);

            /** DatastoreSummary uuid */
            uuid?: (string|null);

            /** DatastoreSummary accessible */
            accessible?: (boolean|null);

            /** DatastoreSummary capacityBytes */
            capacityBytes?: (number|null);

            /** DatastoreSummary freeBytes */
            freeBytes?: (number|null);

            /** DatastoreSummary naa */
            naa?: (string|null);

            /** DatastoreSummary inaccessibleReason */
            inaccessibleReason?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a DatastoreSummary. */
        type $Shape = microsphere.DatastoreSummary.$Properties;
    }

    /**
     * Properties of a HostHeartbeat.
     * @deprecated Use microsphere.HostHeartbeat.$Properties instead.
     */
    interface IHostHeartbeat extends microsphere.HostHeartbeat.$Properties {
    }

    /** Represents a HostHeartbeat. */
    class HostHeartbeat {

        /**
         * Constructs a new HostHeartbeat.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.HostHeartbeat.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** HostHeartbeat moref. */
        moref: string;

        /** HostHeartbeat hostName. */
        hostName: string;

        /** HostHeartbeat bootUuid. */
        bootUuid: string;

        /** HostHeartbeat sequence. */
        sequence: number;

        /** HostHeartbeat uptimeMs. */
        uptimeMs: number;

        /** HostHeartbeat vms. */
        vms: microsphere.VmRuntime.$Properties[];

        /** HostHeartbeat datastores. */
        datastores: microsphere.DatastoreSummary.$Properties[];

        /** HostHeartbeat fdm. */
        fdm?: (microsphere.FdmStatus.$Properties|null);

        /** HostHeartbeat cpuMhz. */
        cpuMhz: number;

        /** HostHeartbeat numCpu. */
        numCpu: number;

        /** HostHeartbeat memoryMb. */
        memoryMb: number;

        /** HostHeartbeat cpuUsedMhz. */
        cpuUsedMhz: number;

        /** HostHeartbeat memoryUsedMb. */
        memoryUsedMb: number;

        /** HostHeartbeat loopDelayMs. */
        loopDelayMs: number;

        /** HostHeartbeat eventSequence. */
        eventSequence: number;

        /** HostHeartbeat vmotion. */
        vmotion?: (microsphere.VmotionAdapter.$Properties|null);

        /** HostHeartbeat cpuFeatures. */
        cpuFeatures: string[];

        /** HostHeartbeat evcModeKey. */
        evcModeKey: string;

        /**
         * Creates a new HostHeartbeat instance using the specified properties.
         * @param [properties] Properties to set
         * @returns HostHeartbeat instance
         */
        static create(properties: microsphere.HostHeartbeat.$Shape): microsphere.HostHeartbeat & microsphere.HostHeartbeat.$Shape;
        static create(properties?: microsphere.HostHeartbeat.$Properties): microsphere.HostHeartbeat;

        /**
         * Encodes the specified HostHeartbeat message. Does not implicitly {@link microsphere.HostHeartbeat.verify|verify} messages.
         * @param message HostHeartbeat message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.HostHeartbeat.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified HostHeartbeat message, length delimited. Does not implicitly {@link microsphere.HostHeartbeat.verify|verify} messages.
         * @param message HostHeartbeat message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.HostHeartbeat.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a HostHeartbeat message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.HostHeartbeat & microsphere.HostHeartbeat.$Shape} HostHeartbeat
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.HostHeartbeat & microsphere.HostHeartbeat.$Shape;

        /**
         * Decodes a HostHeartbeat message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.HostHeartbeat & microsphere.HostHeartbeat.$Shape} HostHeartbeat
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.HostHeartbeat & microsphere.HostHeartbeat.$Shape;

        /**
         * Verifies a HostHeartbeat message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a HostHeartbeat message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns HostHeartbeat
         */
        static fromObject(object: { [k: string]: any }): microsphere.HostHeartbeat;

        /**
         * Creates a plain object from a HostHeartbeat message. Also converts values to other types if specified.
         * @param message HostHeartbeat
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.HostHeartbeat, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this HostHeartbeat to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for HostHeartbeat
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace HostHeartbeat {

        /** Properties of a HostHeartbeat. */
        interface $Properties {

            /** HostHeartbeat moref */
            moref?: (string|null);

            /** HostHeartbeat hostName */
            hostName?: (string|null);

            /** HostHeartbeat bootUuid */
            bootUuid?: (string|null);

            /** HostHeartbeat sequence */
            sequence?: (number|null);

            /** HostHeartbeat uptimeMs */
            uptimeMs?: (number|null);

            /** HostHeartbeat vms */
            vms?: (microsphere.VmRuntime.$Properties[]|null);

            /** HostHeartbeat datastores */
            datastores?: (microsphere.DatastoreSummary.$Properties[]|null);

            /** HostHeartbeat fdm */
            fdm?: (microsphere.FdmStatus.$Properties|null);

            /** HostHeartbeat cpuMhz */
            cpuMhz?: (number|null);

            /** HostHeartbeat numCpu */
            numCpu?: (number|null);

            /** HostHeartbeat memoryMb */
            memoryMb?: (number|null);

            /** HostHeartbeat cpuUsedMhz */
            cpuUsedMhz?: (number|null);

            /** HostHeartbeat memoryUsedMb */
            memoryUsedMb?: (number|null);

            /** HostHeartbeat loopDelayMs */
            loopDelayMs?: (number|null);

            /** HostHeartbeat eventSequence */
            eventSequence?: (number|null);

            /** HostHeartbeat vmotion */
            vmotion?: (microsphere.VmotionAdapter.$Properties|null);

            /** HostHeartbeat cpuFeatures */
            cpuFeatures?: (string[]|null);

            /** HostHeartbeat evcModeKey */
            evcModeKey?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a HostHeartbeat. */
        type $Shape = microsphere.HostHeartbeat.$Properties;
    }

    /**
     * Properties of a VmotionAdapter.
     * @deprecated Use microsphere.VmotionAdapter.$Properties instead.
     */
    interface IVmotionAdapter extends microsphere.VmotionAdapter.$Properties {
    }

    /** Represents a VmotionAdapter. */
    class VmotionAdapter {

        /**
         * Constructs a new VmotionAdapter.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.VmotionAdapter.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** VmotionAdapter enabled. */
        enabled: boolean;

        /** VmotionAdapter linkUp. */
        linkUp: boolean;

        /**
         * Creates a new VmotionAdapter instance using the specified properties.
         * @param [properties] Properties to set
         * @returns VmotionAdapter instance
         */
        static create(properties: microsphere.VmotionAdapter.$Shape): microsphere.VmotionAdapter & microsphere.VmotionAdapter.$Shape;
        static create(properties?: microsphere.VmotionAdapter.$Properties): microsphere.VmotionAdapter;

        /**
         * Encodes the specified VmotionAdapter message. Does not implicitly {@link microsphere.VmotionAdapter.verify|verify} messages.
         * @param message VmotionAdapter message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.VmotionAdapter.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified VmotionAdapter message, length delimited. Does not implicitly {@link microsphere.VmotionAdapter.verify|verify} messages.
         * @param message VmotionAdapter message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.VmotionAdapter.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a VmotionAdapter message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.VmotionAdapter & microsphere.VmotionAdapter.$Shape} VmotionAdapter
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.VmotionAdapter & microsphere.VmotionAdapter.$Shape;

        /**
         * Decodes a VmotionAdapter message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.VmotionAdapter & microsphere.VmotionAdapter.$Shape} VmotionAdapter
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.VmotionAdapter & microsphere.VmotionAdapter.$Shape;

        /**
         * Verifies a VmotionAdapter message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a VmotionAdapter message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns VmotionAdapter
         */
        static fromObject(object: { [k: string]: any }): microsphere.VmotionAdapter;

        /**
         * Creates a plain object from a VmotionAdapter message. Also converts values to other types if specified.
         * @param message VmotionAdapter
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.VmotionAdapter, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this VmotionAdapter to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for VmotionAdapter
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace VmotionAdapter {

        /** Properties of a VmotionAdapter. */
        interface $Properties {

            /** VmotionAdapter enabled */
            enabled?: (boolean|null);

            /** VmotionAdapter linkUp */
            linkUp?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a VmotionAdapter. */
        type $Shape = microsphere.VmotionAdapter.$Properties;
    }

    /**
     * Properties of a FdmStatus.
     * @deprecated Use microsphere.FdmStatus.$Properties instead.
     */
    interface IFdmStatus extends microsphere.FdmStatus.$Properties {
    }

    /** Represents a FdmStatus. */
    class FdmStatus {

        /**
         * Constructs a new FdmStatus.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.FdmStatus.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FdmStatus state. */
        state: string;

        /** FdmStatus master. */
        master: string;

        /** FdmStatus hostStates. */
        hostStates: { [k: string]: string };

        /** FdmStatus protectedVms. */
        protectedVms: string[];

        /** FdmStatus failingOver. */
        failingOver: string[];

        /** FdmStatus waitingForRoom. */
        waitingForRoom: string[];

        /** FdmStatus configurationVersion. */
        configurationVersion: number;

        /**
         * Creates a new FdmStatus instance using the specified properties.
         * @param [properties] Properties to set
         * @returns FdmStatus instance
         */
        static create(properties: microsphere.FdmStatus.$Shape): microsphere.FdmStatus & microsphere.FdmStatus.$Shape;
        static create(properties?: microsphere.FdmStatus.$Properties): microsphere.FdmStatus;

        /**
         * Encodes the specified FdmStatus message. Does not implicitly {@link microsphere.FdmStatus.verify|verify} messages.
         * @param message FdmStatus message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.FdmStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified FdmStatus message, length delimited. Does not implicitly {@link microsphere.FdmStatus.verify|verify} messages.
         * @param message FdmStatus message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.FdmStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FdmStatus message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.FdmStatus & microsphere.FdmStatus.$Shape} FdmStatus
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.FdmStatus & microsphere.FdmStatus.$Shape;

        /**
         * Decodes a FdmStatus message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.FdmStatus & microsphere.FdmStatus.$Shape} FdmStatus
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.FdmStatus & microsphere.FdmStatus.$Shape;

        /**
         * Verifies a FdmStatus message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a FdmStatus message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns FdmStatus
         */
        static fromObject(object: { [k: string]: any }): microsphere.FdmStatus;

        /**
         * Creates a plain object from a FdmStatus message. Also converts values to other types if specified.
         * @param message FdmStatus
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.FdmStatus, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this FdmStatus to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for FdmStatus
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace FdmStatus {

        /** Properties of a FdmStatus. */
        interface $Properties {

            /** FdmStatus state */
            state?: (string|null);

            /** FdmStatus master */
            master?: (string|null);

            /** FdmStatus hostStates */
            hostStates?: ({ [k: string]: string }|null);

            /** FdmStatus protectedVms */
            protectedVms?: (string[]|null);

            /** FdmStatus failingOver */
            failingOver?: (string[]|null);

            /** FdmStatus waitingForRoom */
            waitingForRoom?: (string[]|null);

            /** FdmStatus configurationVersion */
            configurationVersion?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FdmStatus. */
        type $Shape = microsphere.FdmStatus.$Properties;
    }

    /**
     * Properties of a HostEvent.
     * @deprecated Use microsphere.HostEvent.$Properties instead.
     */
    interface IHostEvent extends microsphere.HostEvent.$Properties {
    }

    /** Represents a HostEvent. */
    class HostEvent {

        /**
         * Constructs a new HostEvent.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.HostEvent.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** HostEvent moref. */
        moref: string;

        /** HostEvent createdTime. */
        createdTime: number;

        /** HostEvent type. */
        type: string;

        /** HostEvent message. */
        message: string;

        /** HostEvent vmxPath. */
        vmxPath: string;

        /** HostEvent instanceUuid. */
        instanceUuid: string;

        /** HostEvent aboutHost. */
        aboutHost: string;

        /** HostEvent arguments. */
        arguments: { [k: string]: string };

        /** HostEvent bootUuid. */
        bootUuid: string;

        /** HostEvent sequence. */
        sequence: number;

        /**
         * Creates a new HostEvent instance using the specified properties.
         * @param [properties] Properties to set
         * @returns HostEvent instance
         */
        static create(properties: microsphere.HostEvent.$Shape): microsphere.HostEvent & microsphere.HostEvent.$Shape;
        static create(properties?: microsphere.HostEvent.$Properties): microsphere.HostEvent;

        /**
         * Encodes the specified HostEvent message. Does not implicitly {@link microsphere.HostEvent.verify|verify} messages.
         * @param message HostEvent message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.HostEvent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified HostEvent message, length delimited. Does not implicitly {@link microsphere.HostEvent.verify|verify} messages.
         * @param message HostEvent message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.HostEvent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a HostEvent message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.HostEvent & microsphere.HostEvent.$Shape} HostEvent
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.HostEvent & microsphere.HostEvent.$Shape;

        /**
         * Decodes a HostEvent message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.HostEvent & microsphere.HostEvent.$Shape} HostEvent
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.HostEvent & microsphere.HostEvent.$Shape;

        /**
         * Verifies a HostEvent message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a HostEvent message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns HostEvent
         */
        static fromObject(object: { [k: string]: any }): microsphere.HostEvent;

        /**
         * Creates a plain object from a HostEvent message. Also converts values to other types if specified.
         * @param message HostEvent
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.HostEvent, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this HostEvent to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for HostEvent
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace HostEvent {

        /** Properties of a HostEvent. */
        interface $Properties {

            /** HostEvent moref */
            moref?: (string|null);

            /** HostEvent createdTime */
            createdTime?: (number|null);

            /** HostEvent type */
            type?: (string|null);

            /** HostEvent message */
            message?: (string|null);

            /** HostEvent vmxPath */
            vmxPath?: (string|null);

            /** HostEvent instanceUuid */
            instanceUuid?: (string|null);

            /** HostEvent aboutHost */
            aboutHost?: (string|null);

            /** HostEvent arguments */
            "arguments"?: ({ [k: string]: string }|null);

            /** HostEvent bootUuid */
            bootUuid?: (string|null);

            /** HostEvent sequence */
            sequence?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a HostEvent. */
        type $Shape = microsphere.HostEvent.$Properties;
    }

    /**
     * Properties of a ReadEventsRequest.
     * @deprecated Use microsphere.ReadEventsRequest.$Properties instead.
     */
    interface IReadEventsRequest extends microsphere.ReadEventsRequest.$Properties {
    }

    /** Represents a ReadEventsRequest. */
    class ReadEventsRequest {

        /**
         * Constructs a new ReadEventsRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.ReadEventsRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ReadEventsRequest bootUuid. */
        bootUuid: string;

        /** ReadEventsRequest afterSequence. */
        afterSequence: number;

        /**
         * Creates a new ReadEventsRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ReadEventsRequest instance
         */
        static create(properties: microsphere.ReadEventsRequest.$Shape): microsphere.ReadEventsRequest & microsphere.ReadEventsRequest.$Shape;
        static create(properties?: microsphere.ReadEventsRequest.$Properties): microsphere.ReadEventsRequest;

        /**
         * Encodes the specified ReadEventsRequest message. Does not implicitly {@link microsphere.ReadEventsRequest.verify|verify} messages.
         * @param message ReadEventsRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.ReadEventsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified ReadEventsRequest message, length delimited. Does not implicitly {@link microsphere.ReadEventsRequest.verify|verify} messages.
         * @param message ReadEventsRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.ReadEventsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ReadEventsRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.ReadEventsRequest & microsphere.ReadEventsRequest.$Shape} ReadEventsRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.ReadEventsRequest & microsphere.ReadEventsRequest.$Shape;

        /**
         * Decodes a ReadEventsRequest message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.ReadEventsRequest & microsphere.ReadEventsRequest.$Shape} ReadEventsRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.ReadEventsRequest & microsphere.ReadEventsRequest.$Shape;

        /**
         * Verifies a ReadEventsRequest message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a ReadEventsRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns ReadEventsRequest
         */
        static fromObject(object: { [k: string]: any }): microsphere.ReadEventsRequest;

        /**
         * Creates a plain object from a ReadEventsRequest message. Also converts values to other types if specified.
         * @param message ReadEventsRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.ReadEventsRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this ReadEventsRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for ReadEventsRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace ReadEventsRequest {

        /** Properties of a ReadEventsRequest. */
        interface $Properties {

            /** ReadEventsRequest bootUuid */
            bootUuid?: (string|null);

            /** ReadEventsRequest afterSequence */
            afterSequence?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ReadEventsRequest. */
        type $Shape = microsphere.ReadEventsRequest.$Properties;
    }

    /**
     * Properties of a ReadEventsResponse.
     * @deprecated Use microsphere.ReadEventsResponse.$Properties instead.
     */
    interface IReadEventsResponse extends microsphere.ReadEventsResponse.$Properties {
    }

    /** Represents a ReadEventsResponse. */
    class ReadEventsResponse {

        /**
         * Constructs a new ReadEventsResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.ReadEventsResponse.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ReadEventsResponse events. */
        events: microsphere.HostEvent.$Properties[];

        /**
         * Creates a new ReadEventsResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ReadEventsResponse instance
         */
        static create(properties: microsphere.ReadEventsResponse.$Shape): microsphere.ReadEventsResponse & microsphere.ReadEventsResponse.$Shape;
        static create(properties?: microsphere.ReadEventsResponse.$Properties): microsphere.ReadEventsResponse;

        /**
         * Encodes the specified ReadEventsResponse message. Does not implicitly {@link microsphere.ReadEventsResponse.verify|verify} messages.
         * @param message ReadEventsResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.ReadEventsResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified ReadEventsResponse message, length delimited. Does not implicitly {@link microsphere.ReadEventsResponse.verify|verify} messages.
         * @param message ReadEventsResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.ReadEventsResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ReadEventsResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.ReadEventsResponse & microsphere.ReadEventsResponse.$Shape} ReadEventsResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.ReadEventsResponse & microsphere.ReadEventsResponse.$Shape;

        /**
         * Decodes a ReadEventsResponse message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.ReadEventsResponse & microsphere.ReadEventsResponse.$Shape} ReadEventsResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.ReadEventsResponse & microsphere.ReadEventsResponse.$Shape;

        /**
         * Verifies a ReadEventsResponse message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a ReadEventsResponse message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns ReadEventsResponse
         */
        static fromObject(object: { [k: string]: any }): microsphere.ReadEventsResponse;

        /**
         * Creates a plain object from a ReadEventsResponse message. Also converts values to other types if specified.
         * @param message ReadEventsResponse
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.ReadEventsResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this ReadEventsResponse to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for ReadEventsResponse
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace ReadEventsResponse {

        /** Properties of a ReadEventsResponse. */
        interface $Properties {

            /** ReadEventsResponse events */
            events?: (microsphere.HostEvent.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ReadEventsResponse. */
        type $Shape = microsphere.ReadEventsResponse.$Properties;
    }

    /**
     * Properties of a ConnectHostRequest.
     * @deprecated Use microsphere.ConnectHostRequest.$Properties instead.
     */
    interface IConnectHostRequest extends microsphere.ConnectHostRequest.$Properties {
    }

    /** Represents a ConnectHostRequest. */
    class ConnectHostRequest {

        /**
         * Constructs a new ConnectHostRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.ConnectHostRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ConnectHostRequest moref. */
        moref: string;

        /** ConnectHostRequest vcenterUuid. */
        vcenterUuid: string;

        /** ConnectHostRequest checkOnly. */
        checkOnly: boolean;

        /**
         * Creates a new ConnectHostRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ConnectHostRequest instance
         */
        static create(properties: microsphere.ConnectHostRequest.$Shape): microsphere.ConnectHostRequest & microsphere.ConnectHostRequest.$Shape;
        static create(properties?: microsphere.ConnectHostRequest.$Properties): microsphere.ConnectHostRequest;

        /**
         * Encodes the specified ConnectHostRequest message. Does not implicitly {@link microsphere.ConnectHostRequest.verify|verify} messages.
         * @param message ConnectHostRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.ConnectHostRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified ConnectHostRequest message, length delimited. Does not implicitly {@link microsphere.ConnectHostRequest.verify|verify} messages.
         * @param message ConnectHostRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.ConnectHostRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ConnectHostRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.ConnectHostRequest & microsphere.ConnectHostRequest.$Shape} ConnectHostRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.ConnectHostRequest & microsphere.ConnectHostRequest.$Shape;

        /**
         * Decodes a ConnectHostRequest message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.ConnectHostRequest & microsphere.ConnectHostRequest.$Shape} ConnectHostRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.ConnectHostRequest & microsphere.ConnectHostRequest.$Shape;

        /**
         * Verifies a ConnectHostRequest message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a ConnectHostRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns ConnectHostRequest
         */
        static fromObject(object: { [k: string]: any }): microsphere.ConnectHostRequest;

        /**
         * Creates a plain object from a ConnectHostRequest message. Also converts values to other types if specified.
         * @param message ConnectHostRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.ConnectHostRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this ConnectHostRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for ConnectHostRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace ConnectHostRequest {

        /** Properties of a ConnectHostRequest. */
        interface $Properties {

            /** ConnectHostRequest moref */
            moref?: (string|null);

            /** ConnectHostRequest vcenterUuid */
            vcenterUuid?: (string|null);

            /** ConnectHostRequest checkOnly */
            checkOnly?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ConnectHostRequest. */
        type $Shape = microsphere.ConnectHostRequest.$Properties;
    }

    /**
     * Properties of a ConnectHostResponse.
     * @deprecated Use microsphere.ConnectHostResponse.$Properties instead.
     */
    interface IConnectHostResponse extends microsphere.ConnectHostResponse.$Properties {
    }

    /** Represents a ConnectHostResponse. */
    class ConnectHostResponse {

        /**
         * Constructs a new ConnectHostResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.ConnectHostResponse.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ConnectHostResponse hostName. */
        hostName: string;

        /** ConnectHostResponse bootUuid. */
        bootUuid: string;

        /** ConnectHostResponse numCpu. */
        numCpu: number;

        /** ConnectHostResponse cpuMhz. */
        cpuMhz: number;

        /** ConnectHostResponse memoryMb. */
        memoryMb: number;

        /** ConnectHostResponse datastores. */
        datastores: microsphere.DatastoreSummary.$Properties[];

        /** ConnectHostResponse endpoint. */
        endpoint: string;

        /** ConnectHostResponse vms. */
        vms: microsphere.VmRuntime.$Properties[];

        /** ConnectHostResponse cpuFeatures. */
        cpuFeatures: string[];

        /**
         * Creates a new ConnectHostResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ConnectHostResponse instance
         */
        static create(properties: microsphere.ConnectHostResponse.$Shape): microsphere.ConnectHostResponse & microsphere.ConnectHostResponse.$Shape;
        static create(properties?: microsphere.ConnectHostResponse.$Properties): microsphere.ConnectHostResponse;

        /**
         * Encodes the specified ConnectHostResponse message. Does not implicitly {@link microsphere.ConnectHostResponse.verify|verify} messages.
         * @param message ConnectHostResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.ConnectHostResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified ConnectHostResponse message, length delimited. Does not implicitly {@link microsphere.ConnectHostResponse.verify|verify} messages.
         * @param message ConnectHostResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.ConnectHostResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ConnectHostResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.ConnectHostResponse & microsphere.ConnectHostResponse.$Shape} ConnectHostResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.ConnectHostResponse & microsphere.ConnectHostResponse.$Shape;

        /**
         * Decodes a ConnectHostResponse message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.ConnectHostResponse & microsphere.ConnectHostResponse.$Shape} ConnectHostResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.ConnectHostResponse & microsphere.ConnectHostResponse.$Shape;

        /**
         * Verifies a ConnectHostResponse message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a ConnectHostResponse message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns ConnectHostResponse
         */
        static fromObject(object: { [k: string]: any }): microsphere.ConnectHostResponse;

        /**
         * Creates a plain object from a ConnectHostResponse message. Also converts values to other types if specified.
         * @param message ConnectHostResponse
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.ConnectHostResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this ConnectHostResponse to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for ConnectHostResponse
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace ConnectHostResponse {

        /** Properties of a ConnectHostResponse. */
        interface $Properties {

            /** ConnectHostResponse hostName */
            hostName?: (string|null);

            /** ConnectHostResponse bootUuid */
            bootUuid?: (string|null);

            /** ConnectHostResponse numCpu */
            numCpu?: (number|null);

            /** ConnectHostResponse cpuMhz */
            cpuMhz?: (number|null);

            /** ConnectHostResponse memoryMb */
            memoryMb?: (number|null);

            /** ConnectHostResponse datastores */
            datastores?: (microsphere.DatastoreSummary.$Properties[]|null);

            /** ConnectHostResponse endpoint */
            endpoint?: (string|null);

            /** ConnectHostResponse vms */
            vms?: (microsphere.VmRuntime.$Properties[]|null);

            /** ConnectHostResponse cpuFeatures */
            cpuFeatures?: (string[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ConnectHostResponse. */
        type $Shape = microsphere.ConnectHostResponse.$Properties;
    }

    /**
     * Properties of a ClusterHost.
     * @deprecated Use microsphere.ClusterHost.$Properties instead.
     */
    interface IClusterHost extends microsphere.ClusterHost.$Properties {
    }

    /** Represents a ClusterHost. */
    class ClusterHost {

        /**
         * Constructs a new ClusterHost.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.ClusterHost.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ClusterHost moref. */
        moref: string;

        /** ClusterHost hostName. */
        hostName: string;

        /** ClusterHost numCpu. */
        numCpu: number;

        /** ClusterHost cpuMhz. */
        cpuMhz: number;

        /** ClusterHost memoryMb. */
        memoryMb: number;

        /**
         * Creates a new ClusterHost instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ClusterHost instance
         */
        static create(properties: microsphere.ClusterHost.$Shape): microsphere.ClusterHost & microsphere.ClusterHost.$Shape;
        static create(properties?: microsphere.ClusterHost.$Properties): microsphere.ClusterHost;

        /**
         * Encodes the specified ClusterHost message. Does not implicitly {@link microsphere.ClusterHost.verify|verify} messages.
         * @param message ClusterHost message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.ClusterHost.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified ClusterHost message, length delimited. Does not implicitly {@link microsphere.ClusterHost.verify|verify} messages.
         * @param message ClusterHost message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.ClusterHost.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ClusterHost message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.ClusterHost & microsphere.ClusterHost.$Shape} ClusterHost
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.ClusterHost & microsphere.ClusterHost.$Shape;

        /**
         * Decodes a ClusterHost message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.ClusterHost & microsphere.ClusterHost.$Shape} ClusterHost
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.ClusterHost & microsphere.ClusterHost.$Shape;

        /**
         * Verifies a ClusterHost message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a ClusterHost message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns ClusterHost
         */
        static fromObject(object: { [k: string]: any }): microsphere.ClusterHost;

        /**
         * Creates a plain object from a ClusterHost message. Also converts values to other types if specified.
         * @param message ClusterHost
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.ClusterHost, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this ClusterHost to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for ClusterHost
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace ClusterHost {

        /** Properties of a ClusterHost. */
        interface $Properties {

            /** ClusterHost moref */
            moref?: (string|null);

            /** ClusterHost hostName */
            hostName?: (string|null);

            /** ClusterHost numCpu */
            numCpu?: (number|null);

            /** ClusterHost cpuMhz */
            cpuMhz?: (number|null);

            /** ClusterHost memoryMb */
            memoryMb?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ClusterHost. */
        type $Shape = microsphere.ClusterHost.$Properties;
    }

    /**
     * Properties of a ConfigureClusterRequest.
     * @deprecated Use microsphere.ConfigureClusterRequest.$Properties instead.
     */
    interface IConfigureClusterRequest extends microsphere.ConfigureClusterRequest.$Properties {
    }

    /** Represents a ConfigureClusterRequest. */
    class ConfigureClusterRequest {

        /**
         * Constructs a new ConfigureClusterRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.ConfigureClusterRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ConfigureClusterRequest cluster. */
        cluster: string;

        /** ConfigureClusterRequest version. */
        version: number;

        /** ConfigureClusterRequest dasEnabled. */
        dasEnabled: boolean;

        /** ConfigureClusterRequest hosts. */
        hosts: microsphere.ClusterHost.$Properties[];

        /** ConfigureClusterRequest heartbeatDatastores. */
        heartbeatDatastores: string[];

        /** ConfigureClusterRequest defaultVmSettings. */
        defaultVmSettings?: (microsphere.VmHaSettings.$Properties|null);

        /** ConfigureClusterRequest vmSettings. */
        vmSettings: microsphere.VmHaOverride.$Properties[];

        /** ConfigureClusterRequest hostMonitoring. */
        hostMonitoring: boolean;

        /** ConfigureClusterRequest failoverHosts. */
        failoverHosts: string[];

        /** ConfigureClusterRequest quarantinedHosts. */
        quarantinedHosts: string[];

        /** ConfigureClusterRequest dependencies. */
        dependencies: microsphere.DependencyRule.$Properties[];

        /** ConfigureClusterRequest vmHostRules. */
        vmHostRules: microsphere.VmHostRule.$Properties[];

        /** ConfigureClusterRequest antiAffinityRules. */
        antiAffinityRules: microsphere.AntiAffinityRule.$Properties[];

        /** ConfigureClusterRequest options. */
        options: microsphere.AdvancedOption.$Properties[];

        /**
         * Creates a new ConfigureClusterRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ConfigureClusterRequest instance
         */
        static create(properties: microsphere.ConfigureClusterRequest.$Shape): microsphere.ConfigureClusterRequest & microsphere.ConfigureClusterRequest.$Shape;
        static create(properties?: microsphere.ConfigureClusterRequest.$Properties): microsphere.ConfigureClusterRequest;

        /**
         * Encodes the specified ConfigureClusterRequest message. Does not implicitly {@link microsphere.ConfigureClusterRequest.verify|verify} messages.
         * @param message ConfigureClusterRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.ConfigureClusterRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified ConfigureClusterRequest message, length delimited. Does not implicitly {@link microsphere.ConfigureClusterRequest.verify|verify} messages.
         * @param message ConfigureClusterRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.ConfigureClusterRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ConfigureClusterRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.ConfigureClusterRequest & microsphere.ConfigureClusterRequest.$Shape} ConfigureClusterRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.ConfigureClusterRequest & microsphere.ConfigureClusterRequest.$Shape;

        /**
         * Decodes a ConfigureClusterRequest message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.ConfigureClusterRequest & microsphere.ConfigureClusterRequest.$Shape} ConfigureClusterRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.ConfigureClusterRequest & microsphere.ConfigureClusterRequest.$Shape;

        /**
         * Verifies a ConfigureClusterRequest message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a ConfigureClusterRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns ConfigureClusterRequest
         */
        static fromObject(object: { [k: string]: any }): microsphere.ConfigureClusterRequest;

        /**
         * Creates a plain object from a ConfigureClusterRequest message. Also converts values to other types if specified.
         * @param message ConfigureClusterRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.ConfigureClusterRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this ConfigureClusterRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for ConfigureClusterRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace ConfigureClusterRequest {

        /** Properties of a ConfigureClusterRequest. */
        interface $Properties {

            /** ConfigureClusterRequest cluster */
            cluster?: (string|null);

            /** ConfigureClusterRequest version */
            version?: (number|null);

            /** ConfigureClusterRequest dasEnabled */
            dasEnabled?: (boolean|null);

            /** ConfigureClusterRequest hosts */
            hosts?: (microsphere.ClusterHost.$Properties[]|null);

            /** ConfigureClusterRequest heartbeatDatastores */
            heartbeatDatastores?: (string[]|null);

            /** ConfigureClusterRequest defaultVmSettings */
            defaultVmSettings?: (microsphere.VmHaSettings.$Properties|null);

            /** ConfigureClusterRequest vmSettings */
            vmSettings?: (microsphere.VmHaOverride.$Properties[]|null);

            /** ConfigureClusterRequest hostMonitoring */
            hostMonitoring?: (boolean|null);

            /** ConfigureClusterRequest failoverHosts */
            failoverHosts?: (string[]|null);

            /** ConfigureClusterRequest quarantinedHosts */
            quarantinedHosts?: (string[]|null);

            /** ConfigureClusterRequest dependencies */
            dependencies?: (microsphere.DependencyRule.$Properties[]|null);

            /** ConfigureClusterRequest vmHostRules */
            vmHostRules?: (microsphere.VmHostRule.$Properties[]|null);

            /** ConfigureClusterRequest antiAffinityRules */
            antiAffinityRules?: (microsphere.AntiAffinityRule.$Properties[]|null);

            /** ConfigureClusterRequest options */
            options?: (microsphere.AdvancedOption.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ConfigureClusterRequest. */
        type $Shape = microsphere.ConfigureClusterRequest.$Properties;
    }

    /**
     * Properties of an AdvancedOption.
     * @deprecated Use microsphere.AdvancedOption.$Properties instead.
     */
    interface IAdvancedOption extends microsphere.AdvancedOption.$Properties {
    }

    /** Represents an AdvancedOption. */
    class AdvancedOption {

        /**
         * Constructs a new AdvancedOption.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.AdvancedOption.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** AdvancedOption key. */
        key: string;

        /** AdvancedOption value. */
        value: string;

        /**
         * Creates a new AdvancedOption instance using the specified properties.
         * @param [properties] Properties to set
         * @returns AdvancedOption instance
         */
        static create(properties: microsphere.AdvancedOption.$Shape): microsphere.AdvancedOption & microsphere.AdvancedOption.$Shape;
        static create(properties?: microsphere.AdvancedOption.$Properties): microsphere.AdvancedOption;

        /**
         * Encodes the specified AdvancedOption message. Does not implicitly {@link microsphere.AdvancedOption.verify|verify} messages.
         * @param message AdvancedOption message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.AdvancedOption.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified AdvancedOption message, length delimited. Does not implicitly {@link microsphere.AdvancedOption.verify|verify} messages.
         * @param message AdvancedOption message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.AdvancedOption.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an AdvancedOption message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.AdvancedOption & microsphere.AdvancedOption.$Shape} AdvancedOption
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.AdvancedOption & microsphere.AdvancedOption.$Shape;

        /**
         * Decodes an AdvancedOption message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.AdvancedOption & microsphere.AdvancedOption.$Shape} AdvancedOption
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.AdvancedOption & microsphere.AdvancedOption.$Shape;

        /**
         * Verifies an AdvancedOption message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates an AdvancedOption message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns AdvancedOption
         */
        static fromObject(object: { [k: string]: any }): microsphere.AdvancedOption;

        /**
         * Creates a plain object from an AdvancedOption message. Also converts values to other types if specified.
         * @param message AdvancedOption
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.AdvancedOption, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this AdvancedOption to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for AdvancedOption
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace AdvancedOption {

        /** Properties of an AdvancedOption. */
        interface $Properties {

            /** AdvancedOption key */
            key?: (string|null);

            /** AdvancedOption value */
            value?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an AdvancedOption. */
        type $Shape = microsphere.AdvancedOption.$Properties;
    }

    /**
     * Properties of a VmHaSettings.
     * @deprecated Use microsphere.VmHaSettings.$Properties instead.
     */
    interface IVmHaSettings extends microsphere.VmHaSettings.$Properties {
    }

    /** Represents a VmHaSettings. */
    class VmHaSettings {

        /**
         * Constructs a new VmHaSettings.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.VmHaSettings.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** VmHaSettings restartPriority. */
        restartPriority: string;

        /** VmHaSettings restartPriorityTimeoutSeconds. */
        restartPriorityTimeoutSeconds: number;

        /** VmHaSettings isolationResponse. */
        isolationResponse: string;

        /** VmHaSettings readyCondition. */
        readyCondition: string;

        /** VmHaSettings postReadyDelaySeconds. */
        postReadyDelaySeconds: number;

        /** VmHaSettings vmMonitoring. */
        vmMonitoring: string;

        /** VmHaSettings failureIntervalSeconds. */
        failureIntervalSeconds: number;

        /** VmHaSettings minUpTimeSeconds. */
        minUpTimeSeconds: number;

        /** VmHaSettings maxFailures. */
        maxFailures: number;

        /** VmHaSettings maxFailureWindowSeconds. */
        maxFailureWindowSeconds: number;

        /** VmHaSettings onApd. */
        onApd: string;

        /** VmHaSettings onPdl. */
        onPdl: string;

        /** VmHaSettings terminateDelayForApdSeconds. */
        terminateDelayForApdSeconds: number;

        /** VmHaSettings onApdCleared. */
        onApdCleared: string;

        /**
         * Creates a new VmHaSettings instance using the specified properties.
         * @param [properties] Properties to set
         * @returns VmHaSettings instance
         */
        static create(properties: microsphere.VmHaSettings.$Shape): microsphere.VmHaSettings & microsphere.VmHaSettings.$Shape;
        static create(properties?: microsphere.VmHaSettings.$Properties): microsphere.VmHaSettings;

        /**
         * Encodes the specified VmHaSettings message. Does not implicitly {@link microsphere.VmHaSettings.verify|verify} messages.
         * @param message VmHaSettings message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.VmHaSettings.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified VmHaSettings message, length delimited. Does not implicitly {@link microsphere.VmHaSettings.verify|verify} messages.
         * @param message VmHaSettings message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.VmHaSettings.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a VmHaSettings message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.VmHaSettings & microsphere.VmHaSettings.$Shape} VmHaSettings
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.VmHaSettings & microsphere.VmHaSettings.$Shape;

        /**
         * Decodes a VmHaSettings message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.VmHaSettings & microsphere.VmHaSettings.$Shape} VmHaSettings
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.VmHaSettings & microsphere.VmHaSettings.$Shape;

        /**
         * Verifies a VmHaSettings message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a VmHaSettings message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns VmHaSettings
         */
        static fromObject(object: { [k: string]: any }): microsphere.VmHaSettings;

        /**
         * Creates a plain object from a VmHaSettings message. Also converts values to other types if specified.
         * @param message VmHaSettings
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.VmHaSettings, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this VmHaSettings to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for VmHaSettings
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace VmHaSettings {

        /** Properties of a VmHaSettings. */
        interface $Properties {

            /** VmHaSettings restartPriority */
            restartPriority?: (string|null);

            /** VmHaSettings restartPriorityTimeoutSeconds */
            restartPriorityTimeoutSeconds?: (number|null);

            /** VmHaSettings isolationResponse */
            isolationResponse?: (string|null);

            /** VmHaSettings readyCondition */
            readyCondition?: (string|null);

            /** VmHaSettings postReadyDelaySeconds */
            postReadyDelaySeconds?: (number|null);

            /** VmHaSettings vmMonitoring */
            vmMonitoring?: (string|null);

            /** VmHaSettings failureIntervalSeconds */
            failureIntervalSeconds?: (number|null);

            /** VmHaSettings minUpTimeSeconds */
            minUpTimeSeconds?: (number|null);

            /** VmHaSettings maxFailures */
            maxFailures?: (number|null);

            /** VmHaSettings maxFailureWindowSeconds */
            maxFailureWindowSeconds?: (number|null);

            /** VmHaSettings onApd */
            onApd?: (string|null);

            /** VmHaSettings onPdl */
            onPdl?: (string|null);

            /** VmHaSettings terminateDelayForApdSeconds */
            terminateDelayForApdSeconds?: (number|null);

            /** VmHaSettings onApdCleared */
            onApdCleared?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a VmHaSettings. */
        type $Shape = microsphere.VmHaSettings.$Properties;
    }

    /**
     * Properties of a VmHaOverride.
     * @deprecated Use microsphere.VmHaOverride.$Properties instead.
     */
    interface IVmHaOverride extends microsphere.VmHaOverride.$Properties {
    }

    /** Represents a VmHaOverride. */
    class VmHaOverride {

        /**
         * Constructs a new VmHaOverride.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.VmHaOverride.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** VmHaOverride instanceUuid. */
        instanceUuid: string;

        /** VmHaOverride settings. */
        settings?: (microsphere.VmHaSettings.$Properties|null);

        /**
         * Creates a new VmHaOverride instance using the specified properties.
         * @param [properties] Properties to set
         * @returns VmHaOverride instance
         */
        static create(properties: microsphere.VmHaOverride.$Shape): microsphere.VmHaOverride & microsphere.VmHaOverride.$Shape;
        static create(properties?: microsphere.VmHaOverride.$Properties): microsphere.VmHaOverride;

        /**
         * Encodes the specified VmHaOverride message. Does not implicitly {@link microsphere.VmHaOverride.verify|verify} messages.
         * @param message VmHaOverride message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.VmHaOverride.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified VmHaOverride message, length delimited. Does not implicitly {@link microsphere.VmHaOverride.verify|verify} messages.
         * @param message VmHaOverride message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.VmHaOverride.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a VmHaOverride message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.VmHaOverride & microsphere.VmHaOverride.$Shape} VmHaOverride
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.VmHaOverride & microsphere.VmHaOverride.$Shape;

        /**
         * Decodes a VmHaOverride message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.VmHaOverride & microsphere.VmHaOverride.$Shape} VmHaOverride
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.VmHaOverride & microsphere.VmHaOverride.$Shape;

        /**
         * Verifies a VmHaOverride message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a VmHaOverride message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns VmHaOverride
         */
        static fromObject(object: { [k: string]: any }): microsphere.VmHaOverride;

        /**
         * Creates a plain object from a VmHaOverride message. Also converts values to other types if specified.
         * @param message VmHaOverride
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.VmHaOverride, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this VmHaOverride to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for VmHaOverride
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace VmHaOverride {

        /** Properties of a VmHaOverride. */
        interface $Properties {

            /** VmHaOverride instanceUuid */
            instanceUuid?: (string|null);

            /** VmHaOverride settings */
            settings?: (microsphere.VmHaSettings.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a VmHaOverride. */
        type $Shape = microsphere.VmHaOverride.$Properties;
    }

    /**
     * Properties of a DependencyRule.
     * @deprecated Use microsphere.DependencyRule.$Properties instead.
     */
    interface IDependencyRule extends microsphere.DependencyRule.$Properties {
    }

    /** Represents a DependencyRule. */
    class DependencyRule {

        /**
         * Constructs a new DependencyRule.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.DependencyRule.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** DependencyRule name. */
        name: string;

        /** DependencyRule vms. */
        vms: string[];

        /** DependencyRule dependsOn. */
        dependsOn: string[];

        /**
         * Creates a new DependencyRule instance using the specified properties.
         * @param [properties] Properties to set
         * @returns DependencyRule instance
         */
        static create(properties: microsphere.DependencyRule.$Shape): microsphere.DependencyRule & microsphere.DependencyRule.$Shape;
        static create(properties?: microsphere.DependencyRule.$Properties): microsphere.DependencyRule;

        /**
         * Encodes the specified DependencyRule message. Does not implicitly {@link microsphere.DependencyRule.verify|verify} messages.
         * @param message DependencyRule message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.DependencyRule.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified DependencyRule message, length delimited. Does not implicitly {@link microsphere.DependencyRule.verify|verify} messages.
         * @param message DependencyRule message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.DependencyRule.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a DependencyRule message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.DependencyRule & microsphere.DependencyRule.$Shape} DependencyRule
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.DependencyRule & microsphere.DependencyRule.$Shape;

        /**
         * Decodes a DependencyRule message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.DependencyRule & microsphere.DependencyRule.$Shape} DependencyRule
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.DependencyRule & microsphere.DependencyRule.$Shape;

        /**
         * Verifies a DependencyRule message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a DependencyRule message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns DependencyRule
         */
        static fromObject(object: { [k: string]: any }): microsphere.DependencyRule;

        /**
         * Creates a plain object from a DependencyRule message. Also converts values to other types if specified.
         * @param message DependencyRule
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.DependencyRule, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this DependencyRule to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for DependencyRule
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace DependencyRule {

        /** Properties of a DependencyRule. */
        interface $Properties {

            /** DependencyRule name */
            name?: (string|null);

            /** DependencyRule vms */
            vms?: (string[]|null);

            /** DependencyRule dependsOn */
            dependsOn?: (string[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a DependencyRule. */
        type $Shape = microsphere.DependencyRule.$Properties;
    }

    /**
     * Properties of a VmHostRule.
     * @deprecated Use microsphere.VmHostRule.$Properties instead.
     */
    interface IVmHostRule extends microsphere.VmHostRule.$Properties {
    }

    /** Represents a VmHostRule. */
    class VmHostRule {

        /**
         * Constructs a new VmHostRule.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.VmHostRule.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** VmHostRule name. */
        name: string;

        /** VmHostRule vms. */
        vms: string[];

        /** VmHostRule hosts. */
        hosts: string[];

        /** VmHostRule affine. */
        affine: boolean;

        /** VmHostRule mandatory. */
        mandatory: boolean;

        /**
         * Creates a new VmHostRule instance using the specified properties.
         * @param [properties] Properties to set
         * @returns VmHostRule instance
         */
        static create(properties: microsphere.VmHostRule.$Shape): microsphere.VmHostRule & microsphere.VmHostRule.$Shape;
        static create(properties?: microsphere.VmHostRule.$Properties): microsphere.VmHostRule;

        /**
         * Encodes the specified VmHostRule message. Does not implicitly {@link microsphere.VmHostRule.verify|verify} messages.
         * @param message VmHostRule message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.VmHostRule.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified VmHostRule message, length delimited. Does not implicitly {@link microsphere.VmHostRule.verify|verify} messages.
         * @param message VmHostRule message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.VmHostRule.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a VmHostRule message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.VmHostRule & microsphere.VmHostRule.$Shape} VmHostRule
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.VmHostRule & microsphere.VmHostRule.$Shape;

        /**
         * Decodes a VmHostRule message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.VmHostRule & microsphere.VmHostRule.$Shape} VmHostRule
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.VmHostRule & microsphere.VmHostRule.$Shape;

        /**
         * Verifies a VmHostRule message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a VmHostRule message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns VmHostRule
         */
        static fromObject(object: { [k: string]: any }): microsphere.VmHostRule;

        /**
         * Creates a plain object from a VmHostRule message. Also converts values to other types if specified.
         * @param message VmHostRule
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.VmHostRule, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this VmHostRule to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for VmHostRule
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace VmHostRule {

        /** Properties of a VmHostRule. */
        interface $Properties {

            /** VmHostRule name */
            name?: (string|null);

            /** VmHostRule vms */
            vms?: (string[]|null);

            /** VmHostRule hosts */
            hosts?: (string[]|null);

            /** VmHostRule affine */
            affine?: (boolean|null);

            /** VmHostRule mandatory */
            mandatory?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a VmHostRule. */
        type $Shape = microsphere.VmHostRule.$Properties;
    }

    /**
     * Properties of an AntiAffinityRule.
     * @deprecated Use microsphere.AntiAffinityRule.$Properties instead.
     */
    interface IAntiAffinityRule extends microsphere.AntiAffinityRule.$Properties {
    }

    /** Represents an AntiAffinityRule. */
    class AntiAffinityRule {

        /**
         * Constructs a new AntiAffinityRule.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.AntiAffinityRule.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** AntiAffinityRule name. */
        name: string;

        /** AntiAffinityRule vms. */
        vms: string[];

        /** AntiAffinityRule mandatory. */
        mandatory: boolean;

        /**
         * Creates a new AntiAffinityRule instance using the specified properties.
         * @param [properties] Properties to set
         * @returns AntiAffinityRule instance
         */
        static create(properties: microsphere.AntiAffinityRule.$Shape): microsphere.AntiAffinityRule & microsphere.AntiAffinityRule.$Shape;
        static create(properties?: microsphere.AntiAffinityRule.$Properties): microsphere.AntiAffinityRule;

        /**
         * Encodes the specified AntiAffinityRule message. Does not implicitly {@link microsphere.AntiAffinityRule.verify|verify} messages.
         * @param message AntiAffinityRule message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.AntiAffinityRule.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified AntiAffinityRule message, length delimited. Does not implicitly {@link microsphere.AntiAffinityRule.verify|verify} messages.
         * @param message AntiAffinityRule message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.AntiAffinityRule.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an AntiAffinityRule message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.AntiAffinityRule & microsphere.AntiAffinityRule.$Shape} AntiAffinityRule
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.AntiAffinityRule & microsphere.AntiAffinityRule.$Shape;

        /**
         * Decodes an AntiAffinityRule message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.AntiAffinityRule & microsphere.AntiAffinityRule.$Shape} AntiAffinityRule
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.AntiAffinityRule & microsphere.AntiAffinityRule.$Shape;

        /**
         * Verifies an AntiAffinityRule message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates an AntiAffinityRule message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns AntiAffinityRule
         */
        static fromObject(object: { [k: string]: any }): microsphere.AntiAffinityRule;

        /**
         * Creates a plain object from an AntiAffinityRule message. Also converts values to other types if specified.
         * @param message AntiAffinityRule
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.AntiAffinityRule, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this AntiAffinityRule to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for AntiAffinityRule
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace AntiAffinityRule {

        /** Properties of an AntiAffinityRule. */
        interface $Properties {

            /** AntiAffinityRule name */
            name?: (string|null);

            /** AntiAffinityRule vms */
            vms?: (string[]|null);

            /** AntiAffinityRule mandatory */
            mandatory?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an AntiAffinityRule. */
        type $Shape = microsphere.AntiAffinityRule.$Properties;
    }

    /**
     * Properties of a ProtectVmsRequest.
     * @deprecated Use microsphere.ProtectVmsRequest.$Properties instead.
     */
    interface IProtectVmsRequest extends microsphere.ProtectVmsRequest.$Properties {
    }

    /** Represents a ProtectVmsRequest. */
    class ProtectVmsRequest {

        /**
         * Constructs a new ProtectVmsRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.ProtectVmsRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ProtectVmsRequest vms. */
        vms: microsphere.ProtectedVm.$Properties[];

        /**
         * Creates a new ProtectVmsRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ProtectVmsRequest instance
         */
        static create(properties: microsphere.ProtectVmsRequest.$Shape): microsphere.ProtectVmsRequest & microsphere.ProtectVmsRequest.$Shape;
        static create(properties?: microsphere.ProtectVmsRequest.$Properties): microsphere.ProtectVmsRequest;

        /**
         * Encodes the specified ProtectVmsRequest message. Does not implicitly {@link microsphere.ProtectVmsRequest.verify|verify} messages.
         * @param message ProtectVmsRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.ProtectVmsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified ProtectVmsRequest message, length delimited. Does not implicitly {@link microsphere.ProtectVmsRequest.verify|verify} messages.
         * @param message ProtectVmsRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.ProtectVmsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ProtectVmsRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.ProtectVmsRequest & microsphere.ProtectVmsRequest.$Shape} ProtectVmsRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.ProtectVmsRequest & microsphere.ProtectVmsRequest.$Shape;

        /**
         * Decodes a ProtectVmsRequest message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.ProtectVmsRequest & microsphere.ProtectVmsRequest.$Shape} ProtectVmsRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.ProtectVmsRequest & microsphere.ProtectVmsRequest.$Shape;

        /**
         * Verifies a ProtectVmsRequest message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a ProtectVmsRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns ProtectVmsRequest
         */
        static fromObject(object: { [k: string]: any }): microsphere.ProtectVmsRequest;

        /**
         * Creates a plain object from a ProtectVmsRequest message. Also converts values to other types if specified.
         * @param message ProtectVmsRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.ProtectVmsRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this ProtectVmsRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for ProtectVmsRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace ProtectVmsRequest {

        /** Properties of a ProtectVmsRequest. */
        interface $Properties {

            /** ProtectVmsRequest vms */
            vms?: (microsphere.ProtectedVm.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ProtectVmsRequest. */
        type $Shape = microsphere.ProtectVmsRequest.$Properties;
    }

    /**
     * Properties of a ProtectedVm.
     * @deprecated Use microsphere.ProtectedVm.$Properties instead.
     */
    interface IProtectedVm extends microsphere.ProtectedVm.$Properties {
    }

    /** Represents a ProtectedVm. */
    class ProtectedVm {

        /**
         * Constructs a new ProtectedVm.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.ProtectedVm.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ProtectedVm instanceUuid. */
        instanceUuid: string;

        /** ProtectedVm vmxPath. */
        vmxPath: string;

        /** ProtectedVm memoryMb. */
        memoryMb: number;

        /** ProtectedVm cpuReservationMhz. */
        cpuReservationMhz: number;

        /**
         * Creates a new ProtectedVm instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ProtectedVm instance
         */
        static create(properties: microsphere.ProtectedVm.$Shape): microsphere.ProtectedVm & microsphere.ProtectedVm.$Shape;
        static create(properties?: microsphere.ProtectedVm.$Properties): microsphere.ProtectedVm;

        /**
         * Encodes the specified ProtectedVm message. Does not implicitly {@link microsphere.ProtectedVm.verify|verify} messages.
         * @param message ProtectedVm message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.ProtectedVm.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified ProtectedVm message, length delimited. Does not implicitly {@link microsphere.ProtectedVm.verify|verify} messages.
         * @param message ProtectedVm message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.ProtectedVm.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ProtectedVm message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.ProtectedVm & microsphere.ProtectedVm.$Shape} ProtectedVm
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.ProtectedVm & microsphere.ProtectedVm.$Shape;

        /**
         * Decodes a ProtectedVm message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.ProtectedVm & microsphere.ProtectedVm.$Shape} ProtectedVm
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.ProtectedVm & microsphere.ProtectedVm.$Shape;

        /**
         * Verifies a ProtectedVm message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a ProtectedVm message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns ProtectedVm
         */
        static fromObject(object: { [k: string]: any }): microsphere.ProtectedVm;

        /**
         * Creates a plain object from a ProtectedVm message. Also converts values to other types if specified.
         * @param message ProtectedVm
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.ProtectedVm, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this ProtectedVm to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for ProtectedVm
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace ProtectedVm {

        /** Properties of a ProtectedVm. */
        interface $Properties {

            /** ProtectedVm instanceUuid */
            instanceUuid?: (string|null);

            /** ProtectedVm vmxPath */
            vmxPath?: (string|null);

            /** ProtectedVm memoryMb */
            memoryMb?: (number|null);

            /** ProtectedVm cpuReservationMhz */
            cpuReservationMhz?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ProtectedVm. */
        type $Shape = microsphere.ProtectedVm.$Properties;
    }

    /**
     * Properties of a NetworkAdapter.
     * @deprecated Use microsphere.NetworkAdapter.$Properties instead.
     */
    interface INetworkAdapter extends microsphere.NetworkAdapter.$Properties {
    }

    /** Represents a NetworkAdapter. */
    class NetworkAdapter {

        /**
         * Constructs a new NetworkAdapter.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.NetworkAdapter.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** NetworkAdapter macAddress. */
        macAddress: string;

        /** NetworkAdapter network. */
        network: string;

        /**
         * Creates a new NetworkAdapter instance using the specified properties.
         * @param [properties] Properties to set
         * @returns NetworkAdapter instance
         */
        static create(properties: microsphere.NetworkAdapter.$Shape): microsphere.NetworkAdapter & microsphere.NetworkAdapter.$Shape;
        static create(properties?: microsphere.NetworkAdapter.$Properties): microsphere.NetworkAdapter;

        /**
         * Encodes the specified NetworkAdapter message. Does not implicitly {@link microsphere.NetworkAdapter.verify|verify} messages.
         * @param message NetworkAdapter message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.NetworkAdapter.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified NetworkAdapter message, length delimited. Does not implicitly {@link microsphere.NetworkAdapter.verify|verify} messages.
         * @param message NetworkAdapter message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.NetworkAdapter.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a NetworkAdapter message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.NetworkAdapter & microsphere.NetworkAdapter.$Shape} NetworkAdapter
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.NetworkAdapter & microsphere.NetworkAdapter.$Shape;

        /**
         * Decodes a NetworkAdapter message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.NetworkAdapter & microsphere.NetworkAdapter.$Shape} NetworkAdapter
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.NetworkAdapter & microsphere.NetworkAdapter.$Shape;

        /**
         * Verifies a NetworkAdapter message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a NetworkAdapter message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns NetworkAdapter
         */
        static fromObject(object: { [k: string]: any }): microsphere.NetworkAdapter;

        /**
         * Creates a plain object from a NetworkAdapter message. Also converts values to other types if specified.
         * @param message NetworkAdapter
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.NetworkAdapter, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this NetworkAdapter to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for NetworkAdapter
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace NetworkAdapter {

        /** Properties of a NetworkAdapter. */
        interface $Properties {

            /** NetworkAdapter macAddress */
            macAddress?: (string|null);

            /** NetworkAdapter network */
            network?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a NetworkAdapter. */
        type $Shape = microsphere.NetworkAdapter.$Properties;
    }

    /**
     * Properties of a CreateVmRequest.
     * @deprecated Use microsphere.CreateVmRequest.$Properties instead.
     */
    interface ICreateVmRequest extends microsphere.CreateVmRequest.$Properties {
    }

    /** Represents a CreateVmRequest. */
    class CreateVmRequest {

        /**
         * Constructs a new CreateVmRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.CreateVmRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CreateVmRequest name. */
        name: string;

        /** CreateVmRequest instanceUuid. */
        instanceUuid: string;

        /** CreateVmRequest biosUuid. */
        biosUuid: string;

        /** CreateVmRequest datastore. */
        datastore: string;

        /** CreateVmRequest numCpu. */
        numCpu: number;

        /** CreateVmRequest memoryMb. */
        memoryMb: number;

        /** CreateVmRequest image. */
        image: string;

        /** CreateVmRequest diskBytes. */
        diskBytes: number;

        /** CreateVmRequest adapters. */
        adapters: microsphere.NetworkAdapter.$Properties[];

        /** CreateVmRequest extraConfig. */
        extraConfig: { [k: string]: string };

        /** CreateVmRequest restartPriority. */
        restartPriority: string;

        /** CreateVmRequest provisioning. */
        provisioning: microsphere.DiskProvisioning;

        /** CreateVmRequest cpuReservationMhz. */
        cpuReservationMhz: number;

        /**
         * Creates a new CreateVmRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns CreateVmRequest instance
         */
        static create(properties: microsphere.CreateVmRequest.$Shape): microsphere.CreateVmRequest & microsphere.CreateVmRequest.$Shape;
        static create(properties?: microsphere.CreateVmRequest.$Properties): microsphere.CreateVmRequest;

        /**
         * Encodes the specified CreateVmRequest message. Does not implicitly {@link microsphere.CreateVmRequest.verify|verify} messages.
         * @param message CreateVmRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.CreateVmRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified CreateVmRequest message, length delimited. Does not implicitly {@link microsphere.CreateVmRequest.verify|verify} messages.
         * @param message CreateVmRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.CreateVmRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CreateVmRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.CreateVmRequest & microsphere.CreateVmRequest.$Shape} CreateVmRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.CreateVmRequest & microsphere.CreateVmRequest.$Shape;

        /**
         * Decodes a CreateVmRequest message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.CreateVmRequest & microsphere.CreateVmRequest.$Shape} CreateVmRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.CreateVmRequest & microsphere.CreateVmRequest.$Shape;

        /**
         * Verifies a CreateVmRequest message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a CreateVmRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns CreateVmRequest
         */
        static fromObject(object: { [k: string]: any }): microsphere.CreateVmRequest;

        /**
         * Creates a plain object from a CreateVmRequest message. Also converts values to other types if specified.
         * @param message CreateVmRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.CreateVmRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this CreateVmRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for CreateVmRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace CreateVmRequest {

        /** Properties of a CreateVmRequest. */
        interface $Properties {

            /** CreateVmRequest name */
            name?: (string|null);

            /** CreateVmRequest instanceUuid */
            instanceUuid?: (string|null);

            /** CreateVmRequest biosUuid */
            biosUuid?: (string|null);

            /** CreateVmRequest datastore */
            datastore?: (string|null);

            /** CreateVmRequest numCpu */
            numCpu?: (number|null);

            /** CreateVmRequest memoryMb */
            memoryMb?: (number|null);

            /** CreateVmRequest image */
            image?: (string|null);

            /** CreateVmRequest diskBytes */
            diskBytes?: (number|null);

            /** CreateVmRequest adapters */
            adapters?: (microsphere.NetworkAdapter.$Properties[]|null);

            /** CreateVmRequest extraConfig */
            extraConfig?: ({ [k: string]: string }|null);

            /** CreateVmRequest restartPriority */
            restartPriority?: (string|null);

            /** CreateVmRequest provisioning */
            provisioning?: (microsphere.DiskProvisioning|null);

            /** CreateVmRequest cpuReservationMhz */
            cpuReservationMhz?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CreateVmRequest. */
        type $Shape = microsphere.CreateVmRequest.$Properties;
    }

    /**
     * Properties of a CreateVmResponse.
     * @deprecated Use microsphere.CreateVmResponse.$Properties instead.
     */
    interface ICreateVmResponse extends microsphere.CreateVmResponse.$Properties {
    }

    /** Represents a CreateVmResponse. */
    class CreateVmResponse {

        /**
         * Constructs a new CreateVmResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.CreateVmResponse.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CreateVmResponse vmxPath. */
        vmxPath: string;

        /**
         * Creates a new CreateVmResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns CreateVmResponse instance
         */
        static create(properties: microsphere.CreateVmResponse.$Shape): microsphere.CreateVmResponse & microsphere.CreateVmResponse.$Shape;
        static create(properties?: microsphere.CreateVmResponse.$Properties): microsphere.CreateVmResponse;

        /**
         * Encodes the specified CreateVmResponse message. Does not implicitly {@link microsphere.CreateVmResponse.verify|verify} messages.
         * @param message CreateVmResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.CreateVmResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified CreateVmResponse message, length delimited. Does not implicitly {@link microsphere.CreateVmResponse.verify|verify} messages.
         * @param message CreateVmResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.CreateVmResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CreateVmResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.CreateVmResponse & microsphere.CreateVmResponse.$Shape} CreateVmResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.CreateVmResponse & microsphere.CreateVmResponse.$Shape;

        /**
         * Decodes a CreateVmResponse message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.CreateVmResponse & microsphere.CreateVmResponse.$Shape} CreateVmResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.CreateVmResponse & microsphere.CreateVmResponse.$Shape;

        /**
         * Verifies a CreateVmResponse message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a CreateVmResponse message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns CreateVmResponse
         */
        static fromObject(object: { [k: string]: any }): microsphere.CreateVmResponse;

        /**
         * Creates a plain object from a CreateVmResponse message. Also converts values to other types if specified.
         * @param message CreateVmResponse
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.CreateVmResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this CreateVmResponse to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for CreateVmResponse
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace CreateVmResponse {

        /** Properties of a CreateVmResponse. */
        interface $Properties {

            /** CreateVmResponse vmxPath */
            vmxPath?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CreateVmResponse. */
        type $Shape = microsphere.CreateVmResponse.$Properties;
    }

    /**
     * Properties of a CloneVmRequest.
     * @deprecated Use microsphere.CloneVmRequest.$Properties instead.
     */
    interface ICloneVmRequest extends microsphere.CloneVmRequest.$Properties {
    }

    /** Represents a CloneVmRequest. */
    class CloneVmRequest {

        /**
         * Constructs a new CloneVmRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.CloneVmRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CloneVmRequest vmxPath. */
        vmxPath: string;

        /** CloneVmRequest name. */
        name: string;

        /** CloneVmRequest instanceUuid. */
        instanceUuid: string;

        /** CloneVmRequest biosUuid. */
        biosUuid: string;

        /** CloneVmRequest datastore. */
        datastore: string;

        /** CloneVmRequest adapters. */
        adapters: microsphere.NetworkAdapter.$Properties[];

        /** CloneVmRequest snapshotUid. */
        snapshotUid: number;

        /** CloneVmRequest linked. */
        linked: boolean;

        /** CloneVmRequest provisioning. */
        provisioning?: (microsphere.DiskProvisioning|null);

        /** CloneVmRequest extraConfig. */
        extraConfig: { [k: string]: string };

        /** CloneVmRequest cpuReservationMhz. */
        cpuReservationMhz?: (number|null);

        /**
         * Creates a new CloneVmRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns CloneVmRequest instance
         */
        static create(properties: microsphere.CloneVmRequest.$Shape): microsphere.CloneVmRequest & microsphere.CloneVmRequest.$Shape;
        static create(properties?: microsphere.CloneVmRequest.$Properties): microsphere.CloneVmRequest;

        /**
         * Encodes the specified CloneVmRequest message. Does not implicitly {@link microsphere.CloneVmRequest.verify|verify} messages.
         * @param message CloneVmRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.CloneVmRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified CloneVmRequest message, length delimited. Does not implicitly {@link microsphere.CloneVmRequest.verify|verify} messages.
         * @param message CloneVmRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.CloneVmRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CloneVmRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.CloneVmRequest & microsphere.CloneVmRequest.$Shape} CloneVmRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.CloneVmRequest & microsphere.CloneVmRequest.$Shape;

        /**
         * Decodes a CloneVmRequest message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.CloneVmRequest & microsphere.CloneVmRequest.$Shape} CloneVmRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.CloneVmRequest & microsphere.CloneVmRequest.$Shape;

        /**
         * Verifies a CloneVmRequest message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a CloneVmRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns CloneVmRequest
         */
        static fromObject(object: { [k: string]: any }): microsphere.CloneVmRequest;

        /**
         * Creates a plain object from a CloneVmRequest message. Also converts values to other types if specified.
         * @param message CloneVmRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.CloneVmRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this CloneVmRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for CloneVmRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace CloneVmRequest {

        /** Properties of a CloneVmRequest. */
        interface $Properties {

            /** CloneVmRequest vmxPath */
            vmxPath?: (string|null);

            /** CloneVmRequest name */
            name?: (string|null);

            /** CloneVmRequest instanceUuid */
            instanceUuid?: (string|null);

            /** CloneVmRequest biosUuid */
            biosUuid?: (string|null);

            /** CloneVmRequest datastore */
            datastore?: (string|null);

            /** CloneVmRequest adapters */
            adapters?: (microsphere.NetworkAdapter.$Properties[]|null);

            /** CloneVmRequest snapshotUid */
            snapshotUid?: (number|null);

            /** CloneVmRequest linked */
            linked?: (boolean|null);

            /** CloneVmRequest provisioning */
            provisioning?: (microsphere.DiskProvisioning|null);

            /** CloneVmRequest extraConfig */
            extraConfig?: ({ [k: string]: string }|null);

            /** CloneVmRequest cpuReservationMhz */
            cpuReservationMhz?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CloneVmRequest. */
        type $Shape = microsphere.CloneVmRequest.$Properties;
    }

    /**
     * Properties of a CreateSnapshotRequest.
     * @deprecated Use microsphere.CreateSnapshotRequest.$Properties instead.
     */
    interface ICreateSnapshotRequest extends microsphere.CreateSnapshotRequest.$Properties {
    }

    /** Represents a CreateSnapshotRequest. */
    class CreateSnapshotRequest {

        /**
         * Constructs a new CreateSnapshotRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.CreateSnapshotRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CreateSnapshotRequest vmxPath. */
        vmxPath: string;

        /** CreateSnapshotRequest name. */
        name: string;

        /** CreateSnapshotRequest description. */
        description: string;

        /** CreateSnapshotRequest memory. */
        memory: boolean;

        /** CreateSnapshotRequest quiesce. */
        quiesce: boolean;

        /**
         * Creates a new CreateSnapshotRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns CreateSnapshotRequest instance
         */
        static create(properties: microsphere.CreateSnapshotRequest.$Shape): microsphere.CreateSnapshotRequest & microsphere.CreateSnapshotRequest.$Shape;
        static create(properties?: microsphere.CreateSnapshotRequest.$Properties): microsphere.CreateSnapshotRequest;

        /**
         * Encodes the specified CreateSnapshotRequest message. Does not implicitly {@link microsphere.CreateSnapshotRequest.verify|verify} messages.
         * @param message CreateSnapshotRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.CreateSnapshotRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified CreateSnapshotRequest message, length delimited. Does not implicitly {@link microsphere.CreateSnapshotRequest.verify|verify} messages.
         * @param message CreateSnapshotRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.CreateSnapshotRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CreateSnapshotRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.CreateSnapshotRequest & microsphere.CreateSnapshotRequest.$Shape} CreateSnapshotRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.CreateSnapshotRequest & microsphere.CreateSnapshotRequest.$Shape;

        /**
         * Decodes a CreateSnapshotRequest message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.CreateSnapshotRequest & microsphere.CreateSnapshotRequest.$Shape} CreateSnapshotRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.CreateSnapshotRequest & microsphere.CreateSnapshotRequest.$Shape;

        /**
         * Verifies a CreateSnapshotRequest message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a CreateSnapshotRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns CreateSnapshotRequest
         */
        static fromObject(object: { [k: string]: any }): microsphere.CreateSnapshotRequest;

        /**
         * Creates a plain object from a CreateSnapshotRequest message. Also converts values to other types if specified.
         * @param message CreateSnapshotRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.CreateSnapshotRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this CreateSnapshotRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for CreateSnapshotRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace CreateSnapshotRequest {

        /** Properties of a CreateSnapshotRequest. */
        interface $Properties {

            /** CreateSnapshotRequest vmxPath */
            vmxPath?: (string|null);

            /** CreateSnapshotRequest name */
            name?: (string|null);

            /** CreateSnapshotRequest description */
            description?: (string|null);

            /** CreateSnapshotRequest memory */
            memory?: (boolean|null);

            /** CreateSnapshotRequest quiesce */
            quiesce?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CreateSnapshotRequest. */
        type $Shape = microsphere.CreateSnapshotRequest.$Properties;
    }

    /**
     * Properties of a CreateSnapshotResponse.
     * @deprecated Use microsphere.CreateSnapshotResponse.$Properties instead.
     */
    interface ICreateSnapshotResponse extends microsphere.CreateSnapshotResponse.$Properties {
    }

    /** Represents a CreateSnapshotResponse. */
    class CreateSnapshotResponse {

        /**
         * Constructs a new CreateSnapshotResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.CreateSnapshotResponse.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CreateSnapshotResponse uid. */
        uid: number;

        /** CreateSnapshotResponse vm. */
        vm?: (microsphere.VmRuntime.$Properties|null);

        /**
         * Creates a new CreateSnapshotResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns CreateSnapshotResponse instance
         */
        static create(properties: microsphere.CreateSnapshotResponse.$Shape): microsphere.CreateSnapshotResponse & microsphere.CreateSnapshotResponse.$Shape;
        static create(properties?: microsphere.CreateSnapshotResponse.$Properties): microsphere.CreateSnapshotResponse;

        /**
         * Encodes the specified CreateSnapshotResponse message. Does not implicitly {@link microsphere.CreateSnapshotResponse.verify|verify} messages.
         * @param message CreateSnapshotResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.CreateSnapshotResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified CreateSnapshotResponse message, length delimited. Does not implicitly {@link microsphere.CreateSnapshotResponse.verify|verify} messages.
         * @param message CreateSnapshotResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.CreateSnapshotResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CreateSnapshotResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.CreateSnapshotResponse & microsphere.CreateSnapshotResponse.$Shape} CreateSnapshotResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.CreateSnapshotResponse & microsphere.CreateSnapshotResponse.$Shape;

        /**
         * Decodes a CreateSnapshotResponse message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.CreateSnapshotResponse & microsphere.CreateSnapshotResponse.$Shape} CreateSnapshotResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.CreateSnapshotResponse & microsphere.CreateSnapshotResponse.$Shape;

        /**
         * Verifies a CreateSnapshotResponse message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a CreateSnapshotResponse message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns CreateSnapshotResponse
         */
        static fromObject(object: { [k: string]: any }): microsphere.CreateSnapshotResponse;

        /**
         * Creates a plain object from a CreateSnapshotResponse message. Also converts values to other types if specified.
         * @param message CreateSnapshotResponse
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.CreateSnapshotResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this CreateSnapshotResponse to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for CreateSnapshotResponse
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace CreateSnapshotResponse {

        /** Properties of a CreateSnapshotResponse. */
        interface $Properties {

            /** CreateSnapshotResponse uid */
            uid?: (number|null);

            /** CreateSnapshotResponse vm */
            vm?: (microsphere.VmRuntime.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CreateSnapshotResponse. */
        type $Shape = microsphere.CreateSnapshotResponse.$Properties;
    }

    /**
     * Properties of a RevertToSnapshotRequest.
     * @deprecated Use microsphere.RevertToSnapshotRequest.$Properties instead.
     */
    interface IRevertToSnapshotRequest extends microsphere.RevertToSnapshotRequest.$Properties {
    }

    /** Represents a RevertToSnapshotRequest. */
    class RevertToSnapshotRequest {

        /**
         * Constructs a new RevertToSnapshotRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.RevertToSnapshotRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** RevertToSnapshotRequest vmxPath. */
        vmxPath: string;

        /** RevertToSnapshotRequest uid. */
        uid: number;

        /**
         * Creates a new RevertToSnapshotRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns RevertToSnapshotRequest instance
         */
        static create(properties: microsphere.RevertToSnapshotRequest.$Shape): microsphere.RevertToSnapshotRequest & microsphere.RevertToSnapshotRequest.$Shape;
        static create(properties?: microsphere.RevertToSnapshotRequest.$Properties): microsphere.RevertToSnapshotRequest;

        /**
         * Encodes the specified RevertToSnapshotRequest message. Does not implicitly {@link microsphere.RevertToSnapshotRequest.verify|verify} messages.
         * @param message RevertToSnapshotRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.RevertToSnapshotRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified RevertToSnapshotRequest message, length delimited. Does not implicitly {@link microsphere.RevertToSnapshotRequest.verify|verify} messages.
         * @param message RevertToSnapshotRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.RevertToSnapshotRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RevertToSnapshotRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.RevertToSnapshotRequest & microsphere.RevertToSnapshotRequest.$Shape} RevertToSnapshotRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.RevertToSnapshotRequest & microsphere.RevertToSnapshotRequest.$Shape;

        /**
         * Decodes a RevertToSnapshotRequest message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.RevertToSnapshotRequest & microsphere.RevertToSnapshotRequest.$Shape} RevertToSnapshotRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.RevertToSnapshotRequest & microsphere.RevertToSnapshotRequest.$Shape;

        /**
         * Verifies a RevertToSnapshotRequest message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a RevertToSnapshotRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns RevertToSnapshotRequest
         */
        static fromObject(object: { [k: string]: any }): microsphere.RevertToSnapshotRequest;

        /**
         * Creates a plain object from a RevertToSnapshotRequest message. Also converts values to other types if specified.
         * @param message RevertToSnapshotRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.RevertToSnapshotRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this RevertToSnapshotRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for RevertToSnapshotRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace RevertToSnapshotRequest {

        /** Properties of a RevertToSnapshotRequest. */
        interface $Properties {

            /** RevertToSnapshotRequest vmxPath */
            vmxPath?: (string|null);

            /** RevertToSnapshotRequest uid */
            uid?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a RevertToSnapshotRequest. */
        type $Shape = microsphere.RevertToSnapshotRequest.$Properties;
    }

    /**
     * Properties of a RemoveSnapshotRequest.
     * @deprecated Use microsphere.RemoveSnapshotRequest.$Properties instead.
     */
    interface IRemoveSnapshotRequest extends microsphere.RemoveSnapshotRequest.$Properties {
    }

    /** Represents a RemoveSnapshotRequest. */
    class RemoveSnapshotRequest {

        /**
         * Constructs a new RemoveSnapshotRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.RemoveSnapshotRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** RemoveSnapshotRequest vmxPath. */
        vmxPath: string;

        /** RemoveSnapshotRequest uid. */
        uid: number;

        /** RemoveSnapshotRequest removeChildren. */
        removeChildren: boolean;

        /** RemoveSnapshotRequest consolidate. */
        consolidate: boolean;

        /**
         * Creates a new RemoveSnapshotRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns RemoveSnapshotRequest instance
         */
        static create(properties: microsphere.RemoveSnapshotRequest.$Shape): microsphere.RemoveSnapshotRequest & microsphere.RemoveSnapshotRequest.$Shape;
        static create(properties?: microsphere.RemoveSnapshotRequest.$Properties): microsphere.RemoveSnapshotRequest;

        /**
         * Encodes the specified RemoveSnapshotRequest message. Does not implicitly {@link microsphere.RemoveSnapshotRequest.verify|verify} messages.
         * @param message RemoveSnapshotRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.RemoveSnapshotRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified RemoveSnapshotRequest message, length delimited. Does not implicitly {@link microsphere.RemoveSnapshotRequest.verify|verify} messages.
         * @param message RemoveSnapshotRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.RemoveSnapshotRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RemoveSnapshotRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.RemoveSnapshotRequest & microsphere.RemoveSnapshotRequest.$Shape} RemoveSnapshotRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.RemoveSnapshotRequest & microsphere.RemoveSnapshotRequest.$Shape;

        /**
         * Decodes a RemoveSnapshotRequest message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.RemoveSnapshotRequest & microsphere.RemoveSnapshotRequest.$Shape} RemoveSnapshotRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.RemoveSnapshotRequest & microsphere.RemoveSnapshotRequest.$Shape;

        /**
         * Verifies a RemoveSnapshotRequest message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a RemoveSnapshotRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns RemoveSnapshotRequest
         */
        static fromObject(object: { [k: string]: any }): microsphere.RemoveSnapshotRequest;

        /**
         * Creates a plain object from a RemoveSnapshotRequest message. Also converts values to other types if specified.
         * @param message RemoveSnapshotRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.RemoveSnapshotRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this RemoveSnapshotRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for RemoveSnapshotRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace RemoveSnapshotRequest {

        /** Properties of a RemoveSnapshotRequest. */
        interface $Properties {

            /** RemoveSnapshotRequest vmxPath */
            vmxPath?: (string|null);

            /** RemoveSnapshotRequest uid */
            uid?: (number|null);

            /** RemoveSnapshotRequest removeChildren */
            removeChildren?: (boolean|null);

            /** RemoveSnapshotRequest consolidate */
            consolidate?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a RemoveSnapshotRequest. */
        type $Shape = microsphere.RemoveSnapshotRequest.$Properties;
    }

    /**
     * Properties of a RemoveAllSnapshotsRequest.
     * @deprecated Use microsphere.RemoveAllSnapshotsRequest.$Properties instead.
     */
    interface IRemoveAllSnapshotsRequest extends microsphere.RemoveAllSnapshotsRequest.$Properties {
    }

    /** Represents a RemoveAllSnapshotsRequest. */
    class RemoveAllSnapshotsRequest {

        /**
         * Constructs a new RemoveAllSnapshotsRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.RemoveAllSnapshotsRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** RemoveAllSnapshotsRequest vmxPath. */
        vmxPath: string;

        /** RemoveAllSnapshotsRequest consolidate. */
        consolidate: boolean;

        /**
         * Creates a new RemoveAllSnapshotsRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns RemoveAllSnapshotsRequest instance
         */
        static create(properties: microsphere.RemoveAllSnapshotsRequest.$Shape): microsphere.RemoveAllSnapshotsRequest & microsphere.RemoveAllSnapshotsRequest.$Shape;
        static create(properties?: microsphere.RemoveAllSnapshotsRequest.$Properties): microsphere.RemoveAllSnapshotsRequest;

        /**
         * Encodes the specified RemoveAllSnapshotsRequest message. Does not implicitly {@link microsphere.RemoveAllSnapshotsRequest.verify|verify} messages.
         * @param message RemoveAllSnapshotsRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.RemoveAllSnapshotsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified RemoveAllSnapshotsRequest message, length delimited. Does not implicitly {@link microsphere.RemoveAllSnapshotsRequest.verify|verify} messages.
         * @param message RemoveAllSnapshotsRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.RemoveAllSnapshotsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RemoveAllSnapshotsRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.RemoveAllSnapshotsRequest & microsphere.RemoveAllSnapshotsRequest.$Shape} RemoveAllSnapshotsRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.RemoveAllSnapshotsRequest & microsphere.RemoveAllSnapshotsRequest.$Shape;

        /**
         * Decodes a RemoveAllSnapshotsRequest message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.RemoveAllSnapshotsRequest & microsphere.RemoveAllSnapshotsRequest.$Shape} RemoveAllSnapshotsRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.RemoveAllSnapshotsRequest & microsphere.RemoveAllSnapshotsRequest.$Shape;

        /**
         * Verifies a RemoveAllSnapshotsRequest message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a RemoveAllSnapshotsRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns RemoveAllSnapshotsRequest
         */
        static fromObject(object: { [k: string]: any }): microsphere.RemoveAllSnapshotsRequest;

        /**
         * Creates a plain object from a RemoveAllSnapshotsRequest message. Also converts values to other types if specified.
         * @param message RemoveAllSnapshotsRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.RemoveAllSnapshotsRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this RemoveAllSnapshotsRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for RemoveAllSnapshotsRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace RemoveAllSnapshotsRequest {

        /** Properties of a RemoveAllSnapshotsRequest. */
        interface $Properties {

            /** RemoveAllSnapshotsRequest vmxPath */
            vmxPath?: (string|null);

            /** RemoveAllSnapshotsRequest consolidate */
            consolidate?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a RemoveAllSnapshotsRequest. */
        type $Shape = microsphere.RemoveAllSnapshotsRequest.$Properties;
    }

    /**
     * Properties of a RenameSnapshotRequest.
     * @deprecated Use microsphere.RenameSnapshotRequest.$Properties instead.
     */
    interface IRenameSnapshotRequest extends microsphere.RenameSnapshotRequest.$Properties {
    }

    /** Represents a RenameSnapshotRequest. */
    class RenameSnapshotRequest {

        /**
         * Constructs a new RenameSnapshotRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.RenameSnapshotRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** RenameSnapshotRequest vmxPath. */
        vmxPath: string;

        /** RenameSnapshotRequest uid. */
        uid: number;

        /** RenameSnapshotRequest name. */
        name?: (string|null);

        /** RenameSnapshotRequest description. */
        description?: (string|null);

        /**
         * Creates a new RenameSnapshotRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns RenameSnapshotRequest instance
         */
        static create(properties: microsphere.RenameSnapshotRequest.$Shape): microsphere.RenameSnapshotRequest & microsphere.RenameSnapshotRequest.$Shape;
        static create(properties?: microsphere.RenameSnapshotRequest.$Properties): microsphere.RenameSnapshotRequest;

        /**
         * Encodes the specified RenameSnapshotRequest message. Does not implicitly {@link microsphere.RenameSnapshotRequest.verify|verify} messages.
         * @param message RenameSnapshotRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.RenameSnapshotRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified RenameSnapshotRequest message, length delimited. Does not implicitly {@link microsphere.RenameSnapshotRequest.verify|verify} messages.
         * @param message RenameSnapshotRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.RenameSnapshotRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RenameSnapshotRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.RenameSnapshotRequest & microsphere.RenameSnapshotRequest.$Shape} RenameSnapshotRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.RenameSnapshotRequest & microsphere.RenameSnapshotRequest.$Shape;

        /**
         * Decodes a RenameSnapshotRequest message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.RenameSnapshotRequest & microsphere.RenameSnapshotRequest.$Shape} RenameSnapshotRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.RenameSnapshotRequest & microsphere.RenameSnapshotRequest.$Shape;

        /**
         * Verifies a RenameSnapshotRequest message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a RenameSnapshotRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns RenameSnapshotRequest
         */
        static fromObject(object: { [k: string]: any }): microsphere.RenameSnapshotRequest;

        /**
         * Creates a plain object from a RenameSnapshotRequest message. Also converts values to other types if specified.
         * @param message RenameSnapshotRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.RenameSnapshotRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this RenameSnapshotRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for RenameSnapshotRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace RenameSnapshotRequest {

        /** Properties of a RenameSnapshotRequest. */
        interface $Properties {

            /** RenameSnapshotRequest vmxPath */
            vmxPath?: (string|null);

            /** RenameSnapshotRequest uid */
            uid?: (number|null);

            /** RenameSnapshotRequest name */
            name?: (string|null);

            /** RenameSnapshotRequest description */
            description?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a RenameSnapshotRequest. */
        type $Shape = microsphere.RenameSnapshotRequest.$Properties;
    }

    /**
     * Properties of a ReconfigureVmRequest.
     * @deprecated Use microsphere.ReconfigureVmRequest.$Properties instead.
     */
    interface IReconfigureVmRequest extends microsphere.ReconfigureVmRequest.$Properties {
    }

    /** Represents a ReconfigureVmRequest. */
    class ReconfigureVmRequest {

        /**
         * Constructs a new ReconfigureVmRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.ReconfigureVmRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ReconfigureVmRequest vmxPath. */
        vmxPath: string;

        /** ReconfigureVmRequest changeTrackingEnabled. */
        changeTrackingEnabled?: (boolean|null);

        /** ReconfigureVmRequest cpuReservationMhz. */
        cpuReservationMhz?: (number|null);

        /**
         * Creates a new ReconfigureVmRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ReconfigureVmRequest instance
         */
        static create(properties: microsphere.ReconfigureVmRequest.$Shape): microsphere.ReconfigureVmRequest & microsphere.ReconfigureVmRequest.$Shape;
        static create(properties?: microsphere.ReconfigureVmRequest.$Properties): microsphere.ReconfigureVmRequest;

        /**
         * Encodes the specified ReconfigureVmRequest message. Does not implicitly {@link microsphere.ReconfigureVmRequest.verify|verify} messages.
         * @param message ReconfigureVmRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.ReconfigureVmRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified ReconfigureVmRequest message, length delimited. Does not implicitly {@link microsphere.ReconfigureVmRequest.verify|verify} messages.
         * @param message ReconfigureVmRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.ReconfigureVmRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ReconfigureVmRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.ReconfigureVmRequest & microsphere.ReconfigureVmRequest.$Shape} ReconfigureVmRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.ReconfigureVmRequest & microsphere.ReconfigureVmRequest.$Shape;

        /**
         * Decodes a ReconfigureVmRequest message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.ReconfigureVmRequest & microsphere.ReconfigureVmRequest.$Shape} ReconfigureVmRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.ReconfigureVmRequest & microsphere.ReconfigureVmRequest.$Shape;

        /**
         * Verifies a ReconfigureVmRequest message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a ReconfigureVmRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns ReconfigureVmRequest
         */
        static fromObject(object: { [k: string]: any }): microsphere.ReconfigureVmRequest;

        /**
         * Creates a plain object from a ReconfigureVmRequest message. Also converts values to other types if specified.
         * @param message ReconfigureVmRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.ReconfigureVmRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this ReconfigureVmRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for ReconfigureVmRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace ReconfigureVmRequest {

        /** Properties of a ReconfigureVmRequest. */
        interface $Properties {

            /** ReconfigureVmRequest vmxPath */
            vmxPath?: (string|null);

            /** ReconfigureVmRequest changeTrackingEnabled */
            changeTrackingEnabled?: (boolean|null);

            /** ReconfigureVmRequest cpuReservationMhz */
            cpuReservationMhz?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ReconfigureVmRequest. */
        type $Shape = microsphere.ReconfigureVmRequest.$Properties;
    }

    /**
     * Properties of a QueryChangedDiskAreasRequest.
     * @deprecated Use microsphere.QueryChangedDiskAreasRequest.$Properties instead.
     */
    interface IQueryChangedDiskAreasRequest extends microsphere.QueryChangedDiskAreasRequest.$Properties {
    }

    /** Represents a QueryChangedDiskAreasRequest. */
    class QueryChangedDiskAreasRequest {

        /**
         * Constructs a new QueryChangedDiskAreasRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.QueryChangedDiskAreasRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** QueryChangedDiskAreasRequest vmxPath. */
        vmxPath: string;

        /** QueryChangedDiskAreasRequest snapshotUid. */
        snapshotUid: number;

        /** QueryChangedDiskAreasRequest disk. */
        disk: number;

        /** QueryChangedDiskAreasRequest startOffset. */
        startOffset: number;

        /** QueryChangedDiskAreasRequest changeId. */
        changeId: string;

        /**
         * Creates a new QueryChangedDiskAreasRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns QueryChangedDiskAreasRequest instance
         */
        static create(properties: microsphere.QueryChangedDiskAreasRequest.$Shape): microsphere.QueryChangedDiskAreasRequest & microsphere.QueryChangedDiskAreasRequest.$Shape;
        static create(properties?: microsphere.QueryChangedDiskAreasRequest.$Properties): microsphere.QueryChangedDiskAreasRequest;

        /**
         * Encodes the specified QueryChangedDiskAreasRequest message. Does not implicitly {@link microsphere.QueryChangedDiskAreasRequest.verify|verify} messages.
         * @param message QueryChangedDiskAreasRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.QueryChangedDiskAreasRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified QueryChangedDiskAreasRequest message, length delimited. Does not implicitly {@link microsphere.QueryChangedDiskAreasRequest.verify|verify} messages.
         * @param message QueryChangedDiskAreasRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.QueryChangedDiskAreasRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a QueryChangedDiskAreasRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.QueryChangedDiskAreasRequest & microsphere.QueryChangedDiskAreasRequest.$Shape} QueryChangedDiskAreasRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.QueryChangedDiskAreasRequest & microsphere.QueryChangedDiskAreasRequest.$Shape;

        /**
         * Decodes a QueryChangedDiskAreasRequest message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.QueryChangedDiskAreasRequest & microsphere.QueryChangedDiskAreasRequest.$Shape} QueryChangedDiskAreasRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.QueryChangedDiskAreasRequest & microsphere.QueryChangedDiskAreasRequest.$Shape;

        /**
         * Verifies a QueryChangedDiskAreasRequest message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a QueryChangedDiskAreasRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns QueryChangedDiskAreasRequest
         */
        static fromObject(object: { [k: string]: any }): microsphere.QueryChangedDiskAreasRequest;

        /**
         * Creates a plain object from a QueryChangedDiskAreasRequest message. Also converts values to other types if specified.
         * @param message QueryChangedDiskAreasRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.QueryChangedDiskAreasRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this QueryChangedDiskAreasRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for QueryChangedDiskAreasRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace QueryChangedDiskAreasRequest {

        /** Properties of a QueryChangedDiskAreasRequest. */
        interface $Properties {

            /** QueryChangedDiskAreasRequest vmxPath */
            vmxPath?: (string|null);

            /** QueryChangedDiskAreasRequest snapshotUid */
            snapshotUid?: (number|null);

            /** QueryChangedDiskAreasRequest disk */
            disk?: (number|null);

            /** QueryChangedDiskAreasRequest startOffset */
            startOffset?: (number|null);

            /** QueryChangedDiskAreasRequest changeId */
            changeId?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a QueryChangedDiskAreasRequest. */
        type $Shape = microsphere.QueryChangedDiskAreasRequest.$Properties;
    }

    /**
     * Properties of a DiskChangeExtent.
     * @deprecated Use microsphere.DiskChangeExtent.$Properties instead.
     */
    interface IDiskChangeExtent extends microsphere.DiskChangeExtent.$Properties {
    }

    /** Represents a DiskChangeExtent. */
    class DiskChangeExtent {

        /**
         * Constructs a new DiskChangeExtent.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.DiskChangeExtent.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** DiskChangeExtent start. */
        start: number;

        /** DiskChangeExtent length. */
        length: number;

        /**
         * Creates a new DiskChangeExtent instance using the specified properties.
         * @param [properties] Properties to set
         * @returns DiskChangeExtent instance
         */
        static create(properties: microsphere.DiskChangeExtent.$Shape): microsphere.DiskChangeExtent & microsphere.DiskChangeExtent.$Shape;
        static create(properties?: microsphere.DiskChangeExtent.$Properties): microsphere.DiskChangeExtent;

        /**
         * Encodes the specified DiskChangeExtent message. Does not implicitly {@link microsphere.DiskChangeExtent.verify|verify} messages.
         * @param message DiskChangeExtent message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.DiskChangeExtent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified DiskChangeExtent message, length delimited. Does not implicitly {@link microsphere.DiskChangeExtent.verify|verify} messages.
         * @param message DiskChangeExtent message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.DiskChangeExtent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a DiskChangeExtent message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.DiskChangeExtent & microsphere.DiskChangeExtent.$Shape} DiskChangeExtent
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.DiskChangeExtent & microsphere.DiskChangeExtent.$Shape;

        /**
         * Decodes a DiskChangeExtent message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.DiskChangeExtent & microsphere.DiskChangeExtent.$Shape} DiskChangeExtent
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.DiskChangeExtent & microsphere.DiskChangeExtent.$Shape;

        /**
         * Verifies a DiskChangeExtent message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a DiskChangeExtent message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns DiskChangeExtent
         */
        static fromObject(object: { [k: string]: any }): microsphere.DiskChangeExtent;

        /**
         * Creates a plain object from a DiskChangeExtent message. Also converts values to other types if specified.
         * @param message DiskChangeExtent
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.DiskChangeExtent, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this DiskChangeExtent to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for DiskChangeExtent
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace DiskChangeExtent {

        /** Properties of a DiskChangeExtent. */
        interface $Properties {

            /** DiskChangeExtent start */
            start?: (number|null);

            /** DiskChangeExtent length */
            length?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a DiskChangeExtent. */
        type $Shape = microsphere.DiskChangeExtent.$Properties;
    }

    /**
     * Properties of a QueryChangedDiskAreasResponse.
     * @deprecated Use microsphere.QueryChangedDiskAreasResponse.$Properties instead.
     */
    interface IQueryChangedDiskAreasResponse extends microsphere.QueryChangedDiskAreasResponse.$Properties {
    }

    /** Represents a QueryChangedDiskAreasResponse. */
    class QueryChangedDiskAreasResponse {

        /**
         * Constructs a new QueryChangedDiskAreasResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.QueryChangedDiskAreasResponse.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** QueryChangedDiskAreasResponse startOffset. */
        startOffset: number;

        /** QueryChangedDiskAreasResponse length. */
        length: number;

        /** QueryChangedDiskAreasResponse changedAreas. */
        changedAreas: microsphere.DiskChangeExtent.$Properties[];

        /**
         * Creates a new QueryChangedDiskAreasResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns QueryChangedDiskAreasResponse instance
         */
        static create(properties: microsphere.QueryChangedDiskAreasResponse.$Shape): microsphere.QueryChangedDiskAreasResponse & microsphere.QueryChangedDiskAreasResponse.$Shape;
        static create(properties?: microsphere.QueryChangedDiskAreasResponse.$Properties): microsphere.QueryChangedDiskAreasResponse;

        /**
         * Encodes the specified QueryChangedDiskAreasResponse message. Does not implicitly {@link microsphere.QueryChangedDiskAreasResponse.verify|verify} messages.
         * @param message QueryChangedDiskAreasResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.QueryChangedDiskAreasResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified QueryChangedDiskAreasResponse message, length delimited. Does not implicitly {@link microsphere.QueryChangedDiskAreasResponse.verify|verify} messages.
         * @param message QueryChangedDiskAreasResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.QueryChangedDiskAreasResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a QueryChangedDiskAreasResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.QueryChangedDiskAreasResponse & microsphere.QueryChangedDiskAreasResponse.$Shape} QueryChangedDiskAreasResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.QueryChangedDiskAreasResponse & microsphere.QueryChangedDiskAreasResponse.$Shape;

        /**
         * Decodes a QueryChangedDiskAreasResponse message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.QueryChangedDiskAreasResponse & microsphere.QueryChangedDiskAreasResponse.$Shape} QueryChangedDiskAreasResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.QueryChangedDiskAreasResponse & microsphere.QueryChangedDiskAreasResponse.$Shape;

        /**
         * Verifies a QueryChangedDiskAreasResponse message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a QueryChangedDiskAreasResponse message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns QueryChangedDiskAreasResponse
         */
        static fromObject(object: { [k: string]: any }): microsphere.QueryChangedDiskAreasResponse;

        /**
         * Creates a plain object from a QueryChangedDiskAreasResponse message. Also converts values to other types if specified.
         * @param message QueryChangedDiskAreasResponse
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.QueryChangedDiskAreasResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this QueryChangedDiskAreasResponse to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for QueryChangedDiskAreasResponse
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace QueryChangedDiskAreasResponse {

        /** Properties of a QueryChangedDiskAreasResponse. */
        interface $Properties {

            /** QueryChangedDiskAreasResponse startOffset */
            startOffset?: (number|null);

            /** QueryChangedDiskAreasResponse length */
            length?: (number|null);

            /** QueryChangedDiskAreasResponse changedAreas */
            changedAreas?: (microsphere.DiskChangeExtent.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a QueryChangedDiskAreasResponse. */
        type $Shape = microsphere.QueryChangedDiskAreasResponse.$Properties;
    }

    /**
     * Properties of an AnswerVmRequest.
     * @deprecated Use microsphere.AnswerVmRequest.$Properties instead.
     */
    interface IAnswerVmRequest extends microsphere.AnswerVmRequest.$Properties {
    }

    /** Represents an AnswerVmRequest. */
    class AnswerVmRequest {

        /**
         * Constructs a new AnswerVmRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.AnswerVmRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** AnswerVmRequest vmxPath. */
        vmxPath: string;

        /** AnswerVmRequest questionId. */
        questionId: string;

        /** AnswerVmRequest answerChoice. */
        answerChoice: string;

        /**
         * Creates a new AnswerVmRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns AnswerVmRequest instance
         */
        static create(properties: microsphere.AnswerVmRequest.$Shape): microsphere.AnswerVmRequest & microsphere.AnswerVmRequest.$Shape;
        static create(properties?: microsphere.AnswerVmRequest.$Properties): microsphere.AnswerVmRequest;

        /**
         * Encodes the specified AnswerVmRequest message. Does not implicitly {@link microsphere.AnswerVmRequest.verify|verify} messages.
         * @param message AnswerVmRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.AnswerVmRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified AnswerVmRequest message, length delimited. Does not implicitly {@link microsphere.AnswerVmRequest.verify|verify} messages.
         * @param message AnswerVmRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.AnswerVmRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an AnswerVmRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.AnswerVmRequest & microsphere.AnswerVmRequest.$Shape} AnswerVmRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.AnswerVmRequest & microsphere.AnswerVmRequest.$Shape;

        /**
         * Decodes an AnswerVmRequest message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.AnswerVmRequest & microsphere.AnswerVmRequest.$Shape} AnswerVmRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.AnswerVmRequest & microsphere.AnswerVmRequest.$Shape;

        /**
         * Verifies an AnswerVmRequest message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates an AnswerVmRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns AnswerVmRequest
         */
        static fromObject(object: { [k: string]: any }): microsphere.AnswerVmRequest;

        /**
         * Creates a plain object from an AnswerVmRequest message. Also converts values to other types if specified.
         * @param message AnswerVmRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.AnswerVmRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this AnswerVmRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for AnswerVmRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace AnswerVmRequest {

        /** Properties of an AnswerVmRequest. */
        interface $Properties {

            /** AnswerVmRequest vmxPath */
            vmxPath?: (string|null);

            /** AnswerVmRequest questionId */
            questionId?: (string|null);

            /** AnswerVmRequest answerChoice */
            answerChoice?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an AnswerVmRequest. */
        type $Shape = microsphere.AnswerVmRequest.$Properties;
    }

    /**
     * Properties of a VmRequest.
     * @deprecated Use microsphere.VmRequest.$Properties instead.
     */
    interface IVmRequest extends microsphere.VmRequest.$Properties {
    }

    /** Represents a VmRequest. */
    class VmRequest {

        /**
         * Constructs a new VmRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.VmRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** VmRequest vmxPath. */
        vmxPath: string;

        /**
         * Creates a new VmRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns VmRequest instance
         */
        static create(properties: microsphere.VmRequest.$Shape): microsphere.VmRequest & microsphere.VmRequest.$Shape;
        static create(properties?: microsphere.VmRequest.$Properties): microsphere.VmRequest;

        /**
         * Encodes the specified VmRequest message. Does not implicitly {@link microsphere.VmRequest.verify|verify} messages.
         * @param message VmRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.VmRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified VmRequest message, length delimited. Does not implicitly {@link microsphere.VmRequest.verify|verify} messages.
         * @param message VmRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.VmRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a VmRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.VmRequest & microsphere.VmRequest.$Shape} VmRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.VmRequest & microsphere.VmRequest.$Shape;

        /**
         * Decodes a VmRequest message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.VmRequest & microsphere.VmRequest.$Shape} VmRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.VmRequest & microsphere.VmRequest.$Shape;

        /**
         * Verifies a VmRequest message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a VmRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns VmRequest
         */
        static fromObject(object: { [k: string]: any }): microsphere.VmRequest;

        /**
         * Creates a plain object from a VmRequest message. Also converts values to other types if specified.
         * @param message VmRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.VmRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this VmRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for VmRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace VmRequest {

        /** Properties of a VmRequest. */
        interface $Properties {

            /** VmRequest vmxPath */
            vmxPath?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a VmRequest. */
        type $Shape = microsphere.VmRequest.$Properties;
    }

    /**
     * Properties of a RegisterVmResponse.
     * @deprecated Use microsphere.RegisterVmResponse.$Properties instead.
     */
    interface IRegisterVmResponse extends microsphere.RegisterVmResponse.$Properties {
    }

    /** Represents a RegisterVmResponse. */
    class RegisterVmResponse {

        /**
         * Constructs a new RegisterVmResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.RegisterVmResponse.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** RegisterVmResponse vm. */
        vm?: (microsphere.VmRuntime.$Properties|null);

        /**
         * Creates a new RegisterVmResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns RegisterVmResponse instance
         */
        static create(properties: microsphere.RegisterVmResponse.$Shape): microsphere.RegisterVmResponse & microsphere.RegisterVmResponse.$Shape;
        static create(properties?: microsphere.RegisterVmResponse.$Properties): microsphere.RegisterVmResponse;

        /**
         * Encodes the specified RegisterVmResponse message. Does not implicitly {@link microsphere.RegisterVmResponse.verify|verify} messages.
         * @param message RegisterVmResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.RegisterVmResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified RegisterVmResponse message, length delimited. Does not implicitly {@link microsphere.RegisterVmResponse.verify|verify} messages.
         * @param message RegisterVmResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.RegisterVmResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RegisterVmResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.RegisterVmResponse & microsphere.RegisterVmResponse.$Shape} RegisterVmResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.RegisterVmResponse & microsphere.RegisterVmResponse.$Shape;

        /**
         * Decodes a RegisterVmResponse message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.RegisterVmResponse & microsphere.RegisterVmResponse.$Shape} RegisterVmResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.RegisterVmResponse & microsphere.RegisterVmResponse.$Shape;

        /**
         * Verifies a RegisterVmResponse message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a RegisterVmResponse message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns RegisterVmResponse
         */
        static fromObject(object: { [k: string]: any }): microsphere.RegisterVmResponse;

        /**
         * Creates a plain object from a RegisterVmResponse message. Also converts values to other types if specified.
         * @param message RegisterVmResponse
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.RegisterVmResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this RegisterVmResponse to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for RegisterVmResponse
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace RegisterVmResponse {

        /** Properties of a RegisterVmResponse. */
        interface $Properties {

            /** RegisterVmResponse vm */
            vm?: (microsphere.VmRuntime.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a RegisterVmResponse. */
        type $Shape = microsphere.RegisterVmResponse.$Properties;
    }

    /**
     * Properties of a CreateVmfsDatastoreRequest.
     * @deprecated Use microsphere.CreateVmfsDatastoreRequest.$Properties instead.
     */
    interface ICreateVmfsDatastoreRequest extends microsphere.CreateVmfsDatastoreRequest.$Properties {
    }

    /** Represents a CreateVmfsDatastoreRequest. */
    class CreateVmfsDatastoreRequest {

        /**
         * Constructs a new CreateVmfsDatastoreRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.CreateVmfsDatastoreRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CreateVmfsDatastoreRequest name. */
        name: string;

        /** CreateVmfsDatastoreRequest naa. */
        naa: string;

        /**
         * Creates a new CreateVmfsDatastoreRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns CreateVmfsDatastoreRequest instance
         */
        static create(properties: microsphere.CreateVmfsDatastoreRequest.$Shape): microsphere.CreateVmfsDatastoreRequest & microsphere.CreateVmfsDatastoreRequest.$Shape;
        static create(properties?: microsphere.CreateVmfsDatastoreRequest.$Properties): microsphere.CreateVmfsDatastoreRequest;

        /**
         * Encodes the specified CreateVmfsDatastoreRequest message. Does not implicitly {@link microsphere.CreateVmfsDatastoreRequest.verify|verify} messages.
         * @param message CreateVmfsDatastoreRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.CreateVmfsDatastoreRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified CreateVmfsDatastoreRequest message, length delimited. Does not implicitly {@link microsphere.CreateVmfsDatastoreRequest.verify|verify} messages.
         * @param message CreateVmfsDatastoreRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.CreateVmfsDatastoreRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CreateVmfsDatastoreRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.CreateVmfsDatastoreRequest & microsphere.CreateVmfsDatastoreRequest.$Shape} CreateVmfsDatastoreRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.CreateVmfsDatastoreRequest & microsphere.CreateVmfsDatastoreRequest.$Shape;

        /**
         * Decodes a CreateVmfsDatastoreRequest message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.CreateVmfsDatastoreRequest & microsphere.CreateVmfsDatastoreRequest.$Shape} CreateVmfsDatastoreRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.CreateVmfsDatastoreRequest & microsphere.CreateVmfsDatastoreRequest.$Shape;

        /**
         * Verifies a CreateVmfsDatastoreRequest message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a CreateVmfsDatastoreRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns CreateVmfsDatastoreRequest
         */
        static fromObject(object: { [k: string]: any }): microsphere.CreateVmfsDatastoreRequest;

        /**
         * Creates a plain object from a CreateVmfsDatastoreRequest message. Also converts values to other types if specified.
         * @param message CreateVmfsDatastoreRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.CreateVmfsDatastoreRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this CreateVmfsDatastoreRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for CreateVmfsDatastoreRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace CreateVmfsDatastoreRequest {

        /** Properties of a CreateVmfsDatastoreRequest. */
        interface $Properties {

            /** CreateVmfsDatastoreRequest name */
            name?: (string|null);

            /** CreateVmfsDatastoreRequest naa */
            naa?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CreateVmfsDatastoreRequest. */
        type $Shape = microsphere.CreateVmfsDatastoreRequest.$Properties;
    }

    /**
     * Properties of a DatastoresResponse.
     * @deprecated Use microsphere.DatastoresResponse.$Properties instead.
     */
    interface IDatastoresResponse extends microsphere.DatastoresResponse.$Properties {
    }

    /** Represents a DatastoresResponse. */
    class DatastoresResponse {

        /**
         * Constructs a new DatastoresResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.DatastoresResponse.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** DatastoresResponse datastores. */
        datastores: microsphere.DatastoreSummary.$Properties[];

        /**
         * Creates a new DatastoresResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns DatastoresResponse instance
         */
        static create(properties: microsphere.DatastoresResponse.$Shape): microsphere.DatastoresResponse & microsphere.DatastoresResponse.$Shape;
        static create(properties?: microsphere.DatastoresResponse.$Properties): microsphere.DatastoresResponse;

        /**
         * Encodes the specified DatastoresResponse message. Does not implicitly {@link microsphere.DatastoresResponse.verify|verify} messages.
         * @param message DatastoresResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.DatastoresResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified DatastoresResponse message, length delimited. Does not implicitly {@link microsphere.DatastoresResponse.verify|verify} messages.
         * @param message DatastoresResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.DatastoresResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a DatastoresResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.DatastoresResponse & microsphere.DatastoresResponse.$Shape} DatastoresResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.DatastoresResponse & microsphere.DatastoresResponse.$Shape;

        /**
         * Decodes a DatastoresResponse message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.DatastoresResponse & microsphere.DatastoresResponse.$Shape} DatastoresResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.DatastoresResponse & microsphere.DatastoresResponse.$Shape;

        /**
         * Verifies a DatastoresResponse message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a DatastoresResponse message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns DatastoresResponse
         */
        static fromObject(object: { [k: string]: any }): microsphere.DatastoresResponse;

        /**
         * Creates a plain object from a DatastoresResponse message. Also converts values to other types if specified.
         * @param message DatastoresResponse
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.DatastoresResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this DatastoresResponse to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for DatastoresResponse
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace DatastoresResponse {

        /** Properties of a DatastoresResponse. */
        interface $Properties {

            /** DatastoresResponse datastores */
            datastores?: (microsphere.DatastoreSummary.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a DatastoresResponse. */
        type $Shape = microsphere.DatastoresResponse.$Properties;
    }

    /**
     * Properties of a TicketResponse.
     * @deprecated Use microsphere.TicketResponse.$Properties instead.
     */
    interface ITicketResponse extends microsphere.TicketResponse.$Properties {
    }

    /** Represents a TicketResponse. */
    class TicketResponse {

        /**
         * Constructs a new TicketResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.TicketResponse.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** TicketResponse ticket. */
        ticket: string;

        /** TicketResponse url. */
        url: string;

        /**
         * Creates a new TicketResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns TicketResponse instance
         */
        static create(properties: microsphere.TicketResponse.$Shape): microsphere.TicketResponse & microsphere.TicketResponse.$Shape;
        static create(properties?: microsphere.TicketResponse.$Properties): microsphere.TicketResponse;

        /**
         * Encodes the specified TicketResponse message. Does not implicitly {@link microsphere.TicketResponse.verify|verify} messages.
         * @param message TicketResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.TicketResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified TicketResponse message, length delimited. Does not implicitly {@link microsphere.TicketResponse.verify|verify} messages.
         * @param message TicketResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.TicketResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a TicketResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.TicketResponse & microsphere.TicketResponse.$Shape} TicketResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.TicketResponse & microsphere.TicketResponse.$Shape;

        /**
         * Decodes a TicketResponse message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.TicketResponse & microsphere.TicketResponse.$Shape} TicketResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.TicketResponse & microsphere.TicketResponse.$Shape;

        /**
         * Verifies a TicketResponse message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a TicketResponse message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns TicketResponse
         */
        static fromObject(object: { [k: string]: any }): microsphere.TicketResponse;

        /**
         * Creates a plain object from a TicketResponse message. Also converts values to other types if specified.
         * @param message TicketResponse
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.TicketResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this TicketResponse to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for TicketResponse
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace TicketResponse {

        /** Properties of a TicketResponse. */
        interface $Properties {

            /** TicketResponse ticket */
            ticket?: (string|null);

            /** TicketResponse url */
            url?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a TicketResponse. */
        type $Shape = microsphere.TicketResponse.$Properties;
    }

    /**
     * Properties of a PrepareDestinationRequest.
     * @deprecated Use microsphere.PrepareDestinationRequest.$Properties instead.
     */
    interface IPrepareDestinationRequest extends microsphere.PrepareDestinationRequest.$Properties {
    }

    /** Represents a PrepareDestinationRequest. */
    class PrepareDestinationRequest {

        /**
         * Constructs a new PrepareDestinationRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.PrepareDestinationRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** PrepareDestinationRequest migrationId. */
        migrationId: string;

        /** PrepareDestinationRequest vmxPath. */
        vmxPath: string;

        /** PrepareDestinationRequest instanceUuid. */
        instanceUuid: string;

        /** PrepareDestinationRequest sourceHost. */
        sourceHost: string;

        /** PrepareDestinationRequest memoryMb. */
        memoryMb: number;

        /** PrepareDestinationRequest cpuReservationMhz. */
        cpuReservationMhz: number;

        /** PrepareDestinationRequest encrypted. */
        encrypted: boolean;

        /** PrepareDestinationRequest datastore. */
        datastore: string;

        /** PrepareDestinationRequest sourceMoref. */
        sourceMoref: string;

        /**
         * Creates a new PrepareDestinationRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns PrepareDestinationRequest instance
         */
        static create(properties: microsphere.PrepareDestinationRequest.$Shape): microsphere.PrepareDestinationRequest & microsphere.PrepareDestinationRequest.$Shape;
        static create(properties?: microsphere.PrepareDestinationRequest.$Properties): microsphere.PrepareDestinationRequest;

        /**
         * Encodes the specified PrepareDestinationRequest message. Does not implicitly {@link microsphere.PrepareDestinationRequest.verify|verify} messages.
         * @param message PrepareDestinationRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.PrepareDestinationRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified PrepareDestinationRequest message, length delimited. Does not implicitly {@link microsphere.PrepareDestinationRequest.verify|verify} messages.
         * @param message PrepareDestinationRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.PrepareDestinationRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a PrepareDestinationRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.PrepareDestinationRequest & microsphere.PrepareDestinationRequest.$Shape} PrepareDestinationRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.PrepareDestinationRequest & microsphere.PrepareDestinationRequest.$Shape;

        /**
         * Decodes a PrepareDestinationRequest message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.PrepareDestinationRequest & microsphere.PrepareDestinationRequest.$Shape} PrepareDestinationRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.PrepareDestinationRequest & microsphere.PrepareDestinationRequest.$Shape;

        /**
         * Verifies a PrepareDestinationRequest message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a PrepareDestinationRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns PrepareDestinationRequest
         */
        static fromObject(object: { [k: string]: any }): microsphere.PrepareDestinationRequest;

        /**
         * Creates a plain object from a PrepareDestinationRequest message. Also converts values to other types if specified.
         * @param message PrepareDestinationRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.PrepareDestinationRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this PrepareDestinationRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for PrepareDestinationRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace PrepareDestinationRequest {

        /** Properties of a PrepareDestinationRequest. */
        interface $Properties {

            /** PrepareDestinationRequest migrationId */
            migrationId?: (string|null);

            /** PrepareDestinationRequest vmxPath */
            vmxPath?: (string|null);

            /** PrepareDestinationRequest instanceUuid */
            instanceUuid?: (string|null);

            /** PrepareDestinationRequest sourceHost */
            sourceHost?: (string|null);

            /** PrepareDestinationRequest memoryMb */
            memoryMb?: (number|null);

            /** PrepareDestinationRequest cpuReservationMhz */
            cpuReservationMhz?: (number|null);

            /** PrepareDestinationRequest encrypted */
            encrypted?: (boolean|null);

            /** PrepareDestinationRequest datastore */
            datastore?: (string|null);

            /** PrepareDestinationRequest sourceMoref */
            sourceMoref?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a PrepareDestinationRequest. */
        type $Shape = microsphere.PrepareDestinationRequest.$Properties;
    }

    /**
     * Properties of a PrepareDestinationResponse.
     * @deprecated Use microsphere.PrepareDestinationResponse.$Properties instead.
     */
    interface IPrepareDestinationResponse extends microsphere.PrepareDestinationResponse.$Properties {
    }

    /** Represents a PrepareDestinationResponse. */
    class PrepareDestinationResponse {

        /**
         * Constructs a new PrepareDestinationResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.PrepareDestinationResponse.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** PrepareDestinationResponse url. */
        url: string;

        /** PrepareDestinationResponse key. */
        key: Uint8Array;

        /** PrepareDestinationResponse nfcUrl. */
        nfcUrl: string;

        /**
         * Creates a new PrepareDestinationResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns PrepareDestinationResponse instance
         */
        static create(properties: microsphere.PrepareDestinationResponse.$Shape): microsphere.PrepareDestinationResponse & microsphere.PrepareDestinationResponse.$Shape;
        static create(properties?: microsphere.PrepareDestinationResponse.$Properties): microsphere.PrepareDestinationResponse;

        /**
         * Encodes the specified PrepareDestinationResponse message. Does not implicitly {@link microsphere.PrepareDestinationResponse.verify|verify} messages.
         * @param message PrepareDestinationResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.PrepareDestinationResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified PrepareDestinationResponse message, length delimited. Does not implicitly {@link microsphere.PrepareDestinationResponse.verify|verify} messages.
         * @param message PrepareDestinationResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.PrepareDestinationResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a PrepareDestinationResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.PrepareDestinationResponse & microsphere.PrepareDestinationResponse.$Shape} PrepareDestinationResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.PrepareDestinationResponse & microsphere.PrepareDestinationResponse.$Shape;

        /**
         * Decodes a PrepareDestinationResponse message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.PrepareDestinationResponse & microsphere.PrepareDestinationResponse.$Shape} PrepareDestinationResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.PrepareDestinationResponse & microsphere.PrepareDestinationResponse.$Shape;

        /**
         * Verifies a PrepareDestinationResponse message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a PrepareDestinationResponse message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns PrepareDestinationResponse
         */
        static fromObject(object: { [k: string]: any }): microsphere.PrepareDestinationResponse;

        /**
         * Creates a plain object from a PrepareDestinationResponse message. Also converts values to other types if specified.
         * @param message PrepareDestinationResponse
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.PrepareDestinationResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this PrepareDestinationResponse to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for PrepareDestinationResponse
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace PrepareDestinationResponse {

        /** Properties of a PrepareDestinationResponse. */
        interface $Properties {

            /** PrepareDestinationResponse url */
            url?: (string|null);

            /** PrepareDestinationResponse key */
            key?: (Uint8Array|null);

            /** PrepareDestinationResponse nfcUrl */
            nfcUrl?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a PrepareDestinationResponse. */
        type $Shape = microsphere.PrepareDestinationResponse.$Properties;
    }

    /**
     * Properties of an InitiateSourceRequest.
     * @deprecated Use microsphere.InitiateSourceRequest.$Properties instead.
     */
    interface IInitiateSourceRequest extends microsphere.InitiateSourceRequest.$Properties {
    }

    /** Represents an InitiateSourceRequest. */
    class InitiateSourceRequest {

        /**
         * Constructs a new InitiateSourceRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.InitiateSourceRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** InitiateSourceRequest migrationId. */
        migrationId: string;

        /** InitiateSourceRequest vmxPath. */
        vmxPath: string;

        /** InitiateSourceRequest destinationHost. */
        destinationHost: string;

        /** InitiateSourceRequest url. */
        url: string;

        /** InitiateSourceRequest key. */
        key: Uint8Array;

        /** InitiateSourceRequest encrypted. */
        encrypted: boolean;

        /** InitiateSourceRequest verify. */
        verify: boolean;

        /** InitiateSourceRequest datastore. */
        datastore: string;

        /** InitiateSourceRequest nfcUrl. */
        nfcUrl: string;

        /** InitiateSourceRequest provisioning. */
        provisioning?: (microsphere.DiskProvisioning|null);

        /** InitiateSourceRequest disks. */
        disks: microsphere.RelocatedDisk.$Properties[];

        /**
         * Creates a new InitiateSourceRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns InitiateSourceRequest instance
         */
        static create(properties: microsphere.InitiateSourceRequest.$Shape): microsphere.InitiateSourceRequest & microsphere.InitiateSourceRequest.$Shape;
        static create(properties?: microsphere.InitiateSourceRequest.$Properties): microsphere.InitiateSourceRequest;

        /**
         * Encodes the specified InitiateSourceRequest message. Does not implicitly {@link microsphere.InitiateSourceRequest.verify|verify} messages.
         * @param message InitiateSourceRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.InitiateSourceRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified InitiateSourceRequest message, length delimited. Does not implicitly {@link microsphere.InitiateSourceRequest.verify|verify} messages.
         * @param message InitiateSourceRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.InitiateSourceRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an InitiateSourceRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.InitiateSourceRequest & microsphere.InitiateSourceRequest.$Shape} InitiateSourceRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.InitiateSourceRequest & microsphere.InitiateSourceRequest.$Shape;

        /**
         * Decodes an InitiateSourceRequest message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.InitiateSourceRequest & microsphere.InitiateSourceRequest.$Shape} InitiateSourceRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.InitiateSourceRequest & microsphere.InitiateSourceRequest.$Shape;

        /**
         * Verifies an InitiateSourceRequest message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates an InitiateSourceRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns InitiateSourceRequest
         */
        static fromObject(object: { [k: string]: any }): microsphere.InitiateSourceRequest;

        /**
         * Creates a plain object from an InitiateSourceRequest message. Also converts values to other types if specified.
         * @param message InitiateSourceRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.InitiateSourceRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this InitiateSourceRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for InitiateSourceRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace InitiateSourceRequest {

        /** Properties of an InitiateSourceRequest. */
        interface $Properties {

            /** InitiateSourceRequest migrationId */
            migrationId?: (string|null);

            /** InitiateSourceRequest vmxPath */
            vmxPath?: (string|null);

            /** InitiateSourceRequest destinationHost */
            destinationHost?: (string|null);

            /** InitiateSourceRequest url */
            url?: (string|null);

            /** InitiateSourceRequest key */
            key?: (Uint8Array|null);

            /** InitiateSourceRequest encrypted */
            encrypted?: (boolean|null);

            /** InitiateSourceRequest verify */
            verify?: (boolean|null);

            /** InitiateSourceRequest datastore */
            datastore?: (string|null);

            /** InitiateSourceRequest nfcUrl */
            nfcUrl?: (string|null);

            /** InitiateSourceRequest provisioning */
            provisioning?: (microsphere.DiskProvisioning|null);

            /** InitiateSourceRequest disks */
            disks?: (microsphere.RelocatedDisk.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an InitiateSourceRequest. */
        type $Shape = microsphere.InitiateSourceRequest.$Properties;
    }

    /**
     * Properties of an InitiateSourceResponse.
     * @deprecated Use microsphere.InitiateSourceResponse.$Properties instead.
     */
    interface IInitiateSourceResponse extends microsphere.InitiateSourceResponse.$Properties {
    }

    /** Represents an InitiateSourceResponse. */
    class InitiateSourceResponse {

        /**
         * Constructs a new InitiateSourceResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.InitiateSourceResponse.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** InitiateSourceResponse migration. */
        migration?: (microsphere.MigrationProgress.$Properties|null);

        /** InitiateSourceResponse vmxPath. */
        vmxPath: string;

        /**
         * Creates a new InitiateSourceResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns InitiateSourceResponse instance
         */
        static create(properties: microsphere.InitiateSourceResponse.$Shape): microsphere.InitiateSourceResponse & microsphere.InitiateSourceResponse.$Shape;
        static create(properties?: microsphere.InitiateSourceResponse.$Properties): microsphere.InitiateSourceResponse;

        /**
         * Encodes the specified InitiateSourceResponse message. Does not implicitly {@link microsphere.InitiateSourceResponse.verify|verify} messages.
         * @param message InitiateSourceResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.InitiateSourceResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified InitiateSourceResponse message, length delimited. Does not implicitly {@link microsphere.InitiateSourceResponse.verify|verify} messages.
         * @param message InitiateSourceResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.InitiateSourceResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an InitiateSourceResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.InitiateSourceResponse & microsphere.InitiateSourceResponse.$Shape} InitiateSourceResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.InitiateSourceResponse & microsphere.InitiateSourceResponse.$Shape;

        /**
         * Decodes an InitiateSourceResponse message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.InitiateSourceResponse & microsphere.InitiateSourceResponse.$Shape} InitiateSourceResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.InitiateSourceResponse & microsphere.InitiateSourceResponse.$Shape;

        /**
         * Verifies an InitiateSourceResponse message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates an InitiateSourceResponse message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns InitiateSourceResponse
         */
        static fromObject(object: { [k: string]: any }): microsphere.InitiateSourceResponse;

        /**
         * Creates a plain object from an InitiateSourceResponse message. Also converts values to other types if specified.
         * @param message InitiateSourceResponse
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.InitiateSourceResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this InitiateSourceResponse to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for InitiateSourceResponse
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace InitiateSourceResponse {

        /** Properties of an InitiateSourceResponse. */
        interface $Properties {

            /** InitiateSourceResponse migration */
            migration?: (microsphere.MigrationProgress.$Properties|null);

            /** InitiateSourceResponse vmxPath */
            vmxPath?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an InitiateSourceResponse. */
        type $Shape = microsphere.InitiateSourceResponse.$Properties;
    }

    /**
     * Properties of a MigrationRequest.
     * @deprecated Use microsphere.MigrationRequest.$Properties instead.
     */
    interface IMigrationRequest extends microsphere.MigrationRequest.$Properties {
    }

    /** Represents a MigrationRequest. */
    class MigrationRequest {

        /**
         * Constructs a new MigrationRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.MigrationRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** MigrationRequest migrationId. */
        migrationId: string;

        /** MigrationRequest vmxPath. */
        vmxPath: string;

        /**
         * Creates a new MigrationRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns MigrationRequest instance
         */
        static create(properties: microsphere.MigrationRequest.$Shape): microsphere.MigrationRequest & microsphere.MigrationRequest.$Shape;
        static create(properties?: microsphere.MigrationRequest.$Properties): microsphere.MigrationRequest;

        /**
         * Encodes the specified MigrationRequest message. Does not implicitly {@link microsphere.MigrationRequest.verify|verify} messages.
         * @param message MigrationRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.MigrationRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified MigrationRequest message, length delimited. Does not implicitly {@link microsphere.MigrationRequest.verify|verify} messages.
         * @param message MigrationRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.MigrationRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a MigrationRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.MigrationRequest & microsphere.MigrationRequest.$Shape} MigrationRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.MigrationRequest & microsphere.MigrationRequest.$Shape;

        /**
         * Decodes a MigrationRequest message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.MigrationRequest & microsphere.MigrationRequest.$Shape} MigrationRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.MigrationRequest & microsphere.MigrationRequest.$Shape;

        /**
         * Verifies a MigrationRequest message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a MigrationRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns MigrationRequest
         */
        static fromObject(object: { [k: string]: any }): microsphere.MigrationRequest;

        /**
         * Creates a plain object from a MigrationRequest message. Also converts values to other types if specified.
         * @param message MigrationRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.MigrationRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this MigrationRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for MigrationRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace MigrationRequest {

        /** Properties of a MigrationRequest. */
        interface $Properties {

            /** MigrationRequest migrationId */
            migrationId?: (string|null);

            /** MigrationRequest vmxPath */
            vmxPath?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a MigrationRequest. */
        type $Shape = microsphere.MigrationRequest.$Properties;
    }

    /**
     * Properties of a MigrationStatusResponse.
     * @deprecated Use microsphere.MigrationStatusResponse.$Properties instead.
     */
    interface IMigrationStatusResponse extends microsphere.MigrationStatusResponse.$Properties {
    }

    /** Represents a MigrationStatusResponse. */
    class MigrationStatusResponse {

        /**
         * Constructs a new MigrationStatusResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.MigrationStatusResponse.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** MigrationStatusResponse known. */
        known: boolean;

        /** MigrationStatusResponse underWay. */
        underWay: boolean;

        /** MigrationStatusResponse consideredSuccessful. */
        consideredSuccessful: boolean;

        /** MigrationStatusResponse fault. */
        fault?: (microsphere.Fault.$Properties|null);

        /** MigrationStatusResponse vm. */
        vm?: (microsphere.VmRuntime.$Properties|null);

        /**
         * Creates a new MigrationStatusResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns MigrationStatusResponse instance
         */
        static create(properties: microsphere.MigrationStatusResponse.$Shape): microsphere.MigrationStatusResponse & microsphere.MigrationStatusResponse.$Shape;
        static create(properties?: microsphere.MigrationStatusResponse.$Properties): microsphere.MigrationStatusResponse;

        /**
         * Encodes the specified MigrationStatusResponse message. Does not implicitly {@link microsphere.MigrationStatusResponse.verify|verify} messages.
         * @param message MigrationStatusResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.MigrationStatusResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified MigrationStatusResponse message, length delimited. Does not implicitly {@link microsphere.MigrationStatusResponse.verify|verify} messages.
         * @param message MigrationStatusResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.MigrationStatusResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a MigrationStatusResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.MigrationStatusResponse & microsphere.MigrationStatusResponse.$Shape} MigrationStatusResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.MigrationStatusResponse & microsphere.MigrationStatusResponse.$Shape;

        /**
         * Decodes a MigrationStatusResponse message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.MigrationStatusResponse & microsphere.MigrationStatusResponse.$Shape} MigrationStatusResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.MigrationStatusResponse & microsphere.MigrationStatusResponse.$Shape;

        /**
         * Verifies a MigrationStatusResponse message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a MigrationStatusResponse message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns MigrationStatusResponse
         */
        static fromObject(object: { [k: string]: any }): microsphere.MigrationStatusResponse;

        /**
         * Creates a plain object from a MigrationStatusResponse message. Also converts values to other types if specified.
         * @param message MigrationStatusResponse
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.MigrationStatusResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this MigrationStatusResponse to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for MigrationStatusResponse
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace MigrationStatusResponse {

        /** Properties of a MigrationStatusResponse. */
        interface $Properties {

            /** MigrationStatusResponse known */
            known?: (boolean|null);

            /** MigrationStatusResponse underWay */
            underWay?: (boolean|null);

            /** MigrationStatusResponse consideredSuccessful */
            consideredSuccessful?: (boolean|null);

            /** MigrationStatusResponse fault */
            fault?: (microsphere.Fault.$Properties|null);

            /** MigrationStatusResponse vm */
            vm?: (microsphere.VmRuntime.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a MigrationStatusResponse. */
        type $Shape = microsphere.MigrationStatusResponse.$Properties;
    }

    /**
     * Properties of a RelocateStorageRequest.
     * @deprecated Use microsphere.RelocateStorageRequest.$Properties instead.
     */
    interface IRelocateStorageRequest extends microsphere.RelocateStorageRequest.$Properties {
    }

    /** Represents a RelocateStorageRequest. */
    class RelocateStorageRequest {

        /**
         * Constructs a new RelocateStorageRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.RelocateStorageRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** RelocateStorageRequest migrationId. */
        migrationId: string;

        /** RelocateStorageRequest vmxPath. */
        vmxPath: string;

        /** RelocateStorageRequest datastore. */
        datastore: string;

        /** RelocateStorageRequest provisioning. */
        provisioning?: (microsphere.DiskProvisioning|null);

        /** RelocateStorageRequest disks. */
        disks: microsphere.RelocatedDisk.$Properties[];

        /**
         * Creates a new RelocateStorageRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns RelocateStorageRequest instance
         */
        static create(properties: microsphere.RelocateStorageRequest.$Shape): microsphere.RelocateStorageRequest & microsphere.RelocateStorageRequest.$Shape;
        static create(properties?: microsphere.RelocateStorageRequest.$Properties): microsphere.RelocateStorageRequest;

        /**
         * Encodes the specified RelocateStorageRequest message. Does not implicitly {@link microsphere.RelocateStorageRequest.verify|verify} messages.
         * @param message RelocateStorageRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.RelocateStorageRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified RelocateStorageRequest message, length delimited. Does not implicitly {@link microsphere.RelocateStorageRequest.verify|verify} messages.
         * @param message RelocateStorageRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.RelocateStorageRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RelocateStorageRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.RelocateStorageRequest & microsphere.RelocateStorageRequest.$Shape} RelocateStorageRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.RelocateStorageRequest & microsphere.RelocateStorageRequest.$Shape;

        /**
         * Decodes a RelocateStorageRequest message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.RelocateStorageRequest & microsphere.RelocateStorageRequest.$Shape} RelocateStorageRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.RelocateStorageRequest & microsphere.RelocateStorageRequest.$Shape;

        /**
         * Verifies a RelocateStorageRequest message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a RelocateStorageRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns RelocateStorageRequest
         */
        static fromObject(object: { [k: string]: any }): microsphere.RelocateStorageRequest;

        /**
         * Creates a plain object from a RelocateStorageRequest message. Also converts values to other types if specified.
         * @param message RelocateStorageRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.RelocateStorageRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this RelocateStorageRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for RelocateStorageRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace RelocateStorageRequest {

        /** Properties of a RelocateStorageRequest. */
        interface $Properties {

            /** RelocateStorageRequest migrationId */
            migrationId?: (string|null);

            /** RelocateStorageRequest vmxPath */
            vmxPath?: (string|null);

            /** RelocateStorageRequest datastore */
            datastore?: (string|null);

            /** RelocateStorageRequest provisioning */
            provisioning?: (microsphere.DiskProvisioning|null);

            /** RelocateStorageRequest disks */
            disks?: (microsphere.RelocatedDisk.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a RelocateStorageRequest. */
        type $Shape = microsphere.RelocateStorageRequest.$Properties;
    }

    /**
     * Properties of a RelocatedDisk.
     * @deprecated Use microsphere.RelocatedDisk.$Properties instead.
     */
    interface IRelocatedDisk extends microsphere.RelocatedDisk.$Properties {
    }

    /** Represents a RelocatedDisk. */
    class RelocatedDisk {

        /**
         * Constructs a new RelocatedDisk.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.RelocatedDisk.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** RelocatedDisk disk. */
        disk: number;

        /** RelocatedDisk provisioning. */
        provisioning: microsphere.DiskProvisioning;

        /**
         * Creates a new RelocatedDisk instance using the specified properties.
         * @param [properties] Properties to set
         * @returns RelocatedDisk instance
         */
        static create(properties: microsphere.RelocatedDisk.$Shape): microsphere.RelocatedDisk & microsphere.RelocatedDisk.$Shape;
        static create(properties?: microsphere.RelocatedDisk.$Properties): microsphere.RelocatedDisk;

        /**
         * Encodes the specified RelocatedDisk message. Does not implicitly {@link microsphere.RelocatedDisk.verify|verify} messages.
         * @param message RelocatedDisk message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.RelocatedDisk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified RelocatedDisk message, length delimited. Does not implicitly {@link microsphere.RelocatedDisk.verify|verify} messages.
         * @param message RelocatedDisk message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.RelocatedDisk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RelocatedDisk message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.RelocatedDisk & microsphere.RelocatedDisk.$Shape} RelocatedDisk
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.RelocatedDisk & microsphere.RelocatedDisk.$Shape;

        /**
         * Decodes a RelocatedDisk message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.RelocatedDisk & microsphere.RelocatedDisk.$Shape} RelocatedDisk
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.RelocatedDisk & microsphere.RelocatedDisk.$Shape;

        /**
         * Verifies a RelocatedDisk message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a RelocatedDisk message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns RelocatedDisk
         */
        static fromObject(object: { [k: string]: any }): microsphere.RelocatedDisk;

        /**
         * Creates a plain object from a RelocatedDisk message. Also converts values to other types if specified.
         * @param message RelocatedDisk
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.RelocatedDisk, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this RelocatedDisk to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for RelocatedDisk
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace RelocatedDisk {

        /** Properties of a RelocatedDisk. */
        interface $Properties {

            /** RelocatedDisk disk */
            disk?: (number|null);

            /** RelocatedDisk provisioning */
            provisioning?: (microsphere.DiskProvisioning|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a RelocatedDisk. */
        type $Shape = microsphere.RelocatedDisk.$Properties;
    }

    /**
     * Properties of a RelocateStorageResponse.
     * @deprecated Use microsphere.RelocateStorageResponse.$Properties instead.
     */
    interface IRelocateStorageResponse extends microsphere.RelocateStorageResponse.$Properties {
    }

    /** Represents a RelocateStorageResponse. */
    class RelocateStorageResponse {

        /**
         * Constructs a new RelocateStorageResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.RelocateStorageResponse.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** RelocateStorageResponse vm. */
        vm?: (microsphere.VmRuntime.$Properties|null);

        /** RelocateStorageResponse migration. */
        migration?: (microsphere.MigrationProgress.$Properties|null);

        /**
         * Creates a new RelocateStorageResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns RelocateStorageResponse instance
         */
        static create(properties: microsphere.RelocateStorageResponse.$Shape): microsphere.RelocateStorageResponse & microsphere.RelocateStorageResponse.$Shape;
        static create(properties?: microsphere.RelocateStorageResponse.$Properties): microsphere.RelocateStorageResponse;

        /**
         * Encodes the specified RelocateStorageResponse message. Does not implicitly {@link microsphere.RelocateStorageResponse.verify|verify} messages.
         * @param message RelocateStorageResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.RelocateStorageResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified RelocateStorageResponse message, length delimited. Does not implicitly {@link microsphere.RelocateStorageResponse.verify|verify} messages.
         * @param message RelocateStorageResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.RelocateStorageResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RelocateStorageResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.RelocateStorageResponse & microsphere.RelocateStorageResponse.$Shape} RelocateStorageResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.RelocateStorageResponse & microsphere.RelocateStorageResponse.$Shape;

        /**
         * Decodes a RelocateStorageResponse message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.RelocateStorageResponse & microsphere.RelocateStorageResponse.$Shape} RelocateStorageResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.RelocateStorageResponse & microsphere.RelocateStorageResponse.$Shape;

        /**
         * Verifies a RelocateStorageResponse message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a RelocateStorageResponse message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns RelocateStorageResponse
         */
        static fromObject(object: { [k: string]: any }): microsphere.RelocateStorageResponse;

        /**
         * Creates a plain object from a RelocateStorageResponse message. Also converts values to other types if specified.
         * @param message RelocateStorageResponse
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.RelocateStorageResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this RelocateStorageResponse to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for RelocateStorageResponse
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace RelocateStorageResponse {

        /** Properties of a RelocateStorageResponse. */
        interface $Properties {

            /** RelocateStorageResponse vm */
            vm?: (microsphere.VmRuntime.$Properties|null);

            /** RelocateStorageResponse migration */
            migration?: (microsphere.MigrationProgress.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a RelocateStorageResponse. */
        type $Shape = microsphere.RelocateStorageResponse.$Properties;
    }

    /**
     * Properties of a CompleteRelocationRequest.
     * @deprecated Use microsphere.CompleteRelocationRequest.$Properties instead.
     */
    interface ICompleteRelocationRequest extends microsphere.CompleteRelocationRequest.$Properties {
    }

    /** Represents a CompleteRelocationRequest. */
    class CompleteRelocationRequest {

        /**
         * Constructs a new CompleteRelocationRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.CompleteRelocationRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CompleteRelocationRequest vmxPath. */
        vmxPath: string;

        /** CompleteRelocationRequest settled. */
        settled: boolean;

        /**
         * Creates a new CompleteRelocationRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns CompleteRelocationRequest instance
         */
        static create(properties: microsphere.CompleteRelocationRequest.$Shape): microsphere.CompleteRelocationRequest & microsphere.CompleteRelocationRequest.$Shape;
        static create(properties?: microsphere.CompleteRelocationRequest.$Properties): microsphere.CompleteRelocationRequest;

        /**
         * Encodes the specified CompleteRelocationRequest message. Does not implicitly {@link microsphere.CompleteRelocationRequest.verify|verify} messages.
         * @param message CompleteRelocationRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.CompleteRelocationRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified CompleteRelocationRequest message, length delimited. Does not implicitly {@link microsphere.CompleteRelocationRequest.verify|verify} messages.
         * @param message CompleteRelocationRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.CompleteRelocationRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CompleteRelocationRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.CompleteRelocationRequest & microsphere.CompleteRelocationRequest.$Shape} CompleteRelocationRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.CompleteRelocationRequest & microsphere.CompleteRelocationRequest.$Shape;

        /**
         * Decodes a CompleteRelocationRequest message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.CompleteRelocationRequest & microsphere.CompleteRelocationRequest.$Shape} CompleteRelocationRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.CompleteRelocationRequest & microsphere.CompleteRelocationRequest.$Shape;

        /**
         * Verifies a CompleteRelocationRequest message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a CompleteRelocationRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns CompleteRelocationRequest
         */
        static fromObject(object: { [k: string]: any }): microsphere.CompleteRelocationRequest;

        /**
         * Creates a plain object from a CompleteRelocationRequest message. Also converts values to other types if specified.
         * @param message CompleteRelocationRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.CompleteRelocationRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this CompleteRelocationRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for CompleteRelocationRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace CompleteRelocationRequest {

        /** Properties of a CompleteRelocationRequest. */
        interface $Properties {

            /** CompleteRelocationRequest vmxPath */
            vmxPath?: (string|null);

            /** CompleteRelocationRequest settled */
            settled?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CompleteRelocationRequest. */
        type $Shape = microsphere.CompleteRelocationRequest.$Properties;
    }

    /**
     * Properties of a ConfigureEvcModeRequest.
     * @deprecated Use microsphere.ConfigureEvcModeRequest.$Properties instead.
     */
    interface IConfigureEvcModeRequest extends microsphere.ConfigureEvcModeRequest.$Properties {
    }

    /** Represents a ConfigureEvcModeRequest. */
    class ConfigureEvcModeRequest {

        /**
         * Constructs a new ConfigureEvcModeRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.ConfigureEvcModeRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ConfigureEvcModeRequest evcModeKey. */
        evcModeKey: string;

        /**
         * Creates a new ConfigureEvcModeRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ConfigureEvcModeRequest instance
         */
        static create(properties: microsphere.ConfigureEvcModeRequest.$Shape): microsphere.ConfigureEvcModeRequest & microsphere.ConfigureEvcModeRequest.$Shape;
        static create(properties?: microsphere.ConfigureEvcModeRequest.$Properties): microsphere.ConfigureEvcModeRequest;

        /**
         * Encodes the specified ConfigureEvcModeRequest message. Does not implicitly {@link microsphere.ConfigureEvcModeRequest.verify|verify} messages.
         * @param message ConfigureEvcModeRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.ConfigureEvcModeRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified ConfigureEvcModeRequest message, length delimited. Does not implicitly {@link microsphere.ConfigureEvcModeRequest.verify|verify} messages.
         * @param message ConfigureEvcModeRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.ConfigureEvcModeRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ConfigureEvcModeRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.ConfigureEvcModeRequest & microsphere.ConfigureEvcModeRequest.$Shape} ConfigureEvcModeRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.ConfigureEvcModeRequest & microsphere.ConfigureEvcModeRequest.$Shape;

        /**
         * Decodes a ConfigureEvcModeRequest message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.ConfigureEvcModeRequest & microsphere.ConfigureEvcModeRequest.$Shape} ConfigureEvcModeRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.ConfigureEvcModeRequest & microsphere.ConfigureEvcModeRequest.$Shape;

        /**
         * Verifies a ConfigureEvcModeRequest message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a ConfigureEvcModeRequest message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns ConfigureEvcModeRequest
         */
        static fromObject(object: { [k: string]: any }): microsphere.ConfigureEvcModeRequest;

        /**
         * Creates a plain object from a ConfigureEvcModeRequest message. Also converts values to other types if specified.
         * @param message ConfigureEvcModeRequest
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.ConfigureEvcModeRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this ConfigureEvcModeRequest to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for ConfigureEvcModeRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace ConfigureEvcModeRequest {

        /** Properties of a ConfigureEvcModeRequest. */
        interface $Properties {

            /** ConfigureEvcModeRequest evcModeKey */
            evcModeKey?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ConfigureEvcModeRequest. */
        type $Shape = microsphere.ConfigureEvcModeRequest.$Properties;
    }

    /**
     * Properties of a FrameBatch.
     * @deprecated Use microsphere.FrameBatch.$Properties instead.
     */
    interface IFrameBatch extends microsphere.FrameBatch.$Properties {
    }

    /** Represents a FrameBatch. */
    class FrameBatch {

        /**
         * Constructs a new FrameBatch.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.FrameBatch.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FrameBatch lengths. */
        lengths: number[];

        /**
         * Creates a new FrameBatch instance using the specified properties.
         * @param [properties] Properties to set
         * @returns FrameBatch instance
         */
        static create(properties: microsphere.FrameBatch.$Shape): microsphere.FrameBatch & microsphere.FrameBatch.$Shape;
        static create(properties?: microsphere.FrameBatch.$Properties): microsphere.FrameBatch;

        /**
         * Encodes the specified FrameBatch message. Does not implicitly {@link microsphere.FrameBatch.verify|verify} messages.
         * @param message FrameBatch message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.FrameBatch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified FrameBatch message, length delimited. Does not implicitly {@link microsphere.FrameBatch.verify|verify} messages.
         * @param message FrameBatch message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.FrameBatch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FrameBatch message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.FrameBatch & microsphere.FrameBatch.$Shape} FrameBatch
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.FrameBatch & microsphere.FrameBatch.$Shape;

        /**
         * Decodes a FrameBatch message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.FrameBatch & microsphere.FrameBatch.$Shape} FrameBatch
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.FrameBatch & microsphere.FrameBatch.$Shape;

        /**
         * Verifies a FrameBatch message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a FrameBatch message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns FrameBatch
         */
        static fromObject(object: { [k: string]: any }): microsphere.FrameBatch;

        /**
         * Creates a plain object from a FrameBatch message. Also converts values to other types if specified.
         * @param message FrameBatch
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.FrameBatch, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this FrameBatch to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for FrameBatch
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace FrameBatch {

        /** Properties of a FrameBatch. */
        interface $Properties {

            /** FrameBatch lengths */
            lengths?: (number[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FrameBatch. */
        type $Shape = microsphere.FrameBatch.$Properties;
    }

    /**
     * Properties of a MigrationFrame.
     * @deprecated Use microsphere.MigrationFrame.$Properties instead.
     */
    interface IMigrationFrame extends microsphere.MigrationFrame.$Properties {
    }

    /** Represents a MigrationFrame. */
    class MigrationFrame {

        /**
         * Constructs a new MigrationFrame.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.MigrationFrame.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** MigrationFrame pages. */
        pages?: (microsphere.MigrationPages.$Properties|null);

        /** MigrationFrame roundEnd. */
        roundEnd?: (microsphere.MigrationRound.$Properties|null);

        /** MigrationFrame handOver. */
        handOver?: (microsphere.MigrationHandOver.$Properties|null);

        /** MigrationFrame abort. */
        abort?: (microsphere.MigrationText.$Properties|null);

        /** MigrationFrame roundReceived. */
        roundReceived?: (microsphere.MigrationRound.$Properties|null);

        /** MigrationFrame resumed. */
        resumed?: (microsphere.Empty.$Properties|null);

        /** MigrationFrame refused. */
        refused?: (microsphere.MigrationText.$Properties|null);

        /** MigrationFrame alive. */
        alive?: (microsphere.Empty.$Properties|null);

        /** MigrationFrame frames. */
        frames?: (microsphere.MigrationEthernetFrames.$Properties|null);

        /** MigrationFrame commit. */
        commit?: (microsphere.Empty.$Properties|null);

        /** MigrationFrame committed. */
        committed?: (microsphere.Empty.$Properties|null);

        /** MigrationFrame notCommitted. */
        notCommitted?: (microsphere.MigrationText.$Properties|null);

        /** MigrationFrame message. */
        message?: ("pages"|"roundEnd"|"handOver"|"abort"|"roundReceived"|"resumed"|"refused"|"alive"|"frames"|"commit"|"committed"|"notCommitted");

        /**
         * Creates a new MigrationFrame instance using the specified properties.
         * @param [properties] Properties to set
         * @returns MigrationFrame instance
         */
        static create(properties: microsphere.MigrationFrame.$Shape): microsphere.MigrationFrame & microsphere.MigrationFrame.$Shape;
        static create(properties?: microsphere.MigrationFrame.$Properties): microsphere.MigrationFrame;

        /**
         * Encodes the specified MigrationFrame message. Does not implicitly {@link microsphere.MigrationFrame.verify|verify} messages.
         * @param message MigrationFrame message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.MigrationFrame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified MigrationFrame message, length delimited. Does not implicitly {@link microsphere.MigrationFrame.verify|verify} messages.
         * @param message MigrationFrame message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.MigrationFrame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a MigrationFrame message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.MigrationFrame & microsphere.MigrationFrame.$Shape} MigrationFrame
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.MigrationFrame & microsphere.MigrationFrame.$Shape;

        /**
         * Decodes a MigrationFrame message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.MigrationFrame & microsphere.MigrationFrame.$Shape} MigrationFrame
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.MigrationFrame & microsphere.MigrationFrame.$Shape;

        /**
         * Verifies a MigrationFrame message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a MigrationFrame message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns MigrationFrame
         */
        static fromObject(object: { [k: string]: any }): microsphere.MigrationFrame;

        /**
         * Creates a plain object from a MigrationFrame message. Also converts values to other types if specified.
         * @param message MigrationFrame
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.MigrationFrame, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this MigrationFrame to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for MigrationFrame
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace MigrationFrame {

        /** Properties of a MigrationFrame. */
        interface $Properties {

            /** MigrationFrame pages */
            pages?: (microsphere.MigrationPages.$Properties|null);

            /** MigrationFrame roundEnd */
            roundEnd?: (microsphere.MigrationRound.$Properties|null);

            /** MigrationFrame handOver */
            handOver?: (microsphere.MigrationHandOver.$Properties|null);

            /** MigrationFrame abort */
            abort?: (microsphere.MigrationText.$Properties|null);

            /** MigrationFrame roundReceived */
            roundReceived?: (microsphere.MigrationRound.$Properties|null);

            /** MigrationFrame resumed */
            resumed?: (microsphere.Empty.$Properties|null);

            /** MigrationFrame refused */
            refused?: (microsphere.MigrationText.$Properties|null);

            /** MigrationFrame alive */
            alive?: (microsphere.Empty.$Properties|null);

            /** MigrationFrame frames */
            frames?: (microsphere.MigrationEthernetFrames.$Properties|null);

            /** MigrationFrame commit */
            commit?: (microsphere.Empty.$Properties|null);

            /** MigrationFrame committed */
            committed?: (microsphere.Empty.$Properties|null);

            /** MigrationFrame notCommitted */
            notCommitted?: (microsphere.MigrationText.$Properties|null);

            /** MigrationFrame message */
            message?: ("pages"|"roundEnd"|"handOver"|"abort"|"roundReceived"|"resumed"|"refused"|"alive"|"frames"|"commit"|"committed"|"notCommitted");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of a MigrationFrame. */
        type $Shape = {
          pages?: microsphere.MigrationPages.$Shape|null;
          roundEnd?: microsphere.MigrationRound.$Shape|null;
          handOver?: microsphere.MigrationHandOver.$Shape|null;
          abort?: microsphere.MigrationText.$Shape|null;
          roundReceived?: microsphere.MigrationRound.$Shape|null;
          resumed?: microsphere.Empty.$Shape|null;
          refused?: microsphere.MigrationText.$Shape|null;
          alive?: microsphere.Empty.$Shape|null;
          frames?: microsphere.MigrationEthernetFrames.$Shape|null;
          commit?: microsphere.Empty.$Shape|null;
          committed?: microsphere.Empty.$Shape|null;
          notCommitted?: microsphere.MigrationText.$Shape|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ message?: undefined; pages?: null; roundEnd?: null; handOver?: null; abort?: null; roundReceived?: null; resumed?: null; refused?: null; alive?: null; frames?: null; commit?: null; committed?: null; notCommitted?: null }|{ message?: "pages"; pages: microsphere.MigrationPages.$Shape; roundEnd?: null; handOver?: null; abort?: null; roundReceived?: null; resumed?: null; refused?: null; alive?: null; frames?: null; commit?: null; committed?: null; notCommitted?: null }|{ message?: "roundEnd"; pages?: null; roundEnd: microsphere.MigrationRound.$Shape; handOver?: null; abort?: null; roundReceived?: null; resumed?: null; refused?: null; alive?: null; frames?: null; commit?: null; committed?: null; notCommitted?: null }|{ message?: "handOver"; pages?: null; roundEnd?: null; handOver: microsphere.MigrationHandOver.$Shape; abort?: null; roundReceived?: null; resumed?: null; refused?: null; alive?: null; frames?: null; commit?: null; committed?: null; notCommitted?: null }|{ message?: "abort"; pages?: null; roundEnd?: null; handOver?: null; abort: microsphere.MigrationText.$Shape; roundReceived?: null; resumed?: null; refused?: null; alive?: null; frames?: null; commit?: null; committed?: null; notCommitted?: null }|{ message?: "roundReceived"; pages?: null; roundEnd?: null; handOver?: null; abort?: null; roundReceived: microsphere.MigrationRound.$Shape; resumed?: null; refused?: null; alive?: null; frames?: null; commit?: null; committed?: null; notCommitted?: null }|{ message?: "resumed"; pages?: null; roundEnd?: null; handOver?: null; abort?: null; roundReceived?: null; resumed: microsphere.Empty.$Shape; refused?: null; alive?: null; frames?: null; commit?: null; committed?: null; notCommitted?: null }|{ message?: "refused"; pages?: null; roundEnd?: null; handOver?: null; abort?: null; roundReceived?: null; resumed?: null; refused: microsphere.MigrationText.$Shape; alive?: null; frames?: null; commit?: null; committed?: null; notCommitted?: null }|{ message?: "alive"; pages?: null; roundEnd?: null; handOver?: null; abort?: null; roundReceived?: null; resumed?: null; refused?: null; alive: microsphere.Empty.$Shape; frames?: null; commit?: null; committed?: null; notCommitted?: null }|{ message?: "frames"; pages?: null; roundEnd?: null; handOver?: null; abort?: null; roundReceived?: null; resumed?: null; refused?: null; alive?: null; frames: microsphere.MigrationEthernetFrames.$Shape; commit?: null; committed?: null; notCommitted?: null }|{ message?: "commit"; pages?: null; roundEnd?: null; handOver?: null; abort?: null; roundReceived?: null; resumed?: null; refused?: null; alive?: null; frames?: null; commit: microsphere.Empty.$Shape; committed?: null; notCommitted?: null }|{ message?: "committed"; pages?: null; roundEnd?: null; handOver?: null; abort?: null; roundReceived?: null; resumed?: null; refused?: null; alive?: null; frames?: null; commit?: null; committed: microsphere.Empty.$Shape; notCommitted?: null }|{ message?: "notCommitted"; pages?: null; roundEnd?: null; handOver?: null; abort?: null; roundReceived?: null; resumed?: null; refused?: null; alive?: null; frames?: null; commit?: null; committed?: null; notCommitted: microsphere.MigrationText.$Shape })
        );
    }

    /**
     * Properties of a MigrationPages.
     * @deprecated Use microsphere.MigrationPages.$Properties instead.
     */
    interface IMigrationPages extends microsphere.MigrationPages.$Properties {
    }

    /** Represents a MigrationPages. */
    class MigrationPages {

        /**
         * Constructs a new MigrationPages.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.MigrationPages.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** MigrationPages round. */
        round: number;

        /** MigrationPages pages. */
        pages: number[];

        /** MigrationPages zeroPages. */
        zeroPages: number[];

        /** MigrationPages padding. */
        padding: Uint8Array;

        /**
         * Creates a new MigrationPages instance using the specified properties.
         * @param [properties] Properties to set
         * @returns MigrationPages instance
         */
        static create(properties: microsphere.MigrationPages.$Shape): microsphere.MigrationPages & microsphere.MigrationPages.$Shape;
        static create(properties?: microsphere.MigrationPages.$Properties): microsphere.MigrationPages;

        /**
         * Encodes the specified MigrationPages message. Does not implicitly {@link microsphere.MigrationPages.verify|verify} messages.
         * @param message MigrationPages message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.MigrationPages.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified MigrationPages message, length delimited. Does not implicitly {@link microsphere.MigrationPages.verify|verify} messages.
         * @param message MigrationPages message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.MigrationPages.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a MigrationPages message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.MigrationPages & microsphere.MigrationPages.$Shape} MigrationPages
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.MigrationPages & microsphere.MigrationPages.$Shape;

        /**
         * Decodes a MigrationPages message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.MigrationPages & microsphere.MigrationPages.$Shape} MigrationPages
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.MigrationPages & microsphere.MigrationPages.$Shape;

        /**
         * Verifies a MigrationPages message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a MigrationPages message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns MigrationPages
         */
        static fromObject(object: { [k: string]: any }): microsphere.MigrationPages;

        /**
         * Creates a plain object from a MigrationPages message. Also converts values to other types if specified.
         * @param message MigrationPages
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.MigrationPages, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this MigrationPages to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for MigrationPages
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace MigrationPages {

        /** Properties of a MigrationPages. */
        interface $Properties {

            /** MigrationPages round */
            round?: (number|null);

            /** MigrationPages pages */
            pages?: (number[]|null);

            /** MigrationPages zeroPages */
            zeroPages?: (number[]|null);

            /** MigrationPages padding */
            padding?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a MigrationPages. */
        type $Shape = microsphere.MigrationPages.$Properties;
    }

    /**
     * Properties of a MigrationEthernetFrames.
     * @deprecated Use microsphere.MigrationEthernetFrames.$Properties instead.
     */
    interface IMigrationEthernetFrames extends microsphere.MigrationEthernetFrames.$Properties {
    }

    /** Represents a MigrationEthernetFrames. */
    class MigrationEthernetFrames {

        /**
         * Constructs a new MigrationEthernetFrames.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.MigrationEthernetFrames.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** MigrationEthernetFrames sizes. */
        sizes: number[];

        /**
         * Creates a new MigrationEthernetFrames instance using the specified properties.
         * @param [properties] Properties to set
         * @returns MigrationEthernetFrames instance
         */
        static create(properties: microsphere.MigrationEthernetFrames.$Shape): microsphere.MigrationEthernetFrames & microsphere.MigrationEthernetFrames.$Shape;
        static create(properties?: microsphere.MigrationEthernetFrames.$Properties): microsphere.MigrationEthernetFrames;

        /**
         * Encodes the specified MigrationEthernetFrames message. Does not implicitly {@link microsphere.MigrationEthernetFrames.verify|verify} messages.
         * @param message MigrationEthernetFrames message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.MigrationEthernetFrames.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified MigrationEthernetFrames message, length delimited. Does not implicitly {@link microsphere.MigrationEthernetFrames.verify|verify} messages.
         * @param message MigrationEthernetFrames message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.MigrationEthernetFrames.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a MigrationEthernetFrames message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.MigrationEthernetFrames & microsphere.MigrationEthernetFrames.$Shape} MigrationEthernetFrames
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.MigrationEthernetFrames & microsphere.MigrationEthernetFrames.$Shape;

        /**
         * Decodes a MigrationEthernetFrames message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.MigrationEthernetFrames & microsphere.MigrationEthernetFrames.$Shape} MigrationEthernetFrames
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.MigrationEthernetFrames & microsphere.MigrationEthernetFrames.$Shape;

        /**
         * Verifies a MigrationEthernetFrames message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a MigrationEthernetFrames message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns MigrationEthernetFrames
         */
        static fromObject(object: { [k: string]: any }): microsphere.MigrationEthernetFrames;

        /**
         * Creates a plain object from a MigrationEthernetFrames message. Also converts values to other types if specified.
         * @param message MigrationEthernetFrames
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.MigrationEthernetFrames, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this MigrationEthernetFrames to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for MigrationEthernetFrames
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace MigrationEthernetFrames {

        /** Properties of a MigrationEthernetFrames. */
        interface $Properties {

            /** MigrationEthernetFrames sizes */
            sizes?: (number[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a MigrationEthernetFrames. */
        type $Shape = microsphere.MigrationEthernetFrames.$Properties;
    }

    /**
     * Properties of a MigrationRound.
     * @deprecated Use microsphere.MigrationRound.$Properties instead.
     */
    interface IMigrationRound extends microsphere.MigrationRound.$Properties {
    }

    /** Represents a MigrationRound. */
    class MigrationRound {

        /**
         * Constructs a new MigrationRound.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.MigrationRound.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** MigrationRound round. */
        round: number;

        /**
         * Creates a new MigrationRound instance using the specified properties.
         * @param [properties] Properties to set
         * @returns MigrationRound instance
         */
        static create(properties: microsphere.MigrationRound.$Shape): microsphere.MigrationRound & microsphere.MigrationRound.$Shape;
        static create(properties?: microsphere.MigrationRound.$Properties): microsphere.MigrationRound;

        /**
         * Encodes the specified MigrationRound message. Does not implicitly {@link microsphere.MigrationRound.verify|verify} messages.
         * @param message MigrationRound message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.MigrationRound.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified MigrationRound message, length delimited. Does not implicitly {@link microsphere.MigrationRound.verify|verify} messages.
         * @param message MigrationRound message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.MigrationRound.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a MigrationRound message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.MigrationRound & microsphere.MigrationRound.$Shape} MigrationRound
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.MigrationRound & microsphere.MigrationRound.$Shape;

        /**
         * Decodes a MigrationRound message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.MigrationRound & microsphere.MigrationRound.$Shape} MigrationRound
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.MigrationRound & microsphere.MigrationRound.$Shape;

        /**
         * Verifies a MigrationRound message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a MigrationRound message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns MigrationRound
         */
        static fromObject(object: { [k: string]: any }): microsphere.MigrationRound;

        /**
         * Creates a plain object from a MigrationRound message. Also converts values to other types if specified.
         * @param message MigrationRound
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.MigrationRound, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this MigrationRound to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for MigrationRound
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace MigrationRound {

        /** Properties of a MigrationRound. */
        interface $Properties {

            /** MigrationRound round */
            round?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a MigrationRound. */
        type $Shape = microsphere.MigrationRound.$Properties;
    }

    /**
     * Properties of a MigrationText.
     * @deprecated Use microsphere.MigrationText.$Properties instead.
     */
    interface IMigrationText extends microsphere.MigrationText.$Properties {
    }

    /** Represents a MigrationText. */
    class MigrationText {

        /**
         * Constructs a new MigrationText.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.MigrationText.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** MigrationText text. */
        text: string;

        /**
         * Creates a new MigrationText instance using the specified properties.
         * @param [properties] Properties to set
         * @returns MigrationText instance
         */
        static create(properties: microsphere.MigrationText.$Shape): microsphere.MigrationText & microsphere.MigrationText.$Shape;
        static create(properties?: microsphere.MigrationText.$Properties): microsphere.MigrationText;

        /**
         * Encodes the specified MigrationText message. Does not implicitly {@link microsphere.MigrationText.verify|verify} messages.
         * @param message MigrationText message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.MigrationText.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified MigrationText message, length delimited. Does not implicitly {@link microsphere.MigrationText.verify|verify} messages.
         * @param message MigrationText message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.MigrationText.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a MigrationText message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.MigrationText & microsphere.MigrationText.$Shape} MigrationText
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.MigrationText & microsphere.MigrationText.$Shape;

        /**
         * Decodes a MigrationText message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.MigrationText & microsphere.MigrationText.$Shape} MigrationText
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.MigrationText & microsphere.MigrationText.$Shape;

        /**
         * Verifies a MigrationText message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a MigrationText message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns MigrationText
         */
        static fromObject(object: { [k: string]: any }): microsphere.MigrationText;

        /**
         * Creates a plain object from a MigrationText message. Also converts values to other types if specified.
         * @param message MigrationText
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.MigrationText, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this MigrationText to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for MigrationText
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace MigrationText {

        /** Properties of a MigrationText. */
        interface $Properties {

            /** MigrationText text */
            text?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a MigrationText. */
        type $Shape = microsphere.MigrationText.$Properties;
    }

    /**
     * Properties of a MigrationHandOver.
     * @deprecated Use microsphere.MigrationHandOver.$Properties instead.
     */
    interface IMigrationHandOver extends microsphere.MigrationHandOver.$Properties {
    }

    /** Represents a MigrationHandOver. */
    class MigrationHandOver {

        /**
         * Constructs a new MigrationHandOver.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.MigrationHandOver.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** MigrationHandOver offers. */
        offers: microsphere.LockOffer.$Properties[];

        /** MigrationHandOver session. */
        session?: (microsphere.GuestSession.$Properties|null);

        /** MigrationHandOver stateBytes. */
        stateBytes: number;

        /**
         * Creates a new MigrationHandOver instance using the specified properties.
         * @param [properties] Properties to set
         * @returns MigrationHandOver instance
         */
        static create(properties: microsphere.MigrationHandOver.$Shape): microsphere.MigrationHandOver & microsphere.MigrationHandOver.$Shape;
        static create(properties?: microsphere.MigrationHandOver.$Properties): microsphere.MigrationHandOver;

        /**
         * Encodes the specified MigrationHandOver message. Does not implicitly {@link microsphere.MigrationHandOver.verify|verify} messages.
         * @param message MigrationHandOver message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.MigrationHandOver.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified MigrationHandOver message, length delimited. Does not implicitly {@link microsphere.MigrationHandOver.verify|verify} messages.
         * @param message MigrationHandOver message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.MigrationHandOver.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a MigrationHandOver message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.MigrationHandOver & microsphere.MigrationHandOver.$Shape} MigrationHandOver
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.MigrationHandOver & microsphere.MigrationHandOver.$Shape;

        /**
         * Decodes a MigrationHandOver message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.MigrationHandOver & microsphere.MigrationHandOver.$Shape} MigrationHandOver
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.MigrationHandOver & microsphere.MigrationHandOver.$Shape;

        /**
         * Verifies a MigrationHandOver message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a MigrationHandOver message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns MigrationHandOver
         */
        static fromObject(object: { [k: string]: any }): microsphere.MigrationHandOver;

        /**
         * Creates a plain object from a MigrationHandOver message. Also converts values to other types if specified.
         * @param message MigrationHandOver
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.MigrationHandOver, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this MigrationHandOver to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for MigrationHandOver
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace MigrationHandOver {

        /** Properties of a MigrationHandOver. */
        interface $Properties {

            /** MigrationHandOver offers */
            offers?: (microsphere.LockOffer.$Properties[]|null);

            /** MigrationHandOver session */
            session?: (microsphere.GuestSession.$Properties|null);

            /** MigrationHandOver stateBytes */
            stateBytes?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a MigrationHandOver. */
        type $Shape = microsphere.MigrationHandOver.$Properties;
    }

    /**
     * Properties of a LockOffer.
     * @deprecated Use microsphere.LockOffer.$Properties instead.
     */
    interface ILockOffer extends microsphere.LockOffer.$Properties {
    }

    /** Represents a LockOffer. */
    class LockOffer {

        /**
         * Constructs a new LockOffer.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.LockOffer.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** LockOffer path. */
        path: string;

        /** LockOffer uuid. */
        uuid: string;

        /** LockOffer generation. */
        generation: number;

        /**
         * Creates a new LockOffer instance using the specified properties.
         * @param [properties] Properties to set
         * @returns LockOffer instance
         */
        static create(properties: microsphere.LockOffer.$Shape): microsphere.LockOffer & microsphere.LockOffer.$Shape;
        static create(properties?: microsphere.LockOffer.$Properties): microsphere.LockOffer;

        /**
         * Encodes the specified LockOffer message. Does not implicitly {@link microsphere.LockOffer.verify|verify} messages.
         * @param message LockOffer message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.LockOffer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified LockOffer message, length delimited. Does not implicitly {@link microsphere.LockOffer.verify|verify} messages.
         * @param message LockOffer message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.LockOffer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a LockOffer message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.LockOffer & microsphere.LockOffer.$Shape} LockOffer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.LockOffer & microsphere.LockOffer.$Shape;

        /**
         * Decodes a LockOffer message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.LockOffer & microsphere.LockOffer.$Shape} LockOffer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.LockOffer & microsphere.LockOffer.$Shape;

        /**
         * Verifies a LockOffer message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a LockOffer message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns LockOffer
         */
        static fromObject(object: { [k: string]: any }): microsphere.LockOffer;

        /**
         * Creates a plain object from a LockOffer message. Also converts values to other types if specified.
         * @param message LockOffer
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.LockOffer, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this LockOffer to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for LockOffer
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace LockOffer {

        /** Properties of a LockOffer. */
        interface $Properties {

            /** LockOffer path */
            path?: (string|null);

            /** LockOffer uuid */
            uuid?: (string|null);

            /** LockOffer generation */
            generation?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a LockOffer. */
        type $Shape = microsphere.LockOffer.$Properties;
    }

    /**
     * Properties of a GuestSession.
     * @deprecated Use microsphere.GuestSession.$Properties instead.
     */
    interface IGuestSession extends microsphere.GuestSession.$Properties {
    }

    /** Represents a GuestSession. */
    class GuestSession {

        /**
         * Constructs a new GuestSession.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.GuestSession.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** GuestSession bootTime. */
        bootTime: number;

        /** GuestSession upTimeMs. */
        upTimeMs: number;

        /** GuestSession ioOperations. */
        ioOperations: number;

        /** GuestSession toolsRunning. */
        toolsRunning: boolean;

        /** GuestSession guestInfo. */
        guestInfo: { [k: string]: string };

        /** GuestSession guestHeartbeatStatus. */
        guestHeartbeatStatus: microsphere.EntityStatus;

        /** GuestSession appHeartbeatStatus. */
        appHeartbeatStatus: microsphere.EntityStatus;

        /** GuestSession applicationState. */
        applicationState: string;

        /** GuestSession console. */
        console: Uint8Array;

        /** GuestSession toolsLine. */
        toolsLine: Uint8Array;

        /** GuestSession toolsLineOverlong. */
        toolsLineOverlong: boolean;

        /**
         * Creates a new GuestSession instance using the specified properties.
         * @param [properties] Properties to set
         * @returns GuestSession instance
         */
        static create(properties: microsphere.GuestSession.$Shape): microsphere.GuestSession & microsphere.GuestSession.$Shape;
        static create(properties?: microsphere.GuestSession.$Properties): microsphere.GuestSession;

        /**
         * Encodes the specified GuestSession message. Does not implicitly {@link microsphere.GuestSession.verify|verify} messages.
         * @param message GuestSession message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.GuestSession.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified GuestSession message, length delimited. Does not implicitly {@link microsphere.GuestSession.verify|verify} messages.
         * @param message GuestSession message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.GuestSession.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a GuestSession message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.GuestSession & microsphere.GuestSession.$Shape} GuestSession
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.GuestSession & microsphere.GuestSession.$Shape;

        /**
         * Decodes a GuestSession message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.GuestSession & microsphere.GuestSession.$Shape} GuestSession
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.GuestSession & microsphere.GuestSession.$Shape;

        /**
         * Verifies a GuestSession message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a GuestSession message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns GuestSession
         */
        static fromObject(object: { [k: string]: any }): microsphere.GuestSession;

        /**
         * Creates a plain object from a GuestSession message. Also converts values to other types if specified.
         * @param message GuestSession
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.GuestSession, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this GuestSession to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for GuestSession
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace GuestSession {

        /** Properties of a GuestSession. */
        interface $Properties {

            /** GuestSession bootTime */
            bootTime?: (number|null);

            /** GuestSession upTimeMs */
            upTimeMs?: (number|null);

            /** GuestSession ioOperations */
            ioOperations?: (number|null);

            /** GuestSession toolsRunning */
            toolsRunning?: (boolean|null);

            /** GuestSession guestInfo */
            guestInfo?: ({ [k: string]: string }|null);

            /** GuestSession guestHeartbeatStatus */
            guestHeartbeatStatus?: (microsphere.EntityStatus|null);

            /** GuestSession appHeartbeatStatus */
            appHeartbeatStatus?: (microsphere.EntityStatus|null);

            /** GuestSession applicationState */
            applicationState?: (string|null);

            /** GuestSession console */
            console?: (Uint8Array|null);

            /** GuestSession toolsLine */
            toolsLine?: (Uint8Array|null);

            /** GuestSession toolsLineOverlong */
            toolsLineOverlong?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a GuestSession. */
        type $Shape = microsphere.GuestSession.$Properties;
    }

    /**
     * Properties of a NfcFrame.
     * @deprecated Use microsphere.NfcFrame.$Properties instead.
     */
    interface INfcFrame extends microsphere.NfcFrame.$Properties {
    }

    /** Represents a NfcFrame. */
    class NfcFrame {

        /**
         * Constructs a new NfcFrame.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.NfcFrame.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** NfcFrame id. */
        id: number;

        /** NfcFrame exists. */
        exists?: (microsphere.NfcPath.$Properties|null);

        /** NfcFrame makeDirectory. */
        makeDirectory?: (microsphere.NfcPath.$Properties|null);

        /** NfcFrame createFile. */
        createFile?: (microsphere.NfcPath.$Properties|null);

        /** NfcFrame writeFile. */
        writeFile?: (microsphere.NfcPath.$Properties|null);

        /** NfcFrame lockFile. */
        lockFile?: (microsphere.NfcPath.$Properties|null);

        /** NfcFrame unlockFile. */
        unlockFile?: (microsphere.NfcPath.$Properties|null);

        /** NfcFrame createDisk. */
        createDisk?: (microsphere.NfcDisk.$Properties|null);

        /** NfcFrame createChildDisk. */
        createChildDisk?: (microsphere.NfcChildDisk.$Properties|null);

        /** NfcFrame openDisk. */
        openDisk?: (microsphere.NfcPath.$Properties|null);

        /** NfcFrame write. */
        write?: (microsphere.NfcRange.$Properties|null);

        /** NfcFrame allocate. */
        allocate?: (microsphere.NfcRange.$Properties|null);

        /** NfcFrame flush. */
        flush?: (microsphere.NfcOpenDisk.$Properties|null);

        /** NfcFrame closeDisk. */
        closeDisk?: (microsphere.NfcOpenDisk.$Properties|null);

        /** NfcFrame writeChangeRecord. */
        writeChangeRecord?: (microsphere.NfcPath.$Properties|null);

        /** NfcFrame arrive. */
        arrive?: (microsphere.NfcPath.$Properties|null);

        /** NfcFrame begin. */
        begin?: (microsphere.Empty.$Properties|null);

        /** NfcFrame discard. */
        discard?: (microsphere.Empty.$Properties|null);

        /** NfcFrame answer. */
        answer?: (microsphere.NfcAnswer.$Properties|null);

        /** NfcFrame alive. */
        alive?: (microsphere.Empty.$Properties|null);

        /** NfcFrame message. */
        message?: ("exists"|"makeDirectory"|"createFile"|"writeFile"|"lockFile"|"unlockFile"|"createDisk"|"createChildDisk"|"openDisk"|"write"|"allocate"|"flush"|"closeDisk"|"writeChangeRecord"|"arrive"|"begin"|"discard"|"answer"|"alive");

        /**
         * Creates a new NfcFrame instance using the specified properties.
         * @param [properties] Properties to set
         * @returns NfcFrame instance
         */
        static create(properties: microsphere.NfcFrame.$Shape): microsphere.NfcFrame & microsphere.NfcFrame.$Shape;
        static create(properties?: microsphere.NfcFrame.$Properties): microsphere.NfcFrame;

        /**
         * Encodes the specified NfcFrame message. Does not implicitly {@link microsphere.NfcFrame.verify|verify} messages.
         * @param message NfcFrame message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.NfcFrame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified NfcFrame message, length delimited. Does not implicitly {@link microsphere.NfcFrame.verify|verify} messages.
         * @param message NfcFrame message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.NfcFrame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a NfcFrame message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.NfcFrame & microsphere.NfcFrame.$Shape} NfcFrame
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.NfcFrame & microsphere.NfcFrame.$Shape;

        /**
         * Decodes a NfcFrame message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.NfcFrame & microsphere.NfcFrame.$Shape} NfcFrame
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.NfcFrame & microsphere.NfcFrame.$Shape;

        /**
         * Verifies a NfcFrame message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a NfcFrame message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns NfcFrame
         */
        static fromObject(object: { [k: string]: any }): microsphere.NfcFrame;

        /**
         * Creates a plain object from a NfcFrame message. Also converts values to other types if specified.
         * @param message NfcFrame
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.NfcFrame, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this NfcFrame to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for NfcFrame
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace NfcFrame {

        /** Properties of a NfcFrame. */
        interface $Properties {

            /** NfcFrame id */
            id?: (number|null);

            /** NfcFrame exists */
            exists?: (microsphere.NfcPath.$Properties|null);

            /** NfcFrame makeDirectory */
            makeDirectory?: (microsphere.NfcPath.$Properties|null);

            /** NfcFrame createFile */
            createFile?: (microsphere.NfcPath.$Properties|null);

            /** NfcFrame writeFile */
            writeFile?: (microsphere.NfcPath.$Properties|null);

            /** NfcFrame lockFile */
            lockFile?: (microsphere.NfcPath.$Properties|null);

            /** NfcFrame unlockFile */
            unlockFile?: (microsphere.NfcPath.$Properties|null);

            /** NfcFrame createDisk */
            createDisk?: (microsphere.NfcDisk.$Properties|null);

            /** NfcFrame createChildDisk */
            createChildDisk?: (microsphere.NfcChildDisk.$Properties|null);

            /** NfcFrame openDisk */
            openDisk?: (microsphere.NfcPath.$Properties|null);

            /** NfcFrame write */
            write?: (microsphere.NfcRange.$Properties|null);

            /** NfcFrame allocate */
            allocate?: (microsphere.NfcRange.$Properties|null);

            /** NfcFrame flush */
            flush?: (microsphere.NfcOpenDisk.$Properties|null);

            /** NfcFrame closeDisk */
            closeDisk?: (microsphere.NfcOpenDisk.$Properties|null);

            /** NfcFrame writeChangeRecord */
            writeChangeRecord?: (microsphere.NfcPath.$Properties|null);

            /** NfcFrame arrive */
            arrive?: (microsphere.NfcPath.$Properties|null);

            /** NfcFrame begin */
            begin?: (microsphere.Empty.$Properties|null);

            /** NfcFrame discard */
            discard?: (microsphere.Empty.$Properties|null);

            /** NfcFrame answer */
            answer?: (microsphere.NfcAnswer.$Properties|null);

            /** NfcFrame alive */
            alive?: (microsphere.Empty.$Properties|null);

            /** NfcFrame message */
            message?: ("exists"|"makeDirectory"|"createFile"|"writeFile"|"lockFile"|"unlockFile"|"createDisk"|"createChildDisk"|"openDisk"|"write"|"allocate"|"flush"|"closeDisk"|"writeChangeRecord"|"arrive"|"begin"|"discard"|"answer"|"alive");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of a NfcFrame. */
        type $Shape = {
          id?: number|null;
          exists?: microsphere.NfcPath.$Shape|null;
          makeDirectory?: microsphere.NfcPath.$Shape|null;
          createFile?: microsphere.NfcPath.$Shape|null;
          writeFile?: microsphere.NfcPath.$Shape|null;
          lockFile?: microsphere.NfcPath.$Shape|null;
          unlockFile?: microsphere.NfcPath.$Shape|null;
          createDisk?: microsphere.NfcDisk.$Shape|null;
          createChildDisk?: microsphere.NfcChildDisk.$Shape|null;
          openDisk?: microsphere.NfcPath.$Shape|null;
          write?: microsphere.NfcRange.$Shape|null;
          allocate?: microsphere.NfcRange.$Shape|null;
          flush?: microsphere.NfcOpenDisk.$Shape|null;
          closeDisk?: microsphere.NfcOpenDisk.$Shape|null;
          writeChangeRecord?: microsphere.NfcPath.$Shape|null;
          arrive?: microsphere.NfcPath.$Shape|null;
          begin?: microsphere.Empty.$Shape|null;
          discard?: microsphere.Empty.$Shape|null;
          answer?: microsphere.NfcAnswer.$Shape|null;
          alive?: microsphere.Empty.$Shape|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ message?: undefined; exists?: null; makeDirectory?: null; createFile?: null; writeFile?: null; lockFile?: null; unlockFile?: null; createDisk?: null; createChildDisk?: null; openDisk?: null; write?: null; allocate?: null; flush?: null; closeDisk?: null; writeChangeRecord?: null; arrive?: null; begin?: null; discard?: null; answer?: null; alive?: null }|{ message?: "exists"; exists: microsphere.NfcPath.$Shape; makeDirectory?: null; createFile?: null; writeFile?: null; lockFile?: null; unlockFile?: null; createDisk?: null; createChildDisk?: null; openDisk?: null; write?: null; allocate?: null; flush?: null; closeDisk?: null; writeChangeRecord?: null; arrive?: null; begin?: null; discard?: null; answer?: null; alive?: null }|{ message?: "makeDirectory"; exists?: null; makeDirectory: microsphere.NfcPath.$Shape; createFile?: null; writeFile?: null; lockFile?: null; unlockFile?: null; createDisk?: null; createChildDisk?: null; openDisk?: null; write?: null; allocate?: null; flush?: null; closeDisk?: null; writeChangeRecord?: null; arrive?: null; begin?: null; discard?: null; answer?: null; alive?: null }|{ message?: "createFile"; exists?: null; makeDirectory?: null; createFile: microsphere.NfcPath.$Shape; writeFile?: null; lockFile?: null; unlockFile?: null; createDisk?: null; createChildDisk?: null; openDisk?: null; write?: null; allocate?: null; flush?: null; closeDisk?: null; writeChangeRecord?: null; arrive?: null; begin?: null; discard?: null; answer?: null; alive?: null }|{ message?: "writeFile"; exists?: null; makeDirectory?: null; createFile?: null; writeFile: microsphere.NfcPath.$Shape; lockFile?: null; unlockFile?: null; createDisk?: null; createChildDisk?: null; openDisk?: null; write?: null; allocate?: null; flush?: null; closeDisk?: null; writeChangeRecord?: null; arrive?: null; begin?: null; discard?: null; answer?: null; alive?: null }|{ message?: "lockFile"; exists?: null; makeDirectory?: null; createFile?: null; writeFile?: null; lockFile: microsphere.NfcPath.$Shape; unlockFile?: null; createDisk?: null; createChildDisk?: null; openDisk?: null; write?: null; allocate?: null; flush?: null; closeDisk?: null; writeChangeRecord?: null; arrive?: null; begin?: null; discard?: null; answer?: null; alive?: null }|{ message?: "unlockFile"; exists?: null; makeDirectory?: null; createFile?: null; writeFile?: null; lockFile?: null; unlockFile: microsphere.NfcPath.$Shape; createDisk?: null; createChildDisk?: null; openDisk?: null; write?: null; allocate?: null; flush?: null; closeDisk?: null; writeChangeRecord?: null; arrive?: null; begin?: null; discard?: null; answer?: null; alive?: null }|{ message?: "createDisk"; exists?: null; makeDirectory?: null; createFile?: null; writeFile?: null; lockFile?: null; unlockFile?: null; createDisk: microsphere.NfcDisk.$Shape; createChildDisk?: null; openDisk?: null; write?: null; allocate?: null; flush?: null; closeDisk?: null; writeChangeRecord?: null; arrive?: null; begin?: null; discard?: null; answer?: null; alive?: null }|{ message?: "createChildDisk"; exists?: null; makeDirectory?: null; createFile?: null; writeFile?: null; lockFile?: null; unlockFile?: null; createDisk?: null; createChildDisk: microsphere.NfcChildDisk.$Shape; openDisk?: null; write?: null; allocate?: null; flush?: null; closeDisk?: null; writeChangeRecord?: null; arrive?: null; begin?: null; discard?: null; answer?: null; alive?: null }|{ message?: "openDisk"; exists?: null; makeDirectory?: null; createFile?: null; writeFile?: null; lockFile?: null; unlockFile?: null; createDisk?: null; createChildDisk?: null; openDisk: microsphere.NfcPath.$Shape; write?: null; allocate?: null; flush?: null; closeDisk?: null; writeChangeRecord?: null; arrive?: null; begin?: null; discard?: null; answer?: null; alive?: null }|{ message?: "write"; exists?: null; makeDirectory?: null; createFile?: null; writeFile?: null; lockFile?: null; unlockFile?: null; createDisk?: null; createChildDisk?: null; openDisk?: null; write: microsphere.NfcRange.$Shape; allocate?: null; flush?: null; closeDisk?: null; writeChangeRecord?: null; arrive?: null; begin?: null; discard?: null; answer?: null; alive?: null }|{ message?: "allocate"; exists?: null; makeDirectory?: null; createFile?: null; writeFile?: null; lockFile?: null; unlockFile?: null; createDisk?: null; createChildDisk?: null; openDisk?: null; write?: null; allocate: microsphere.NfcRange.$Shape; flush?: null; closeDisk?: null; writeChangeRecord?: null; arrive?: null; begin?: null; discard?: null; answer?: null; alive?: null }|{ message?: "flush"; exists?: null; makeDirectory?: null; createFile?: null; writeFile?: null; lockFile?: null; unlockFile?: null; createDisk?: null; createChildDisk?: null; openDisk?: null; write?: null; allocate?: null; flush: microsphere.NfcOpenDisk.$Shape; closeDisk?: null; writeChangeRecord?: null; arrive?: null; begin?: null; discard?: null; answer?: null; alive?: null }|{ message?: "closeDisk"; exists?: null; makeDirectory?: null; createFile?: null; writeFile?: null; lockFile?: null; unlockFile?: null; createDisk?: null; createChildDisk?: null; openDisk?: null; write?: null; allocate?: null; flush?: null; closeDisk: microsphere.NfcOpenDisk.$Shape; writeChangeRecord?: null; arrive?: null; begin?: null; discard?: null; answer?: null; alive?: null }|{ message?: "writeChangeRecord"; exists?: null; makeDirectory?: null; createFile?: null; writeFile?: null; lockFile?: null; unlockFile?: null; createDisk?: null; createChildDisk?: null; openDisk?: null; write?: null; allocate?: null; flush?: null; closeDisk?: null; writeChangeRecord: microsphere.NfcPath.$Shape; arrive?: null; begin?: null; discard?: null; answer?: null; alive?: null }|{ message?: "arrive"; exists?: null; makeDirectory?: null; createFile?: null; writeFile?: null; lockFile?: null; unlockFile?: null; createDisk?: null; createChildDisk?: null; openDisk?: null; write?: null; allocate?: null; flush?: null; closeDisk?: null; writeChangeRecord?: null; arrive: microsphere.NfcPath.$Shape; begin?: null; discard?: null; answer?: null; alive?: null }|{ message?: "begin"; exists?: null; makeDirectory?: null; createFile?: null; writeFile?: null; lockFile?: null; unlockFile?: null; createDisk?: null; createChildDisk?: null; openDisk?: null; write?: null; allocate?: null; flush?: null; closeDisk?: null; writeChangeRecord?: null; arrive?: null; begin: microsphere.Empty.$Shape; discard?: null; answer?: null; alive?: null }|{ message?: "discard"; exists?: null; makeDirectory?: null; createFile?: null; writeFile?: null; lockFile?: null; unlockFile?: null; createDisk?: null; createChildDisk?: null; openDisk?: null; write?: null; allocate?: null; flush?: null; closeDisk?: null; writeChangeRecord?: null; arrive?: null; begin?: null; discard: microsphere.Empty.$Shape; answer?: null; alive?: null }|{ message?: "answer"; exists?: null; makeDirectory?: null; createFile?: null; writeFile?: null; lockFile?: null; unlockFile?: null; createDisk?: null; createChildDisk?: null; openDisk?: null; write?: null; allocate?: null; flush?: null; closeDisk?: null; writeChangeRecord?: null; arrive?: null; begin?: null; discard?: null; answer: microsphere.NfcAnswer.$Shape; alive?: null }|{ message?: "alive"; exists?: null; makeDirectory?: null; createFile?: null; writeFile?: null; lockFile?: null; unlockFile?: null; createDisk?: null; createChildDisk?: null; openDisk?: null; write?: null; allocate?: null; flush?: null; closeDisk?: null; writeChangeRecord?: null; arrive?: null; begin?: null; discard?: null; answer?: null; alive: microsphere.Empty.$Shape })
        );
    }

    /**
     * Properties of a NfcPath.
     * @deprecated Use microsphere.NfcPath.$Properties instead.
     */
    interface INfcPath extends microsphere.NfcPath.$Properties {
    }

    /** Represents a NfcPath. */
    class NfcPath {

        /**
         * Constructs a new NfcPath.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.NfcPath.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** NfcPath path. */
        path: string;

        /**
         * Creates a new NfcPath instance using the specified properties.
         * @param [properties] Properties to set
         * @returns NfcPath instance
         */
        static create(properties: microsphere.NfcPath.$Shape): microsphere.NfcPath & microsphere.NfcPath.$Shape;
        static create(properties?: microsphere.NfcPath.$Properties): microsphere.NfcPath;

        /**
         * Encodes the specified NfcPath message. Does not implicitly {@link microsphere.NfcPath.verify|verify} messages.
         * @param message NfcPath message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.NfcPath.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified NfcPath message, length delimited. Does not implicitly {@link microsphere.NfcPath.verify|verify} messages.
         * @param message NfcPath message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.NfcPath.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a NfcPath message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.NfcPath & microsphere.NfcPath.$Shape} NfcPath
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.NfcPath & microsphere.NfcPath.$Shape;

        /**
         * Decodes a NfcPath message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.NfcPath & microsphere.NfcPath.$Shape} NfcPath
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.NfcPath & microsphere.NfcPath.$Shape;

        /**
         * Verifies a NfcPath message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a NfcPath message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns NfcPath
         */
        static fromObject(object: { [k: string]: any }): microsphere.NfcPath;

        /**
         * Creates a plain object from a NfcPath message. Also converts values to other types if specified.
         * @param message NfcPath
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.NfcPath, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this NfcPath to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for NfcPath
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace NfcPath {

        /** Properties of a NfcPath. */
        interface $Properties {

            /** NfcPath path */
            path?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a NfcPath. */
        type $Shape = microsphere.NfcPath.$Properties;
    }

    /**
     * Properties of a NfcDisk.
     * @deprecated Use microsphere.NfcDisk.$Properties instead.
     */
    interface INfcDisk extends microsphere.NfcDisk.$Properties {
    }

    /** Represents a NfcDisk. */
    class NfcDisk {

        /**
         * Constructs a new NfcDisk.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.NfcDisk.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** NfcDisk path. */
        path: string;

        /** NfcDisk capacityBytes. */
        capacityBytes: number;

        /** NfcDisk provisioning. */
        provisioning: microsphere.DiskProvisioning;

        /** NfcDisk uuid. */
        uuid: string;

        /**
         * Creates a new NfcDisk instance using the specified properties.
         * @param [properties] Properties to set
         * @returns NfcDisk instance
         */
        static create(properties: microsphere.NfcDisk.$Shape): microsphere.NfcDisk & microsphere.NfcDisk.$Shape;
        static create(properties?: microsphere.NfcDisk.$Properties): microsphere.NfcDisk;

        /**
         * Encodes the specified NfcDisk message. Does not implicitly {@link microsphere.NfcDisk.verify|verify} messages.
         * @param message NfcDisk message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.NfcDisk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified NfcDisk message, length delimited. Does not implicitly {@link microsphere.NfcDisk.verify|verify} messages.
         * @param message NfcDisk message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.NfcDisk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a NfcDisk message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.NfcDisk & microsphere.NfcDisk.$Shape} NfcDisk
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.NfcDisk & microsphere.NfcDisk.$Shape;

        /**
         * Decodes a NfcDisk message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.NfcDisk & microsphere.NfcDisk.$Shape} NfcDisk
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.NfcDisk & microsphere.NfcDisk.$Shape;

        /**
         * Verifies a NfcDisk message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a NfcDisk message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns NfcDisk
         */
        static fromObject(object: { [k: string]: any }): microsphere.NfcDisk;

        /**
         * Creates a plain object from a NfcDisk message. Also converts values to other types if specified.
         * @param message NfcDisk
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.NfcDisk, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this NfcDisk to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for NfcDisk
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace NfcDisk {

        /** Properties of a NfcDisk. */
        interface $Properties {

            /** NfcDisk path */
            path?: (string|null);

            /** NfcDisk capacityBytes */
            capacityBytes?: (number|null);

            /** NfcDisk provisioning */
            provisioning?: (microsphere.DiskProvisioning|null);

            /** NfcDisk uuid */
            uuid?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a NfcDisk. */
        type $Shape = microsphere.NfcDisk.$Properties;
    }

    /**
     * Properties of a NfcChildDisk.
     * @deprecated Use microsphere.NfcChildDisk.$Properties instead.
     */
    interface INfcChildDisk extends microsphere.NfcChildDisk.$Properties {
    }

    /** Represents a NfcChildDisk. */
    class NfcChildDisk {

        /**
         * Constructs a new NfcChildDisk.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.NfcChildDisk.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** NfcChildDisk parent. */
        parent: string;

        /** NfcChildDisk child. */
        child: string;

        /** NfcChildDisk uuid. */
        uuid: string;

        /**
         * Creates a new NfcChildDisk instance using the specified properties.
         * @param [properties] Properties to set
         * @returns NfcChildDisk instance
         */
        static create(properties: microsphere.NfcChildDisk.$Shape): microsphere.NfcChildDisk & microsphere.NfcChildDisk.$Shape;
        static create(properties?: microsphere.NfcChildDisk.$Properties): microsphere.NfcChildDisk;

        /**
         * Encodes the specified NfcChildDisk message. Does not implicitly {@link microsphere.NfcChildDisk.verify|verify} messages.
         * @param message NfcChildDisk message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.NfcChildDisk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified NfcChildDisk message, length delimited. Does not implicitly {@link microsphere.NfcChildDisk.verify|verify} messages.
         * @param message NfcChildDisk message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.NfcChildDisk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a NfcChildDisk message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.NfcChildDisk & microsphere.NfcChildDisk.$Shape} NfcChildDisk
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.NfcChildDisk & microsphere.NfcChildDisk.$Shape;

        /**
         * Decodes a NfcChildDisk message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.NfcChildDisk & microsphere.NfcChildDisk.$Shape} NfcChildDisk
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.NfcChildDisk & microsphere.NfcChildDisk.$Shape;

        /**
         * Verifies a NfcChildDisk message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a NfcChildDisk message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns NfcChildDisk
         */
        static fromObject(object: { [k: string]: any }): microsphere.NfcChildDisk;

        /**
         * Creates a plain object from a NfcChildDisk message. Also converts values to other types if specified.
         * @param message NfcChildDisk
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.NfcChildDisk, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this NfcChildDisk to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for NfcChildDisk
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace NfcChildDisk {

        /** Properties of a NfcChildDisk. */
        interface $Properties {

            /** NfcChildDisk parent */
            parent?: (string|null);

            /** NfcChildDisk child */
            child?: (string|null);

            /** NfcChildDisk uuid */
            uuid?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a NfcChildDisk. */
        type $Shape = microsphere.NfcChildDisk.$Properties;
    }

    /**
     * Properties of a NfcOpenDisk.
     * @deprecated Use microsphere.NfcOpenDisk.$Properties instead.
     */
    interface INfcOpenDisk extends microsphere.NfcOpenDisk.$Properties {
    }

    /** Represents a NfcOpenDisk. */
    class NfcOpenDisk {

        /**
         * Constructs a new NfcOpenDisk.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.NfcOpenDisk.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** NfcOpenDisk disk. */
        disk: number;

        /**
         * Creates a new NfcOpenDisk instance using the specified properties.
         * @param [properties] Properties to set
         * @returns NfcOpenDisk instance
         */
        static create(properties: microsphere.NfcOpenDisk.$Shape): microsphere.NfcOpenDisk & microsphere.NfcOpenDisk.$Shape;
        static create(properties?: microsphere.NfcOpenDisk.$Properties): microsphere.NfcOpenDisk;

        /**
         * Encodes the specified NfcOpenDisk message. Does not implicitly {@link microsphere.NfcOpenDisk.verify|verify} messages.
         * @param message NfcOpenDisk message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.NfcOpenDisk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified NfcOpenDisk message, length delimited. Does not implicitly {@link microsphere.NfcOpenDisk.verify|verify} messages.
         * @param message NfcOpenDisk message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.NfcOpenDisk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a NfcOpenDisk message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.NfcOpenDisk & microsphere.NfcOpenDisk.$Shape} NfcOpenDisk
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.NfcOpenDisk & microsphere.NfcOpenDisk.$Shape;

        /**
         * Decodes a NfcOpenDisk message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.NfcOpenDisk & microsphere.NfcOpenDisk.$Shape} NfcOpenDisk
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.NfcOpenDisk & microsphere.NfcOpenDisk.$Shape;

        /**
         * Verifies a NfcOpenDisk message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a NfcOpenDisk message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns NfcOpenDisk
         */
        static fromObject(object: { [k: string]: any }): microsphere.NfcOpenDisk;

        /**
         * Creates a plain object from a NfcOpenDisk message. Also converts values to other types if specified.
         * @param message NfcOpenDisk
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.NfcOpenDisk, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this NfcOpenDisk to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for NfcOpenDisk
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace NfcOpenDisk {

        /** Properties of a NfcOpenDisk. */
        interface $Properties {

            /** NfcOpenDisk disk */
            disk?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a NfcOpenDisk. */
        type $Shape = microsphere.NfcOpenDisk.$Properties;
    }

    /**
     * Properties of a NfcRange.
     * @deprecated Use microsphere.NfcRange.$Properties instead.
     */
    interface INfcRange extends microsphere.NfcRange.$Properties {
    }

    /** Represents a NfcRange. */
    class NfcRange {

        /**
         * Constructs a new NfcRange.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.NfcRange.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** NfcRange disk. */
        disk: number;

        /** NfcRange sector. */
        sector: number;

        /** NfcRange sectors. */
        sectors: number;

        /**
         * Creates a new NfcRange instance using the specified properties.
         * @param [properties] Properties to set
         * @returns NfcRange instance
         */
        static create(properties: microsphere.NfcRange.$Shape): microsphere.NfcRange & microsphere.NfcRange.$Shape;
        static create(properties?: microsphere.NfcRange.$Properties): microsphere.NfcRange;

        /**
         * Encodes the specified NfcRange message. Does not implicitly {@link microsphere.NfcRange.verify|verify} messages.
         * @param message NfcRange message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.NfcRange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified NfcRange message, length delimited. Does not implicitly {@link microsphere.NfcRange.verify|verify} messages.
         * @param message NfcRange message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.NfcRange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a NfcRange message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.NfcRange & microsphere.NfcRange.$Shape} NfcRange
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.NfcRange & microsphere.NfcRange.$Shape;

        /**
         * Decodes a NfcRange message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.NfcRange & microsphere.NfcRange.$Shape} NfcRange
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.NfcRange & microsphere.NfcRange.$Shape;

        /**
         * Verifies a NfcRange message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a NfcRange message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns NfcRange
         */
        static fromObject(object: { [k: string]: any }): microsphere.NfcRange;

        /**
         * Creates a plain object from a NfcRange message. Also converts values to other types if specified.
         * @param message NfcRange
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.NfcRange, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this NfcRange to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for NfcRange
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace NfcRange {

        /** Properties of a NfcRange. */
        interface $Properties {

            /** NfcRange disk */
            disk?: (number|null);

            /** NfcRange sector */
            sector?: (number|null);

            /** NfcRange sectors */
            sectors?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a NfcRange. */
        type $Shape = microsphere.NfcRange.$Properties;
    }

    /**
     * Properties of a NfcAnswer.
     * @deprecated Use microsphere.NfcAnswer.$Properties instead.
     */
    interface INfcAnswer extends microsphere.NfcAnswer.$Properties {
    }

    /** Represents a NfcAnswer. */
    class NfcAnswer {

        /**
         * Constructs a new NfcAnswer.
         * @param [properties] Properties to set
         */
        constructor(properties?: microsphere.NfcAnswer.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** NfcAnswer fault. */
        fault?: (microsphere.Fault.$Properties|null);

        /** NfcAnswer exists. */
        exists: boolean;

        /** NfcAnswer disk. */
        disk: number;

        /**
         * Creates a new NfcAnswer instance using the specified properties.
         * @param [properties] Properties to set
         * @returns NfcAnswer instance
         */
        static create(properties: microsphere.NfcAnswer.$Shape): microsphere.NfcAnswer & microsphere.NfcAnswer.$Shape;
        static create(properties?: microsphere.NfcAnswer.$Properties): microsphere.NfcAnswer;

        /**
         * Encodes the specified NfcAnswer message. Does not implicitly {@link microsphere.NfcAnswer.verify|verify} messages.
         * @param message NfcAnswer message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: microsphere.NfcAnswer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Encodes the specified NfcAnswer message, length delimited. Does not implicitly {@link microsphere.NfcAnswer.verify|verify} messages.
         * @param message NfcAnswer message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encodeDelimited(message: microsphere.NfcAnswer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a NfcAnswer message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {microsphere.NfcAnswer & microsphere.NfcAnswer.$Shape} NfcAnswer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): microsphere.NfcAnswer & microsphere.NfcAnswer.$Shape;

        /**
         * Decodes a NfcAnswer message from the specified reader or buffer, length delimited.
         * @param reader Reader or buffer to decode from
         * @returns {microsphere.NfcAnswer & microsphere.NfcAnswer.$Shape} NfcAnswer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): microsphere.NfcAnswer & microsphere.NfcAnswer.$Shape;

        /**
         * Verifies a NfcAnswer message.
         * @param message Plain object to verify
         * @returns `null` if valid, otherwise the reason why it is not
         */
        static verify(message: { [k: string]: any }): (string|null);

        /**
         * Creates a NfcAnswer message from a plain object. Also converts values to their respective internal types.
         * @param object Plain object
         * @returns NfcAnswer
         */
        static fromObject(object: { [k: string]: any }): microsphere.NfcAnswer;

        /**
         * Creates a plain object from a NfcAnswer message. Also converts values to other types if specified.
         * @param message NfcAnswer
         * @param [options] Conversion options
         * @returns Plain object
         */
        static toObject(message: microsphere.NfcAnswer, options?: $protobuf.IConversionOptions): { [k: string]: any };

        /**
         * Converts this NfcAnswer to JSON.
         * @returns JSON object
         */
        toJSON(): { [k: string]: any };

        /**
         * Gets the type url for NfcAnswer
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace NfcAnswer {

        /** Properties of a NfcAnswer. */
        interface $Properties {

            /** NfcAnswer fault */
            fault?: (microsphere.Fault.$Properties|null);

            /** NfcAnswer exists */
            exists?: (boolean|null);

            /** NfcAnswer disk */
            disk?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a NfcAnswer. */
        type $Shape = microsphere.NfcAnswer.$Properties;
    }
}
