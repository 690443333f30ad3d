// The guest tools: says hello to the host, asks it for the configuration, sends heartbeats, obeys "OS_Halt" and the like.
// Text lines, as README.md has them; the host's side is host-agent's hostd/guest-tools.ts.
#include "os.h"

#define LINE_BYTES STREAM_BUFFER_BYTES
// A question without an answer is asked again after this.
#define RETRY_MS 1000
#define DEFAULT_HEARTBEAT_MS 1000

// The id of a request says what it was: the answer needs no table.
enum { ID_HELLO = 1, ID_HEARTBEAT = 2, ID_SET = 3, ID_HALTED = 4, ID_MONITOR = 5, ID_VALUE = 16 };

static const char *const keys[] = {
    "guestinfo.ip", "guestinfo.prefix", "guestinfo.gateway", "guestinfo.app", "guestinfo.dirtyPagesPerSecond",
    "guestinfo.appMonitor", "guestinfo.hang", "machine.memory",
};
#define KEYS (sizeof keys / sizeof *keys)

static char values[KEYS][TOOLS_VALUE_BYTES];
static u8 answered[KEYS];
static u32 answers;
static char line[LINE_BYTES];
static u32 length;
static int overlong, hello_answered;
static u64 heartbeat_ms = DEFAULT_HEARTBEAT_MS, sequence;

int tools_running(void) { return hello_answered; }
u64 tools_heartbeats(void) { return sequence; }

const char *tools_value(const char *key) {
  for (u32 i = 0; i < KEYS; i++)
    if (strcmp(keys[i], key) == 0) return values[i];
  return "";
}

static void say(u32 id, const char *command, const char *first, const char *second) {
  char text[LINE_BYTES];
  stream_write(TOOLS, text, (u32)format(text, sizeof text, "%u %s%s%s%s%s\n", id, command, *first ? " " : "", first, *second ? " " : "", second));
}

void tools_set(const char *key, const char *value) { say(ID_SET, "info-set", key, value); }

void tools_monitor(const char *command, const char *argument) {
  char text[64];
  format(text, sizeof text, "GuestAppMonitor.Cmd.%s", command);
  say(ID_MONITOR, text, argument, "");
}

void tools_halted(void) { say(ID_HALTED, "tools.halted", "", ""); }

void tools_init(void) {
  if (stream_init(TOOLS)) {
    tools_timer();
  } else {
    print("no guest tools channel\r\n");
    configured();
  }
}

// Asks for what has not been answered yet.
void tools_timer(void) {
  if (!hello_answered) say(ID_HELLO, "tools.hello", "microsphere", OS_VERSION);
  for (u32 i = 0; hello_answered && i < KEYS; i++)
    if (!answered[i]) say(ID_VALUE + i, "info-get", keys[i], "");
  if (answers < KEYS) timer_set(TIMER_TOOLS, now() + RETRY_MS * TICKS_PER_MS);
}

void tools_heartbeat(void) {
  char count[24], boot[24];
  format(count, sizeof count, "%lu", ++sequence);
  format(boot, sizeof boot, "%lu", ledger()->boot);
  say(ID_HEARTBEAT, "tools.heartbeat", count, boot);
  timer_set(TIMER_HEARTBEAT, now() + heartbeat_ms * TICKS_PER_MS);
}

static void hello(const char *text) {
  if (hello_answered) return;
  hello_answered = 1;
  if (starts_with(text, "heartbeatMs=")) {
    text += strlen("heartbeatMs=");
    heartbeat_ms = parse_number(&text);
    if (heartbeat_ms == 0) heartbeat_ms = DEFAULT_HEARTBEAT_MS;
    if (starts_with(text, " markActiveMs=")) {
      text += strlen(" markActiveMs=");
      monitor_interval(parse_number(&text));
    }
  }
  tools_heartbeat();
  tools_timer();
}

static void value(u32 i, int ok, const char *text) {
  if (!hello_answered || i >= KEYS || answered[i]) return;
  answered[i] = 1;
  if (ok) format(values[i], TOOLS_VALUE_BYTES, "%s", text);
  if (++answers < KEYS) return;
  timer_set(TIMER_TOOLS, NEVER);
  configured();
}

static void order(const char *text) {
  if (strcmp(text, "OS_Halt") == 0) shutdown(0);
  else if (strcmp(text, "OS_Reboot") == 0) shutdown(1);
  else if (strcmp(text, "ping") == 0 && hello_answered) tools_heartbeat();
}

// "<id> <1 or 0> <text>" answers a request, "* <order>" is the host's own.
static void take_line(const char *text) {
  if (starts_with(text, "* ")) {
    order(text + 2);
    return;
  }
  u64 id = parse_number(&text);
  if (text[0] != ' ' || (text[1] != '0' && text[1] != '1')) return;
  int ok = text[1] == '1';
  text += text[2] == ' ' ? 3 : 2;
  if (id == ID_HELLO && ok) hello(text);
  else if (id == ID_MONITOR) monitor_answered(ok, text);
  else if (id >= ID_VALUE) value((u32)id - ID_VALUE, ok, text);
}

static void tools_received(const u8 *bytes, u32 count) {
  for (; count--; bytes++) {
    if (*bytes != '\n') {
      if (length + 1 < LINE_BYTES) line[length++] = (char)*bytes;
      else overlong = 1;
      continue;
    }
    line[length] = 0;
    if (!overlong) take_line(line);
    length = 0;
    overlong = 0;
  }
}

void stream_received(int stream, const u8 *bytes, u32 count) {
  if (stream == TOOLS) tools_received(bytes, count);
  else shell_received(bytes, count);
}
