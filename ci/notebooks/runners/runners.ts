/** The programs that execute notebooks, each in its own environment, and how each of them says that one failed. */
import {dirname, join} from 'node:path';
import {inProject} from '../paths';

export interface Run {
  status: number | null;
  output: string;
}

export interface Runner {
  /** Name of its lock in `locks/` and of its environment. */
  name: string;
  /** Program of the environment and its arguments for a notebook at `path`. */
  command: (path: string) => [program: string, ...args: string[]];
  /** Compares outputs, so that it sees a wrong one. */
  compares: boolean;
  hasFailed: (run: Run) => boolean;
}

const byStatus = ({status}: Run): boolean => status !== 0;

/** Seconds that a cell may take. */
const limit = 90;

const papermill = (version: string): Runner => ({
  name: `papermill-${version}`,
  command: (path) => [
    'papermill',
    path,
    `${path}.out.ipynb`,
    '--no-progress-bar',
    '--execution-timeout',
    String(limit),
  ],
  compares: false,
  hasFailed: byStatus,
});

export const runners: Runner[] = [
  papermill('2.5.0'),
  papermill('2.7.0'),
  {
    name: 'nbclient-0.11.0',
    command: (path) => ['jupyter-execute', `--timeout=${limit}`, path],
    compares: false,
    hasFailed: byStatus,
  },
  {
    name: 'nbmake-1.5.5',
    command: (path) => ['pytest', '-p', 'no:cacheprovider', '--nbmake', `--nbmake-timeout=${limit}`, path],
    compares: false,
    hasFailed: byStatus,
  },
  {
    name: 'nbval-0.11.0',
    command: (path) => ['pytest', '-p', 'no:cacheprovider', '--nbval', `--nbval-cell-timeout=${limit}`, path],
    compares: true,
    hasFailed: byStatus,
  },
  {
    name: 'nbgrader-0.9.6',
    // Without validate_all it looks at graded cells only.
    command: (path) => ['nbgrader', 'validate', '--Validator.validate_all=True', `--Execute.timeout=${limit}`, path],
    compares: false,
    // It ends with 0 whatever it finds; the text is what a teacher reads.
    hasFailed: ({status, output}) => status !== 0 || !output.includes('Success! Your notebook passes all the tests.'),
  },
];

export const environmentOf = ({name}: Runner): string => inProject('ci', 'notebooks', 'runners', `.venv-${name}`);

export const lockOf = ({name}: Runner): string => inProject('ci', 'notebooks', 'runners', 'locks', `${name}.txt`);

/** Where the kernelspec of the course lies, for environments that do not have it themselves. */
export const jupyterPath = (kernelEnvironment: string): string =>
  join(dirname(dirname(kernelEnvironment)), 'share', 'jupyter');
