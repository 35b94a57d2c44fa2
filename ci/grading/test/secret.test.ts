import assert from 'node:assert/strict';
import {chmodSync, mkdtempSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {keysFrom, makeSecret, partKey, readSecret, secretRandom} from '../marking/secret';

const draws = (key: Buffer, count: number) => {
  const source = secretRandom(key);
  return Array.from({length: count}, () => source.uniform());
};

describe("the teacher's secret", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-secret-'));
  });
  afterEach(() => rmSync(folder, {recursive: true, force: true}));

  it('is made once, for the teacher alone', () => {
    const file = join(folder, 'deep', 'secret');
    makeSecret(file);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(readSecret(file).length, 64);
    assert.throws(() => makeSecret(file), {name: 'InputError', message: /is not replaced/});
  });

  it('is refused where it is missing, short or open to others', () => {
    const file = join(folder, 'secret');
    assert.throws(() => readSecret(file), {
      name: 'InputError',
      message: /make one with npm run grade -- --make-secret/,
    });
    writeFileSync(file, 'short\n', {mode: 0o600});
    assert.throws(() => readSecret(file), {name: 'InputError', message: /shorter than 32/});
    writeFileSync(file, 'x'.repeat(40));
    chmodSync(file, 0o644);
    assert.throws(() => readSecret(file), {name: 'InputError', message: /chmod 600/});
  });
});

describe('hidden inputs', () => {
  const [one, two] = [Buffer.from('a'.repeat(40)), Buffer.from('b'.repeat(40))];

  it('are the same for the same student, part and secret, and others for all others', () => {
    const [of, other] = [keysFrom(one).of, keysFrom(two).of];
    const keys = [
      partKey(of('ada'), '02.1'),
      partKey(of('ada'), '02.2'),
      partKey(of('bob'), '02.1'),
      partKey(other('ada'), '02.1'),
      partKey(of('ada02.1'), ''),
      partKey(of('\ud800'), '02.1'),
      partKey(of('\ufffd'), '02.1'),
    ];
    assert.equal(new Set(keys.map((key) => key.toString('hex'))).size, keys.length);
    assert.deepEqual(draws(keys[0], 100), draws(partKey(keysFrom(one).of('ada'), '02.1'), 100));
  });

  it('come from a secret whose name tells nothing of it', () => {
    assert.match(keysFrom(one).name, /^[0-9a-f]{12}$/);
    assert.notEqual(keysFrom(one).name, keysFrom(two).name);
    assert.ok(!keysFrom(one).of('ada').toString('hex').startsWith(keysFrom(one).name));
  });

  it('are uniform: mean, variance and neighbours as they should be', () => {
    const count = 20_000;
    const values = draws(partKey(keysFrom(one).of('ada'), '02.1'), count);
    assert.ok(values.every((value) => value >= 0 && value < 1));
    const mean = values.reduce((sum, value) => sum + value, 0) / count;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
    const along =
      values.slice(1).reduce((sum, value, i) => sum + (value - mean) * (values[i] - mean), 0) / count / variance;
    // five standard deviations of each
    assert.ok(Math.abs(mean - 0.5) < 5 * Math.sqrt(1 / 12 / count), `mean ${mean}`);
    assert.ok(Math.abs(variance - 1 / 12) < 5 * Math.sqrt(1 / 180 / count), `variance ${variance}`);
    assert.ok(Math.abs(along) < 5 / Math.sqrt(count), `neighbours ${along}`);
    assert.equal(new Set(values).size, count);
  });
});
