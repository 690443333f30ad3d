// A host that changes a volume for ever: files come, change and go, as many at once as it has changes under way. Somebody
// kills it in the middle of that, and whoever mounts the volume next has its slot, and what was under way, to clear up.
import { startStorage } from './host.mjs';

const CHANGES_AT_ONCE = 4;
/** Changes before it says that it is ready to die. */
const CHANGES = 64;

const storage = await startStorage('esx02', process.env.BENCH_ARRAY);
const [datastore] = storage.datastores();
await datastore.makeDirectory('/dying');
let changes = 0;
const change = async (number) => {
  // A directory each: whoever changes one holds its lock.
  const directory = `/dying/${number}`;
  await datastore.makeDirectory(directory);
  for (;;) {
    await datastore.createFile(`${directory}/file`, Buffer.alloc(512 * 1024, number));
    await datastore.removeTree(`${directory}/file`);
    changes += 1;
    if (changes === CHANGES) console.log(JSON.stringify({ ready: {} }));
  }
};
await Promise.all(Array.from({ length: CHANGES_AT_ONCE }, (_, number) => change(number)));
