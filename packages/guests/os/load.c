// The loads that demos put on a host: "burn" takes all processor time that it can get, "dirty" writes to memory at a rate.
#include "os.h"

// Between two looks at the devices a burning guest executes about so many instructions.
#define BURN_ROUNDS 2000
#define DIRTY_INTERVAL_MS 10
#define MAX_RATE 100000u
#define PAGE_BYTES 4096u
#define RAM_START 0x80000000ul
#define RAM_BYTES_AT_LEAST (4ul << 20)

extern u8 __free_start[], __stack_bottom[], __stack_top[];

static int burning;
static u64 rate, dirtied, dirtied_until, position;

int load_burning(void) { return burning; }
u64 load_dirty_rate(void) { return rate; }
u64 load_dirtied(void) { return dirtied; }

void load_burn(int on) { burning = on; }

int load_step(void) {
  for (volatile u32 i = 0; burning && i < BURN_ROUNDS; i++)
    ;
  return burning;
}

void load_dirty(u64 pages_per_second) {
  rate = pages_per_second < MAX_RATE ? pages_per_second : MAX_RATE;
  dirtied_until = now();
  timer_set(TIMER_DIRTY, rate ? dirtied_until : NEVER);
}

// Free pages are those between the program and the stack and those above the first 4 MiB; the nth of them, going round.
static u8 *free_page(u64 nth) {
  const char *memory = tools_value("machine.memory");
  u64 ram = parse_number(&memory) << 20;
  if (ram < RAM_BYTES_AT_LEAST) ram = RAM_BYTES_AT_LEAST;
  u64 low = (u64)(__stack_bottom - __free_start) / PAGE_BYTES;
  u64 high = (ram - RAM_BYTES_AT_LEAST) / PAGE_BYTES;
  nth %= low + high;
  return nth < low ? __free_start + nth * PAGE_BYTES : __stack_top + (nth - low) * PAGE_BYTES;
}

// Writes the pages that the time since the last call asks for; at most a second's worth when it comes late.
void load_timer(void) {
  u64 time = now(), second = 1000 * TICKS_PER_MS;
  if (time - dirtied_until > second) dirtied_until = time - second;
  for (u64 step = second / rate + 1; time - dirtied_until >= step; dirtied_until += step) {
    *(volatile u64 *)free_page(position++) = ++dirtied;
  }
  timer_set(TIMER_DIRTY, time + DIRTY_INTERVAL_MS * TICKS_PER_MS);
}
