// The little of a C library that a guest needs.
#include "kit.h"
#include <stdarg.h>

void *memcpy(void *to, const void *from, size_t count) {
  u8 *t = to;
  const u8 *f = from;
  if ((((uintptr_t)t | (uintptr_t)f) & 7) == 0)
    for (; count >= 8; count -= 8, t += 8, f += 8) *(u64 *)t = *(const u64 *)f;
  while (count--) *t++ = *f++;
  return to;
}

void *memset(void *to, int value, size_t count) {
  u8 *t = to;
  if (((uintptr_t)t & 7) == 0 && value == 0)
    for (; count >= 8; count -= 8, t += 8) *(u64 *)t = 0;
  while (count--) *t++ = (u8)value;
  return to;
}

int memcmp(const void *a, const void *b, size_t count) {
  const u8 *x = a, *y = b;
  for (; count--; x++, y++)
    if (*x != *y) return *x - *y;
  return 0;
}

size_t strlen(const char *text) {
  size_t length = 0;
  while (text[length]) length++;
  return length;
}

int strcmp(const char *a, const char *b) {
  while (*a && *a == *b) a++, b++;
  return (u8)*a - (u8)*b;
}

int starts_with(const char *text, const char *prefix) {
  while (*prefix)
    if (*text++ != *prefix++) return 0;
  return 1;
}

// Eight bytes a step ("slicing by 8"): a guest checks every entry of its ledger when it boots, at some tens of MHz.
u32 crc32(const void *data, size_t count) {
  static u32 table[8][256];
  if (!table[0][1])
    for (u32 i = 0; i < 256; i++) {
      u32 value = i;
      for (int bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320u ^ (value >> 1) : value >> 1;
      table[0][i] = value;
    }
  for (u32 i = 0; i < 256 && !table[7][255]; i++)
    for (int slice = 1; slice < 8; slice++) table[slice][i] = table[0][table[slice - 1][i] & 0xff] ^ (table[slice - 1][i] >> 8);
  u32 value = ~0u;
  const u8 *p = data;
  for (; count && ((uintptr_t)p & 7); count--) value = table[0][(value ^ *p++) & 0xff] ^ (value >> 8);
  for (; count >= 8; count -= 8, p += 8) {
    u64 word = *(const u64 *)p ^ value;
    value = table[7][word & 0xff] ^ table[6][word >> 8 & 0xff] ^ table[5][word >> 16 & 0xff] ^ table[4][word >> 24 & 0xff] ^
            table[3][word >> 32 & 0xff] ^ table[2][word >> 40 & 0xff] ^ table[1][word >> 48 & 0xff] ^ table[0][word >> 56];
  }
  while (count--) value = table[0][(value ^ *p++) & 0xff] ^ (value >> 8);
  return ~value;
}

static int format_list(char *to, size_t size, const char *pattern, va_list list) {
  size_t length = 0;
#define PUT(c)                                                                                                         \
  do {                                                                                                                 \
    if (length + 1 < size) to[length++] = (c);                                                                         \
  } while (0)
  for (; *pattern; pattern++) {
    if (*pattern != '%') {
      PUT(*pattern);
      continue;
    }
    int wide = *++pattern == 'l';
    if (wide) pattern++;
    if (*pattern == 's') {
      for (const char *text = va_arg(list, const char *); *text; text++) PUT(*text);
    } else if (*pattern == 'c') {
      PUT((char)va_arg(list, int));
    } else if (*pattern == 'd' || *pattern == 'u' || *pattern == 'x') {
      u64 value = wide ? va_arg(list, u64) : *pattern == 'd' ? (u64)(int64_t)va_arg(list, int) : va_arg(list, unsigned);
      u64 base = *pattern == 'x' ? 16 : 10;
      char digits[20];
      int count = 0;
      if (*pattern == 'd' && (int64_t)value < 0) {
        PUT('-');
        value = -value;
      }
      do digits[count++] = "0123456789abcdef"[value % base];
      while ((value /= base));
      while (count) PUT(digits[--count]);
    } else if (*pattern) {
      PUT(*pattern);
    }
  }
  to[length] = 0;
  return (int)length;
}

int format(char *to, size_t size, const char *pattern, ...) {
  va_list list;
  va_start(list, pattern);
  int length = format_list(to, size, pattern, list);
  va_end(list);
  return length;
}

void print(const char *pattern, ...) {
  char line[512];
  va_list list;
  va_start(list, pattern);
  int length = format_list(line, sizeof line, pattern, list);
  va_end(list);
  stream_write(CONSOLE, line, (u32)length);
}

u64 parse_number(const char **text) {
  u64 value = 0;
  while (**text >= '0' && **text <= '9') value = value * 10 + (u64)(*(*text)++ - '0');
  return value;
}
