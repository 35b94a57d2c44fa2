import assert from 'node:assert/strict';
import {type ChildProcess, spawn} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {delimiter, dirname, join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {pythonPath} from '../../notebooks/paths';
import {writeGradebook} from '../gradebook/gradebook';
import {freePort} from '../services/free-port';
import type {Submission} from '../submissions/submission';
import {result02, result18, runPython, show} from './gradebook-behaviour';
import {HOSTILE, partResult} from './results';

const TOKEN = 'of-this-test-alone';

/** A notebook as a learner may hand it in: markup in every place that holds text. */
function hostileNotebook(): Buffer {
  const all = HOSTILE.join('\n\n');
  const text = (source: string, nbgrader?: object) => ({
    cell_type: 'markdown',
    metadata: nbgrader ? {nbgrader} : {},
    source,
  });
  const code = (source: string) => ({
    ...{cell_type: 'code', metadata: {tags: HOSTILE}, source, execution_count: 1, id: HOSTILE[0]},
    outputs: HOSTILE.flatMap((html) => [
      {
        output_type: 'display_data',
        data: {'text/html': html, 'text/markdown': html, 'image/svg+xml': html},
        metadata: {},
      },
      {output_type: 'stream', name: 'stdout', text: html},
    ]),
  });
  const cells = [
    ...HOSTILE.map((source) => text(source)),
    text(all, {grade_id: 'e18-listening', grade: true, solution: true}),
    code(`/* ${all} */\nfunction toSteps() { return [7777]; }`),
    ...HOSTILE.map((source) => code(source)),
    code(`${'a.'.repeat(1000)}${all}`),
    {cell_type: 'raw', metadata: {raw_mimetype: 'text/html', format: 'text/html'}, source: HOSTILE[0]},
  ];
  const metadata = {
    title: HOSTILE[0],
    language_info: {name: HOSTILE[0], mimetype: HOSTILE[0]},
    kernelspec: {name: HOSTILE[0]},
  };
  return Buffer.from(JSON.stringify({cells, metadata, nbformat: 4, nbformat_minor: 5}));
}

/** How often each thing stands in a page that could do something, or be taken for the page's own. */
function activeIn(page: string): Record<string, number> {
  const things = {
    elements: /<\/?(?:script|img|svg|iframe|style|object|embed|link|meta|form|base|math|video|audio)\b/gi,
    handlers: /<[a-z][^>]*\son[a-z]+\s*=/gi,
    links: /<a\s[^>]*href\s*=\s*["']?(?!#)/gi,
    comments: /<!--/g,
    bold: /<(?:b|h1)>/g,
  };
  const counts = Object.entries(things).map(([name, is]) => [name, page.match(is)?.length ?? 0]);
  // MathJax makes links of formulas, wherever in a page they stand but in code.
  const prose = page.replace(/<(pre|code|script)\b[\s\S]*?<\/\1>/g, '');
  return Object.fromEntries([...counts, ['formulas', prose.match(/\$|\\/g)?.length ?? 0]]);
}

describe('formgrader', function () {
  this.timeout(180_000);
  let [out, port]: [string, number] = ['', 0];
  let server: ChildProcess | undefined;
  let log = '';

  before(async function () {
    if (!existsSync(pythonPath())) {
      console.log('      skipped: there is no Python environment here (.venv); npm start -- --setup-only makes it');
      this.skip();
    }
    out = mkdtempSync(join(tmpdir(), 'unroll-formgrader-'));
    await write();
    port = await freePort();
    const bin = dirname(pythonPath());
    const env = {...process.env, PATH: [bin, process.env.PATH].join(delimiter), PYTHONDONTWRITEBYTECODE: '1'};
    for (const kind of ['CONFIG', 'DATA', 'RUNTIME'])
      Object.assign(env, {[`JUPYTER_${kind}_DIR`]: join(out, '.jupyter', kind)});
    const options = ['--no-browser', '--allow-root', '--ip=127.0.0.1', `--port=${port}`, '--ServerApp.port_retries=0'];
    const args = [
      '-m',
      'jupyter_server',
      ...options,
      `--IdentityProvider.token=${TOKEN}`,
      `--ServerApp.root_dir=${out}`,
    ];
    server = spawn(pythonPath(), args, {cwd: out, env, stdio: ['ignore', 'pipe', 'pipe']});
    for (const stream of [server.stdout, server.stderr])
      stream?.on('data', (piece: Buffer) => (log += piece.toString()));
    for (let tries = 0; tries < 300; tries++) {
      if (await get('/formgrader/api/status').catch(() => undefined)) return;
      if (server.exitCode !== null) break;
      await pause(300);
    }
    assert.fail(`the server did not start:\n${log.slice(-3000)}`);
  });

  after(async () => {
    if (server && server.exitCode === null) {
      const ended = new Promise((end) => server?.once('close', end));
      server.kill('SIGTERM');
      const timer = setTimeout(() => server?.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(timer);
    }
    if (out) rmSync(out, {recursive: true, force: true});
  });

  const submission = (student: string, read: () => Promise<Buffer>): Submission => ({
    ...{student, where: 'ada/02-dimensions.ipynb', exercise: '18', time: '2026-11-30T08:00:00Z', read},
  });
  const plain = readFileSync(join(__dirname, '../../../exercises/18-generating-music.ipynb'));
  const write = () =>
    writeGradebook(
      {
        results: [
          result02('ada'),
          result02('bob', 0),
          result18('ada', 'to mark', 'plain'),
          result18('mallory', 'to mark', 'hostile'),
          {
            ...result02(HOSTILE[0], 0),
            parts: [partResult({points: 0, message: HOSTILE.join(' ').slice(0, 400), answer: HOSTILE[2]})],
          },
        ],
        submissions: [submission('ada', async () => plain), submission('mallory', async () => hostileNotebook())],
      },
      {url: urlOf(), out, say: () => undefined},
    );
  const urlOf = () => `sqlite:///${join(out, 'gradebook.db')}`;

  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = {Authorization: `token ${TOKEN}`};
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {...init, headers});
    return {status: response.status, text: await response.text()};
  };
  const get = async (path: string): Promise<string> => {
    const {status, text} = await ask(path);
    assert.equal(status, 200, `${path}: ${text.slice(0, 300)}\n${log.slice(-1500)}`);
    return text;
  };
  const json = async <T>(path: string): Promise<T> => JSON.parse(await get(path)) as T;
  const pageOf = async (assignment: string, student: string) =>
    get(`/formgrader/submissions/${show(urlOf()).marks[`${assignment}/${student}`].id}/`);

  it('lists exercises and marks', async () => {
    const assignments =
      await json<{name: string; max_score: number; average_score: number}[]>('/formgrader/api/assignments');
    assert.deepEqual(
      assignments.map(({name, max_score}) => [name, max_score]),
      [
        ['02-dimensions', 15],
        ['18-generating-music', 20],
      ],
    );
    const submissions = await json<
      {student: string; score: number; needs_manual_grade: boolean; autograded: boolean}[]
    >('/formgrader/api/submissions/02-dimensions');
    assert.deepEqual(
      submissions
        .slice(-2)
        .map(({student, score, needs_manual_grade, autograded}) => [student, score, needs_manual_grade, autograded]),
      [
        ['ada', 2, false, true],
        ['bob', 0, false, true],
      ],
    );
    const notebooks = await json<{student: string; index: number; needs_manual_grade: boolean}[]>(
      '/formgrader/api/submitted_notebooks/18-generating-music/18-generating-music',
    );
    assert.deepEqual(notebooks.map(({index}) => index).sort(), [0, 1], 'each has its notebook for marking');
    assert.ok(notebooks.every(({needs_manual_grade}) => needs_manual_grade));
    for (const page of [
      'manage_assignments',
      'gradebook',
      'gradebook/02-dimensions',
      'manage_students',
      'manage_submissions/02-dimensions',
    ])
      await get(`/formgrader/${page}`);
  });

  it('shows a submission with a field for each mark, and nothing of a learner’s that runs', async () => {
    const honest = await pageOf('18-generating-music', 'ada');
    for (const cell of ['e18-steps-test', 'e18-listening', 'e18-experiment'])
      assert.match(honest, new RegExp(`class="score tabbable" id="${cell}"`));
    const page = await pageOf('18-generating-music', 'mallory');
    assert.match(page, /7777/, 'the answer is there to be read');
    assert.match(page, /class="score tabbable" id="e18-listening"/);
    assert.match(page, /<p>&lt;script&gt;alert\(1\)/, 'and so is what was written');
    assert.deepEqual(activeIn(page), activeIn(honest));
  });

  it('shows names and messages as text', async () => {
    const [id] = show(urlOf())
      .students.map(([one]) => one)
      .filter((one) => one.startsWith('_'));
    const honest = await pageOf('02-dimensions', 'bob');
    assert.deepEqual(activeIn(await pageOf('02-dimensions', id)), activeIn(honest));
    for (const path of [`manage_students/${id}`, `manage_students/${id}/02-dimensions`]) {
      const page = await get(`/formgrader/${path}`);
      assert.deepEqual(activeIn(page), activeIn(await get(`/formgrader/${path.replace(id, 'bob')}`)));
    }
    const comments = await json<{auto_comment: string | null}[]>(
      `/formgrader/api/comments?submission_id=${show(urlOf()).marks[`02-dimensions/${id}`].id}`,
    );
    for (const {auto_comment} of comments) assert.doesNotMatch(auto_comment ?? '', /[<>&]/);
  });

  it('takes a mark that a person types, which stays when results are written again', async () => {
    const {id} = show(urlOf()).marks['18-generating-music/mallory'];
    const grades = await json<{id: string; name: string}[]>(`/formgrader/api/grades?submission_id=${id}`);
    const grade = grades.find(({name}) => name === 'e18-listening');
    const body = JSON.stringify({manual_score: 2.5, extra_credit: 0.5});
    assert.equal((await ask(`/formgrader/api/grade/${grade?.id}`, {method: 'PUT', body})).status, 200);
    await write();
    assert.deepEqual(show(urlOf()).marks['18-generating-music/mallory'].grades['e18-listening'], [
      null,
      2.5,
      0.5,
      false,
    ]);
    const submission = await json<{score: number; timestamp: string}>(
      '/formgrader/api/submission/18-generating-music/mallory',
    );
    assert.deepEqual([submission.score, submission.timestamp], [5, '2026-11-30T08:00:00']);
  });

  it('is for the teacher alone', () => {
    const names = [
      'gradebook.db',
      'nbgrader_config.py',
      'autograded',
      'autograded/ada',
      'autograded/ada/02-dimensions/02-dimensions.ipynb',
    ];
    for (const name of names) assert.equal(statSync(join(out, name)).mode & 0o077, 0, name);
  });

  it('stands beside nbgrader export, which shows the same marks', () => {
    const {status, stderr} = runPython(['-m', 'nbgrader', 'export', '--to', 'exported.csv'], out);
    assert.equal(status, 0, stderr);
    const lines = readFileSync(join(out, 'exported.csv'), 'utf8').trim().split('\n');
    const [head, ...rows] = lines.map((line) => line.split(','));
    const column = (row: string[], name: string) => row[head.indexOf(name)];
    const of = (student: string, assignment: string) =>
      rows.find((row) => column(row, 'student_id') === student && column(row, 'assignment') === assignment) ?? [];
    assert.deepEqual(
      ['raw_score', 'score', 'max_score'].map((name) => column(of('ada', '02-dimensions'), name)),
      ['2.0', '2.0', '15.0'],
    );
    assert.equal(column(of('mallory', '18-generating-music'), 'score'), '5.0');
    assert.ok(
      rows.every((row) => row.length === head.length),
      'no name breaks a line of the table',
    );
  });
});
