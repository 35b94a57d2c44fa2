// The tests of one kind as a stage of npm test: mocha with a reporter that also writes its counts for --report.
import {join} from 'node:path';
import {type Kind, parallel, runMocha, testFiles} from './mocha';

const [kind] = process.argv.slice(2);
const at = process.argv.indexOf('--report');
const report = at < 0 ? '' : (process.argv[at + 1] ?? ''); // none: nothing is written
const reporter = ['--reporter', join(__dirname, 'mocha-counts.cjs'), '--forbid-only'];
process.exit(runMocha([...reporter, ...parallel(), ...testFiles(kind as Kind)], {UNROLL_REPORT: report}));
