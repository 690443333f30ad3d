// The driver of the first virtio network device (virtio 1.2, section 5.1). Frames are built and read where they lie.
#include "virtio.h"

#define FEATURE_MAC (1u << 5)
#define HEADER_BYTES 12
#define RECEIVE_ENTRIES 64
#define TRANSMIT_ENTRIES 32

// Two bytes before the virtio header: then IP headers are aligned to 4 and UDP payloads to 8.
typedef struct { u8 padding[2]; u8 header[HEADER_BYTES]; u8 frame[FRAME_BYTES]; } __attribute__((aligned(8))) packet;

static registers device;
static queue receive, transmit;
static packet received[RECEIVE_ENTRIES], sent[TRANSMIT_ENTRIES];
// Those of `sent` that may be filled, as a stack.
static u16 free_packets[TRANSMIT_ENTRIES];
static u32 free_count;
static u8 mac[6];

int net_init(void) {
  u32 features;
  device = virtio_find(VIRTIO_NET, 0);
  if (!device || !virtio_begin(device, FEATURE_MAC, &features)) return 0;
  queue_init(&receive, device, 0, RECEIVE_ENTRIES);
  queue_init(&transmit, device, 1, TRANSMIT_ENTRIES);
  u32 low = virtio_configuration(device, 0), high = virtio_configuration(device, 4);
  for (int i = 0; i < 4; i++) mac[i] = (u8)(low >> (8 * i));
  for (int i = 0; i < 2; i++) mac[4 + i] = (u8)(high >> (8 * i));
  virtio_ready(device);
  for (u16 i = 0; i < receive.size; i++) {
    receive.descriptors[i] = (descriptor){(u64)received[i].header, HEADER_BYTES + FRAME_BYTES, DEVICE_WRITES, 0};
    queue_offer(&receive, i);
  }
  queue_kick(&receive);
  for (u16 i = 0; i < transmit.size; i++) free_packets[free_count++] = i;
  return 1;
}

const u8 *net_mac(void) { return mac; }

static void reclaim(void) {
  used_element element;
  while (queue_take(&transmit, &element)) free_packets[free_count++] = (u16)element.id;
}

u8 *net_frame(void) {
  if (!free_count) reclaim();
  return free_count ? sent[free_packets[free_count - 1]].frame : 0;
}

// The frame is the one that net_frame returned last.
void net_send(u8 *frame, u32 bytes) {
  u16 i = (u16)((packet *)(frame - offsetof(packet, frame)) - sent);
  free_count--;
  transmit.descriptors[i] = (descriptor){(u64)sent[i].header, HEADER_BYTES + bytes, 0, 0};
  queue_offer(&transmit, i);
}

void net_kick(void) { queue_kick(&transmit); }

// A frame is taken only when there is one to answer it with: a burst waits in the device rather than going unanswered.
void net_poll(void) {
  used_element element;
  reclaim();
  while (free_count && queue_take(&receive, &element)) {
    if (element.length > HEADER_BYTES) net_received(received[element.id].frame, element.length - HEADER_BYTES);
    queue_offer(&receive, (u16)element.id);
  }
  queue_kick(&receive);
}
