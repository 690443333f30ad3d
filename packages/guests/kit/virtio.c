// The virtio-mmio transport. All rings are static; nothing is ever freed, a machine's devices are there for ever.
#include "virtio.h"

enum {
  MAGIC = 0x000, VERSION = 0x004, DEVICE_ID = 0x008, DEVICE_FEATURES = 0x010, DEVICE_FEATURES_SELECT = 0x014,
  DRIVER_FEATURES = 0x020, DRIVER_FEATURES_SELECT = 0x024, QUEUE_SELECT = 0x030, QUEUE_SIZE_MAXIMUM = 0x034,
  QUEUE_SIZE = 0x038, QUEUE_READY = 0x044, QUEUE_NOTIFY = 0x050, INTERRUPT_STATUS = 0x060, INTERRUPT_ACK = 0x064,
  STATUS = 0x070, DESCRIPTORS = 0x080, DRIVER_AREA = 0x090, DEVICE_AREA = 0x0a0, CONFIGURATION = 0x100,
};
enum { ACKNOWLEDGE = 1, DRIVER = 2, DRIVER_OK = 4, FEATURES_OK = 8 };

#define REGISTER(device, offset) (device)[(offset) / 4]
#define SLOT(slot) ((registers)(0x10001000ul + (slot) * 0x1000ul))
#define FENCE() __asm__ volatile("fence" ::: "memory")

registers virtio_find(u32 device_id, int nth) {
  for (u32 slot = 0; slot < VIRTIO_SLOTS; slot++) {
    registers device = SLOT(slot);
    if (REGISTER(device, MAGIC) != 0x74726976 || REGISTER(device, VERSION) != 2) continue;
    if (REGISTER(device, DEVICE_ID) == device_id && nth-- == 0) return device;
  }
  return 0;
}

int virtio_begin(registers device, u32 wanted, u32 *features) {
  REGISTER(device, STATUS) = 0;
  REGISTER(device, STATUS) = ACKNOWLEDGE | DRIVER;
  REGISTER(device, DEVICE_FEATURES_SELECT) = 0;
  *features = REGISTER(device, DEVICE_FEATURES) & wanted;
  REGISTER(device, DRIVER_FEATURES_SELECT) = 0;
  REGISTER(device, DRIVER_FEATURES) = *features;
  // VERSION_1 is bit 32.
  REGISTER(device, DRIVER_FEATURES_SELECT) = 1;
  REGISTER(device, DRIVER_FEATURES) = 1;
  REGISTER(device, STATUS) = ACKNOWLEDGE | DRIVER | FEATURES_OK;
  return (REGISTER(device, STATUS) & FEATURES_OK) != 0;
}

void virtio_ready(registers device) { REGISTER(device, STATUS) = ACKNOWLEDGE | DRIVER | FEATURES_OK | DRIVER_OK; }

void virtio_acknowledge(u32 slot) {
  u32 status = REGISTER(SLOT(slot), INTERRUPT_STATUS);
  if (status) REGISTER(SLOT(slot), INTERRUPT_ACK) = status;
}

u32 virtio_configuration(registers device, u32 offset) { return REGISTER(device, CONFIGURATION + offset); }

void queue_init(queue *q, registers device, u32 number, u16 entries) {
  q->device = device;
  q->number = number;
  REGISTER(device, QUEUE_SELECT) = number;
  u32 maximum = REGISTER(device, QUEUE_SIZE_MAXIMUM);
  while (entries > maximum) entries /= 2;
  q->size = entries;
  REGISTER(device, QUEUE_SIZE) = entries;
  u64 addresses[3] = {(u64)q->descriptors, (u64)&q->available, (u64)&q->used};
  u32 offsets[3] = {DESCRIPTORS, DRIVER_AREA, DEVICE_AREA};
  for (int i = 0; i < 3; i++) {
    REGISTER(device, offsets[i]) = (u32)addresses[i];
    REGISTER(device, offsets[i] + 4) = (u32)(addresses[i] >> 32);
  }
  REGISTER(device, QUEUE_READY) = 1;
}

void queue_offer(queue *q, u16 head) {
  q->available.ring[q->available.index % q->size] = head;
  FENCE();
  q->available.index++;
  q->offered = 1;
}

void queue_kick(queue *q) {
  if (!q->offered) return;
  q->offered = 0;
  FENCE();
  REGISTER(q->device, QUEUE_NOTIFY) = q->number;
}

int queue_take(queue *q, used_element *element) {
  if (q->size == 0 || q->seen == *(volatile u16 *)&q->used.index) return 0;
  FENCE();
  *element = q->used.ring[q->seen++ % q->size];
  return 1;
}
