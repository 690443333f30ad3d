// The simulator's command: campaigns of storms, a line each and a summary (HELP says how). With --keep the schedule that broke
// something becomes a regression (regressions/NAME.json, or regressions/CAMPAIGN/NAME.json), which tests replay from then on.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type AnySchedule, describeRun, type RunSummary, Totals, withFaults } from './campaign.ts';
import { type CampaignName, campaigns } from './campaigns.ts';
import { MAX_JOBS, runInThreads } from './threads.ts';

const HELP = `usage: pnpm sim [--vmotion | --svmotion] [--seed N] [--runs M] [--jobs J] [--only 3,7] [--sabotage MISTAKE] [--keep NAME]

Storms over a simulated cluster, one after the other, from seed N on: a line each, and a summary. The first broken invariant ends
it: the faults that it does not need are left out, the log that is left is shown with the command that repeats it, and the exit
status is 1.

  --vmotion           storms over migrations; without it, over vSphere HA
  --svmotion          storms over Storage vMotions
  --seed N            the first schedule (a random one)
  --runs M            how many schedules (1)
  --jobs J            threads (1)
  --only 3,7          only these faults of the schedule of the seed
  --keep NAME         what is broken is kept as a regression, which the tests replay
  --sabotage MISTAKE  a host makes it, to see that it is found: ${campaigns.ha.sabotages.join(', ')};
                      with --vmotion: ${campaigns.vmotion.sabotages.join(', ')};
                      with --svmotion: ${campaigns.svmotion.sabotages.join(', ')}`;

/** Lines of the log that are shown of a storm that broke something. */
const SHOWN_LINES = 300;

function usage(message: string): never {
  console.error(message);
  process.exit(2);
}

function positive(text: string, name: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  return usage(`--${name} must be a positive number, not ${JSON.stringify(text)}`);
}

const options = {
  vmotion: { type: 'boolean', default: false },
  svmotion: { type: 'boolean', default: false },
  seed: { type: 'string', default: String(1 + (Date.now() % 1_000_000)) },
  runs: { type: 'string', default: '1' },
  jobs: { type: 'string', default: '1' },
  only: { type: 'string' },
  sabotage: { type: 'string' },
  keep: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

function given() {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return usage(`${error instanceof Error ? error.message : error} (see pnpm sim --help)`);
  }
}

const values = given();
if (values.help) {
  console.log(HELP);
  process.exit();
}
if (values.vmotion && values.svmotion) usage('--vmotion and --svmotion are two campaigns: choose one');
const name: CampaignName = values.vmotion ? 'vmotion' : values.svmotion ? 'svmotion' : 'ha';
const campaign = campaigns[name];
const firstSeed = positive(values.seed, 'seed');
const runs = positive(values.runs, 'runs');
const jobs = positive(values.jobs, 'jobs');
if (jobs > MAX_JOBS) usage(`--jobs must be at most ${MAX_JOBS}`);
const only = values.only?.split(',').map((number) => positive(number, 'only'));
const { sabotage } = values;
if (sabotage !== undefined && !campaign.sabotages.includes(sabotage))
  usage(`--sabotage must be one of ${campaign.sabotages.join(', ')}, not ${JSON.stringify(sabotage)}`);

/** Shows a schedule that broke something, and how to see it again. */
function show(schedule: AnySchedule): void {
  const { summary, tail } = campaign.run(schedule, sabotage);
  console.log(tail(SHOWN_LINES));
  for (const { invariant, seconds, text } of summary.violations)
    console.error(`${invariant} is broken at ${seconds.toFixed(3)} s: ${text}`);
  const part = schedule.faults.map(({ number }) => number).join(',');
  const again = [
    ...(name === 'ha' ? [] : [`--${name}`]),
    `--seed ${schedule.seed}`,
    ...(part === '' ? [] : [`--only ${part}`]),
    ...(sabotage === undefined ? [] : [`--sabotage ${sabotage}`]),
  ];
  console.error(`again: pnpm sim ${again.join(' ')}`);
  if (values.keep === undefined) return;
  const folder = join(import.meta.dirname, '../regressions', name === 'ha' ? '' : name);
  const path = join(folder, `${values.keep}.json`);
  const why = summary.violations.map(({ invariant, text }) => `${invariant}: ${text}`).join('; ');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, `${JSON.stringify({ why, schedule }, undefined, 2)}\n`);
  console.error(`kept as ${path}`);
}

const totals = new Totals(campaign);
const startedAt = performance.now();
let broken: RunSummary | undefined;
const onRun = (run: RunSummary): boolean => {
  totals.add(run);
  console.log(describeRun(run));
  if (run.violations.length > 0) broken = run;
  return broken === undefined;
};

if (only) {
  onRun(campaign.run(withFaults(campaign.draw(firstSeed), only), sabotage).summary);
} else if (jobs > 1) {
  await runInThreads({ campaign: name, firstSeed, runs, jobs, sabotage, onRun });
} else {
  for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) if (!onRun(campaign.runSeed(seed, sabotage))) break;
}
const summary = totals.describe(performance.now() - startedAt);
if (broken === undefined) console.log(`${summary}: nothing broken`);
else {
  const schedule = campaign.draw(broken.seed);
  show(only ? withFaults(schedule, only) : campaign.shrink(schedule, sabotage));
  console.log(`${summary}: broken, continue with --seed ${broken.seed + 1}`);
  process.exitCode = 1;
}
