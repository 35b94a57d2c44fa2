// The tests of one kind as a stage of npm test: mocha with a reporter that also writes its counts for --report.
import {join} from 'node:path';
import {type Kind, parallel, runMocha, testFiles} from './mocha';

const [kind] = process.argv.slice(2);
const report = process.argv[process.argv.indexOf('--report') + 1] ?? '';
const reporter = ['--reporter', join(__dirname, 'mocha-counts.cjs'), '--forbid-only'];
process.exit(runMocha([...reporter, ...parallel(), ...testFiles(kind as Kind)], {UNROLL_REPORT: report}));
