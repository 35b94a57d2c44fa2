import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {join} from 'node:path';
import {onInterrupt} from '../../src/engine';

describe('engine.onInterrupt', () => {
  it('hears one SIGINT, beside others who listen', () => {
    const heard: string[] = [];
    const other = () => heard.push('other');
    process.on('SIGINT', other);
    try {
      const stop = onInterrupt(() => heard.push('own'));
      process.emit('SIGINT');
      process.emit('SIGINT');
      stop();
      assert.deepEqual(heard, ['other', 'own', 'other']);
    } finally {
      process.removeListener('SIGINT', other);
    }
  });

  it('leaves no listener behind', () => {
    const before = process.listenerCount('SIGINT');
    onInterrupt(() => {})();
    assert.equal(process.listenerCount('SIGINT'), before);
  });

  it('lets Ctrl-C end a program in which nobody else listens', async () => {
    const script = `require('tsx/cjs'); const {onInterrupt} = require('./lib/src/engine/native/interrupts');
      onInterrupt(() => console.log('heard')); setInterval(() => {}, 1000); console.log('ready');`;
    const child = spawn(process.execPath, ['--eval', script], {cwd: join(__dirname, '../../..'), stdio: 'pipe'});
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (String(chunk).includes('ready')) child.kill('SIGINT');
    });
    const signal = await new Promise((resolve) => child.on('exit', (_, by) => resolve(by)));
    assert.equal(signal, 'SIGINT');
    assert.equal(output, 'ready\nheard\n');
  });
});
