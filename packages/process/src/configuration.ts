// A process is told what it is by one JSON document: `--config FILE`, or the environment variable MICROSPHERE_CONFIG.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type ZodType, z } from 'zod';

/** A configuration that can't be used; the message names the source, the field and what is wrong with it. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** Reads and validates the configuration of this process. Throws `ConfigurationError`. */
export function readConfiguration<C>(
  schema: ZodType<C>,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): C {
  const file = configurationFile(args);
  const source = file ?? 'MICROSPHERE_CONFIG';
  let text: string | undefined;
  try {
    text = file === undefined ? environment.MICROSPHERE_CONFIG : readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigurationError(`${source} can't be read: ${(cause as Error).message}`, { cause });
  }
  if (text === undefined)
    throw new ConfigurationError('no configuration: give --config FILE or set MICROSPHERE_CONFIG');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new ConfigurationError(`${source} is not JSON: ${(cause as Error).message}`, { cause });
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new ConfigurationError(`${source}: ${oneLine(parsed.error)}`);
  return parsed.data;
}

function configurationFile(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { config: { type: 'string' } } }).values.config;
  } catch (cause) {
    throw new ConfigurationError(`arguments: ${(cause as Error).message}`, { cause });
  }
}

/** Everything that is wrong and in which field, in one line. */
function oneLine({ issues }: z.ZodError): string {
  return issues
    .map(({ path, message }) => (path.length === 0 ? message : `${message}, at ${z.core.toDotPath(path)}`))
    .join('; ');
}
