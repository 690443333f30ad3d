// The hart, the clock and the power button: CLINT, PLIC and the test device of QEMU's virt machine.
#include "kit.h"

#define MTIMECMP ((volatile u64 *)0x02004000)
#define MTIME ((volatile u64 *)0x0200bff8)
#define PLIC 0x0c000000ul
#define TEST_DEVICE ((volatile u32 *)0x00100000)

u64 now(void) { return *MTIME; }

void set_alarm(u64 when) { *MTIMECMP = when; }

// Interrupts are enabled one by one (mie) but not globally (mstatus): WFI ends when one is pending, and none is taken.
void machine_init(void) {
  set_alarm(~0ull);
  for (u32 source = 1; source < 32; source++) *(volatile u32 *)(PLIC + 4 * source) = 1;
  *(volatile u32 *)(PLIC + 0x2000) = 0xfffffffe;
  *(volatile u32 *)(PLIC + 0x200000) = 0;
  __asm__ volatile("csrw mie, %0" ::"r"((1ul << 7) | (1ul << 11)));
}

// Waits for a device or the alarm. Whatever is pending is claimed and completed: the devices are polled after this.
void wait_for_interrupt(void) {
  __asm__ volatile("wfi" ::: "memory");
  for (;;) {
    volatile u32 *claim = (volatile u32 *)(PLIC + 0x200004);
    u32 source = *claim;
    if (!source) return;
    virtio_poll();
    *claim = source;
  }
}

void power_off(void) {
  *TEST_DEVICE = 0x5555;
  for (;;) __asm__ volatile("wfi");
}

void power_off_failed(u16 code) {
  *TEST_DEVICE = 0x3333 | (u32)code << 16;
  for (;;) __asm__ volatile("wfi");
}

void reboot(void) {
  *TEST_DEVICE = 0x7777;
  for (;;) __asm__ volatile("wfi");
}

void fatal_trap(u64 cause, u64 pc, u64 value) {
  print("\r\nfatal trap: cause %lu at %lx, value %lx\r\n", cause, pc, value);
  power_off_failed((u16)cause);
}
