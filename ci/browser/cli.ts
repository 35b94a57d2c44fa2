// npm run test:browser: JupyterLab in a real Chromium, as a learner would use it. Screenshots go to artifacts/browser.
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync, rmSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {Command} from 'commander';
import {findChromium} from './chromium';

const root = resolve(__dirname, '../..');
const options = new Command('npm run test:browser --')
  .description('Drives JupyterLab in a real Chromium ($CHROMIUM, or a found one); screenshots go to artifacts/browser.')
  .option('-g, --grep <pattern>', 'only the tests whose title matches')
  .allowExcessArguments(false)
  .parse()
  .opts<{grep?: string}>();

const chromium = findChromium();
if (!chromium) {
  process.stderr.write(
    'No Chromium was found: install one (apt install chromium), or name it: CHROMIUM=/path/to/chromium npm run test:browser\n',
  );
  process.exit(1);
}

const report = join(root, '.cache/reports/browser.json');
rmSync(report, {force: true});
const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
const args = [
  '--no-config',
  '--require',
  'tsx',
  '--timeout',
  '300000',
  '--reporter',
  join(root, 'ci/setup/mocha-counts.cjs'),
];
if (options.grep) args.push('--grep', options.grep);
const result = spawnSync(process.execPath, [mocha, ...args, 'ci/browser/*.browser.ts'], {
  cwd: root,
  stdio: 'inherit',
  env: {...process.env, CHROMIUM: chromium, UNROLL_REPORT: report},
});
const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {passed: 0, failed: 1};
process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed\n`);
process.exit(result.status ?? 1);
