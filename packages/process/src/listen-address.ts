// Where a process listens: `host:port` in its configuration, port 0 for one that the system chooses. IPv6 addresses are
// written in brackets.
import { z } from 'zod';

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

function parse(text: string): ListenAddress | undefined {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:\s]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || Number(port) > 65_535) return undefined;
  return { host, port: Number(port) };
}

/** Schema of a listen address: the text "127.0.0.1:0" or "[::1]:4222", parsed. */
export const listenAddress = z.string().transform((text, context): ListenAddress => {
  const address = parse(text);
  if (address) return address;
  context.addIssue({ code: 'custom', message: `not HOST:PORT: ${JSON.stringify(text)}` });
  return z.NEVER;
});

/** The address as it stands in a URL. */
export function formatAddress({ host, port }: ListenAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** One clear line for a listener that could not be opened. `what` names the field: "listen". */
export function listenError(what: string, address: ListenAddress, cause: unknown): Error {
  const code = (cause as NodeJS.ErrnoException).code;
  const reasons: Record<string, string> = {
    EADDRINUSE: 'another process has this port',
    EADDRNOTAVAIL: 'this machine has no such address',
    EACCES: 'no permission to listen on this port',
  };
  return new Error(
    `${what} ${formatAddress(address)}: ${(code && reasons[code]) ?? (cause as Error).message ?? String(cause)}`,
    { cause },
  );
}
