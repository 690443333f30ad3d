// The driver of the first virtio block device (virtio 1.2, section 5.2).
#include "virtio.h"

#define FEATURE_FLUSH (1u << 9)
enum { READ = 0, WRITE = 1, FLUSH = 4 };

// Three descriptors each: header, data, status.
#define REQUESTS 10
#define DISK_QUEUE_ENTRIES 32

typedef struct {
  struct { u32 type; u32 reserved; u64 sector; } header;
  volatile u8 status;
  u8 busy;
  disk_done done;
  void *context;
} request;

static registers device;
static queue requests_queue;
static request requests[REQUESTS];
static u64 sectors;
static int has_flush;

int disk_init(void) {
  u32 features;
  device = virtio_find(VIRTIO_BLOCK, 0);
  if (!device || !virtio_begin(device, FEATURE_FLUSH, &features)) return 0;
  queue_init(&requests_queue, device, 0, DISK_QUEUE_ENTRIES);
  if (requests_queue.size < 3) return 0;
  has_flush = (features & FEATURE_FLUSH) != 0;
  sectors = virtio_configuration(device, 0) | (u64)virtio_configuration(device, 4) << 32;
  virtio_ready(device);
  return 1;
}

u64 disk_sectors(void) { return sectors; }

static int submit(u32 type, u64 sector, const void *data, u32 bytes, disk_done done, void *context) {
  for (u16 i = 0; i < REQUESTS && 3 * i + 3 <= requests_queue.size; i++) {
    request *r = &requests[i];
    if (r->busy) continue;
    r->busy = 1;
    r->status = 0xff;
    r->done = done;
    r->context = context;
    r->header.type = type;
    r->header.sector = sector;
    descriptor *d = &requests_queue.descriptors[3 * i];
    u16 next = (u16)(3 * i + 1);
    *d++ = (descriptor){(u64)&r->header, sizeof r->header, NEXT, next++};
    if (bytes) *d++ = (descriptor){(u64)data, bytes, (u16)(NEXT | (type == READ ? DEVICE_WRITES : 0)), next};
    *d = (descriptor){(u64)&r->status, 1, DEVICE_WRITES, 0};
    queue_offer(&requests_queue, (u16)(3 * i));
    queue_kick(&requests_queue);
    return 1;
  }
  return 0;
}

int disk_read(u64 sector, void *data, u32 bytes, disk_done done, void *context) {
  return submit(READ, sector, data, bytes, done, context);
}

int disk_write(u64 sector, const void *data, u32 bytes, disk_done done, void *context) {
  return submit(WRITE, sector, data, bytes, done, context);
}

// A device without FLUSH has no volatile cache: what it has acknowledged is durable (5.2.6.2).
int disk_flush(disk_done done, void *context) {
  if (has_flush) return submit(FLUSH, 0, 0, 0, done, context);
  done(context, 1);
  return 1;
}

void disk_poll(void) {
  used_element element;
  while (queue_take(&requests_queue, &element)) {
    request *r = &requests[element.id / 3];
    r->busy = 0;
    r->done(r->context, r->status == 0);
  }
}

static void waited(void *context, int ok) { *(int *)context = ok ? 1 : 2; }

int disk_read_now(u64 sector, void *data, u32 bytes) {
  int state = 0;
  if (!disk_read(sector, data, bytes, waited, &state)) return 0;
  for (disk_poll(); !state; disk_poll()) wait_for_interrupt();
  return state == 1;
}
