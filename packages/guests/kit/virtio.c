// virtio-mmio, version 2 (virtio 1.2, section 4.2), with one driver each for block (5.2), network (5.1) and console (5.3).
// All rings and buffers are static; the drivers are polled.
#include "kit.h"

#define SLOTS 8
#define QUEUE_ENTRIES 16
#define FRAME_BYTES 1536
#define NET_HEADER_BYTES 12
#define STREAM_BUFFER_BYTES 512

#define NEXT 1
#define DEVICE_WRITES 2

typedef struct { u64 address; u32 length; u16 flags; u16 next; } descriptor;
typedef struct { u16 flags; u16 index; u16 ring[QUEUE_ENTRIES]; u16 event; } available;
typedef struct { u32 id; u32 length; } used_element;
typedef struct { u16 flags; u16 index; used_element ring[QUEUE_ENTRIES]; u16 event; } used;

typedef struct {
  descriptor descriptors[QUEUE_ENTRIES] __attribute__((aligned(16)));
  available available __attribute__((aligned(4)));
  used used __attribute__((aligned(8)));
  volatile u32 *registers;
  u32 number;
  u16 seen;
} queue;

enum {
  MAGIC = 0x000, VERSION = 0x004, DEVICE_ID = 0x008, DEVICE_FEATURES = 0x010, DEVICE_FEATURES_SELECT = 0x014,
  DRIVER_FEATURES = 0x020, DRIVER_FEATURES_SELECT = 0x024, QUEUE_SELECT = 0x030, QUEUE_SIZE_MAXIMUM = 0x034,
  QUEUE_SIZE = 0x038, QUEUE_READY = 0x044, QUEUE_NOTIFY = 0x050, INTERRUPT_STATUS = 0x060, INTERRUPT_ACK = 0x064,
  STATUS = 0x070, DESCRIPTORS = 0x080, AVAILABLE = 0x090, USED = 0x0a0, CONFIGURATION = 0x100,
};

#define REGISTER(base, offset) (base)[(offset) / 4]
#define FENCE() __asm__ volatile("fence" ::: "memory")

static volatile u32 *disk_registers, *net_registers, *stream_registers[2];
static queue disk_queue, net_receive, net_transmit, stream_receive[2], stream_transmit[2];

static void queue_init(queue *q, volatile u32 *registers, u32 number) {
  q->registers = registers;
  q->number = number;
  REGISTER(registers, QUEUE_SELECT) = number;
  REGISTER(registers, QUEUE_SIZE) = QUEUE_ENTRIES;
  u64 addresses[3] = {(u64)q->descriptors, (u64)&q->available, (u64)&q->used};
  u32 offsets[3] = {DESCRIPTORS, AVAILABLE, USED};
  for (int i = 0; i < 3; i++) {
    REGISTER(registers, offsets[i]) = (u32)addresses[i];
    REGISTER(registers, offsets[i] + 4) = (u32)(addresses[i] >> 32);
  }
  REGISTER(registers, QUEUE_READY) = 1;
}

static void offer(queue *q, u16 head) {
  q->available.ring[q->available.index % QUEUE_ENTRIES] = head;
  FENCE();
  q->available.index++;
  FENCE();
}

static void notify(queue *q) { REGISTER(q->registers, QUEUE_NOTIFY) = q->number; }

static int take(queue *q, used_element *element) {
  FENCE();
  if (q->seen == *(volatile u16 *)&q->used.index) return 0;
  *element = q->used.ring[q->seen++ % QUEUE_ENTRIES];
  return 1;
}

// Negotiates VERSION_1 and those of `wanted` that the device has.
static void device_begin(volatile u32 *registers, u32 wanted) {
  REGISTER(registers, STATUS) = 0;
  REGISTER(registers, STATUS) = 1 | 2;
  REGISTER(registers, DEVICE_FEATURES_SELECT) = 0;
  u32 features = REGISTER(registers, DEVICE_FEATURES) & wanted;
  REGISTER(registers, DRIVER_FEATURES_SELECT) = 0;
  REGISTER(registers, DRIVER_FEATURES) = features;
  REGISTER(registers, DRIVER_FEATURES_SELECT) = 1;
  REGISTER(registers, DRIVER_FEATURES) = 1;
  REGISTER(registers, STATUS) = 1 | 2 | 8;
}

static void device_end(volatile u32 *registers) { REGISTER(registers, STATUS) = 1 | 2 | 8 | 4; }

// ---- block ------------------------------------------------------------------------------------------------------------

#define DISK_REQUESTS 5
typedef struct {
  struct { u32 type; u32 reserved; u64 sector; } header;
  u8 status;
  u8 busy;
  disk_done done;
  void *context;
} disk_request;
static disk_request disk_requests[DISK_REQUESTS];
static u64 disk_capacity;

int disk_present(void) { return disk_registers != 0; }
u64 disk_sectors(void) { return disk_capacity; }

static int disk_submit(u32 type, u64 sector, const void *data, u32 bytes, disk_done done, void *context) {
  for (u16 i = 0; disk_registers && i < DISK_REQUESTS; i++) {
    disk_request *request = &disk_requests[i];
    if (request->busy) continue;
    request->busy = 1;
    request->status = 0xff;
    request->done = done;
    request->context = context;
    request->header.type = type;
    request->header.reserved = 0;
    request->header.sector = sector;
    u16 head = (u16)(i * 3), last = head + 1;
    disk_queue.descriptors[head] = (descriptor){(u64)&request->header, 16, NEXT, (u16)(head + 1)};
    if (bytes) {
      disk_queue.descriptors[head + 1] =
          (descriptor){(u64)data, bytes, (u16)(NEXT | (type == 0 ? DEVICE_WRITES : 0)), (u16)(head + 2)};
      last = head + 2;
    }
    disk_queue.descriptors[last] = (descriptor){(u64)&request->status, 1, DEVICE_WRITES, 0};
    offer(&disk_queue, head);
    notify(&disk_queue);
    return 1;
  }
  return 0;
}

int disk_read(u64 sector, void *data, u32 bytes, disk_done done, void *context) { return disk_submit(0, sector, data, bytes, done, context); }
int disk_write(u64 sector, const void *data, u32 bytes, disk_done done, void *context) { return disk_submit(1, sector, data, bytes, done, context); }
int disk_flush(disk_done done, void *context) { return disk_submit(4, 0, 0, 0, done, context); }

static void disk_poll(void) {
  used_element element;
  while (disk_registers && take(&disk_queue, &element)) {
    disk_request *request = &disk_requests[element.id / 3];
    request->busy = 0;
    request->done(request->context, *(volatile u8 *)&request->status == 0);
  }
}

static void waited(void *context, int ok) { *(volatile int *)context = ok ? 1 : 2; }

static int wait_for(volatile int *state) {
  while (!*state) {
    wait_for_interrupt();
    virtio_poll();
  }
  return *state == 1;
}

int disk_read_now(u64 sector, void *data, u32 bytes) {
  volatile int state = 0;
  return disk_read(sector, data, bytes, waited, (void *)&state) && wait_for(&state);
}
int disk_write_now(u64 sector, const void *data, u32 bytes) {
  volatile int state = 0;
  return disk_write(sector, data, bytes, waited, (void *)&state) && wait_for(&state);
}
int disk_flush_now(void) {
  volatile int state = 0;
  return disk_flush(waited, (void *)&state) && wait_for(&state);
}

// ---- network ----------------------------------------------------------------------------------------------------------

static u8 receive_frames[QUEUE_ENTRIES][NET_HEADER_BYTES + FRAME_BYTES];
static u8 transmit_frames[QUEUE_ENTRIES][NET_HEADER_BYTES + FRAME_BYTES];
static u8 transmit_busy[QUEUE_ENTRIES];
static u8 mac[6];

int net_present(void) { return net_registers != 0; }
const u8 *net_mac(void) { return mac; }

int net_send(const void *frame, u32 bytes) {
  if (!net_registers || bytes > FRAME_BYTES) return 0;
  for (u16 i = 0; i < QUEUE_ENTRIES; i++) {
    if (transmit_busy[i]) continue;
    transmit_busy[i] = 1;
    memset(transmit_frames[i], 0, NET_HEADER_BYTES);
    memcpy(transmit_frames[i] + NET_HEADER_BYTES, frame, bytes);
    net_transmit.descriptors[i] = (descriptor){(u64)transmit_frames[i], NET_HEADER_BYTES + bytes, 0, 0};
    offer(&net_transmit, i);
    notify(&net_transmit);
    return 1;
  }
  return 0;
}

__attribute__((weak)) void net_received(const u8 *frame, u32 bytes) { (void)frame, (void)bytes; }

static void net_poll(void) {
  used_element element;
  if (!net_registers) return;
  while (take(&net_transmit, &element)) transmit_busy[element.id % QUEUE_ENTRIES] = 0;
  int refilled = 0;
  while (take(&net_receive, &element)) {
    if (element.length > NET_HEADER_BYTES)
      net_received(receive_frames[element.id] + NET_HEADER_BYTES, element.length - NET_HEADER_BYTES);
    offer(&net_receive, (u16)element.id);
    refilled = 1;
  }
  if (refilled) notify(&net_receive);
}

// ---- console and tools channel ----------------------------------------------------------------------------------------

static u8 stream_in[2][QUEUE_ENTRIES][STREAM_BUFFER_BYTES];
static u8 stream_out[2][QUEUE_ENTRIES][STREAM_BUFFER_BYTES];
static u8 stream_busy[2][QUEUE_ENTRIES];

int stream_present(int stream) { return stream_registers[stream] != 0; }

__attribute__((weak)) void stream_received(int stream, const u8 *bytes, u32 count) { (void)stream, (void)bytes, (void)count; }

static void stream_reclaim(int stream) {
  used_element element;
  while (take(&stream_transmit[stream], &element)) stream_busy[stream][element.id % QUEUE_ENTRIES] = 0;
}

// Output that finds no buffer is dropped: a host that does not read must not stop the guest.
void stream_write(int stream, const void *bytes, u32 count) {
  const u8 *from = bytes;
  if (!stream_registers[stream]) return;
  stream_reclaim(stream);
  for (u16 i = 0; i < QUEUE_ENTRIES && count; i++) {
    if (stream_busy[stream][i]) continue;
    u32 part = count < STREAM_BUFFER_BYTES ? count : STREAM_BUFFER_BYTES;
    memcpy(stream_out[stream][i], from, part);
    stream_busy[stream][i] = 1;
    stream_transmit[stream].descriptors[i] = (descriptor){(u64)stream_out[stream][i], part, 0, 0};
    offer(&stream_transmit[stream], i);
    from += part;
    count -= part;
  }
  notify(&stream_transmit[stream]);
}

static void stream_poll(int stream) {
  used_element element;
  if (!stream_registers[stream]) return;
  stream_reclaim(stream);
  int refilled = 0;
  while (take(&stream_receive[stream], &element)) {
    stream_received(stream, stream_in[stream][element.id], element.length);
    offer(&stream_receive[stream], (u16)element.id);
    refilled = 1;
  }
  if (refilled) notify(&stream_receive[stream]);
}

// ---- all --------------------------------------------------------------------------------------------------------------

static volatile u32 *devices[SLOTS];

void virtio_init(void) {
  int streams = 0;
  for (u32 slot = 0; slot < SLOTS; slot++) {
    volatile u32 *registers = (volatile u32 *)(0x10001000ul + slot * 0x1000ul);
    if (REGISTER(registers, MAGIC) != 0x74726976 || REGISTER(registers, VERSION) != 2) continue;
    u32 id = REGISTER(registers, DEVICE_ID);
    if (id == 2 && !disk_registers) {
      device_begin(registers, 1u << 9);
      queue_init(&disk_queue, registers, 0);
      disk_capacity = REGISTER(registers, CONFIGURATION) | (u64)REGISTER(registers, CONFIGURATION + 4) << 32;
      disk_registers = registers;
    } else if (id == 1 && !net_registers) {
      device_begin(registers, 1u << 5);
      queue_init(&net_receive, registers, 0);
      queue_init(&net_transmit, registers, 1);
      for (int i = 0; i < 6; i++) mac[i] = ((volatile u8 *)registers)[CONFIGURATION + i];
      net_registers = registers;
    } else if (id == 3 && streams < 2) {
      device_begin(registers, 0);
      queue_init(&stream_receive[streams], registers, 0);
      queue_init(&stream_transmit[streams], registers, 1);
      stream_registers[streams++] = registers;
    } else {
      continue;
    }
    device_end(registers);
    devices[slot] = registers;
  }
  for (u16 i = 0; net_registers && i < QUEUE_ENTRIES; i++) {
    net_receive.descriptors[i] = (descriptor){(u64)receive_frames[i], sizeof receive_frames[i], DEVICE_WRITES, 0};
    offer(&net_receive, i);
  }
  if (net_registers) notify(&net_receive);
  for (int stream = 0; stream < streams; stream++) {
    for (u16 i = 0; i < QUEUE_ENTRIES; i++) {
      stream_receive[stream].descriptors[i] = (descriptor){(u64)stream_in[stream][i], STREAM_BUFFER_BYTES, DEVICE_WRITES, 0};
      offer(&stream_receive[stream], i);
    }
    notify(&stream_receive[stream]);
  }
}

// Interrupts are acknowledged before the rings are looked at: what comes later raises a new one.
void virtio_poll(void) {
  for (u32 slot = 0; slot < SLOTS; slot++) {
    if (!devices[slot]) continue;
    u32 status = REGISTER(devices[slot], INTERRUPT_STATUS);
    if (status) REGISTER(devices[slot], INTERRUPT_ACK) = status;
  }
  disk_poll();
  net_poll();
  stream_poll(CONSOLE);
  stream_poll(TOOLS);
}
