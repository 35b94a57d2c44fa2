import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {repair} from '../../repair/repair';
import {templateOf} from '../../repair/template';
import {declaredNames, isStub} from '../../repair/text';
import {readSubmission} from '../../submissions/read';
import {makeSubmissions, type Wanted} from '../make';

describe('generated submissions', function () {
  this.timeout(30_000);
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'unroll-made-'));
  });
  afterEach(() => rmSync(root, {recursive: true, force: true}));

  const make = async (name: string, wanted: Wanted) => {
    const manifest = await makeSubmissions(join(root, name), wanted);
    const submitted = join(root, name, 'submitted');
    const files = readdirSync(submitted, {recursive: true, encoding: 'utf8'}).filter((path) => path.endsWith('.ipynb'));
    return {manifest, files: new Map(files.sort().map((path) => [path, readFileSync(join(submitted, path))]))};
  };

  it('are the same for a seed, others for another one, and begin alike however many there are', async () => {
    const wanted = {count: 40, seed: 3, exercises: ['02', '20']};
    const [first, again] = [await make('first', wanted), await make('again', wanted)];
    assert.deepEqual(again, first);
    const more = await make('more', {...wanted, count: 60});
    assert.deepEqual(more.manifest.submissions.slice(0, 40), first.manifest.submissions);
    for (const [path, bytes] of first.files) assert.deepEqual(more.files.get(path), bytes);
    const other = await make('other', {...wanted, seed: 4});
    assert.notDeepEqual(other.manifest.submissions, first.manifest.submissions);
  });

  it('hold every kind, one that never ends among 500, and no two that are equal', async () => {
    const {manifest, files} = await make('class', {count: 500, seed: 1, exercises: ['01', '02', '06', '20']});
    const count = (kind: string) => manifest.submissions.filter((one) => one.kind === kind).length;
    assert.equal(count('endless'), 1);
    for (const [kind, least] of Object.entries({honest: 300, 'half-done': 50, damaged: 35, hostile: 15}))
      assert.ok(count(kind) >= least, `${count(kind)} ${kind}`);
    // What is left of a file may be nothing, or a page of somebody else's.
    const whole = manifest.submissions.filter(({isUnreadable}) => !isUnreadable).map(({student}) => student);
    const texts = [...files]
      .filter(([path]) => whole.includes(path.split('/')[0]))
      .map(([, bytes]) => bytes.toString());
    assert.equal(new Set(texts).size, whole.length);
    assert.equal(files.size, 500);
  });

  it('lie as nbgrader collects them, with the manifest beside them', async () => {
    const {manifest, files} = await make('class', {count: 2, seed: 1, exercises: ['02'], endlessEvery: 0});
    assert.deepEqual(
      [...files.keys()],
      ['student-00001', 'student-00002'].map((student) => `${student}/02-dimensions/02-dimensions.ipynb`),
    );
    assert.deepEqual(JSON.parse(readFileSync(join(root, 'class/manifest.json'), 'utf8')), manifest);
  });

  it('expect points for what is written, and none for what is not', async () => {
    const mix = {honest: 0, 'half-done': 1, damaged: 0, hostile: 0};
    const {manifest, files} = await make('class', {count: 30, seed: 2, exercises: ['20'], mix, endlessEvery: 0});
    const template = templateOf('20');
    for (const {student, parts} of manifest.submissions) {
      const bytes = files.get(`${student}/${template.name}/${template.name}.ipynb`);
      assert.ok(bytes);
      const {sources} = repair(readSubmission(bytes, student), template);
      const stubs = sources.filter(isStub).flatMap(declaredNames).length;
      const unpaid = Object.values(parts).filter((points) => points === 0).length;
      assert.ok(unpaid >= stubs, `${student}: ${stubs} stubs, ${unpaid} parts without points`);
    }
  });

  it('refuses an exercise that there is not', async () => {
    await assert.rejects(makeSubmissions(join(root, 'none'), {count: 1, seed: 1, exercises: ['99']}), /no exercise 99/);
  });
});
