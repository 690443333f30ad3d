// The guest operating system: what its parts know of one another.
#pragma once
#include "../kit/kit.h"

#define OS_VERSION "1.0"

// ---- main: timers, applications, the way down ---------------------------------------------------------------------------

typedef enum { TIMER_TOOLS, TIMER_HEARTBEAT, TIMER_LEDGER, TIMER_DIRTY, TIMER_PING, TIMER_SHUTDOWN, TIMER_MONITOR, TIMER_HANG, TIMERS } timer;
void timer_set(timer t, u64 when);
u64 uptime_ms(void);
const char *application(void);
// The configuration has come: the application begins.
void configured(void);
// Lets the ledger finish, tells the host and goes down.
void shutdown(int restart);
int shutting_down(void);

// ---- tools --------------------------------------------------------------------------------------------------------------

#define TOOLS_VALUE_BYTES 64u
void tools_init(void);
void tools_timer(void);
void tools_heartbeat(void);
int tools_running(void);
u64 tools_heartbeats(void);
void tools_halted(void);
// What the host answered for this key; "" where it has no value or has not answered.
const char *tools_value(const char *key);
void tools_set(const char *key, const char *value);
// A command of the GuestAppMonitor SDK; its answer goes to monitor_answered.
void tools_monitor(const char *command, const char *argument);

// ---- application monitoring ---------------------------------------------------------------------------------------------

// Within which the host wants to hear that the application is active.
void monitor_interval(u64 ms);
void monitor_configure(void);
void monitor_enable(int on);
void monitor_command(const char *command);
void monitor_answered(int ok, const char *answer);
void monitor_timer(void);
// The application answers nobody, and does not mark itself active.
void application_hang(int on);
int application_hung(void);
// Nothing is done any more, until somebody resets the machine.
void system_hang(void) __attribute__((noreturn));
void hang_timer(void);

// ---- ip -----------------------------------------------------------------------------------------------------------------

// Where a datagram came from, and where its reply goes: to the station that sent it, so no table of neighbours is needed.
typedef struct { u8 mac[6]; u16 port; u32 address; } endpoint;
typedef struct { u64 received, sent, dropped; } net_counters;

// Addresses are numbers, 10.0.0.1 = 0x0a000001; 0 is none.
void ip_configure(u32 address, u32 prefix, u32 gateway);
u32 ip_address(void);
net_counters ip_counters(void);
// False: not an address.
int parse_address(const char *text, u32 *address);
void format_address(char *to, size_t size, u32 address);
// Sends one echo request and prints what becomes of it.
void ping(u32 address);
void ping_timer(void);

#define DATAGRAM_BYTES 1472u
// Room for the payload of a datagram (aligned to 8), to be given to udp_send. Null: none is free now.
u8 *udp_payload(void);
void udp_send(u8 *payload, u32 bytes, const endpoint *to, u16 from_port);

// ---- ledger: the entries on the disk ------------------------------------------------------------------------------------

#define LEDGER_PORT 7070

#define ENTRY_MAGIC 0x31454c4du
#define ENTRY_APPEND 1u
#define ENTRY_BOOT 2u
typedef struct {
  u32 magic;
  u32 kind;
  u64 index;
  u64 boot;
  u64 client;
  u64 n;
  u64 uptime_ms;
  // Index of the first entry of the group commit with which this one was written: everything before it was durable then.
  u64 group;
  // CRC of the entry before.
  u32 previous;
  u32 crc;
} ledger_entry;

typedef enum { LEDGER_CLOSED, LEDGER_OPENING, LEDGER_SERVING, LEDGER_FAILED } ledger_state;

// The status of a reply; README.md says what each means and what a client may conclude.
typedef enum {
  STATUS_OK, STATUS_MALFORMED, STATUS_UNKNOWN_OPERATION, STATUS_OUT_OF_ORDER, STATUS_FULL, STATUS_TOO_MANY_CLIENTS,
  STATUS_DISK_ERROR, STATUS_DAMAGED, STATUS_FORGOTTEN, STATUS_BUSY, STATUS_NOT_READY,
} ledger_status;

typedef struct { endpoint from; u64 tag, client, n; } append_request;

typedef struct {
  ledger_state state;
  // Durable entries, appends and boots.
  u64 entries;
  u64 capacity;
  // Of this boot, once it is durable; 0 before.
  u64 boot;
  u64 clients;
  u64 groups;
  u64 damaged;
  // Index of the first damaged entry.
  u64 first_damaged;
  // Entries that an unfinished group commit had left behind and recovery dropped.
  u64 dropped;
  char last_error[96];
} ledger_facts;

const ledger_facts *ledger(void);
void ledger_open(void);
void ledger_poll(void);
void ledger_timer(void);
// Whether nothing is waiting to become durable.
int ledger_quiet(void);
int ledger_entry_valid(const ledger_entry *entry, u64 index);
// Takes the request: ledger_append_done comes when it is durable. Anything but STATUS_OK is the immediate answer, with
// *index set for a repeat that is durable already (STATUS_OK, *index not NEVER) and *last to the client's last n.
ledger_status ledger_append(const append_request *request, u64 *index, u64 *last);
// The sector of the disk in which this entry is.
u64 ledger_sector(u64 index);

// ---- ledger service: the UDP protocol -------------------------------------------------------------------------------------

void service_datagram(const endpoint *from, const u8 *payload, u32 bytes);
// Answers an append: index is NEVER unless the entry is durable, last is the client's last durable n. False: no frame is free,
// to be tried again.
int ledger_append_done(const append_request *request, ledger_status status, u64 index, u64 last);
void service_poll(void);

// ---- load and shell -------------------------------------------------------------------------------------------------------

void load_burn(int on);
void load_dirty(u64 pages_per_second);
int load_burning(void);
u64 load_dirty_rate(void);
u64 load_dirtied(void);
// Burns a slice of processor time. False: nothing to burn.
int load_step(void);
void load_timer(void);

void shell_prompt(void);
void shell_received(const u8 *bytes, u32 count);
