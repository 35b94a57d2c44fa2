// Entry of the kernel: `node dist/front/main.js --config-path=FILE`, as the kernelspec says.
import {readConnection} from './connection';
import {Kernel} from './kernel';

const PARENT_POLL_MS = 1000;

function configPath(args: string[]): string {
  const at = args.findIndex((arg) => arg === '--config-path' || arg.startsWith('--config-path='));
  const path = args[at]?.includes('=') ? args[at].slice('--config-path='.length) : args[at + 1];
  if (at < 0 || !path) throw new Error('usage: node main.js --config-path=CONNECTION_FILE');
  return path;
}

/** Ends the kernel when the server that started it is gone, so that no kernel is left behind. */
function leaveWithParent(kernel: Kernel): void {
  if (!process.env.JPY_PARENT_PID || process.platform === 'win32') return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void kernel.quit();
  }, PARENT_POLL_MS).unref();
}

async function main(): Promise<void> {
  const kernel = new Kernel(readConnection(configPath(process.argv.slice(2))), process.env);
  process.on('SIGINT', () => kernel.interrupt());
  process.on('SIGTERM', () => void kernel.quit());
  leaveWithParent(kernel);
  await kernel.start();
}

main().catch((error: unknown) => {
  console.error(`kernel: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
