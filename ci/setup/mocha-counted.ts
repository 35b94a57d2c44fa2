// The unit tests as a stage of npm test: mocha with a reporter that also writes its counts for --report.
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {root, unitTests} from './stages';

const report = process.argv[process.argv.indexOf('--report') + 1] ?? '';
const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
const result = spawnSync(
  process.execPath,
  [mocha, '--reporter', join(__dirname, 'mocha-counts.cjs'), '--forbid-only', ...unitTests],
  {
    cwd: root,
    stdio: 'inherit',
    env: {...process.env, UNROLL_REPORT: report},
  },
);
process.exit(result.status ?? 1);
