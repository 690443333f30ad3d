// The guest kit: what firmware and operating system share. The machine is a subset of QEMU's virt machine, used in machine
// mode without taking interrupts: the main loop polls, and waits in WFI until an interrupt is pending.
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;

// ---- library ----------------------------------------------------------------------------------------------------------

void *memcpy(void *to, const void *from, size_t count);
void *memset(void *to, int value, size_t count);
int memcmp(const void *a, const void *b, size_t count);
size_t strlen(const char *text);
int strcmp(const char *a, const char *b);
int starts_with(const char *text, const char *prefix);
// The CRC of IEEE 802.3 and zlib.
u32 crc32(const void *data, size_t count);
// %s %c %d %u %x %lu %lx %%, without widths; returns the length, at most size - 1.
int format(char *to, size_t size, const char *pattern, ...) __attribute__((format(printf, 3, 4)));
// Onto the console.
void print(const char *pattern, ...) __attribute__((format(printf, 1, 2)));
// The decimal number at *text, which moves behind it; 0 where there is none.
u64 parse_number(const char **text);

// ---- the hart, its clock and the power button ---------------------------------------------------------------------------

#define TICKS_PER_MS 10000ul
#define NEVER (~0ul)

void machine_init(void);
// Ticks of the 10 MHz clock since power-on.
u64 now(void);
void set_alarm(u64 when);
// Returns when a device wants attention or the alarm is due; the caller polls afterwards.
void wait_for_interrupt(void);
// No interrupt ends it.
void stop_for_ever(void) __attribute__((noreturn));
void power_off(void) __attribute__((noreturn));
void power_off_failed(u16 code) __attribute__((noreturn));
void reboot(void) __attribute__((noreturn));

// ---- disk -------------------------------------------------------------------------------------------------------------

#define SECTOR_BYTES 512u
// The longest request.
#define DISK_REQUEST_BYTES (32u * 1024)

typedef void (*disk_done)(void *context, int ok);
// False: there is no disk that this driver understands.
int disk_init(void);
u64 disk_sectors(void);
// Data must stay until done is called, from disk_poll. False: too many requests are under way, nothing happened.
int disk_read(u64 sector, void *data, u32 bytes, disk_done done, void *context);
int disk_write(u64 sector, const void *data, u32 bytes, disk_done done, void *context);
// Makes the writes that were done before it durable.
int disk_flush(disk_done done, void *context);
void disk_poll(void);
// The same, waiting; for firmware, which has nothing else to do.
int disk_read_now(u64 sector, void *data, u32 bytes);

// ---- network ----------------------------------------------------------------------------------------------------------

#define FRAME_BYTES 1514u

int net_init(void);
const u8 *net_mac(void);
// A frame to be filled and given to net_send before the next one is asked for; its byte 42, where a UDP payload begins, is
// aligned to 8. Null: none is free now.
u8 *net_frame(void);
void net_send(u8 *frame, u32 bytes);
void net_poll(void);
// Tells the device about the frames that were sent since the last call.
void net_kick(void);
// Provided by the operating system; aligned as above, valid until it returns.
void net_received(const u8 *frame, u32 bytes);

// ---- streams: the console and the tools channel -----------------------------------------------------------------------

#define CONSOLE 0
#define TOOLS 1
#define STREAM_BUFFER_BYTES 512u

// False: the machine has no such stream.
int stream_init(int stream);
// All or nothing. False: the host has not taken what was written before; it must not be able to stop the guest.
int stream_write(int stream, const void *bytes, u32 count);
// Whether the host has taken all that was written.
int stream_drained(int stream);
void stream_poll(int stream);
// Provided by the operating system.
void stream_received(int stream, const u8 *bytes, u32 count);
