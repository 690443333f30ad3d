// The ledger's UDP protocol: append, read, status. Numbers are little-endian; README.md has the tables, src/ledger-protocol.ts
// the other side. A datagram that is no request is not answered: it came to the wrong place.
#include "os.h"

#define PROTOCOL_MAGIC 0x31504c4du
enum { OPERATION_APPEND = 1, OPERATION_READ = 2, OPERATION_STATUS = 3, REPLY = 0x80 };

typedef struct {
  u32 magic;
  u8 operation;
  u8 reserved[3];
  u64 tag;
} request_header;

typedef struct {
  u32 magic;
  u8 operation;
  u8 status;
  u16 count;
  u64 tag;
  u64 boot;
  u64 entries;
} reply_header;

typedef struct { u64 client, n; } append_body;
// index: of the entry; last: the client's last durable n.
typedef struct { u64 client, n, index, last; } append_reply;
typedef struct { u64 from; } read_body;
typedef struct {
  u64 capacity, uptime_ms, clients, groups, damaged, first_damaged, dropped;
  u32 state;
  u32 error_bytes;
  char error[96];
} status_reply;

_Static_assert(sizeof(request_header) == 16 && sizeof(reply_header) == 32, "the layout on the wire");

static reply_header *begin_reply(u32 operation, ledger_status status, u64 tag) {
  reply_header *reply = (reply_header *)udp_payload();
  if (!reply) return 0;
  *reply = (reply_header){
      .magic = PROTOCOL_MAGIC, .operation = (u8)(operation | REPLY), .status = (u8)status, .tag = tag,
      .boot = ledger()->boot, .entries = ledger()->entries,
  };
  return reply;
}

static void end_reply(reply_header *reply, u32 body_bytes, const endpoint *to) {
  udp_send((u8 *)reply, sizeof *reply + body_bytes, to, LEDGER_PORT);
}

static void refuse(u32 operation, ledger_status status, u64 tag, const endpoint *to) {
  reply_header *reply = begin_reply(operation, status, tag);
  if (reply) end_reply(reply, 0, to);
}

// ---- append ---------------------------------------------------------------------------------------------------------------

int ledger_append_done(const append_request *request, ledger_status status, u64 index, u64 last) {
  reply_header *reply = begin_reply(OPERATION_APPEND, status, request->tag);
  if (!reply) return 0;
  *(append_reply *)(reply + 1) = (append_reply){request->client, request->n, index, last};
  end_reply(reply, sizeof(append_reply), &request->from);
  return 1;
}

static void append(const endpoint *from, u64 tag, const append_body *body) {
  append_request request = {.from = *from, .tag = tag, .client = body->client, .n = body->n};
  u64 index, last;
  if (body->client == 0 || body->n == 0) {
    refuse(OPERATION_APPEND, STATUS_MALFORMED, tag, from);
    return;
  }
  ledger_status status = ledger_append(&request, &index, &last);
  if (status != STATUS_OK || index != NEVER) ledger_append_done(&request, status, index, last);
}

// ---- read -----------------------------------------------------------------------------------------------------------------

// Entries of a page: as many as fit into a frame.
#define PAGE_ENTRIES ((DATAGRAM_BYTES - (u32)sizeof(reply_header) - 8) / (u32)sizeof(ledger_entry))
// A page may begin in the middle of a sector and end in the middle of another.
#define PAGE_SECTORS (PAGE_ENTRIES / 8 + 2)
#define READERS 4

typedef struct {
  u8 sectors[PAGE_SECTORS * SECTOR_BYTES];
  enum { FREE, READING, READ, FAILED } state;
  endpoint from;
  u64 tag, first;
  u32 count;
} reader;

static reader readers[READERS] __attribute__((aligned(64)));

static void read_done(void *context, int ok) { ((reader *)context)->state = ok ? READ : FAILED; }

static void reply_page(reader *r) {
  ledger_status status = r->state == FAILED ? STATUS_DISK_ERROR : STATUS_OK;
  reply_header *reply = begin_reply(OPERATION_READ, status, r->tag);
  // Without a frame it is tried again at the next poll.
  if (!reply) return;
  *(u64 *)(reply + 1) = r->first;
  u32 bytes = 8;
  if (status == STATUS_OK) {
    const ledger_entry *entries = (const ledger_entry *)r->sectors + r->first % 8;
    // A damaged entry is sent as it is; the reader's own check finds it too.
    for (u32 i = 0; i < r->count; i++)
      if (!ledger_entry_valid(&entries[i], r->first + i)) reply->status = STATUS_DAMAGED;
    reply->count = (u16)r->count;
    memcpy((u8 *)(reply + 1) + 8, entries, r->count * sizeof *entries);
    bytes += r->count * (u32)sizeof *entries;
  }
  r->state = FREE;
  end_reply(reply, bytes, &r->from);
}

static void start_read(const endpoint *from, u64 tag, u64 first) {
  u64 entries = ledger()->entries;
  if (ledger()->state < LEDGER_SERVING) {
    refuse(OPERATION_READ, STATUS_NOT_READY, tag, from);
    return;
  }
  for (reader *r = readers; r < readers + READERS; r++) {
    if (r->state != FREE) continue;
    r->from = *from;
    r->tag = tag;
    r->first = first;
    r->count = first >= entries ? 0 : entries - first < PAGE_ENTRIES ? (u32)(entries - first) : PAGE_ENTRIES;
    if (r->count == 0) {
      r->state = READ;
      return;
    }
    u64 sector = ledger_sector(first);
    u32 bytes = (u32)(ledger_sector(first + r->count - 1) - sector + 1) * SECTOR_BYTES;
    r->state = READING;
    if (disk_read(sector, r->sectors, bytes, read_done, r)) return;
    r->state = FREE;
    break;
  }
  refuse(OPERATION_READ, STATUS_BUSY, tag, from);
}

void service_poll(void) {
  for (reader *r = readers; r < readers + READERS; r++)
    if (r->state == READ || r->state == FAILED) reply_page(r);
}

// ---- status ---------------------------------------------------------------------------------------------------------------

static void status(const endpoint *from, u64 tag) {
  const ledger_facts *facts = ledger();
  reply_header *reply = begin_reply(OPERATION_STATUS, STATUS_OK, tag);
  if (!reply) return;
  status_reply *body = (status_reply *)(reply + 1);
  *body = (status_reply){
      .capacity = facts->capacity, .uptime_ms = uptime_ms(), .clients = facts->clients, .groups = facts->groups,
      .damaged = facts->damaged, .first_damaged = facts->first_damaged, .dropped = facts->dropped,
      .state = facts->state, .error_bytes = (u32)strlen(facts->last_error),
  };
  memcpy(body->error, facts->last_error, sizeof body->error);
  end_reply(reply, sizeof *body, from);
}

void service_datagram(const endpoint *from, const u8 *payload, u32 bytes) {
  request_header header;
  if (bytes < sizeof header || application_hung()) return;
  memcpy(&header, payload, sizeof header);
  if (header.magic != PROTOCOL_MAGIC) return;
  const u8 *body = payload + sizeof header;
  bytes -= sizeof header;
  switch (header.operation) {
    case OPERATION_APPEND: {
      append_body request;
      if (bytes != sizeof request) break;
      memcpy(&request, body, sizeof request);
      append(from, header.tag, &request);
      return;
    }
    case OPERATION_READ: {
      read_body request;
      if (bytes != sizeof request) break;
      memcpy(&request, body, sizeof request);
      start_read(from, header.tag, request.from);
      return;
    }
    case OPERATION_STATUS:
      if (bytes) break;
      status(from, header.tag);
      return;
    default:
      if (!(header.operation & REPLY)) refuse(header.operation, STATUS_UNKNOWN_OPERATION, header.tag, from);
      return;
  }
  refuse(header.operation, STATUS_MALFORMED, header.tag, from);
}
