// How long somebody outside heard nothing. Nothing is subtracted: a gap includes the interval that lies between two answers anyhow.

/** A span of monotonic milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The longest time between two answers that reaches into the span, in milliseconds; 0 where there are no two. */
export function longestGap(answeredAt: readonly number[], { from, to }: Span): number {
  const times = [...answeredAt].sort((a, b) => a - b);
  let longest = 0;
  for (let index = 1; index < times.length; index += 1) {
    const [before, after] = [times[index - 1]!, times[index]!];
    if (after >= from && before <= to) longest = Math.max(longest, after - before);
  }
  return longest;
}

/** How many of the moments lie in the span. */
export function countIn(moments: readonly number[], { from, to }: Span): number {
  return moments.filter((moment) => moment >= from && moment <= to).length;
}
