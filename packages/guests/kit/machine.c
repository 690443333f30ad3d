// The hart, the clock and the power button: CLINT, PLIC and the test device of QEMU's virt machine.
#include "kit.h"
#include "virtio.h"

#define MTIMECMP ((volatile u64 *)0x02004000)
#define MTIME ((volatile u64 *)0x0200bff8)
#define PLIC_PRIORITY(source) ((volatile u32 *)(0x0c000000ul + 4 * (source)))
#define PLIC_ENABLE ((volatile u32 *)0x0c002000)
#define PLIC_THRESHOLD ((volatile u32 *)0x0c200000)
#define PLIC_CLAIM ((volatile u32 *)0x0c200004)
#define TEST_DEVICE ((volatile u32 *)0x00100000)

u64 now(void) { return *MTIME; }

void set_alarm(u64 when) { *MTIMECMP = when; }

// Interrupts are enabled one by one (mie) but not globally (mstatus): WFI ends when one is pending, and none is taken.
void machine_init(void) {
  set_alarm(NEVER);
  u32 sources = 0;
  for (u32 slot = 0; slot < VIRTIO_SLOTS; slot++) {
    *PLIC_PRIORITY(slot + 1) = 1;
    sources |= 2u << slot;
  }
  *PLIC_ENABLE = sources;
  *PLIC_THRESHOLD = 0;
  __asm__ volatile("csrw mie, %0" ::"r"((1ul << 7) | (1ul << 11)));
}

// An interrupt is acknowledged before the rings are looked at: what a device finishes later raises a new one, so no wake-up
// is lost between the last look and the next WFI.
void wait_for_interrupt(void) {
  __asm__ volatile("wfi" ::: "memory");
  for (u32 source; (source = *PLIC_CLAIM) != 0; *PLIC_CLAIM = source) virtio_acknowledge(source - 1);
}

void stop_for_ever(void) {
  __asm__ volatile("csrw mie, zero");
  for (;;) __asm__ volatile("wfi");
}

static void test_device(u32 value) {
  *TEST_DEVICE = value;
  for (;;) __asm__ volatile("wfi");
}

void power_off(void) {
  test_device(0x5555);
  __builtin_unreachable();
}

void power_off_failed(u16 code) {
  test_device(0x3333 | (u32)code << 16);
  __builtin_unreachable();
}

void reboot(void) {
  test_device(0x7777);
  __builtin_unreachable();
}

void fatal_trap(u64 cause, u64 pc, u64 value) {
  print("\r\nfatal trap: cause %lu at %lx, value %lx\r\n", cause, pc, value);
  // The exit code has to say that something was wrong, whatever the cause: cause 0 exists.
  power_off_failed((u16)(cause + 1));
}
