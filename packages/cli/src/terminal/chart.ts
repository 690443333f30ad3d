// Bars of a small chart, as long as their values, to an eighth of a character.

const FULL = '█';
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;

/** A bar of `width` characters for `maximum`, and the part of that for less; what is more than nothing is to be seen. */
export function bar(value: number, { maximum, width }: { readonly maximum: number; readonly width: number }): string {
  if (value <= 0 || maximum <= 0) return '';
  const eighths = Math.min(width * 8, Math.max(1, Math.round((value / maximum) * width * 8)));
  return FULL.repeat(eighths >> 3) + EIGHTHS[eighths & 7]!;
}
