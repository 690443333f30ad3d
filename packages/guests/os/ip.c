// Ethernet, ARP, IPv4, ICMP echo and UDP: as much as a server needs that answers to where a datagram came from.
// Numbers on the wire are big-endian; load and store turn them around.
#include "os.h"

enum { ETHERNET_BYTES = 14, ARP_BYTES = 28, IP_BYTES = 20, ICMP_BYTES = 8, UDP_BYTES = 8 };
enum { TYPE_IP = 0x0800, TYPE_ARP = 0x0806 };
enum { ARP_REQUEST = 1, ARP_REPLY = 2 };
enum { PROTOCOL_ICMP = 1, PROTOCOL_UDP = 17 };
enum { ECHO_REPLY = 0, UNREACHABLE = 3, ECHO_REQUEST = 8, PORT_UNREACHABLE = 3 };
#define TIME_TO_LIVE 64
#define PING_BYTES 32u
#define PING_TIMEOUT_MS 2000

static u32 own_address, own_mask, own_gateway;
static net_counters counters;

static u32 load16(const u8 *p) { return (u32)p[0] << 8 | p[1]; }
static u32 load32(const u8 *p) { return load16(p) << 16 | load16(p + 2); }
static void store16(u8 *p, u32 value) { p[0] = (u8)(value >> 8), p[1] = (u8)value; }
static void store32(u8 *p, u32 value) { store16(p, value >> 16), store16(p + 2, value); }

u32 ip_address(void) { return own_address; }
net_counters ip_counters(void) { return counters; }

int parse_address(const char *text, u32 *address) {
  u32 result = 0;
  for (int i = 0; i < 4; i++) {
    if (*text < '0' || *text > '9') return 0;
    u64 part = parse_number(&text);
    if (part > 255 || (i < 3 && *text++ != '.')) return 0;
    result = result << 8 | (u32)part;
  }
  if (*text) return 0;
  *address = result;
  return 1;
}

void format_address(char *to, size_t size, u32 address) {
  format(to, size, "%u.%u.%u.%u", address >> 24, address >> 16 & 255, address >> 8 & 255, address & 255);
}

// The sum of the internet checksum (RFC 1071) over memory that is aligned to 2, in the machine's byte order: the sum does
// not mind which order, as long as result and field have the same.
static u64 sum(const void *data, u32 bytes, u64 start) {
  const u16 *p = data;
  for (; bytes >= 8; bytes -= 8, p += 4) start += (u64)p[0] + p[1] + p[2] + p[3];
  for (; bytes >= 2; bytes -= 2) start += *p++;
  return bytes ? start + *(const u8 *)p : start;
}

static u16 fold(u64 value) {
  while (value >> 16) value = (value & 0xffff) + (value >> 16);
  return (u16)~value;
}

// What UDP's checksum has of the IP header (RFC 768): both addresses, the protocol, the length.
static u64 pseudo_header(const u8 *ip, u32 udp_bytes) {
  u8 rest[4] __attribute__((aligned(2)));
  store16(rest, PROTOCOL_UDP);
  store16(rest + 2, udp_bytes);
  return sum(rest, 4, sum(ip + 12, 8, 0));
}

static void ethernet(u8 *frame, const u8 *to, u32 type) {
  memcpy(frame, to, 6);
  memcpy(frame + 6, net_mac(), 6);
  store16(frame + 12, type);
}

static void send(u8 *frame, u32 bytes) {
  counters.sent++;
  net_send(frame, bytes);
}

// Completes an IP frame whose payload is there already, and sends it.
static void send_ip(u8 *frame, const u8 *mac, u32 address, u32 protocol, u32 payload_bytes) {
  static u16 identification;
  u8 *ip = frame + ETHERNET_BYTES;
  ethernet(frame, mac, TYPE_IP);
  ip[0] = 0x45;
  ip[1] = 0;
  store16(ip + 2, IP_BYTES + payload_bytes);
  store16(ip + 4, identification++);
  store16(ip + 6, 0x4000);
  ip[8] = TIME_TO_LIVE;
  ip[9] = (u8)protocol;
  store16(ip + 10, 0);
  store32(ip + 12, own_address);
  store32(ip + 16, address);
  *(u16 *)(ip + 10) = fold(sum(ip, IP_BYTES, 0));
  send(frame, ETHERNET_BYTES + IP_BYTES + payload_bytes);
}

static void send_icmp(u8 *frame, const u8 *mac, u32 address, u32 type, u32 code, u32 bytes) {
  u8 *icmp = frame + ETHERNET_BYTES + IP_BYTES;
  icmp[0] = (u8)type;
  icmp[1] = (u8)code;
  store16(icmp + 2, 0);
  *(u16 *)(icmp + 2) = fold(sum(icmp, bytes, 0));
  send_ip(frame, mac, address, PROTOCOL_ICMP, bytes);
}

static void send_arp(u32 operation, const u8 *mac, u32 address) {
  static const u8 broadcast[6] = {255, 255, 255, 255, 255, 255}, nobody[6];
  u8 *frame = net_frame();
  if (!frame) return;
  u8 *arp = frame + ETHERNET_BYTES;
  ethernet(frame, mac ? mac : broadcast, TYPE_ARP);
  store16(arp, 1);
  store16(arp + 2, TYPE_IP);
  arp[4] = 6;
  arp[5] = 4;
  store16(arp + 6, operation);
  memcpy(arp + 8, net_mac(), 6);
  store32(arp + 14, own_address);
  memcpy(arp + 18, mac ? mac : nobody, 6);
  store32(arp + 24, address);
  send(frame, ETHERNET_BYTES + ARP_BYTES);
}

// The address is announced (gratuitous ARP), so that switches and neighbours learn where the guest is now.
void ip_configure(u32 address, u32 prefix, u32 gateway) {
  own_address = address;
  own_mask = prefix ? ~0u << (32 - prefix) : 0;
  own_gateway = gateway;
  send_arp(ARP_REQUEST, 0, own_address);
}

// ---- ping -----------------------------------------------------------------------------------------------------------------

static struct { u32 address, next_hop; u16 number; u64 sent; int resolved; } pinging;

void ping(u32 address) {
  u32 next_hop = ((address ^ own_address) & own_mask) == 0 ? address : own_gateway;
  if (!own_address || !next_hop) {
    print("%s\r\n", own_address ? "no gateway to that network" : "no address of our own");
    return;
  }
  pinging.address = address;
  pinging.next_hop = next_hop;
  pinging.resolved = 0;
  pinging.number++;
  send_arp(ARP_REQUEST, 0, next_hop);
  timer_set(TIMER_PING, now() + PING_TIMEOUT_MS * TICKS_PER_MS);
}

void ping_timer(void) {
  print("no answer%s\r\n", pinging.resolved ? "" : ": the next hop does not answer ARP");
  pinging.address = 0;
}

static void ping_resolved(const u8 *mac, u32 address) {
  u8 *frame = pinging.address && !pinging.resolved && address == pinging.next_hop ? net_frame() : 0;
  if (!frame) return;
  u8 *icmp = frame + ETHERNET_BYTES + IP_BYTES;
  memset(icmp, 0, ICMP_BYTES + PING_BYTES);
  store16(icmp + 6, pinging.number);
  pinging.resolved = 1;
  pinging.sent = now();
  send_icmp(frame, mac, pinging.address, ECHO_REQUEST, 0, ICMP_BYTES + PING_BYTES);
}

static void ping_answered(u32 address, u32 number) {
  if (address != pinging.address || !pinging.resolved || number != pinging.number) return;
  char text[16];
  format_address(text, sizeof text, address);
  print("%s answered after %lu us\r\n", text, (now() - pinging.sent) * 1000 / TICKS_PER_MS);
  pinging.address = 0;
  timer_set(TIMER_PING, NEVER);
}

// ---- what comes in --------------------------------------------------------------------------------------------------------

static int arp_received(const u8 *frame, u32 bytes) {
  const u8 *arp = frame + ETHERNET_BYTES;
  if (bytes < ETHERNET_BYTES + ARP_BYTES || load16(arp) != 1 || load16(arp + 2) != TYPE_IP || arp[4] != 6 || arp[5] != 4) return 0;
  u32 operation = load16(arp + 6), sender = load32(arp + 14);
  if (load32(arp + 24) != own_address || sender == own_address) return 0;
  if (operation == ARP_REQUEST) send_arp(ARP_REPLY, arp + 8, sender);
  else ping_resolved(arp + 8, sender);
  return 1;
}

// `ip` has been checked; `data` are its payload.
static int icmp_received(const u8 *frame, const u8 *ip, const u8 *data, u32 bytes) {
  if (bytes < ICMP_BYTES || fold(sum(data, bytes, 0)) != 0) return 0;
  if (data[0] == ECHO_REPLY) {
    ping_answered(load32(ip + 12), load16(data + 6));
    return 1;
  }
  u8 *reply = data[0] == ECHO_REQUEST && data[1] == 0 ? net_frame() : 0;
  if (!reply) return 0;
  memcpy(reply + ETHERNET_BYTES + IP_BYTES, data, bytes);
  send_icmp(reply, frame + 6, load32(ip + 12), ECHO_REPLY, 0, bytes);
  return 1;
}

// Nobody listens at that port, and the sender is told (RFC 1122, 3.2.2.1).
static int refuse_port(const u8 *frame, const u8 *ip, u32 header_bytes) {
  u8 *reply = net_frame();
  if (!reply) return 0;
  u8 *icmp = reply + ETHERNET_BYTES + IP_BYTES;
  u32 quoted = header_bytes + UDP_BYTES;
  memset(icmp, 0, ICMP_BYTES);
  memcpy(icmp + ICMP_BYTES, ip, quoted);
  send_icmp(reply, frame + 6, load32(ip + 12), UNREACHABLE, PORT_UNREACHABLE, ICMP_BYTES + quoted);
  return 1;
}

static int udp_received(const u8 *frame, const u8 *ip, const u8 *udp, u32 bytes) {
  if (bytes < UDP_BYTES) return 0;
  u32 length = load16(udp + 4);
  if (length < UDP_BYTES || length > bytes) return 0;
  // A checksum of 0 is none.
  if (load16(udp + 6) && fold(sum(udp, length, pseudo_header(ip, length))) != 0) return 0;
  if (load16(udp + 2) != LEDGER_PORT || ledger()->state == LEDGER_CLOSED) return refuse_port(frame, ip, (u32)(udp - ip));
  endpoint from = {.port = (u16)load16(udp), .address = load32(ip + 12)};
  memcpy(from.mac, frame + 6, 6);
  service_datagram(&from, udp + UDP_BYTES, length - UDP_BYTES);
  return 1;
}

static int ip_received(const u8 *frame, u32 bytes) {
  const u8 *ip = frame + ETHERNET_BYTES;
  if (bytes < ETHERNET_BYTES + IP_BYTES || ip[0] >> 4 != 4) return 0;
  u32 header = (ip[0] & 15) * 4u, length = load16(ip + 2);
  if (header < IP_BYTES || length < header || length > bytes - ETHERNET_BYTES || fold(sum(ip, header, 0)) != 0) return 0;
  // Fragments are not put together: everything that a guest understands fits into one frame.
  if (load32(ip + 16) != own_address || (load16(ip + 6) & 0x3fff) != 0) return 0;
  if (ip[9] == PROTOCOL_ICMP) return icmp_received(frame, ip, ip + header, length - header);
  return ip[9] == PROTOCOL_UDP && udp_received(frame, ip, ip + header, length - header);
}

void net_received(const u8 *frame, u32 bytes) {
  counters.received++;
  u32 type = bytes < ETHERNET_BYTES ? 0 : load16(frame + 12);
  int taken = own_address && ((type == TYPE_ARP && arp_received(frame, bytes)) || (type == TYPE_IP && ip_received(frame, bytes)));
  if (!taken) counters.dropped++;
}

// ---- UDP ------------------------------------------------------------------------------------------------------------------

u8 *udp_payload(void) {
  u8 *frame = net_frame();
  return frame ? frame + ETHERNET_BYTES + IP_BYTES + UDP_BYTES : 0;
}

void udp_send(u8 *payload, u32 bytes, const endpoint *to, u16 from_port) {
  u8 *udp = payload - UDP_BYTES, *ip = udp - IP_BYTES;
  store16(udp, from_port);
  store16(udp + 2, to->port);
  store16(udp + 4, UDP_BYTES + bytes);
  store16(udp + 6, 0);
  store32(ip + 12, own_address);
  store32(ip + 16, to->address);
  u16 checksum = fold(sum(udp, UDP_BYTES + bytes, pseudo_header(ip, UDP_BYTES + bytes)));
  // 0 would mean "none"; its other representation is sent.
  *(u16 *)(udp + 6) = checksum ? checksum : 0xffff;
  send_ip(ip - ETHERNET_BYTES, to->mac, to->address, PROTOCOL_UDP, UDP_BYTES + bytes);
}
