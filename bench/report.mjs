// The form that all benches share. A bench yields measurements; people get a table, programs one JSON object a line:
// {"bench","metric","value","unit"} and, where somebody else does the same thing, {"peer","peerValue","ratio"} of the same run;
// where what counts is how near it comes to a figure that was promised, {"peer","peerValue","difference","within"}.

/**
 * @typedef {object} Measurement
 * @property {string} metric
 * @property {number} value
 * @property {string} unit
 * @property {string} [peer] Who else was measured, in the same run.
 * @property {number} [peerValue]
 * @property {number} [tolerance] The difference to the peer's value is what counts, and it may be so large.
 */

/**
 * @typedef {object} Bench
 * @property {string} title What is measured, in one line.
 * @property {(tell: (progress: string) => void) => AsyncIterable<Measurement>} run
 */

/** The middle value; of an even number the mean of the two in the middle. */
export function median(values) {
  if (values.length === 0) throw new Error('the median of nothing');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The line of a measurement: `ratio` is value / peerValue.
 *
 * @param {string} bench
 * @param {Measurement} measurement
 */
export function record(bench, { metric, value, unit, peer, peerValue, tolerance }) {
  if (!Number.isFinite(value)) throw new Error(`${bench}: ${metric} is ${value}`);
  const line = { bench, metric, value: rounded(value), unit };
  if (peer === undefined) return line;
  if (tolerance !== undefined) {
    const difference = value - peerValue;
    const within = Math.abs(difference) <= tolerance;
    return { ...line, peer, peerValue: rounded(peerValue), difference: rounded(difference), within };
  }
  return { ...line, peer, peerValue: rounded(peerValue), ratio: rounded(value / peerValue) };
}

/** The same records as a table. */
export function table(records) {
  const rows = records.map(({ metric, value, unit, peer, peerValue, ratio, difference, within }) => [
    metric,
    shown(value),
    unit,
    peer === undefined ? '' : shown(peerValue),
    peer ?? '',
    ratio === undefined ? '' : `${ratio} x`,
    difference === undefined ? '' : shown(difference),
    within === undefined ? '' : within ? 'yes' : 'NO',
  ]);
  const all = [['metric', 'value', 'unit', 'peer value', 'peer', 'ratio', 'difference', 'within'], ...rows];
  const used = all[0].map((_, column) => column).filter((column) => rows.some((row) => row[column] !== ''));
  const widths = used.map((column) => Math.max(...all.map((row) => row[column].length)));
  const isNumber = new Set([1, 3, 5, 6]);
  return all
    .map((row) =>
      used
        .map((column, at) => (isNumber.has(column) ? row[column].padStart(widths[at]) : row[column].padEnd(widths[at])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Four significant digits: more than a measurement is worth. */
function rounded(value) {
  return Number(value.toPrecision(4));
}

function shown(value) {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 4 });
}
