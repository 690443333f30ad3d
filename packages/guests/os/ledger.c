// The ledger: an append-only file of checksummed entries behind the operating system on the disk. README.md has its layout.
//
// Appends that come together are written together (group commit): one write, one flush, then all are acknowledged. Only one
// group is on its way at a time, so whatever an entry of a later group follows was durable before. Recovery rests on that:
// a hole that no later group follows is the unacknowledged rest of a group that power loss tore, and is dropped; a hole
// that a later group follows is damage, which is reported and ends the acceptance of appends.
//
// A group begins in the sector in which the one before it ended. That sector is written again, with the same bytes for the
// entries that are there already: however it tears, they stay what they were.
#include "os.h"

#define AREA_SECTOR 1024ull
#define ENTRIES_SECTOR (AREA_SECTOR + 8)
#define ENTRY_BYTES ((u32)sizeof(ledger_entry))
#define SECTOR_ENTRIES (SECTOR_BYTES / ENTRY_BYTES)
#define SMALLEST_DISK_SECTORS (2ull << 20 >> 9)

#define GROUP_ENTRIES 256u
#define MAX_CLIENTS 1024u
#define CLIENT_SLOTS (2 * MAX_CLIENTS)
// A client's last appends, whose indices are at hand for repeats.
#define RECENT 64u
// Entries that are kept free for boot records: a full ledger can still be read.
#define BOOT_RESERVE 1024u
// The longest way from a hole to the group that proves it to be damage: rather more than one group.
#define LOOK_AHEAD 1024u
// The superblock is written again after so many entries: less than the look ahead, so that damage of any size is found by
// the one or by the other.
#define SUPERBLOCK_INTERVAL 128u
#define RETRY_MS 500
#define SCAN_BYTES DISK_REQUEST_BYTES
#define SCAN_ENTRIES (SCAN_BYTES / ENTRY_BYTES)
#define INDEX_LIMIT 0xffffffffull

_Static_assert(sizeof(ledger_entry) == 64, "the layout on the disk");

// "MSPHLDGR"
#define SUPERBLOCK_MAGIC 0x5247444c4850534dull
#define SUPERBLOCK_VERSION 1u
typedef struct {
  u64 magic;
  u32 version;
  u32 entry_bytes;
  u64 generation;
  // So many entries are there at least: a hole before them is damage, however large it is.
  u64 at_least;
  u8 reserved[SECTOR_BYTES - 36];
  u32 crc;
} superblock;

typedef struct {
  u64 id;
  // The last n that was accepted, and the last that is durable.
  u64 last, durable;
  u32 recent[RECENT];
} client;

typedef struct {
  // Begins with the entries of earlier groups that share its first sector.
  ledger_entry entries[SECTOR_ENTRIES + GROUP_ENTRIES + SECTOR_ENTRIES];
  append_request requests[GROUP_ENTRIES];
  // Index of entries[0]: that of a sector's first.
  u64 base;
  u32 start, count;
  // Requests that were answered.
  u32 answered;
} group;

static ledger_facts facts;
static client clients[MAX_CLIENTS];
static u16 client_slots[CLIENT_SLOTS];
static group groups[2] __attribute__((aligned(64)));
static group *filling = &groups[0], *flying;
static u32 tail_crc;
// The boot that is written into entries; it becomes facts.boot when its record is durable.
static u64 writing_boot;
static int fault;
static superblock super __attribute__((aligned(8)));
static u64 super_next;

// What the group on its way waits for.
static enum { IDLE, TO_WRITE, WRITING, TO_SUPERBLOCK, WRITING_SUPERBLOCK, TO_FLUSH, FLUSHING, ANSWERING, FAILING, WAITING } stage;

const ledger_facts *ledger(void) { return &facts; }
u64 ledger_sector(u64 index) { return ENTRIES_SECTOR + index / SECTOR_ENTRIES; }

static void fail(const char *why) {
  format(facts.last_error, sizeof facts.last_error, "%s", why);
  print("ledger: %s\r\n", why);
  tools_set("guestinfo.ledger", why);
}

static void fail_for_good(const char *why) {
  facts.state = LEDGER_FAILED;
  fail(why);
}

int ledger_entry_valid(const ledger_entry *entry, u64 index) {
  return entry->magic == ENTRY_MAGIC && entry->index == index && entry->group <= index &&
         (entry->kind == ENTRY_APPEND || entry->kind == ENTRY_BOOT) && entry->crc == crc32(entry, ENTRY_BYTES - 4);
}

static int all_zero(const void *data, u32 bytes) {
  for (const u64 *p = data; bytes; p++, bytes -= 8)
    if (*p) return 0;
  return 1;
}

// ---- clients --------------------------------------------------------------------------------------------------------------

static client *find_client(u64 id, int create) {
  u32 slot = (u32)(id * 0x9e3779b97f4a7c15ull >> 32) % CLIENT_SLOTS;
  for (; client_slots[slot]; slot = (slot + 1) % CLIENT_SLOTS) {
    client *c = &clients[client_slots[slot] - 1];
    if (c->id == id) return c;
  }
  if (!create || facts.clients == MAX_CLIENTS) return 0;
  client *c = &clients[facts.clients++];
  client_slots[slot] = (u16)facts.clients;
  c->id = id;
  return c;
}

// ---- group commit ---------------------------------------------------------------------------------------------------------

static u64 next_index(void) { return filling->base + filling->count; }

// An empty group that goes on where `before` ends: it begins with what is in the last, unfinished sector.
static void group_begin(group *g, const group *before) {
  u32 shared = before->count % SECTOR_ENTRIES;
  g->base = before->base + before->count - shared;
  g->start = g->count = shared;
  g->answered = 0;
  memcpy(g->entries, &before->entries[before->count - shared], shared * ENTRY_BYTES);
}

static u64 add_entry(u32 kind, u64 client_id, u64 n) {
  ledger_entry *entry = &filling->entries[filling->count];
  *entry = (ledger_entry){
      .magic = ENTRY_MAGIC, .kind = kind, .index = next_index(), .boot = writing_boot, .client = client_id, .n = n,
      .uptime_ms = uptime_ms(), .group = filling->base + filling->start, .previous = tail_crc,
  };
  tail_crc = entry->crc = crc32(entry, ENTRY_BYTES - 4);
  filling->count++;
  return entry->index;
}

static void commit(void) {
  flying = filling;
  filling = flying == &groups[0] ? &groups[1] : &groups[0];
  group_begin(filling, flying);
  u32 rest = (SECTOR_ENTRIES - flying->count % SECTOR_ENTRIES) % SECTOR_ENTRIES;
  memset(&flying->entries[flying->count], 0, rest * ENTRY_BYTES);
  stage = TO_WRITE;
}

static void written(void *context, int ok) {
  (void)context;
  stage = !ok ? FAILING : facts.entries >= super_next ? TO_SUPERBLOCK : TO_FLUSH;
}

static void superblock_written(void *context, int ok) {
  (void)context;
  stage = ok ? TO_FLUSH : FAILING;
}

static void flushed(void *context, int ok) {
  (void)context;
  if (!ok) {
    stage = FAILING;
    return;
  }
  for (u32 i = flying->start; i < flying->count; i++) {
    const ledger_entry *entry = &flying->entries[i];
    client *c = entry->kind == ENTRY_APPEND ? find_client(entry->client, 0) : 0;
    if (c) c->durable = entry->n;
  }
  facts.entries = flying->base + flying->count;
  facts.groups++;
  if (fault) {
    print("ledger: the write succeeded\r\n");
    tools_set("guestinfo.ledger", "serving");
  }
  fault = 0;
  stage = ANSWERING;
}

static int submit_superblock(void) {
  super.magic = SUPERBLOCK_MAGIC;
  super.version = SUPERBLOCK_VERSION;
  super.entry_bytes = ENTRY_BYTES;
  super.at_least = facts.entries;
  super.generation++;
  super.crc = crc32(&super, SECTOR_BYTES - 4);
  super_next = facts.entries + SUPERBLOCK_INTERVAL;
  // The two copies take turns: one that tears leaves the other.
  return disk_write(AREA_SECTOR + super.generation % 2, &super, SECTOR_BYTES, superblock_written, 0);
}

// Answers those who wait for the group on its way, as far as there are frames. True: all are answered.
static int answer(ledger_status status) {
  u32 requests = flying->count - flying->start;
  for (; flying->answered < requests; flying->answered++) {
    const ledger_entry *entry = &flying->entries[flying->start + flying->answered];
    if (entry->kind != ENTRY_APPEND) continue;
    u64 index = status == STATUS_OK ? entry->index : NEVER;
    if (!ledger_append_done(&flying->requests[flying->answered], status, index, find_client(entry->client, 0)->durable)) return 0;
  }
  return 1;
}

// Moves the group on its way as far as it goes without waiting.
void ledger_poll(void) {
  for (;;) {
    switch (stage) {
      case IDLE:
        if (facts.state < LEDGER_OPENING || filling->count == filling->start) return;
        commit();
        break;
      case TO_WRITE: {
        u32 bytes = (flying->count + SECTOR_ENTRIES - 1) / SECTOR_ENTRIES * SECTOR_BYTES;
        if (!disk_write(ledger_sector(flying->base), flying->entries, bytes, written, 0)) return;
        stage = WRITING;
        break;
      }
      case TO_SUPERBLOCK:
        if (!submit_superblock()) return;
        stage = WRITING_SUPERBLOCK;
        break;
      case TO_FLUSH:
        // A disk without a cache answers at once.
        stage = FLUSHING;
        if (disk_flush(flushed, 0)) break;
        stage = TO_FLUSH;
        return;
      case ANSWERING:
        if (!answer(STATUS_OK)) return;
        if (facts.state == LEDGER_OPENING) {
          facts.state = LEDGER_SERVING;
          facts.boot = writing_boot;
          if (!facts.damaged) tools_set("guestinfo.ledger", "serving");
          print("ledger: boot %lu, %lu entries, serving on UDP port %d\r\n", facts.boot, facts.entries, LEDGER_PORT);
        }
        stage = IDLE;
        break;
      // Whether the group is on the disk is unknown. It is written again, the same at the same place, until it is; those
      // who waited are told that nobody knows.
      case FAILING:
        if (!fault) fail("a write failed; it is repeated");
        fault = 1;
        if (!answer(STATUS_DISK_ERROR)) return;
        stage = WAITING;
        timer_set(TIMER_LEDGER, now() + RETRY_MS * TICKS_PER_MS);
        return;
      default:
        return;
    }
  }
}

int ledger_quiet(void) { return stage == IDLE && filling->count == filling->start; }

ledger_status ledger_append(const append_request *request, u64 *index, u64 *last) {
  *index = NEVER;
  *last = 0;
  if (facts.state != LEDGER_SERVING || shutting_down()) return STATUS_NOT_READY;
  client *c = find_client(request->client, 0);
  if (c) *last = c->durable;
  u64 accepted = c ? c->last : 0;
  if (request->n <= *last) {
    if (request->n + RECENT <= accepted) return STATUS_FORGOTTEN;
    *index = c->recent[request->n % RECENT];
    return STATUS_OK;
  }
  if (fault) return STATUS_DISK_ERROR;
  // A repeat of one that is on its way: the answer will come.
  if (request->n <= accepted) return STATUS_OK;
  if (request->n != accepted + 1) return STATUS_OUT_OF_ORDER;
  if (facts.damaged) return STATUS_DAMAGED;
  if (next_index() + BOOT_RESERVE >= facts.capacity) return STATUS_FULL;
  if (filling->count - filling->start == GROUP_ENTRIES) return STATUS_BUSY;
  if (!c && !(c = find_client(request->client, 1))) return STATUS_TOO_MANY_CLIENTS;
  filling->requests[filling->count - filling->start] = *request;
  c->recent[request->n % RECENT] = (u32)add_entry(ENTRY_APPEND, request->client, request->n);
  c->last = request->n;
  return STATUS_OK;
}

// ---- opening: superblock, scan, recovery, boot record -----------------------------------------------------------------------

static u8 buffer[SCAN_BYTES] __attribute__((aligned(64)));
// The entry to be judged next, and that with which the buffer begins.
static u64 cursor, buffer_base;
// Where an entry is missing; NEVER: nowhere yet.
static u64 hole;
// Behind the last of the bytes that lie in the hole or behind it, as an index; 0: there are none.
static u64 remains_end;
// The entries so far of the sector in which the scan is, and the CRC of the last one if that is known.
static ledger_entry sector[SECTOR_ENTRIES];
static u32 last_crc;
static int last_crc_known;

static void take_entry(const ledger_entry *entry) {
  last_crc = entry->crc;
  last_crc_known = 1;
  if (entry->boot > writing_boot) writing_boot = entry->boot;
  client *c = entry->kind == ENTRY_APPEND ? find_client(entry->client, 1) : 0;
  if (!c) return;
  c->last = c->durable = entry->n;
  c->recent[entry->n % RECENT] = (u32)entry->index;
}

static void take_damaged(u64 index) {
  if (facts.damaged++ == 0) facts.first_damaged = index;
  last_crc_known = 0;
}

// All entries are known: the new boot is written down, and the ledger serves when that is durable.
static void begin_boot(void) {
  u32 shared = (u32)(facts.entries % SECTOR_ENTRIES);
  filling->base = facts.entries - shared;
  filling->start = filling->count = shared;
  memcpy(filling->entries, sector, sizeof sector);
  tail_crc = last_crc;
  if (facts.damaged) {
    char text[sizeof facts.last_error];
    format(text, sizeof text, "%lu entries are damaged, the first is %lu; appends are refused", facts.damaged, facts.first_damaged);
    fail(text);
  }
  if (facts.entries >= facts.capacity) {
    fail_for_good("full to the last entry: no room for a boot record");
    return;
  }
  writing_boot++;
  add_entry(ENTRY_BOOT, 0, 0);
}

static void erased(void *context, int ok) {
  (void)context;
  if (ok) begin_boot();
  else fail_for_good("the rest of an unfinished write cannot be erased");
}

static void erase_written(void *context, int ok) {
  (void)context;
  if (!ok || !disk_flush(erased, 0)) erased(0, 0);
}

// What an unfinished group has left is erased, lest it be taken for entries of a later group.
static void end_found(void) {
  u32 shared = (u32)(hole % SECTOR_ENTRIES);
  facts.entries = hole;
  memset(&sector[shared], 0, (SECTOR_ENTRIES - shared) * ENTRY_BYTES);
  if (remains_end == 0) {
    begin_boot();
    return;
  }
  facts.dropped = remains_end - hole;
  if (facts.dropped > GROUP_ENTRIES) {
    fail_for_good("behind the last entry lies more than an unfinished write can have left");
    return;
  }
  print("ledger: dropped an unfinished write of at most %lu entries\r\n", facts.dropped);
  u64 first = hole / SECTOR_ENTRIES, end = (remains_end + SECTOR_ENTRIES - 1) / SECTOR_ENTRIES;
  memset(buffer, 0, sizeof buffer);
  memcpy(buffer, sector, SECTOR_BYTES);
  if (!disk_write(ledger_sector(hole), buffer, (u32)(end - first) * SECTOR_BYTES, erase_written, 0)) erased(0, 0);
}

// Judges the entries in the buffer. True: the end was found.
static int scan_entries(void) {
  u64 end = buffer_base + SCAN_ENTRIES < facts.capacity ? buffer_base + SCAN_ENTRIES : facts.capacity;
  while (cursor < end) {
    const ledger_entry *entry = (const ledger_entry *)buffer + (cursor - buffer_base);
    int valid = ledger_entry_valid(entry, cursor);
    if (hole == NEVER) {
      if (valid && (!last_crc_known || entry->previous == last_crc)) {
        take_entry(entry);
      } else if (cursor < super.at_least) {
        take_damaged(cursor);
      } else {
        hole = cursor;
        remains_end = 0;
        continue;
      }
      memcpy(&sector[cursor % SECTOR_ENTRIES], entry, ENTRY_BYTES);
    } else if (valid && entry->group > hole) {
      // A later group proves that what was in the hole was durable: it is damaged, and the scan goes on from there.
      super.at_least = entry->group;
      cursor = hole;
      hole = NEVER;
      return 0;
    } else if (cursor >= hole + LOOK_AHEAD) {
      return 1;
    } else if (!all_zero(entry, ENTRY_BYTES)) {
      remains_end = cursor + 1;
    }
    cursor++;
  }
  if (cursor < facts.capacity) return 0;
  if (hole == NEVER) hole = cursor;
  return 1;
}

static void scan_read(void *context, int ok);

static void scan(void) {
  buffer_base = cursor - cursor % SECTOR_ENTRIES;
  u64 bytes = (facts.capacity - buffer_base) * ENTRY_BYTES;
  if (bytes > SCAN_BYTES) bytes = SCAN_BYTES;
  if (!disk_read(ledger_sector(buffer_base), buffer, (u32)bytes, scan_read, 0)) scan_read(0, 0);
}

static void scan_read(void *context, int ok) {
  (void)context;
  if (!ok) fail_for_good("the entries cannot be read");
  else if (scan_entries()) end_found();
  else scan();
}

static void superblock_read(void *context, int ok) {
  (void)context;
  if (!ok) {
    fail_for_good("the superblock cannot be read");
    return;
  }
  for (u32 copy = 0; copy < 2; copy++) {
    const superblock *found = (const superblock *)(buffer + copy * SECTOR_BYTES);
    int valid = found->magic == SUPERBLOCK_MAGIC && found->crc == crc32(found, SECTOR_BYTES - 4);
    if (valid && (found->version != SUPERBLOCK_VERSION || found->entry_bytes != ENTRY_BYTES)) {
      fail_for_good("the ledger was written by another version");
      return;
    }
    if (valid && found->generation >= super.generation) memcpy(&super, found, sizeof super);
  }
  // Both copies are never written at once.
  if (!super.magic && !all_zero(buffer, 2 * SECTOR_BYTES)) fail("both superblocks are damaged");
  scan();
}

void ledger_open(void) {
  facts.state = LEDGER_OPENING;
  hole = NEVER;
  if (disk_sectors() < SMALLEST_DISK_SECTORS) {
    fail_for_good(disk_sectors() ? "the disk is smaller than 2 MiB" : "there is no disk");
    return;
  }
  facts.capacity = (disk_sectors() - ENTRIES_SECTOR) * SECTOR_ENTRIES;
  if (facts.capacity > INDEX_LIMIT) facts.capacity = INDEX_LIMIT;
  if (!disk_read(AREA_SECTOR, buffer, 2 * SECTOR_BYTES, superblock_read, 0)) superblock_read(0, 0);
}

void ledger_timer(void) {
  if (stage == WAITING) stage = TO_WRITE;
}
