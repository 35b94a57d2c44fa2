import {strict as assert} from 'node:assert';
import {spawnSync} from 'node:child_process';
import {join, resolve} from 'node:path';

const root = resolve(__dirname, '../../..');

function bench(...args: string[]) {
  const program = ['--import', 'tsx', join(root, 'ci/bench/cli.ts'), ...args];
  const {status, stdout, stderr} = spawnSync(process.execPath, program, {cwd: root, encoding: 'utf8', timeout: 20000});
  return {status, stdout, stderr};
}

describe('npm run bench', () => {
  for (const [args, complaint] of [
    [['--peer', 'jax'], /there is no peer 'jax'; there are keras, torch, or none/],
    [['--only', 'lstm,lsmt'], /there is no workload 'lsmt'; there are lstm, simple-rnn, /],
    [['--rounds', '0'], /rounds must be a whole number >= 1, got '0'/],
    [['--rounds', '2.5'], /rounds must be a whole number >= 1, got '2\.5'/],
    [['lstm'], /too many arguments/],
    [['--write', '--only', 'lstm'], /--write stores a whole run/],
  ] as [string[], RegExp][]) {
    it(`refuses ${args.join(' ')} before it measures`, () => {
      const {status, stderr} = bench(...args);
      assert.equal(status, args[0] === '--write' ? 2 : 1);
      assert.match(stderr.split('\n')[0], complaint);
    });
  }

  it('explains its options', () => {
    const {status, stdout} = bench('--help');
    assert.equal(status, 0);
    for (const option of ['--peer', '--only', '--rounds', '--json', '--write'])
      assert.ok(stdout.includes(option), option);
  });
});
