// The firmware: finds the boot sector on the first disk, loads the operating system that it names, checks it and goes there.
// What is wrong otherwise it says on the console, and waits there for somebody to read it.
#include "boot-sector.h"

// Where an operating system may lie: behind the firmware, below the stack.
#define LOAD_LOWEST 0x80020000ull
#define LOAD_LIMIT 0x80300000ull

static boot_sector boot __attribute__((aligned(8)));

static void refuse(const char *why) {
  print("%s\r\n", why);
  for (;;) wait_for_interrupt();
}

void main(void) {
  machine_init();
  stream_init(CONSOLE);
  if (!disk_init()) refuse("No boot disk");
  if (disk_sectors() == 0 || !disk_read_now(0, &boot, SECTOR_BYTES)) refuse("Boot disk: the boot sector cannot be read");
  if (boot.magic != BOOT_MAGIC) refuse("Operating System not found");
  if (boot.crc != crc32(&boot, SECTOR_BYTES - 4)) refuse("Boot disk: the boot sector is damaged");
  if (boot.version != BOOT_VERSION) refuse("Boot disk: the boot sector has a version that this firmware does not know");
  // Whole sectors are read.
  u64 bytes = (boot.image_bytes + (u64)SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES;
  if (boot.load_address < LOAD_LOWEST || boot.load_address >= LOAD_LIMIT || bytes > LOAD_LIMIT - boot.load_address ||
      boot.entry < boot.load_address || boot.entry >= boot.load_address + boot.image_bytes)
    refuse("Boot disk: the operating system does not fit into memory");
  if (boot.image_sector + bytes / SECTOR_BYTES > disk_sectors()) refuse("Boot disk: the operating system is not all there");
  for (u64 done = 0; done < bytes; done += DISK_REQUEST_BYTES) {
    u64 part = bytes - done < DISK_REQUEST_BYTES ? bytes - done : DISK_REQUEST_BYTES;
    if (!disk_read_now(boot.image_sector + done / SECTOR_BYTES, (void *)(boot.load_address + done), (u32)part))
      refuse("Boot disk: the operating system cannot be read");
  }
  if (crc32((void *)boot.load_address, boot.image_bytes) != boot.image_crc)
    refuse("Boot disk: the operating system is damaged");
  __asm__ volatile("fence.i" ::: "memory");
  ((void (*)(void))boot.entry)();
}

void stream_received(int stream, const u8 *bytes, u32 count) { (void)stream, (void)bytes, (void)count; }
