// Finds a Chromium to drive.
import {spawnSync} from 'node:child_process';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macApplication = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

const runs = (program: string): boolean =>
  spawnSync(program, ['--version'], {stdio: 'ignore', timeout: 20000}).status === 0;

/** The program that `$CHROMIUM` names, else the first known name that runs; undefined where there is none. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM;
  if (named) return runs(named) ? named : undefined;
  for (const program of [...names, macApplication]) {
    if (!runs(program)) continue;
    const path = spawnSync('which', [program], {encoding: 'utf8'}).stdout?.trim();
    return path || program;
  }
  return undefined;
}
