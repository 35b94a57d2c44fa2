import assert from 'node:assert/strict';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {projectFolder} from '../../notebooks/paths';
import {writeFeedback} from '../results/feedback';
import {openStore} from '../results/store';
import {fileNameOf} from '../submissions/submission';
import {HOSTILE, partResult, resultOf} from './results';

describe('pages of feedback', function () {
  this.timeout(120_000);
  let out: string;
  before(function () {
    if (existsSync(join(projectFolder, '.venv'))) return;
    console.log('      skipped: there is no Python environment here (.venv); npm start -- --setup-only makes it');
    this.skip();
  });
  beforeEach(() => {
    out = mkdtempSync(join(tmpdir(), 'unroll-feedback-'));
  });
  afterEach(() => rmSync(out, {recursive: true, force: true}));

  const results = HOSTILE.map((text, index) => {
    const part = partResult({
      points: 0,
      title: text,
      message: `${text} it's`,
      answer: `${text}\nconst mine = '${text}';`,
    });
    const manual = [{id: text, most: 1, state: 'to mark' as const, text}];
    return resultOf({student: `${index}${text}`, problem: text, notes: [text], parts: [part], manual});
  });
  const slow = resultOf({
    student: 'slow',
    parts: [partResult({answer: `${'a.'.repeat(10_000)}\n<img src=x>\n</code></pre><b>`})],
  });
  const broken = resultOf({
    student: 'half',
    parts: [partResult({message: 'cut \ud83d', points: 0, answer: '\ud83d \0 \u001b[31m'})],
  });

  it('hold no markup of a learner, and are made once', async () => {
    const store = openStore(out);
    for (const result of [...results, broken, slow]) store.save(result);
    await writeFeedback(out, store.all());
    const folder = join(out, 'feedback/02');
    const names = readdirSync(folder);
    assert.deepEqual(names.sort(), [...results, broken, slow].map(({student}) => `${fileNameOf(student)}.html`).sort());
    for (const name of names) {
      const page = readFileSync(join(folder, name), 'utf8');
      const body = page.slice(page.indexOf('<body>'));
      assert.doesNotMatch(body, /<(?:script|img|svg|iframe|style|math|object|embed|link|meta|form|b>)/i, name);
      assert.doesNotMatch(body, /<[^>]*\s(?:on\w+|src|style)\s*=/i, name);
      assert.doesNotMatch(body, /<a\s[^>]*href="(?!#)/i, name);
      assert.doesNotMatch(body, /&amp;#|&amp;&#/, 'what is escaped twice cannot be read');
      assert.match(
        body,
        /<h1>Exercise 02 Dimensions: 2 of 2 points<\/h1>[\s\S]*<h2>.*<\/h2>\s*<blockquote>|<h2>.*<\/h2>\s*<p>Passed/,
      );
      assert.doesNotMatch(body, /&lt;\/?(?:h[12]|p|blockquote)\b/, 'the form of the page is no text');
      assert.equal(page.match(/<\/?(?:html|head|body|style)\b/g)?.length, 8, name);
      assert.equal(statSync(join(folder, name)).mode & 0o077, 0);
    }
    const made = names.map((name) => statSync(join(folder, name)).mtimeMs);
    await writeFeedback(out, store.all());
    assert.deepEqual(
      names.map((name) => statSync(join(folder, name)).mtimeMs),
      made,
    );

    // One result is newer than its page: that page alone is made anew.
    const later = new Date(Date.now() + 2000);
    utimesSync(join(out, 'results/02', `${fileNameOf('half')}.json`), later, later);
    await writeFeedback(out, store.all());
    const anew = names.filter((name, index) => statSync(join(folder, name)).mtimeMs !== made[index]);
    assert.deepEqual(anew, [`${fileNameOf('half')}.html`]);
  });

  it('say in one line when they cannot be written', async () => {
    const store = openStore(out);
    store.save(resultOf());
    rmSync(join(out, 'feedback'), {recursive: true, force: true});
    mkdirSync(join(out, 'feedback/02/ada.html/in the way'), {recursive: true});
    utimesSync(join(out, 'feedback/02/ada.html'), new Date(0), new Date(0));
    await assert.rejects(writeFeedback(out, store.all()), {
      name: 'InputError',
      message: /^feedback was written for 0 of 1 .*$/,
    });
  });
});
