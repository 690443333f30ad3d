/**
 * Where everything lies in a host's shared memory. This file is compiled twice, by TypeScript for the threads and by
 * AssemblyScript for the core, so that both sides mean the same bytes: constants only, all of them plain integers.
 *
 * A virtual machine's block is `VM_BLOCK_SIZE` bytes, then its page map (4 bytes a guest page: the address of the machine page)
 * and its dirty bitmap (1 bit a guest page). The first page of the block is the guest's state: what is captured, compared and
 * restored. All that follows is the host's and can be made anew.
 */

// ---- guest-physical addresses (a subset of QEMU's virt machine) ----
export const RAM_BASE = 0x80000000;
export const TEST_DEVICE_BASE = 0x00100000;
export const CLINT_BASE = 0x02000000;
export const CLINT_SIZE = 0x00010000;
export const PLIC_BASE = 0x0c000000;
export const PLIC_SIZE = 0x00600000;
export const VIRTIO_BASE = 0x10001000;
export const VIRTIO_SLOTS = 8;
export const VIRTIO_STRIDE = 0x1000;

// ---- the guest's state: page 0 of the block ----
export const STATE_SIZE = 4096;
export const X = 0;
export const PC = 256;
/** Units of guest work since power-on: instructions, and traps that one could not finish. */
export const INSTRUCTIONS = 264;
export const MSTATUS = 272;
export const MIE = 280;
export const MTVEC = 288;
export const MSCRATCH = 296;
export const MEPC = 304;
export const MCAUSE = 312;
export const MTVAL = 320;
/** What a guest's write to mcycle or minstret added to the count of instructions. */
export const MCYCLE_OFFSET = 328;
export const MINSTRET_OFFSET = 336;
/** Address and value of the last load-reserved; all ones when there is none. */
export const RESERVATION_ADDRESS = 344;
export const RESERVATION_VALUE = 352;
/** 1 while the vCPU stands in WFI. */
export const WAITING = 360;
export const STOP_KIND = 364;
export const STOP_CODE = 368;
/** Instructions in a microsecond of guest time. */
export const RATE_MHZ = 372;
/** Ticks (10 MHz) that entered as time inputs. */
export const TIME_TICKS = 376;
/** What a guest's write to mtime added. */
export const TIME_OFFSET = 384;
export const MTIMECMP = 392;
export const MSIP = 400;
export const RAM_PAGES = 404;
/** Instructions that retired less those counted: exceptions are counted as work but do not retire. */
export const EXCEPTIONS = 408;
export const STOP_DETAIL = 416;
/** The extensions that the guest finds, as misa has them: bit 0 is A. One that is not there traps. */
export const EXTENSIONS = 424;
export const EXTENSION_B = 0x2;
/** A, B, I and M: what the core can execute. */
export const EXTENSIONS_IMPLEMENTED = 0x1103;

export const PLIC_PRIORITY = 512;
export const PLIC_ENABLE = 640;
export const PLIC_THRESHOLD = 644;
export const PLIC_LEVEL = 648;
export const PLIC_CLAIMED = 652;

/** Devices, `DEVICE_STRIDE` bytes a virtio slot. */
export const DEVICES = 1024;
export const DEVICE_STRIDE = 256;
export const DEVICE_ID = 0;
export const DEVICE_STATUS = 4;
export const DEVICE_FEATURES_SELECT = 8;
export const DEVICE_DRIVER_FEATURES_SELECT = 12;
export const DEVICE_DRIVER_FEATURES = 16;
export const DEVICE_FEATURES = 24;
export const DEVICE_QUEUE_SELECT = 32;
export const DEVICE_INTERRUPT = 36;
/** Block: capacity in sectors (8 bytes). Network: MAC address (6 bytes). */
export const DEVICE_CONFIGURATION = 40;
export const DEVICE_SERIAL = 48;
export const SERIAL_SIZE = 20;
export const DEVICE_DISK = 68;
export const DEVICE_QUEUES = 96;
export const QUEUE_STRIDE = 48;
export const QUEUES_PER_DEVICE = 2;
export const QUEUE_SIZE = 0;
export const QUEUE_READY = 4;
export const QUEUE_DESCRIPTORS = 8;
export const QUEUE_AVAILABLE = 16;
export const QUEUE_USED = 24;
export const QUEUE_LAST_AVAILABLE = 32;
export const QUEUE_USED_INDEX = 36;
export const MAXIMUM_QUEUE_SIZE = 256;

export const ID_NETWORK = 1;
export const ID_BLOCK = 2;
export const ID_CONSOLE = 3;
export const SLOT_DISK_0 = 0;
export const SLOT_NETWORK = 1;
export const SLOT_CONSOLE = 2;
export const SLOT_TOOLS = 3;
export const SLOT_DISK_1 = 4;

/** Block requests in flight. */
export const REQUESTS = 3072;
export const REQUEST_STRIDE = 64;
export const REQUEST_COUNT = 16;
export const REQUEST_STATE = 0;
export const REQUEST_DISK = 4;
export const REQUEST_OPERATION = 8;
export const REQUEST_LENGTH = 12;
export const REQUEST_SECTOR = 16;
export const REQUEST_HEAD = 24;
export const REQUEST_SLOT = 28;
export const REQUEST_FREE = 0;
export const REQUEST_IN_FLIGHT = 1;
/** The device was reset under it: its completion frees the slot and does nothing else. */
export const REQUEST_FORGOTTEN = 2;
export const OPERATION_READ = 0;
export const OPERATION_WRITE = 1;
export const OPERATION_FLUSH = 4;
/** Its length is that of the range; it has no data. */
export const OPERATION_DISCARD = 11;
/** What one discard covers: 1 GiB, so that its length in bytes fits a word. */
export const MAXIMUM_DISCARD_SECTORS = 2097152;
/** VIRTIO_BLK_F_DISCARD. */
export const FEATURE_BIT_DISCARD = 13;

// ---- the host's part of the block ----
export const PAGE_MAP = 4096;
export const DIRTY_MAP = 4100;
export const DROPPED_FRAMES = 4104;
export const DROPPED_BYTES = 4108;
/** Ring counters run freely: used bytes = head - tail. */
export const OUTPUT_HEAD = 4112;
export const OUTPUT_TAIL = 4116;
export const FRAMES_HEAD = 4120;
export const FRAMES_TAIL = 4124;
export const CONSOLE_HEAD = 4128;
export const CONSOLE_TAIL = 4132;
export const TOOLS_HEAD = 4136;
export const TOOLS_TAIL = 4140;
/** A word a request: 0, or what the host answered. */
export const COMPLETIONS = 4160;
export const COMPLETED_OK = 1;
export const COMPLETED_FAILED = 2;

/** Soft TLB, direct-mapped: tags for load, store and fetch (8 bytes each), then what to add to an address. */
export const TLB = 8192;
export const TLB_ENTRIES = 256;
export const TLB_STRIDE = 32;
export const TLB_LOAD = 8192;
export const TLB_STORE = 8200;
export const TLB_FETCH = 8208;
export const TLB_ADDEND = 8216;

/** Scratch: the descriptor chain at hand, 16 bytes a segment. */
export const CHAIN = 16384;
/** Scratch: an input that is being delivered, in one piece. */
export const STAGING = 20480;
export const STAGING_SIZE = 4096;
export const CONSOLE_RING = 24576;
export const TOOLS_RING = 40960;
export const STREAM_RING_SIZE = 16384;
export const FRAMES_RING = 65536;
export const FRAMES_RING_SIZE = 65536;
export const OUTPUT_RING = 131072;
export const OUTPUT_RING_SIZE = 262144;
/** Data of block requests: `BOUNCE_SIZE` bytes each. */
export const BOUNCE = 393216;
export const BOUNCE_SIZE = 32768;
export const VM_BLOCK_SIZE = 917504;

// ---- records in the output ring: kind (4), length (4), payload, padded to 8 ----
export const OUTPUT_BLOCK_REQUEST = 1;
export const OUTPUT_FRAME = 2;
export const OUTPUT_CONSOLE = 3;
export const OUTPUT_TOOLS = 4;
export const OUTPUT_LOG = 5;

// ---- why a slice ended ----
export const EXIT_BUDGET = 0;
export const EXIT_WAITING = 1;
export const EXIT_STOPPED = 2;
export const EXIT_OUTPUT = 3;

// ---- why a guest stopped ----
export const STOP_NONE = 0;
export const STOP_POWER_OFF = 1;
export const STOP_RESET = 2;
/** An exception at the trap vector itself: the guest can do nothing any more. */
export const STOP_TRAP_LOOP = 3;
