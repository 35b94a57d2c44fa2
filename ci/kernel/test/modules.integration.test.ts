import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {TestKernel} from './client';

const ROOT = resolve(__dirname, '../../..');

describe('imports', () => {
  it('find the project packages and the types of Node from a folder outside the project', async () => {
    const kernel = await TestKernel.start();
    try {
      const {reply} = await kernel.execute(
        "import {scalar} from '@tensorflow/tfjs-core'; import {readFileSync} from 'fs';\nconst wrong: string = readFileSync('x');",
      );
      assert.equal(reply.ename, 'TypeScriptError', 'the types of Node must be known');
      assert.match(reply.evalue, /TS2322/);
      assert.equal(await kernel.value("import {scalar} from '@tensorflow/tfjs-core'; typeof scalar"), "'function'");
    } finally {
      await kernel.stop();
    }
  });

  it('find them from the folders of lessons too', async () => {
    const folder = mkdtempSync(join(ROOT, 'notebooks', '.test-'));
    const kernel = await TestKernel.start({folder});
    try {
      assert.equal(await kernel.value("import {scalar} from '@tensorflow/tfjs-core'; typeof scalar"), "'function'");
      const {reply} = await kernel.execute("import nothing from 'no-such-package';");
      assert.match(reply.evalue, /TS2307/);
    } finally {
      await kernel.stop();
      rmSync(folder, {recursive: true});
    }
  });

  it('prefer a package that lies nearer to the notebook', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kernel-near-'));
    const near = join(folder, 'node_modules', 'commander');
    mkdirSync(near, {recursive: true});
    writeFileSync(
      join(near, 'package.json'),
      '{"name":"commander","version":"0.0.1","main":"index.js","types":"index.d.ts"}',
    );
    writeFileSync(join(near, 'index.js'), 'exports.near = true;');
    writeFileSync(join(near, 'index.d.ts'), 'export declare const near: boolean;');
    const kernel = await TestKernel.start({folder});
    try {
      assert.equal(await kernel.value("import {near} from 'commander'; near"), 'true');
    } finally {
      await kernel.stop();
      rmSync(folder, {recursive: true});
    }
  });

  it('take .ts files beside the notebook, and see their changes', async () => {
    const kernel = await TestKernel.start();
    try {
      const first = await kernel.execute("import {answer} from './helper'; answer");
      assert.match(first.reply.evalue, /TS2307/);
      writeFileSync(
        join(kernel.folder, 'helper.ts'),
        "import {base} from './base';\nexport const answer: number = base + 1;",
      );
      writeFileSync(join(kernel.folder, 'base.ts'), 'export const base = 1;');
      assert.equal(await kernel.value("import {answer} from './helper'; answer"), '2');
      writeFileSync(join(kernel.folder, 'base.ts'), 'export const base = 10;');
      assert.equal(await kernel.value("import {answer} from './helper'; answer"), '11');
    } finally {
      await kernel.stop();
    }
  });
});

describe('the prelude', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kernel-prelude-'));
  after(() => rmSync(folder, {recursive: true}));

  it('gives cells a function, with its type', async () => {
    writeFileSync(join(folder, 'prelude.cjs'), "globalThis.hiddenCheck = (part) => 'checked ' + part;");
    writeFileSync(
      join(folder, 'prelude.d.ts'),
      'declare function hiddenCheck(part: string, answers?: object): string;',
    );
    const kernel = await TestKernel.start({env: {UNROLL_KERNEL_PRELUDE: join(folder, 'prelude.cjs')}});
    try {
      assert.equal(await kernel.value("hiddenCheck('07.2', {})"), "'checked 07.2'");
      assert.equal((await kernel.execute('hiddenCheck(5)')).reply.ename, 'TypeScriptError');
      await kernel.execute("process.kill(process.pid, 'SIGKILL'); await new Promise(() => undefined);");
      assert.equal(await kernel.value("hiddenCheck('1')"), "'checked 1'", 'also in a replaced process');
    } finally {
      await kernel.stop();
    }
  });

  it('that is broken is reported in every cell, and the kernel lives', async () => {
    writeFileSync(join(folder, 'broken.cjs'), "throw new Error('prelude is broken');");
    const kernel = await TestKernel.start({env: {UNROLL_KERNEL_PRELUDE: join(folder, 'broken.cjs')}});
    try {
      for (let i = 0; i < 2; i++) {
        const {reply} = await kernel.execute('1');
        assert.equal(reply.ename, 'KernelStartError');
        assert.match(reply.evalue, /prelude is broken/);
      }
    } finally {
      await kernel.stop();
    }
  });

  it('is not there without the variable', async () => {
    const kernel = await TestKernel.start({env: {UNROLL_KERNEL_PRELUDE: ''}});
    try {
      assert.equal((await kernel.execute('hiddenCheck')).reply.ename, 'TypeScriptError');
    } finally {
      await kernel.stop();
    }
  });
});
