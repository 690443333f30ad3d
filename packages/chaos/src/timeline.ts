// A picture of who owned which lock when: a row a file, a colour a host, from left to right; a lock that was broken ends in a red mark.
import type { Ownership } from './lock-checker.ts';

const WIDTH = 1_800;
const ROW = 8;
const MARGIN = 60;

/** An SVG. */
export function drawTimeline(ownerships: readonly Ownership[]): string {
  const rows = [...new Set(ownerships.map(({ descriptor }) => descriptor))].sort((a, b) => a - b);
  const hosts = [...new Set(ownerships.map(({ initiator }) => initiator))].sort();
  const start = ownerships.reduce((least, { from }) => Math.min(least, from), Number.POSITIVE_INFINITY);
  const end = ownerships.reduce((most, { to }) => Math.max(most, to), start + 1);
  const x = (at: number) => (MARGIN + ((at - start) / (end - start)) * (WIDTH - MARGIN)).toFixed(1);
  const rowOf = new Map(rows.map((descriptor, index) => [descriptor, index]));
  const colour = (initiator: string) => `hsl(${(hosts.indexOf(initiator) * 360) / Math.max(1, hosts.length)} 60% 50%)`;
  const bars = ownerships.map(({ descriptor, initiator, from, to, end: how }) => {
    const y = ROW * ((rowOf.get(descriptor) ?? 0) + 2);
    const width = Math.max(0.3, Number(x(to)) - Number(x(from)));
    const bar = `<rect x="${x(from)}" y="${y}" width="${width.toFixed(1)}" height="${ROW - 2}" fill="${colour(initiator)}"/>`;
    const mark = how === 'broken' ? `<rect x="${x(to)}" y="${y - 1}" width="1" height="${ROW}" fill="red"/>` : '';
    return bar + mark;
  });
  const names = hosts.map(
    (host, index) => `<text x="${MARGIN + 80 * index}" y="10" font-size="10" fill="${colour(host)}">${host}</text>`,
  );
  const height = ROW * (rows.length + 3);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}">\n${[...names, ...bars].join('\n')}\n</svg>\n`;
}
