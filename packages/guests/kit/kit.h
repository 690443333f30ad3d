// The guest kit: what firmware and operating system share. The machine is a subset of QEMU's virt machine, in machine mode,
// without interrupts taken: the main loop polls, and waits in WFI for the next interrupt to become pending.
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;

#define TIMEBASE_HZ 10000000ull
#define TICKS_PER_MS (TIMEBASE_HZ / 1000)
#define SECTOR_BYTES 512u

// Library.
void *memcpy(void *to, const void *from, size_t count);
void *memset(void *to, int value, size_t count);
int memcmp(const void *a, const void *b, size_t count);
size_t strlen(const char *text);
int strcmp(const char *a, const char *b);
int starts_with(const char *text, const char *prefix);
u32 crc32(const void *data, size_t count);
// %s %d %u %x %lu %lx %c %%; returns the length, at most size - 1.
int format(char *to, size_t size, const char *pattern, ...);
void print(const char *pattern, ...);
u64 parse_number(const char **text);

// The processor and its clock.
u64 now(void);
void set_alarm(u64 when);
void wait_for_interrupt(void);
void machine_init(void);
void power_off(void) __attribute__((noreturn));
void power_off_failed(u16 code) __attribute__((noreturn));
void reboot(void) __attribute__((noreturn));

// virtio: devices are found once; a service function takes what a device has finished and calls back.
void virtio_init(void);
void virtio_poll(void);

typedef void (*disk_done)(void *context, int ok);
int disk_present(void);
u64 disk_sectors(void);
// One request of at most DISK_REQUEST_BYTES; data must stay until done. False: too many requests are under way.
#define DISK_REQUEST_BYTES (32u * 1024)
int disk_read(u64 sector, void *data, u32 bytes, disk_done done, void *context);
int disk_write(u64 sector, const void *data, u32 bytes, disk_done done, void *context);
int disk_flush(disk_done done, void *context);
// The same, waiting.
int disk_read_now(u64 sector, void *data, u32 bytes);
int disk_write_now(u64 sector, const void *data, u32 bytes);
int disk_flush_now(void);

int net_present(void);
const u8 *net_mac(void);
// The frame is copied. False: no room now.
int net_send(const void *frame, u32 bytes);
void net_received(const u8 *frame, u32 bytes);

// Streams: 0 is the console, 1 the tools channel.
#define CONSOLE 0
#define TOOLS 1
int stream_present(int stream);
void stream_write(int stream, const void *bytes, u32 count);
void stream_received(int stream, const u8 *bytes, u32 count);
