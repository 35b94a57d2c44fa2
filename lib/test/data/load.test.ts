import assert from 'node:assert/strict';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {
  alikeGroups,
  type DataName,
  describe as describeSet,
  generateBirths,
  type LoadOptions,
  load,
  names,
  onGenerated,
  WrongFileError,
} from '../../src/data';
import {manifestOf} from '../../src/data/sets/manifest';
import {illegalTransitions} from '../../src/metrics';

const FETCHED = names().filter((name) => !['us-births', 'moby-dick'].includes(name));

/** The form of a value: its keys and types, lists by their first element. */
function formOf(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return value.constructor.name;
  if (Array.isArray(value)) return value.length === 0 ? [] : [formOf(value[0])];
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, part]): [string, unknown] => [key, formOf(part)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

describe('load', () => {
  let folder: string;
  let said: string[];
  const options = (more: LoadOptions = {}): LoadOptions => ({
    mirror: join(folder, 'mirror'),
    cache: join(folder, 'cache'),
    say: (note) => said.push(note),
    network: {tries: 2, pause: 1, patience: 1000},
    ...more,
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-load-'));
    said = [];
  });
  afterEach(() => rmSync(folder, {recursive: true, force: true}));

  it('reads the real births: 3,652 days, weekends quieter', async () => {
    const births = await load('us-births');
    assert.deepEqual(
      [births.origin, births.values.length, births.dates[0], births.dates.at(-1)],
      ['original', 3652, '1994-01-01', '2003-12-31'],
    );
    const mean = (days: number[]) => {
      const chosen = births.values.filter((_, i) => days.includes(births.weekdays[i]));
      return chosen.reduce((a, b) => a + b) / chosen.length;
    };
    assert.ok(mean([6, 7]) < 0.8 * mean([1, 2, 3, 4, 5]));
  });
  it('says aloud when it generates, and the form is the same', async () => {
    const made = await load('us-births', options({readPackage: async () => undefined}));
    const real = await load('us-births');
    assert.match(said.join(), /is not installed .* GENERATED data of the same form/);
    assert.deepEqual([made.dates, made.weekdays, made.origin], [real.dates, real.weekdays, 'generated']);
    assert.deepEqual(made.values, generateBirths().values);
    const level = (values: Float64Array) => values.reduce((a, b) => a + b) / values.length;
    assert.ok(Math.abs(level(made.values) / level(real.values) - 1) < 0.03);
  });
  it('reads Moby Dick in plain characters', async () => {
    const {text, origin} = await load('moby-dick');
    assert.deepEqual(
      [origin, text.slice(0, 42)],
      ['original', 'CHAPTER 1. Loomings.\n\nCall me Ishmael. Some'.slice(0, 42)],
    );
    assert.ok(text.length > 1_100_000);
    assert.match(text, /^[\n -~]*$/);
  });
  it('names the line of a damaged file and the sets that there are', async () => {
    const header = 'year,month,date_of_month,day_of_week,births';
    await assert.rejects(
      load('us-births', {readPackage: async () => `${header}\n1994,1,1,6,8096`}),
      /expected 3652 days, got 1/,
    );
    await assert.rejects(
      load('births' as DataName),
      /load: name 'births' is no data set; there are: us-births, cta-ridership, stock-p/,
    );
    await assert.rejects(
      load('us-births', {seeds: 1} as never),
      /load: unknown option "seeds"; did you mean "seed"\?$/,
    );
    assert.match(describeSet('us-births').licence, /CC0/);
    for (const name of names()) {
      for (const field of ['title', 'form', 'licence', 'source'] as const)
        assert.ok(describeSet(name)[field].length > 5);
    }
  });
  for (const name of FETCHED) {
    it(`generates ${name}, said aloud with the reason, where the mirror lacks it`, async () => {
      const notes: string[] = [];
      const stop = onGenerated((generated) => notes.push(generated.name));
      const made = await load(name, options());
      stop();
      const again = await load(name, options());
      assert.deepEqual([made.name, made.origin], [name, 'generated']);
      assert.match(said[0], /cannot be had: the mirror .* has no .*\. These are GENERATED data of the same form\.$/);
      assert.deepEqual(notes, [name]);
      assert.deepEqual(again, made); // One seed, one set.
      assert.ok(!existsSync(join(folder, 'cache')));
    });
  }
  it('generates relatives and copies among splice windows, as the file has them', async () => {
    const {sequences, labels, copies, names: entries} = await load('splice-junction', options());
    const groups = alikeGroups(sequences);
    const related = groups.filter((group, i) => groups.indexOf(group) !== i);
    assert.ok(related.length > 50 && related.length < 400, `${related.length} relatives`);
    assert.ok(groups.every((group, i) => labels[groups.indexOf(group)] === labels[i]));
    assert.ok(copies.some((count) => count > 1) && copies.every((count) => count >= 1));
    assert.equal(new Set(sequences).size, sequences.length);
    assert.equal(new Set(entries).size, sequences.length);
  });
  it('generates splice windows with the decoys and unknown letters of the file', async () => {
    const {sequences, labels, classes} = await load('splice-junction', options());
    const of = (label: number) => sequences.filter((_, i) => labels[i] === label);
    assert.deepEqual(
      classes.map((_, label) => of(label).length),
      [679, 672, 1653],
    );
    const decoys = of(2).filter((window) => window.startsWith('GT', 30) || window.startsWith('AG', 28));
    assert.ok(Math.abs(decoys.length / 1653 - 216 / 1653) < 0.03, `${decoys.length} decoys, the file has 216`);
    const [donors, acceptors, none] = [0, 1, 2].map(
      (label) =>
        of(label)
          .join('')
          .replace(/[ACGT]/g, '').length,
    );
    assert.ok(donors > 40 && acceptors < 20 && none < 30, `${donors}, ${acceptors}, ${none} unknown letters`);
  });
  it('takes another seed for what it generates', async () => {
    const [one, other] = [await load('tinyshakespeare', options()), await load('tinyshakespeare', options({seed: 1}))];
    assert.notEqual(one.text, other.text);
  });
  it('generates where there is no network at all', async () => {
    // Port 1 answers to nobody; the address is that of a mirror, so that no test asks the world outside.
    const {origin} = await load('wikigold', options({mirror: 'http://127.0.0.1:1'}));
    assert.equal(origin, 'generated');
    assert.match(said[0], /fetch failed .*, after 2 tries\. These are GENERATED/);
  });
  it('refuses wrong files of a mirror, and does not go on with generated data', async () => {
    const set = await manifestOf('splice-junction');
    const path = join(folder, 'mirror', set.repository, set.commit, set.files[0].path);
    mkdirSync(dirname(path), {recursive: true});
    writeFileSync(path, 'x'.repeat(set.files[0].bytes));
    await assert.rejects(load('splice-junction', options()), (error: Error) => {
      assert.ok(error instanceof WrongFileError);
      assert.match(error.message, /splice\.data is not the file expected: sha256 .* instead of ebbae10c/);
      return true;
    });
    assert.deepEqual(said, []);
  });
  it('knows where each file lies, and pins it to a commit', async () => {
    for (const name of FETCHED) {
      const {repository, commit, files} = await manifestOf(name);
      assert.match(repository, /^[\w-]+\/[\w-]+$/);
      assert.match(commit, /^[0-9a-f]{40}$/);
      assert.equal(new Set(files.map(({path}) => path)).size, files.length);
      for (const {bytes, sha256} of files) assert.ok(bytes > 0 && /^[0-9a-f]{64}$/.test(sha256));
    }
  });
});

// A mirror of the real sets is not part of the project: where one is at hand, the readers are held to it.
const MIRROR = process.env.UNROLL_DATA_MIRROR ?? resolve(__dirname, '../../../../shared/data');

if (existsSync(join(MIRROR, 'manifest.json'))) {
  describe('load, from a mirror of the real sets', () => {
    let server: Server;
    let folder: string;
    const asked: string[] = [];
    before((done) => {
      folder = mkdtempSync(join(tmpdir(), 'unroll-real-'));
      server = createServer((request, response) => {
        asked.push(request.url ?? '');
        response.end(readFileSync(join(MIRROR, decodeURIComponent(request.url ?? ''))));
      }).listen(0, '127.0.0.1', done);
    });
    after(() => {
      server.closeAllConnections();
      server.close();
      rmSync(folder, {recursive: true, force: true});
    });

    it('has the same form as what the generators make', async () => {
      const say = () => {};
      for (const name of FETCHED) {
        const real = await load(name, {mirror: MIRROR});
        const made = await load(name, {mirror: folder, say});
        assert.equal(real.origin, 'original');
        assert.deepEqual(formOf(made), formOf(real), name);
      }
    });
    it('comes over HTTP, is kept, and is not asked for again', async () => {
      const mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      for (const name of ['quickdraw-strokes', 'jsb-chorales'] as const) {
        const [first, again] = [
          await load(name, {mirror, cache: folder}),
          await load(name, {mirror: 'http://127.0.0.1:1', cache: folder}),
        ];
        assert.equal(first.origin, 'original');
        assert.deepEqual(again, first);
      }
      assert.equal(asked.length, 16);
      const kept = readdirSync(folder, {recursive: true, withFileTypes: true}).filter((entry) => entry.isFile());
      assert.equal(kept.length, 16);
    });
    it('holds what is known of each set', async () => {
      const options = {mirror: MIRROR};
      const rides = await load('cta-ridership', options);
      assert.deepEqual([rides.dates[0], rides.dates.at(-1), rides.rail[0]], ['2001-01-01', '2021-11-30', 126455]);
      const sundays = rides.dayTypes.filter((type, i) => type !== 'U' && rides.weekdays[i] === 7);
      assert.equal(sundays.length, 0);
      const {symbols} = await load('stock-prices', options);
      assert.deepEqual([symbols.IBM.dates[0], symbols.IBM.adjustedClose[0]], ['2000-03-01', 84.48]);
      const {text} = await load('tinyshakespeare', options);
      assert.deepEqual([text.length, new Set(text).size], [1115394, 65]);
      const reviews = await load('sentence-polarity', options);
      assert.equal(new Set(reviews.sentences).size, reviews.sentences.length);
      const wikigold = await load('wikigold', options);
      assert.equal(wikigold.sentences.length, 1696);
      assert.ok(wikigold.sentences.every(({tags}) => illegalTransitions(tags) === 0));
      assert.equal(new Set(wikigold.sentences.map((one) => one.document)).size, 145);
      const splice = await load('splice-junction', options);
      assert.equal(new Set(splice.sequences).size, splice.sequences.length);
      assert.equal(splice.names[0], 'ATRINS-DONOR-521');
      // 3,190 lines, of which two hold one window with two classes
      assert.equal(
        splice.copies.reduce((sum, count) => sum + count, 0),
        3188,
      );
      const donors = splice.sequences.filter((_, i) => splice.labels[i] === 0);
      assert.ok(donors.filter((one) => one.slice(30, 32) === 'GT').length > 0.97 * donors.length);
      const chorales = await load('jsb-chorales', options);
      assert.deepEqual([chorales.train.length, chorales.valid.length, chorales.test.length], [229, 76, 77]);
      assert.deepEqual(chorales.train[0][0], [74, 70, 65, 58]);
      const {recordings} = await load('spoken-digits', options);
      assert.equal(new Set(recordings.map(({digit, speaker, index}) => `${digit} ${speaker} ${index}`)).size, 780);
      const {words} = await load('quickdraw-strokes', options);
      assert.equal(words.length, 15);
    });
  });
}
