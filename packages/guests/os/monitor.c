// Application monitoring: where guestinfo.appMonitor says so the ledger marks itself active, for as long as it serves, by the
// commands of VMware's GuestAppMonitor SDK; and the faults that HA is tried with, a ledger or a whole system that hangs.
#include "os.h"

#define DEFAULT_MARK_ACTIVE_MS 30000
// Of the interval within which it has to: one mark may be lost.
#define MARKS_PER_INTERVAL 3

static u64 mark_active_ms = DEFAULT_MARK_ACTIVE_MS;
static int enabled, hung;

int application_hung(void) { return hung; }

void application_hang(int on) {
  hung = on;
  print("the application %s\r\n", on ? "hangs; \"hang off\" ends it" : "goes on");
}

// No device is looked at any more, and no timer is due.
void system_hang(void) {
  print("the system hangs\r\n");
  stop_for_ever();
}

void monitor_interval(u64 ms) {
  if (ms) mark_active_ms = ms;
}

void monitor_enable(int on) {
  enabled = on;
  tools_monitor(on ? "Enable" : "Disable", "");
  timer_set(TIMER_MONITOR, on ? now() : NEVER);
}

void monitor_timer(void) {
  if (!hung && ledger()->state == LEDGER_SERVING) tools_monitor("MarkActive", "");
  timer_set(TIMER_MONITOR, now() + mark_active_ms / MARKS_PER_INTERVAL * TICKS_PER_MS);
}

// "system 5000": what hangs, and so many milliseconds after power-on.
static int hang_at(const char *text, const char *what, u64 *when) {
  if (!starts_with(text, what)) return 0;
  text += strlen(what);
  *when = parse_number(&text) * TICKS_PER_MS;
  return 1;
}

void monitor_configure(void) {
  const char *wanted = tools_value("guestinfo.hang");
  u64 when = NEVER;
  if (strcmp(tools_value("guestinfo.appMonitor"), "on") == 0) monitor_enable(1);
  if (hang_at(wanted, "system ", &when) || hang_at(wanted, "app ", &when)) timer_set(TIMER_HANG, when);
  else if (*wanted) print("guestinfo.hang: \"%s\" is not known\r\n", wanted);
}

void hang_timer(void) {
  if (starts_with(tools_value("guestinfo.hang"), "app")) application_hang(1);
  else system_hang();
}

void monitor_command(const char *command) {
  if (strcmp(command, "on") == 0) monitor_enable(1);
  else if (strcmp(command, "off") == 0) monitor_enable(0);
  else if (strcmp(command, "needReset") == 0) tools_monitor("PostAppState", "appStateNeedReset");
  else if (strcmp(command, "ok") == 0) tools_monitor("PostAppState", "appStateOk");
  else if (!*command) tools_monitor("GetAppStatus", "");
  else print("monitor [on|off|needReset|ok]\r\n");
}

void monitor_answered(int ok, const char *answer) {
  if (ok && strcmp(answer, "0") == 0) return;
  if (ok && strcmp(answer, "2") == 0) print("application monitoring is off\r\n");
  else print("application heartbeat: %s\r\n", answer);
}
