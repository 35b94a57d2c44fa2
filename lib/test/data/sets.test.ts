import assert from 'node:assert/strict';
import {gzipSync} from 'node:zlib';
import {createTar} from 'nanotar';
import {generateSpokenDigits, mfcc, writeWav} from '../../src/data';
import {parsePrices, parseRidership} from '../../src/data/sets/daily';
import {SetFiles} from '../../src/data/sets/loaders';
import {parseChorales, parseSketches, parseSplice, parseSpokenDigits} from '../../src/data/sets/other';
import {parseMobyDick, parsePairs, parseReviews, parseWikigold} from '../../src/data/sets/texts';

/** A zip archive of stored files, written after the format's specification. */
function zipOf(files: Record<string, string>): Uint8Array {
  const [parts, directory]: [Buffer[], Buffer[]] = [[], []];
  let place = 0;
  for (const [name, text] of Object.entries(files)) {
    const [title, body] = [Buffer.from(name), Buffer.from(text)];
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50);
    head.writeUInt16LE(title.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50);
    entry.writeUInt32LE(body.length, 20);
    entry.writeUInt32LE(body.length, 24);
    entry.writeUInt16LE(title.length, 28);
    entry.writeUInt32LE(place, 42);
    parts.push(head, title, body);
    directory.push(entry, title);
    place += 30 + title.length + body.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(place, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

describe('readers of real sets', () => {
  it('keep a doubled day of the ridership once, in the order of the calendar', () => {
    const head = 'service_date,day_type,bus,rail_boardings,total_rides';
    const rows = ['02/29/2004,U,30,10,40', '03/01/2004,W,80,50,130', '02/28/2004,A,40,20,60', '03/01/2004,W,80,50,130'];
    const {dates, weekdays, dayTypes, rail} = parseRidership([head, ...rows].join('\n'));
    assert.deepEqual(dates, ['2004-02-28', '2004-02-29', '2004-03-01']);
    assert.deepEqual(
      [weekdays, dayTypes, Array.from(rail)],
      [
        [6, 7, 1],
        ['A', 'U', 'W'],
        [20, 10, 50],
      ],
    );
    assert.throws(
      () => parseRidership([head, rows[0], rows[2].replace('28', '27')].join('\n')),
      /missing before 2004-02-29/,
    );
    assert.throws(
      () => parseRidership([head, '02/29/2004,X,1,1,2'].join('\n')),
      /line 2 should be a day with its type/,
    );
    assert.throws(() => parseRidership('a,b\n1,2'), /line 1 should be 'service_date/);
  });
  it('take prices with their correction, days in order', () => {
    const head = 'Date,Open,High,Low,Close,Volume,Adj Close';
    const {dates, close, adjustedClose, volume} = parsePrices(`${head}\n2000-03-01,1,2,1,1.5,900,0.7\n`, 'IBM');
    assert.deepEqual([dates, close[0], adjustedClose[0], volume[0]], [['2000-03-01'], 1.5, 0.7, 900]);
    const twice = `${head}\n2000-03-01,1,2,1,1.5,900,0.7\n2000-03-01,1,2,1,1.5,900,0.7`;
    assert.throws(() => parsePrices(twice, 'IBM'), /stock-prices IBM: line 3 should be a later day/);
    assert.throws(() => parsePrices(`${head}\n2000-03-01,1,2,x,1.5,9,0.7`, 'IBM'), /line 2/);
  });
  it('write Moby Dick with the marks of a typewriter', () => {
    const {text} = parseMobyDick('CHAPTER 1. Loomings.\r\n\r\n“Ship’s café—old”\n\n');
    assert.equal(text, 'CHAPTER 1. Loomings.\n\n"Ship\'s cafe--old"\n');
    assert.throws(() => parseMobyDick('<html>'), /should begin with chapter 1, got '<html>'/);
  });
  it('leave out reviews that come twice or on both sides', async () => {
    const zip = zipOf({
      'sentence_polarity/': '',
      'sentence_polarity/rt-polarity.neg': 'so  dull . \nboth ways\nso dull .\n',
      'sentence_polarity/rt-polarity.pos': 'a \u0097 gem\nboth ways\n',
    });
    const {sentences, labels} = await parseReviews(zip);
    assert.deepEqual(
      [sentences, labels],
      [
        ['so dull .', 'a gem'],
        [0, 1],
      ],
    );
    await assert.rejects(parseReviews(zipOf({a: 'b'})), /the archive has no rt-polarity\.neg/);
    await assert.rejects(parseReviews(Buffer.from('no zip')), /the file is no archive/);
  });
  it('open each run of wikigold with B and count its documents', () => {
    const text = 'The O\nMad I-ORG\nCaps I-ORG\n\nParis I-LOC\nHilton I-PER\n-DOCSTART- O\n\nEnd O\n';
    assert.deepEqual(parseWikigold(text).sentences, [
      {tokens: ['The', 'Mad', 'Caps'], tags: ['O', 'B-ORG', 'I-ORG'], document: 0},
      {tokens: ['Paris', 'Hilton'], tags: ['B-LOC', 'B-PER'], document: 0},
      {tokens: ['End'], tags: ['O'], document: 1},
    ]);
    assert.throws(() => parseWikigold('a b c'), /line 1 should be a token and a tag, got 'a b c'/);
  });
  it('match translations line by line and leave crude ones out', () => {
    const english = 'Good day.\nHe was killed.\nI like hellos.\n';
    assert.deepEqual(parsePairs(english, 'Guten Tag.\nx\nIch mag Hallos.\n', 'deu'), [
      {source: 'Good day.', target: 'Guten Tag.'},
      {source: 'I like hellos.', target: 'Ich mag Hallos.'},
    ]);
    assert.throws(() => parsePairs(english, 'x\n', 'deu'), /3 lines in English, 1 in deu/);
  });
  it('keep a DNA window once, and none of two classes', () => {
    const [a, b, c] = ['A'.repeat(60), 'C'.repeat(60), `${'N'.repeat(59)}D`];
    const text = `EI, one, ${a}\nIE, two, ${b}\nEI,  three,  ${a}\nN, four, ${b}\nN, five, ${c}\n`;
    const {sequences, labels} = parseSplice(text);
    assert.deepEqual(
      [sequences, labels],
      [
        [a, c],
        [0, 2],
      ],
    );
    assert.throws(() => parseSplice(`EI, one, ${a}T`), /line 1 should be a class and 60 bases/);
    assert.throws(() => parseSplice(`XX, one, ${a}`), /line 1 should be a class/);
  });
  it('read chorales in their three parts', async () => {
    const csv = (...rows: string[]) => ['note0,note1,note2,note3', ...rows].join('\n');
    const files = {
      'train/chorale_001.csv': csv('70,60,50,0'),
      'train/chorale_000.csv': csv('74,70,65,58', '72,70,65,58'),
      'valid/chorale_002.csv': csv('1,2,3,4'),
      'test/chorale_003.csv': csv('5,6,7,8'),
    };
    const pack = (contents: Record<string, string>) =>
      gzipSync(createTar(Object.entries(contents).map(([name, data]) => ({name: `jsb_chorales/${name}`, data}))));
    const {train, valid, test} = await parseChorales(pack(files));
    assert.deepEqual(train, [
      [
        [74, 70, 65, 58],
        [72, 70, 65, 58],
      ],
      [[70, 60, 50, 0]],
    ]);
    assert.deepEqual([valid, test], [[[[1, 2, 3, 4]]], [[[5, 6, 7, 8]]]]);
    const wrong = {...files, 'test/chorale_003.csv': csv('5,6,7')};
    await assert.rejects(parseChorales(pack(wrong)), /chorale_003\.csv should hold four notes a line/);
    await assert.rejects(parseChorales(pack({'train/a.csv': csv('1,2,3,4')})), /a part has no chorale/);
  });
  it('sort spoken digits and refuse other sample rates', () => {
    const wav = (sampleRate: number, sample: number) => writeWav({samples: [sample, 0], sampleRate});
    const files = new Map([
      ['recordings/7_theo_10.wav', wav(8000, 0.5)],
      ['recordings/7_theo_2.wav', wav(8000, 0.25)],
      ['recordings/0_zoe_0.wav', wav(8000, 0.125)],
    ]);
    const {recordings} = parseSpokenDigits(files);
    assert.deepEqual(
      recordings.map(({digit, speaker, index, samples}) => [digit, speaker, index, samples[0]]),
      [
        [0, 'zoe', 0, 0.125],
        [7, 'theo', 2, 0.25],
        [7, 'theo', 10, 0.5],
      ],
    );
    assert.throws(
      () => parseSpokenDigits(new Map([['1_a_1.wav', wav(16000, 0)]])),
      /should be a digit at 8000 Hz, got 16000/,
    );
  });
  it('keep recognised sketches, fitted and simplified', () => {
    const line = (recognized: boolean) =>
      JSON.stringify({
        word: 'kite',
        recognized,
        drawing: [
          [
            [10, 15, 20],
            [5, 5, 5],
            [0, 1, 2],
          ],
        ],
      });
    const {sketches, words} = parseSketches([`${line(true)}\n${line(false)}\n`]);
    assert.deepEqual(
      [sketches, words],
      [
        [
          {
            word: 'kite',
            drawing: [
              [
                [0, 255],
                [0, 0],
              ],
            ],
          },
        ],
        ['kite'],
      ],
    );
    assert.throws(() => parseSketches(['{"word": ']), /line 1 is no JSON/);
  });
  it('name a file that a set lacks', () => {
    assert.throws(
      () => new SetFiles(new Map([['a/b.txt', new Uint8Array()]])).text('.csv'),
      /the set has no file \.csv/,
    );
  });
});

describe('generateSpokenDigits', () => {
  const recordings = generateSpokenDigits({speakers: 3, recordings: 6});

  it('has each digit of each speaker equally often, between a fifth of a second and one', () => {
    assert.equal(recordings.length, 180);
    assert.equal(new Set(recordings.map(({digit, speaker, index}) => `${digit}${speaker}${index}`)).size, 180);
    for (const {samples} of recordings) {
      assert.ok(samples.length > 800 && samples.length < 8000);
      assert.ok(samples.every((sample) => Math.abs(sample) <= 1));
    }
    assert.throws(
      () => generateSpokenDigits({speakers: 7}),
      /generateSpokenDigits: speakers must be a whole number >= 1 and <= 6, got 7$/,
    );
  });
  it('can be told apart by MFCC: the nearest mean of the training recordings names most digits', () => {
    // Each recording as the means of its first, middle and last third.
    const features = recordings.map(({samples}) => {
      const {values, shape} = mfcc(samples, {sampleRate: 8000});
      return Array.from({length: 39}, (_, f) => {
        const [from, to] = [
          Math.floor((Math.floor(f / 13) * shape[0]) / 3),
          Math.floor(((Math.floor(f / 13) + 1) * shape[0]) / 3),
        ];
        let sum = 0;
        for (let t = from; t < to; t++) sum += values[t * 13 + (f % 13)];
        return sum / (to - from);
      });
    });
    const isTest = recordings.map(({index}) => index < 2);
    const means = Array.from({length: 10}, (_, digit) => {
      const rows = features.filter((_, i) => recordings[i].digit === digit && !isTest[i]);
      return rows[0].map((_, f) => rows.reduce((sum, row) => sum + row[f], 0) / rows.length);
    });
    const distance = (a: number[], b: number[]) => a.reduce((sum, value, f) => sum + (value - b[f]) ** 2, 0);
    const right = features.filter((row, i) => {
      if (!isTest[i]) return false;
      const distances = means.map((mean) => distance(row, mean));
      return distances.indexOf(Math.min(...distances)) === recordings[i].digit;
    });
    assert.ok(right.length / isTest.filter(Boolean).length > 0.8, `${right.length}`);
  });
});
