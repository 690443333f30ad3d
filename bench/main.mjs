// `pnpm bench [NAME...] [--json]`: runs the benches named, or all. A bench is a file of this folder that exports `title` and
// `run` (see report.mjs). `--hosts N` is for the bench `ha`: the largest cluster of at most N hosts.
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { record, table } from './report.mjs';

const notBenches = new Set(['main.mjs', 'report.mjs']);
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.mjs') && !notBenches.has(file))
  .map((file) => file.slice(0, -'.mjs'.length))
  .sort();

function usage(why) {
  console.error(
    `bench: ${why}\nusage: pnpm bench [NAME...] [--list] [--json] [--hosts N]\nbenches: ${names.join(', ')}`,
  );
  process.exit(2);
}

function commandLine() {
  try {
    const flag = { type: 'boolean' };
    return parseArgs({ allowPositionals: true, options: { json: flag, list: flag, hosts: { type: 'string' } } });
  } catch (error) {
    return usage(error.message);
  }
}

const { values, positionals } = commandLine();
for (const name of positionals) if (!names.includes(name)) usage(`there is no bench ${JSON.stringify(name)}`);

const hosts = values.hosts === undefined ? undefined : Number(values.hosts);
if (hosts !== undefined && !(Number.isInteger(hosts) && hosts > 2)) usage('--hosts N: a number of hosts, 3 or more');

/** Progress goes to standard error, where it is in nobody's way. */
const tell = (text) => {
  if (process.stderr.isTTY) console.error(`  ... ${text}`);
};

for (const name of positionals.length > 0 ? positionals : names) {
  const bench = await import(`./${name}.mjs`);
  if (values.list) {
    console.log(`${name}: ${bench.title}`);
    continue;
  }
  if (!values.json) console.log(`\n${name}: ${bench.title}\n`);
  const records = [];
  try {
    for await (const measurement of bench.run(tell, { hosts })) {
      const line = record(name, measurement);
      records.push(line);
      if (values.json) console.log(JSON.stringify(line));
    }
  } catch (error) {
    console.error(`bench ${name}: ${error.message}`);
    process.exitCode = 1;
  }
  if (!values.json && records.length > 0) console.log(table(records));
}
