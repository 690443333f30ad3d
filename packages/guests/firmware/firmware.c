// The firmware: finds the boot sector on the first disk, loads the operating system that it names, checks it and goes there.
// It knows the machine by the kit's drivers, polled.
#include "../kit/kit.h"

#define BOOT_MAGIC 0x746f6f6275ull /* "uboot" without its end: see README.md */

typedef struct {
  u64 magic;
  u32 version;
  u32 image_sector;
  u32 image_bytes;
  u32 image_crc;
  u64 load_address;
  u64 entry;
  u8 reserved[SECTOR_BYTES - 44];
  u32 crc;
} boot_sector;

static boot_sector boot __attribute__((aligned(8)));

static void refuse(const char *why) {
  print("%s\r\n", why);
  for (;;) wait_for_interrupt();
}

void main(void) {
  machine_init();
  virtio_init();
  if (!disk_present()) refuse("No boot disk");
  if (!disk_read_now(0, &boot, SECTOR_BYTES)) refuse("Boot disk: the boot sector could not be read");
  if (boot.magic != BOOT_MAGIC) refuse("Operating System not found");
  if (boot.crc != crc32(&boot, SECTOR_BYTES - 4)) refuse("Boot disk: the boot sector is damaged");
  if (boot.version != 1) refuse("Boot disk: a boot sector of another version");
  if (boot.load_address < 0x80020000 || boot.load_address + boot.image_bytes > 0x80300000)
    refuse("Boot disk: the image does not fit into memory");
  u32 bytes = (boot.image_bytes + SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES;
  for (u32 done = 0; done < bytes; done += DISK_REQUEST_BYTES) {
    u32 part = bytes - done < DISK_REQUEST_BYTES ? bytes - done : DISK_REQUEST_BYTES;
    if (!disk_read_now(boot.image_sector + done / SECTOR_BYTES, (void *)(boot.load_address + done), part))
      refuse("Boot disk: the operating system could not be read");
  }
  if (crc32((void *)boot.load_address, boot.image_bytes) != boot.image_crc)
    refuse("Boot disk: the operating system is damaged");
  ((void (*)(void))boot.entry)();
}
