/** A copy of the project, for commands that write into it. */
import {execFileSync} from 'node:child_process';
import {copyFileSync, existsSync, mkdirSync, symlinkSync} from 'node:fs';
import {dirname, join} from 'node:path';

/** What set-up made: the copy uses it where it lies. */
const MADE = ['node_modules', '.venv', 'lib/dist', 'ci/kernel/dist', 'ci/grading/dist'];

/** Copies the files that git knows, or would take, as they are now. */
export function copyProject(root: string, place: string): string {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', list, {cwd: root, encoding: 'utf8', maxBuffer: 1e8}).split('\0');
  for (const file of files) {
    if (!file || !existsSync(join(root, file))) continue;
    mkdirSync(dirname(join(place, file)), {recursive: true});
    copyFileSync(join(root, file), join(place, file));
  }
  for (const made of MADE) symlinkSync(join(root, made), join(place, made));
  return place;
}
