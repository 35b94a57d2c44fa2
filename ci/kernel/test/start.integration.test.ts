import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';

const MAIN = resolve(__dirname, '../dist/front/main.js');
const INSTALL = resolve(__dirname, '../install.mjs');

/** Runs the kernel's entry with arguments that cannot work. */
function start(args: string[], env: Record<string, string> = {}): {status: number | null; stderr: string} {
  return spawnSync(process.execPath, [MAIN, ...args], {
    encoding: 'utf8',
    timeout: 10_000,
    env: {...process.env, ...env},
  });
}

describe('starting the kernel', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kernel-start-'));
  after(() => rmSync(folder, {recursive: true}));

  it('wrongly ends with one clear line', () => {
    writeFileSync(join(folder, 'bad.json'), '{');
    writeFileSync(join(folder, 'empty.json'), '{}');
    const cases: [string[], RegExp][] = [
      [[], /usage: node main\.js --config-path=/],
      [['--config-path', join(folder, 'nowhere.json')], /cannot read the connection file/],
      [[`--config-path=${join(folder, 'bad.json')}`], /cannot read the connection file/],
      [[`--config-path=${join(folder, 'empty.json')}`], /has no number shell_port/],
    ];
    for (const [args, message] of cases) {
      const {status, stderr} = start(args);
      assert.equal(status, 1);
      assert.match(stderr, message);
      assert.equal(stderr.trim().split('\n').length, 1, stderr);
    }
  });

  it('with a limit that is no number ends with one clear line', () => {
    const ports = Object.fromEntries(['shell', 'iopub', 'stdin', 'control', 'hb'].map((name) => [`${name}_port`, 1]));
    const file = join(folder, 'good.json');
    writeFileSync(file, JSON.stringify({ip: '127.0.0.1', transport: 'tcp', key: '', ...ports}));
    const {status, stderr} = start([`--config-path=${file}`], {UNROLL_KERNEL_HEAP_MB: 'much'});
    assert.equal(status, 1);
    assert.match(stderr, /UNROLL_KERNEL_HEAP_MB must be a positive number of MB, got 'much'/);
  });

  it('needs a kernelspec, which the installer writes whole and twice the same', () => {
    const run = (): string => {
      const {status, stdout} = spawnSync(process.execPath, [INSTALL, folder], {encoding: 'utf8'});
      assert.equal(status, 0);
      assert.match(stdout, /kernelspec tslab/);
      return readFileSync(join(folder, 'share/jupyter/kernels/tslab/kernel.json'), 'utf8');
    };
    const text = run();
    assert.equal(run(), text);
    const spec = JSON.parse(text);
    assert.equal(spec.language, 'typescript');
    assert.equal(spec.interrupt_mode, 'message');
    assert.equal(spec.argv[0], process.execPath);
    assert.ok(existsSync(spec.argv[1]));
    assert.ok(spec.argv.some((part: string) => part.includes('{connection_file}')));
  });
});
