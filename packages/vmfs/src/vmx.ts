// The .vmx: `key = "value"` lines. Order and unknown keys are kept; characters that would break the line are written as
// VMware writes them, "|22" for a quote.

export class VmxError extends Error {
  override readonly name = 'VmxError';
}

/** Keys and values in order. Throws VmxError with the line of a mistake. */
export function parseVmx(text: string): Map<string, string> {
  const settings = new Map<string, string>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const [, key, value] = /^\s*([^\s=]+)\s*=\s*"([^"]*)"\s*$/.exec(line) ?? [];
    if (key === undefined || value === undefined)
      throw new VmxError(`line ${index + 1}: not 'key = "value"': ${JSON.stringify(line)}`);
    if (settings.has(key)) throw new VmxError(`line ${index + 1}: ${key} is there already`);
    settings.set(
      key,
      value.replace(/\|([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    );
  }
  return settings;
}

export function formatVmx(settings: ReadonlyMap<string, string>): string {
  let text = '';
  for (const [key, value] of settings) {
    if (/[\s="]/.test(key) || key === '') throw new VmxError(`not a key: ${JSON.stringify(key)}`);
    const escaped = value.replace(
      /["|\n\r]/g,
      (character) => `|${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    );
    text += `${key} = "${escaped}"\n`;
  }
  return text;
}
