// Sector 0 of a boot disk; README.md has it as a table. Written by build.mjs.
#pragma once
#include "../kit/kit.h"

// "MSPHBOOT"
#define BOOT_MAGIC 0x544f4f424850534dull
#define BOOT_VERSION 1u

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
