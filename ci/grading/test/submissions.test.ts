import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {findSubmissions} from '../submissions/find';
import {studentIn} from '../submissions/zip';
import {type ZipEntry, zipOf} from './zips';

const KNOWN = ['01', '02', '12', '20'];

describe('finding submissions', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-submitted-'));
  });
  afterEach(() => rmSync(folder, {recursive: true, force: true}));

  const put = (...paths: string[]) => {
    for (const path of paths) {
      mkdirSync(dirname(join(folder, path)), {recursive: true});
      writeFileSync(join(folder, path), path);
    }
  };
  const find = async (path = folder) => {
    const {submissions, skipped} = await findSubmissions(path, KNOWN);
    return {found: submissions.map(({student, exercise}) => [student, exercise]), skipped, submissions};
  };
  const zip = (entries: ZipEntry[]) => {
    const file = join(folder, 'export.zip');
    writeFileSync(file, zipOf(entries));
    return file;
  };
  const notebooks = (...names: string[]) => zip(names.map((name) => ({name, content: name})));

  it("reads nbgrader's folders, and takes no student for an exercise", async () => {
    put('ada/02-dimensions/02-dimensions.ipynb', 'ada/02-dimensions/timestamp.txt', '12/homework/mine.ipynb');
    assert.deepEqual(await find().then(({found, skipped}) => [found, skipped]), [
      [
        ['12', undefined],
        ['ada', '02'],
      ],
      [],
    ]);
  });

  it('reads a flat folder and folders a student', async () => {
    put('ada_02-dimensions.ipynb', 'bob-20-backpropagation-by-hand.ipynb', 'eve/12-language-model.ipynb', 'zoë.ipynb');
    assert.deepEqual((await find()).found, [
      ['ada', '02'],
      ['bob', '20'],
      ['eve', '12'],
      ['zoë', undefined],
    ]);
  });

  it("reads folders of Moodle that were unpacked as it reads Moodle's zip", async () => {
    const path = 'Ada Lovelace_12_assignsubmission_file_/02-dimensions.ipynb';
    put(path, 'Bob_13_assignsubmission_file_/02-dimensions/02-dimensions.ipynb');
    assert.deepEqual((await find()).found, [
      ['Ada Lovelace', '02'],
      ['Bob', '02'],
    ]);
    assert.deepEqual((await find(notebooks(path))).found, [['Ada Lovelace', '02']]);
  });

  it('tells nobody apart by names that students give to files', async () => {
    put('ada/02-dimensions/x_1_2_a.ipynb', 'ada/02-dimensions/x_3_4_b.ipynb');
    assert.deepEqual(
      (await find()).found.map(([student]) => student),
      ['ada', 'ada'],
    );
  });

  it('follows no link, and tells of everything that it leaves out', async () => {
    put('ada/02-dimensions.ipynb', 'ada/.ipynb_checkpoints/02-dimensions-checkpoint.ipynb', 'ada/notes.txt');
    put('ada/a/b/c/02-dimensions.ipynb');
    symlinkSync(join(folder, 'ada/02-dimensions.ipynb'), join(folder, 'ada/link.ipynb'));
    symlinkSync('/', join(folder, 'everything'));
    const {found, skipped} = await find();
    assert.deepEqual(found, [['ada', '02']]);
    assert.deepEqual(skipped, [
      'ada/.ipynb_checkpoints: checkpoints',
      'ada/a/b: a folder, too deep',
      'ada/link.ipynb: a link, not followed',
      'ada/notes.txt: no notebook',
      'everything: a link, not followed',
    ]);
  });

  it('reads no file that became a link, and none above the limit', async () => {
    put('ada.ipynb', 'secret');
    const {submissions} = await find();
    rmSync(join(folder, 'ada.ipynb'));
    symlinkSync(join(folder, 'secret'), join(folder, 'ada.ipynb'));
    await assert.rejects(submissions[0].read(), {name: 'InputError', message: /ada\.ipynb cannot be read/});
    writeFileSync(join(folder, 'big.ipynb'), Buffer.alloc(20 * 1024 * 1024 + 1));
    const big = (await find()).submissions.find(({where}) => where === 'big.ipynb');
    await assert.rejects(big?.read() ?? Promise.resolve(), {name: 'InputError', message: /larger than 20 MB/});
  });

  it('shows names without what would move or hide text on a screen', async () => {
    put('ada\n\u001b[31m\u202egpj.ipynb', 'x.ipynb');
    const {submissions} = await find();
    assert.ok(submissions.every(({where}) => !/[\p{Cc}\p{Cf}]/u.test(where)));
  });

  it('says what is wrong with a path in one line', async () => {
    put('note.txt', 'empty/readme.md');
    await assert.rejects(find(join(folder, 'none')), {name: 'InputError', message: /^there is nothing at .*$/});
    await assert.rejects(find(join(folder, 'note.txt')), {message: /neither a folder, nor a zip, nor a notebook$/});
    await assert.rejects(find(join(folder, 'empty')), {message: /^no notebook .*found only readme\.md: no notebook$/});
    writeFileSync(join(folder, 'broken.zip'), 'PK, but no zip');
    await assert.rejects(find(join(folder, 'broken.zip')), {name: 'InputError', message: /cannot be read as a zip/});
  });

  describe('in a zip', () => {
    it('reads what Canvas makes, late or not', async () => {
      const file = notebooks('lovelaceada_12_34_02-dimensions.ipynb', 'bob_LATE_1_2_02-dimensions-1.ipynb');
      const {found, submissions} = await find(file);
      assert.deepEqual(found, [
        ['lovelaceada', '02'],
        ['bob', '02'],
      ]);
      assert.equal(String(await submissions[1].read()), 'bob_LATE_1_2_02-dimensions-1.ipynb');
    });

    it('looks into the folder that was packed, and takes it for no student', async () => {
      const students = async (...names: string[]) =>
        (await find(notebooks(...names))).found.map(([student]) => student);
      assert.deepEqual(await students('all/ada_02-dimensions.ipynb', 'all/bob_02-dimensions.ipynb'), ['ada', 'bob']);
      assert.deepEqual(await students('all/ada/02-dimensions.ipynb', 'all/bob/02-dimensions.ipynb'), ['ada', 'bob']);
      assert.deepEqual(await students('all/ada/02/x.ipynb', 'all/bob/02/x.ipynb'), ['ada', 'bob']);
      assert.deepEqual(await students('all/a_1_2_02-x.ipynb', 'all/b_3_4_02-x.ipynb'), ['a', 'b']);
      assert.deepEqual(await students('ada/02-dimensions.ipynb', 'ada/12-language-model.ipynb'), ['ada', 'ada']);
      assert.deepEqual(await students('ada/02-dimensions.ipynb', 'bob/02-dimensions.ipynb'), ['ada', 'bob']);
    });

    it('tells two students of one name apart by their numbers', async () => {
      const moodle = (name: string, id: number) => `${name}_${id}_assignsubmission_file_/02-dimensions.ipynb`;
      const file = notebooks(moodle('Ada', 1), moodle('Ada', 2), moodle('Bob', 3), 'eve_4_5_02-dimensions.ipynb');
      assert.deepEqual(
        (await find(file)).found.map(([student]) => student),
        ['Ada (1)', 'Ada (2)', 'Bob', 'eve'],
      );
    });

    it('leaves links, checkpoints, copies of macOS and other files out', async () => {
      const {found, skipped} = await find(
        zip([
          {name: 'ada/02-dimensions.ipynb', content: '{}'},
          {name: 'ada/link.ipynb', content: '/etc/passwd', mode: 0o120777},
          {name: 'ada/.ipynb_checkpoints/02-dimensions-checkpoint.ipynb', content: '{}'},
          {name: '__MACOSX/ada/._02-dimensions.ipynb', content: '{}'},
          {name: 'ada/photo.jpg', content: ''},
        ]),
      );
      assert.deepEqual(found, [['ada', '02']]);
      assert.deepEqual(
        skipped.map((line) => line.split(': ')[1]),
        ['a link, not followed', 'a checkpoint', 'no notebook'],
      );
    });

    for (const name of ['../../x.ipynb', '/etc/x.ipynb', 'C:/x.ipynb', 'a/../../x.ipynb', '..\\x.ipynb']) {
      it(`reads nothing where one name leads out: ${name}`, async () => {
        await assert.rejects(find(notebooks('ada/02-dimensions.ipynb', name)), {
          name: 'InputError',
          message: /nothing was read from it$/,
        });
      });
    }

    it('believes no size: a larger, a smaller and a huge entry are refused, their neighbours are read', async () => {
      const bomb = Buffer.alloc(21 * 1024 * 1024);
      const {submissions} = await find(
        zip([
          {name: 'a/02-dimensions.ipynb', content: 'four', size: 400},
          {name: 'b/02-dimensions.ipynb', content: 'four', size: 2},
          {name: 'c/02-dimensions.ipynb', content: bomb},
          {name: 'd/02-dimensions.ipynb', content: bomb, size: 10},
          {name: 'e/02-dimensions.ipynb', content: 'honest'},
        ]),
      );
      for (const {read} of submissions.slice(0, 4)) await assert.rejects(read(), {name: 'InputError'});
      await assert.rejects(submissions[2].read(), {message: /larger than 20 MB/});
      assert.equal(String(await submissions[4].read()), 'honest');
    });
  });
});

describe('studentIn', () => {
  it('believes the platform, not the names that a student gives', () => {
    assert.equal(studentIn('Ada_1_assignsubmission_file_/Bob_2_assignsubmission_file_/02-dimensions.ipynb'), 'Ada');
    assert.equal(studentIn('Ada_1_assignsubmission_file_/bob_1_2_02-dimensions.ipynb'), 'Ada');
    assert.equal(studentIn('ada_1_2_bob_3_4_02-dimensions.ipynb'), 'ada');
    assert.equal(studentIn('Ada_1_assignsubmission_file_bob_3_4_02-dimensions.ipynb'), 'Ada');
    assert.equal(studentIn('Ada_1_assignsubmission_file_Bob_2_assignsubmission_file_x.ipynb'), 'Ada');
  });

  it("takes a student's folder for the student, whatever the file is called", () => {
    for (const file of ['bob_1_2_02-dimensions', 'Bob_2_assignsubmission_file_02-dimensions', 'bob_02-dimensions'])
      assert.equal(studentIn(`ada/${file}.ipynb`), 'ada');
  });

  it('always names somebody', () => {
    for (const path of [
      '02-dimensions.ipynb',
      '_1_assignsubmission_file_/x.ipynb',
      '.ipynb',
      'a//b.ipynb',
      '_1_2_.ipynb',
    ])
      assert.notEqual(studentIn(path), '', path);
  });
});
