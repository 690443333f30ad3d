// The operating system's main loop: poll the devices, run the timers that are due, sleep until the next interrupt or timer.
// What runs is chosen by guestinfo.app: "ledger" serves the ledger, "burn" and "dirty" do so under a load, "idle" does not
// even touch its disk.
#include "os.h"

// How long a shutdown waits for a disk that does not answer.
#define SHUTDOWN_LIMIT_MS 5000

static u64 deadlines[TIMERS];
static int down, restarting, told_host;
static const char *running = "none yet";

void timer_set(timer t, u64 when) { deadlines[t] = when; }

u64 uptime_ms(void) { return now() / TICKS_PER_MS; }

const char *application(void) { return running; }

int shutting_down(void) { return down; }

void configured(void) {
  u32 address = 0, gateway = 0;
  const char *prefix = tools_value("guestinfo.prefix"), *rate = tools_value("guestinfo.dirtyPagesPerSecond");
  if (parse_address(tools_value("guestinfo.ip"), &address)) {
    parse_address(tools_value("guestinfo.gateway"), &gateway);
    u64 bits = *prefix ? parse_number(&prefix) : 24;
    ip_configure(address, bits > 32 ? 24 : (u32)bits, gateway);
    tools_set("guestinfo.ip", tools_value("guestinfo.ip"));
    print("address %s\r\n", tools_value("guestinfo.ip"));
  } else {
    print("no address: the host gave no guestinfo.ip\r\n");
  }
  const char *wanted = tools_value("guestinfo.app");
  running = "ledger";
  if (strcmp(wanted, "idle") == 0) running = "idle";
  else if (strcmp(wanted, "burn") == 0) running = "burn", load_burn(1);
  else if (strcmp(wanted, "dirty") == 0) running = "dirty", load_dirty(*rate ? parse_number(&rate) : 256);
  else if (*wanted && strcmp(wanted, "ledger") != 0) print("guestinfo.app: \"%s\" is not known, running ledger\r\n", wanted);
  print("application %s\r\n", running);
  tools_set("guestinfo.app", running);
  if (strcmp(running, "idle") != 0) ledger_open();
  monitor_configure();
  shell_prompt();
}

void shutdown(int restart) {
  if (down) return;
  down = 1;
  restarting = restart;
  print("%s\r\n", restart ? "restarting" : "shutting down");
  timer_set(TIMER_SHUTDOWN, now() + SHUTDOWN_LIMIT_MS * TICKS_PER_MS);
}

static void go_down(void) {
  if (restarting) reboot();
  power_off();
}

static void shutdown_poll(void) {
  if (!down || !ledger_quiet()) return;
  if (!told_host) tools_halted();
  told_host = 1;
  if (stream_drained(CONSOLE) && stream_drained(TOOLS)) go_down();
}

static void (*const fire[TIMERS])(void) = {
    [TIMER_TOOLS] = tools_timer, [TIMER_HEARTBEAT] = tools_heartbeat, [TIMER_LEDGER] = ledger_timer,
    [TIMER_DIRTY] = load_timer,  [TIMER_PING] = ping_timer,           [TIMER_SHUTDOWN] = go_down,
    [TIMER_MONITOR] = monitor_timer, [TIMER_HANG] = hang_timer,
};

// Runs what is due; returns when the next timer is.
static u64 timers_poll(void) {
  u64 next = NEVER, time = now();
  for (int t = 0; t < TIMERS; t++) {
    if (deadlines[t] <= time) {
      deadlines[t] = NEVER;
      fire[t]();
    }
    if (deadlines[t] < next) next = deadlines[t];
  }
  return next;
}

void main(void) {
  machine_init();
  for (int t = 0; t < TIMERS; t++) deadlines[t] = NEVER;
  stream_init(CONSOLE);
  print("microsphere guest " OS_VERSION "\r\n");
  if (!disk_init()) print("no disk\r\n");
  if (!net_init()) print("no network adapter\r\n");
  tools_init();
  for (;;) {
    stream_poll(CONSOLE);
    stream_poll(TOOLS);
    disk_poll();
    net_poll();
    u64 next = timers_poll();
    ledger_poll();
    service_poll();
    net_kick();
    shutdown_poll();
    if (load_step()) continue;
    set_alarm(next);
    wait_for_interrupt();
  }
}
