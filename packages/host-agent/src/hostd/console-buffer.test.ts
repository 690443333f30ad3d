import { expect, it } from 'vitest';
import { ConsoleBuffer, MAX_CONSOLE_HISTORY_BYTES, MAX_CONSOLE_VIEWERS } from './console-buffer.ts';

function seen(console: ConsoleBuffer): { readonly text: () => string; readonly end: () => void } {
  let text = '';
  const end = console.view((bytes) => {
    text += Buffer.from(bytes).toString('latin1');
  });
  return { text: () => text, end };
}

const write = (console: ConsoleBuffer, text: string) => console.write(Buffer.from(text, 'latin1'));

it('shows what was written before and what comes after, until the viewer leaves', () => {
  const console = new ConsoleBuffer();
  write(console, 'boot\n');
  const { text, end } = seen(console);
  write(console, 'ready\n');
  end();
  write(console, 'later\n');
  expect(text()).toBe('boot\nready\n');
});

it.each([1, 7, 4_096, 65_535, 65_536, 65_537, 200_000])(
  'keeps the end of what is written in pieces of %i bytes',
  (size) => {
    const console = new ConsoleBuffer();
    let all = '';
    for (let piece = 0; all.length < 2.5 * MAX_CONSOLE_HISTORY_BYTES; piece += 1) {
      const text = String.fromCharCode(33 + (piece % 90)).repeat(size);
      all += text;
      write(console, text);
    }
    expect(seen(console).text() === all.slice(-MAX_CONSOLE_HISTORY_BYTES)).toBe(true);
  },
);

it('has so many viewers at a time', () => {
  const console = new ConsoleBuffer();
  const viewers = Array.from({ length: MAX_CONSOLE_VIEWERS }, () => seen(console));
  expect(() => seen(console)).toThrow(/16 viewers/);
  viewers[0]?.end();
  expect(() => seen(console)).not.toThrow();
});
