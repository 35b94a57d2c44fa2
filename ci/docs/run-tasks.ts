/** Runs every task of the index in a process of its own: `node --import tsx ci/docs/run-tasks.ts`, one line of JSON each. */
import {join} from 'node:path';
import {engine} from 'unroll';
import {TASK_FILES} from './tasks';

async function run(): Promise<void> {
  const print = console.log;
  await engine.start({seed: 42});
  for (const file of TASK_FILES) {
    const tasks = (await import(join(__dirname, 'tasks', `${file}.ts`))) as Record<string, () => unknown>;
    for (const [name, task] of Object.entries(tasks)) {
      if (typeof task !== 'function') continue;
      let printed = 0;
      console.log = () => {
        printed++;
      };
      const begin = Date.now();
      const error = await Promise.resolve()
        .then(task)
        .then(
          () => undefined,
          (thrown: Error) => thrown.message,
        );
      console.log = print;
      print(JSON.stringify({task: `${file}.${name}`, error, printed, ms: Date.now() - begin}));
    }
  }
}

run().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
