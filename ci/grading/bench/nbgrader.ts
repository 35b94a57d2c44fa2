import {copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {InputError} from '../../notebooks/notebook';
import {inProject, projectFolder} from '../../notebooks/paths';
import {type Followed, follow} from './follow';

/** A class that `nbgrader autograde` graded: one process, one submission after the other. */
export interface Autograded {
  followed: Followed;
  /** When each notebook was written, in seconds since the first, ascending. */
  done: {at: number}[];
  /** Points by student. */
  marks: Map<string, number>;
}

const isBuilt = (): boolean => existsSync(inProject('ci/grading/dist/ci/grading/hidden-check.js'));

/** Marks of the machine, from nbgrader's own export: one line a student. */
function exported(path: string): Map<string, number> {
  const [head, ...lines] = readFileSync(path, 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  const [student, score] = ['student_id', 'score'].map((name) => head.indexOf(name));
  return new Map(lines.map((line) => [line[student], Number(line[score])]));
}

/**
 * Grades submissions in `folder/submitted` as docs/grading.md describes it for a trusted class: nbgrader on the kernel of the
 * course, with hidden checks.
 *
 * @param folder of `makeSubmissions`; it becomes nbgrader's course
 * @param assignment name of the exercise's notebook
 * @throws InputError where nbgrader failed
 */
export async function autogradeClass(
  folder: string,
  assignment: string,
  onLine: (line: string) => void = () => undefined,
): Promise<Autograded> {
  if (!isBuilt()) {
    throw new InputError('hidden checks are not built; run node node_modules/typescript/bin/tsc -p ci/grading');
  }
  const source = join(folder, 'source', assignment);
  mkdirSync(source, {recursive: true});
  copyFileSync(inProject('solutions', `${assignment}.ipynb`), join(source, `${assignment}.ipynb`));
  copyFileSync(join(__dirname, 'nbgrader_config.py'), join(folder, 'nbgrader_config.py'));
  for (const old of ['autograded', 'release', 'gradebook.db'])
    rmSync(join(folder, old), {recursive: true, force: true});
  const env = {
    ...{UNROLL_PROJECT: projectFolder, UNROLL_COURSE: folder, UNROLL_STATE: join(folder, 'progress.json')},
    ...{UNROLL_KERNEL_PRELUDE: inProject('ci/grading/prelude.cjs'), IPYTHONDIR: join(folder, 'ipython')},
  };
  const nbgrader = async (...args: string[]): Promise<Followed> => {
    let last: string[] = [];
    const followed = await follow({
      ...{program: inProject('.venv/bin/nbgrader'), args, leader: 'nbgrader', folder, cwd: folder, env},
      onLine: (line) => {
        last = [...last.slice(-5), line];
        onLine(line);
      },
    });
    if (followed.code !== 0)
      throw new InputError(`nbgrader ${args[0]} ended with ${followed.code}: ${last.join(' | ')}`);
    return followed;
  };
  await nbgrader('generate_assignment', assignment, '--create');
  const followed = await nbgrader('autograde', assignment);
  await nbgrader('export', '--to', 'nbgrader.csv');
  const autograded = join(folder, 'autograded');
  const times = readdirSync(autograded).map(
    (student) => statSync(join(autograded, student, assignment, `${assignment}.ipynb`)).mtimeMs / 1000,
  );
  times.sort((a, b) => a - b);
  return {followed, done: times.map((time) => ({at: time - times[0]})), marks: exported(join(folder, 'nbgrader.csv'))};
}
