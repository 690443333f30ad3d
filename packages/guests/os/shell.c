// The shell on the console: a line editor of the simplest kind and a table of commands.
#include "os.h"

#define LINE_BYTES 80

static char line[LINE_BYTES];
static u32 length;

void shell_prompt(void) { print("> "); }

static void help(const char *);

static void show_uptime(const char *rest) {
  (void)rest;
  u64 ms = uptime_ms();
  print("up %lu.%lu s\r\n", ms / 1000, ms / 100 % 10);
}

static void info(const char *rest) {
  (void)rest;
  char text[16];
  const u8 *mac = net_mac();
  format_address(text, sizeof text, ip_address());
  net_counters frames = ip_counters();
  print("microsphere guest " OS_VERSION ", application %s\r\n", application());
  print("address  %s, MAC ", ip_address() ? text : "none");
  for (int i = 0; i < 6; i++) print("%x%x%s", mac[i] >> 4, mac[i] & 15, i < 5 ? ":" : "\r\n");
  print("frames   %lu received, %lu sent, %lu dropped\r\n", frames.received, frames.sent, frames.dropped);
  print("disk     %lu KiB\r\n", disk_sectors() / 2);
  print("tools    %s, %lu heartbeats\r\n", tools_running() ? "running" : "no answer from the host", tools_heartbeats());
}

static void show_ledger(const char *rest) {
  static const char *const states[] = {"not in use", "opening", "serving", "failed"};
  const ledger_facts *facts = ledger();
  (void)rest;
  print("%s on UDP port %d, boot %lu\r\n", states[facts->state], LEDGER_PORT, facts->boot);
  print("entries  %lu of %lu, %lu clients, %lu group commits since boot\r\n", facts->entries, facts->capacity, facts->clients, facts->groups);
  print("damaged  %lu, dropped at boot %lu\r\n", facts->damaged, facts->dropped);
  print("error    %s\r\n", *facts->last_error ? facts->last_error : "none");
}

static void ps(const char *rest) {
  (void)rest;
  print("shell    running\r\n");
  print("tools    %s\r\n", tools_running() ? "heartbeats" : "waiting for the host");
  print("network  %s\r\n", ip_address() ? "listening" : "no address");
  print("ledger   %s\r\n", application_hung() ? "hangs" : ledger()->state == LEDGER_SERVING ? "serving" : "not serving");
  print("burn     %s\r\n", load_burning() ? "running" : "stopped");
  print("dirty    %lu pages a second, %lu so far\r\n", load_dirty_rate(), load_dirtied());
}

static void ping_command(const char *rest) {
  u32 address;
  if (parse_address(rest, &address)) ping(address);
  else print("ping ADDRESS\r\n");
}

static void burn(const char *rest) {
  load_burn(strcmp(rest, "off") != 0);
  print("burn is %s\r\n", load_burning() ? "on; \"burn off\" ends it" : "off");
}

static void dirty(const char *rest) {
  load_dirty(parse_number(&rest));
  print("dirty writes %lu pages a second\r\n", load_dirty_rate());
}

static void hang(const char *rest) {
  if (!*rest) system_hang();
  application_hang(strcmp(rest, "off") != 0);
}

static void power_off_command(const char *rest) {
  (void)rest;
  shutdown(0);
}

static void reboot_command(const char *rest) {
  (void)rest;
  shutdown(1);
}

static void crash(const char *rest) {
  (void)rest;
  __asm__ volatile(".word 0");
}

static const struct { const char *name, *arguments, *does; void (*run)(const char *rest); } commands[] = {
    {"help", "", "lists the commands", help},
    {"uptime", "", "time since power-on", show_uptime},
    {"info", "", "address, disk, tools", info},
    {"ledger", "", "state of the ledger", show_ledger},
    {"ps", "", "what runs", ps},
    {"ping", "ADDRESS", "sends an echo request", ping_command},
    {"burn", "[off]", "takes all processor time, or no longer", burn},
    {"dirty", "N", "writes to N pages a second; 0 ends it", dirty},
    {"monitor", "[on|off|needReset|ok]", "application monitoring: how it is, or what the host shall hear", monitor_command},
    {"hang", "[app|off]", "hangs for ever; or the application does, until it is \"off\"", hang},
    {"poweroff", "", "shuts down", power_off_command},
    {"reboot", "", "restarts", reboot_command},
    {"crash", "", "executes an illegal instruction", crash},
};
#define COMMANDS (sizeof commands / sizeof *commands)

static void help(const char *rest) {
  (void)rest;
  for (u32 i = 0; i < COMMANDS; i++)
    print("%s%s%s: %s\r\n", commands[i].name, *commands[i].arguments ? " " : "", commands[i].arguments, commands[i].does);
}

static void run(char *text) {
  char *rest = text;
  while (*rest && *rest != ' ') rest++;
  if (*rest) *rest++ = 0;
  if (!*text) return;
  for (u32 i = 0; i < COMMANDS; i++)
    if (strcmp(commands[i].name, text) == 0) {
      commands[i].run(rest);
      return;
    }
  print("%s: not a command; \"help\" lists them\r\n", text);
}

void shell_received(const u8 *bytes, u32 count) {
  for (; count--; bytes++) {
    if (*bytes == '\r' || *bytes == '\n') {
      print("\r\n");
      line[length] = 0;
      length = 0;
      run(line);
      if (!shutting_down()) shell_prompt();
    } else if (*bytes == 0x7f || *bytes == '\b') {
      if (length) length--, print("\b \b");
    } else if (*bytes >= ' ' && length + 1 < LINE_BYTES) {
      line[length++] = (char)*bytes;
      print("%c", *bytes);
    }
  }
}
