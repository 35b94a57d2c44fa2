import {strict as assert} from 'node:assert';
import {spawn} from 'node:child_process';
import {resolve} from 'node:path';

const root = resolve(__dirname, '../../..');

/** Runs stages, each `node --eval code`, in a process of its own; interrupts it once its output holds `interruptAt`. */
async function run(codes: string[], interruptAt?: string) {
  const stages = codes.map((code, i) => ({name: `stage ${i}`, program: [process.execPath, '--eval', code]}));
  const script = `const {runStages} = require('./ci/setup/stages.ts');
    runStages(${JSON.stringify(stages)}).then((code) => {
      console.log(process.listenerCount('SIGINT') + ' listeners left');
      process.exitCode = code;
    });`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--eval', script], {cwd: root, stdio: 'pipe'});
  let [output, errors] = ['', ''];
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  child.stdout.on('data', (chunk) => {
    output += chunk;
    if (interruptAt && String(chunk).includes(interruptAt)) child.kill('SIGINT');
  });
  const code = await new Promise((done) => child.on('close', done));
  return {code, output, errors};
}

describe('stages of a test command', () => {
  it('leave no listener behind, however many there are', async () => {
    const {code, output, errors} = await run(Array<string>(12).fill('0'));
    assert.equal(errors, '');
    assert.match(output, /12 passed, 0 failed\n0 listeners left\n$/);
    assert.equal(code, 0);
  });

  it('go on after one has failed', async () => {
    const {code, output} = await run(['process.exit(3)', '0']);
    assert.match(output, /✗ stage 0: 0 passed, 1 FAILED .*\n✓ stage 1: 1 passed/);
    assert.equal(code, 1);
  });

  it('end with Ctrl-C, which starts no further one', async () => {
    const {code, output} = await run(["console.log('in it'); setInterval(() => {}, 1000)", '0'], 'in it');
    assert.match(output, /✗ stage 0: .*\n- stage 1: not run\n\n0 passed, 1 failed/);
    assert.equal(code, 1);
  });
});
