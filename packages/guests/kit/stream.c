// The driver of virtio consoles without multiport (virtio 1.2, section 5.3): the first one is the console, the second one
// the guest tools channel.
#include "virtio.h"

#define STREAMS 2
#define STREAM_ENTRIES 16

typedef struct {
  queue receive, transmit;
  u8 received[STREAM_ENTRIES][STREAM_BUFFER_BYTES];
  u8 sent[STREAM_ENTRIES][STREAM_BUFFER_BYTES];
  u8 busy[STREAM_ENTRIES];
} stream_state;

static stream_state streams[STREAMS];

int stream_init(int stream) {
  stream_state *s = &streams[stream];
  u32 features;
  registers device = virtio_find(VIRTIO_CONSOLE, stream);
  if (!device || !virtio_begin(device, 0, &features)) return 0;
  queue_init(&s->receive, device, 0, STREAM_ENTRIES);
  queue_init(&s->transmit, device, 1, STREAM_ENTRIES);
  virtio_ready(device);
  for (u16 i = 0; i < s->receive.size; i++) {
    s->receive.descriptors[i] = (descriptor){(u64)s->received[i], STREAM_BUFFER_BYTES, DEVICE_WRITES, 0};
    queue_offer(&s->receive, i);
  }
  queue_kick(&s->receive);
  return 1;
}

static u32 reclaim(stream_state *s) {
  used_element element;
  u32 used = 0;
  while (queue_take(&s->transmit, &element)) s->busy[element.id] = 0;
  for (u16 i = 0; i < s->transmit.size; i++) used += s->busy[i];
  return used;
}

int stream_drained(int stream) { return reclaim(&streams[stream]) == 0; }

int stream_write(int stream, const void *bytes, u32 count) {
  stream_state *s = &streams[stream];
  const u8 *from = bytes;
  if (count > (s->transmit.size - reclaim(s)) * STREAM_BUFFER_BYTES) return 0;
  for (u16 i = 0; count; i++) {
    if (s->busy[i]) continue;
    u32 part = count < STREAM_BUFFER_BYTES ? count : STREAM_BUFFER_BYTES;
    memcpy(s->sent[i], from, part);
    s->busy[i] = 1;
    s->transmit.descriptors[i] = (descriptor){(u64)s->sent[i], part, 0, 0};
    queue_offer(&s->transmit, i);
    from += part;
    count -= part;
  }
  queue_kick(&s->transmit);
  return 1;
}

void stream_poll(int stream) {
  stream_state *s = &streams[stream];
  used_element element;
  while (queue_take(&s->receive, &element)) {
    stream_received(stream, s->received[element.id], element.length);
    queue_offer(&s->receive, (u16)element.id);
  }
  queue_kick(&s->receive);
}
