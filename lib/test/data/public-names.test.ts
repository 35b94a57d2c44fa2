import assert from 'node:assert/strict';
import {deflateRawSync} from 'node:zlib';
import * as data from '../../src/data';

describe('DIGIT_SAMPLE_RATE', () => {
  it('makes generated digits last between a tenth of a second and a second', () => {
    for (const {samples} of data.generateSpokenDigits({speakers: 1, recordings: 1})) {
      const seconds = samples.length / data.DIGIT_SAMPLE_RATE;
      assert.ok(seconds > 0.1 && seconds < 1, `${seconds} s`);
    }
  });
});

describe('SPLICE_CLASSES', () => {
  it('names the labels: only windows of the first two have their letters in the middle always', () => {
    const {sequences, labels, classes} = data.generateDna(200, {seed: 1});
    assert.deepEqual(classes, data.SPLICE_CLASSES);
    const share = (name: (typeof data.SPLICE_CLASSES)[number]) => {
      const chosen = sequences.filter((_, i) => labels[i] === data.SPLICE_CLASSES.indexOf(name));
      const has = chosen.filter((bases) => bases.slice(30, 32) === 'GT' || bases.slice(28, 30) === 'AG');
      return has.length / chosen.length;
    };
    assert.ok(share('EI') > 0.95 && share('IE') > 0.95, `${share('EI')}, ${share('IE')}`);
    assert.ok(share('N') < 0.8, String(share('N')));
  });
});

describe('START and END', () => {
  it('stand around an encoded text where a vocabulary has them, and leave again when it is decoded', () => {
    const vocabulary = data.buildVocabulary([['a', 'b']], {ends: true});
    const ids = vocabulary.encode(['b', 'a'], {start: true, end: true});
    assert.equal(vocabulary.token(ids[0]), data.START);
    assert.equal(vocabulary.token(ids[ids.length - 1]), data.END);
    assert.deepEqual(vocabulary.decode(ids), ['b', 'a']);
  });
});

describe('shapeText', () => {
  it('writes a shape as lessons do', () => {
    const {x, y} = data.windows([1, 2, 3, 4, 5], {lookback: 3, horizon: 1});
    assert.deepEqual([data.shapeText(x), data.shapeText(y)], ['[2, 3]', '[2, 1]']);
  });
});

/** A zip archive after the format's specification: local headers with the files, then the directory. */
function zip(files: {name: string; bytes: Uint8Array; method: 0 | 8 | 12}[]): Uint8Array {
  const heads = files.map(({name, bytes, method}) => {
    const packed = method === 8 ? deflateRawSync(bytes) : Buffer.from(bytes);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(method, 8);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(bytes.length, 22);
    head.writeUInt16LE(name.length, 26);
    return {
      name,
      method,
      size: bytes.length,
      packed: packed.length,
      local: Buffer.concat([head, Buffer.from(name), packed]),
    };
  });
  let offset = 0;
  const entries = heads.map(({name, method, size, packed, local}) => {
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(packed, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    offset += local.length;
    return Buffer.concat([entry, Buffer.from(name)]);
  });
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...heads.map(({local}) => local), directory, end]);
}

describe('readZip', () => {
  const text = new TextEncoder().encode('one two three one two three one two three');

  it('reads stored and deflated files by name, and leaves folders out', async () => {
    const archive = zip([
      {name: 'a.txt', bytes: text, method: 0},
      {name: 'folder/', bytes: new Uint8Array(), method: 0},
      {name: 'folder/b.txt', bytes: text, method: 8},
    ]);
    const files = await data.readZip(archive);
    assert.deepEqual([...files.keys()], ['a.txt', 'folder/b.txt']);
    for (const bytes of files.values()) assert.deepEqual([...bytes], [...text]);
  });

  it('says which file is packed in a way that it does not know, and where an archive is none', async () => {
    const archive = zip([{name: 'a.bz2', bytes: text, method: 12}]);
    await assert.rejects(data.readZip(archive), /'a\.bz2' .* method 12/);
    await assert.rejects(data.readZip(text, 'set'), RangeError);
  });
});
