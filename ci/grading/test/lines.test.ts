import {strict as assert} from 'node:assert';
import {LineReader, LONGEST_LINE, MOST_OPENINGS, TooMuch} from '../learner/lines';
import {seccompFilter} from '../sandbox/seccomp';

const read = (...pieces: (string | Buffer)[]): string[] => {
  const reader = new LineReader();
  return pieces.flatMap((piece) => [...reader.lines(Buffer.from(piece as string))]);
};

describe('lines of a pipe', () => {
  it('are the same however the pipe cuts them', () => {
    const text = '{"id":1}\n\n{"says":"größer 😀"}\n{"half":';
    const whole = ['{"id":1}', '', '{"says":"größer 😀"}'];
    assert.deepEqual(read(text), whole);
    assert.deepEqual(read(...Array.from(Buffer.from(text), (byte) => Buffer.from([byte]))), whole);
  });

  it('end where one is longer than any answer, also when its end never comes', () => {
    const mega = Buffer.alloc(1 << 20, 32);
    const pieces = new Array<Buffer>(LONGEST_LINE / mega.length).fill(mega);
    assert.doesNotThrow(() => read(...pieces));
    assert.throws(() => read(...pieces, ' '), TooMuch);
  });

  it('end where more lists are in one than a computer should read', () => {
    assert.equal(read(`${'['.repeat(MOST_OPENINGS)}\n`).length, 1);
    assert.throws(() => read(`${'['.repeat(MOST_OPENINGS + 1)}\n`), TooMuch);
  });

  it('are counted together: many short ones are a flood as well', () => {
    const reader = new LineReader();
    const flood = Buffer.from(`${' '.repeat((1 << 20) - 1)}\n`);
    assert.throws(() => {
      for (let i = 0; i <= 256; i++) for (const line of reader.lines(flood)) assert.equal(line.trim(), '');
    }, TooMuch);
  });
});

describe('the filter of system calls', () => {
  it('is a whole number of instructions whose jumps stay inside, and ends by allowing', () => {
    for (const machine of ['x64', 'arm64']) {
      const bytes = seccompFilter(machine);
      assert.ok(bytes);
      const count = bytes.length / 8;
      for (let i = 0; i < count; i++) {
        const isJump = [0x15, 0x35, 0x45].includes(bytes.readUInt16LE(8 * i));
        if (isJump) assert.ok(i + 1 + Math.max(bytes[8 * i + 2], bytes[8 * i + 3]) < count);
      }
      assert.equal(bytes.readUInt32LE(8 * (count - 1) + 4), 0x7fff0000);
    }
  });

  it('is none where the numbers of calls are not known', () => {
    assert.equal(seccompFilter('ppc64'), undefined);
  });
});
