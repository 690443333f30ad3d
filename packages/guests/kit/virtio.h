// virtio-mmio, version 2 (virtio 1.2, section 4.2), and its split queues (2.7): what the drivers in this folder share.
#pragma once
#include "kit.h"

#define VIRTIO_SLOTS 8
#define VIRTIO_NET 1
#define VIRTIO_BLOCK 2
#define VIRTIO_CONSOLE 3

// Entries of the largest queue; a device that offers fewer gets fewer.
#define QUEUE_ENTRIES 64

// Descriptor flags.
#define NEXT 1
#define DEVICE_WRITES 2

typedef struct { u64 address; u32 length; u16 flags; u16 next; } descriptor;
typedef struct { u16 flags; u16 index; u16 ring[QUEUE_ENTRIES]; } available;
typedef struct { u32 id; u32 length; } used_element;
typedef struct { u16 flags; u16 index; used_element ring[QUEUE_ENTRIES]; } used;

typedef volatile u32 *registers;

typedef struct {
  descriptor descriptors[QUEUE_ENTRIES] __attribute__((aligned(16)));
  available available __attribute__((aligned(4)));
  used used __attribute__((aligned(4)));
  registers device;
  u32 number;
  // Entries in use: a power of two.
  u16 size;
  // The used index up to which everything was taken.
  u16 seen;
  u8 offered;
} queue;

// The nth device of this kind, in slot order; null where there is none.
registers virtio_find(u32 device_id, int nth);
// Resets a device and negotiates VERSION_1 and those of the wanted features (bits 0 to 31) that it has. False: it refuses.
int virtio_begin(registers device, u32 wanted, u32 *features);
// After the queues were made.
void virtio_ready(registers device);
void virtio_acknowledge(u32 slot);
u32 virtio_configuration(registers device, u32 offset);

void queue_init(queue *q, registers device, u32 number, u16 entries);
// Gives the chain that begins with this descriptor to the device, which learns of it at the next queue_kick.
void queue_offer(queue *q, u16 head);
void queue_kick(queue *q);
// Takes back a chain that the device has finished. False: there is none.
int queue_take(queue *q, used_element *element);
