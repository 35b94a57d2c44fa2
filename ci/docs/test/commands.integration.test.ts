// Every command of the documentation is run: here in a fresh folder, or by the test that its row names.
import {strict as assert} from 'node:assert';
import {spawnSync} from 'node:child_process';
import {copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {type ZipEntry, zipOf} from '../../grading/test/zips';
import {copyProject} from '../commands/copy';
import {allPages, commandsOf, hasCommands} from '../commands/pages';
import {PEER_SCRIPT} from '../commands/peers';
import {commandsOfRow, isTest, lineOf, type Row} from '../commands/row';
import {runLine} from '../commands/run-here';
import {rows, uncovered, unused} from '../commands/table';

const root = resolve(__dirname, '../../..');
const commands = allPages(root).filter(hasCommands).flatMap(commandsOf);

const hasSandbox = spawnSync('bwrap', ['--version']).status === 0;

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(address && typeof address === 'object' ? address.port : 0));
    });
  });

describe('the table of commands', () => {
  it('covers every command that a page gives', () => assert.deepEqual(uncovered(commands), []));

  it('holds no command that no page gives', () => assert.deepEqual(unused(commands), []));

  it('names tests that are there, and words that stand in them', () => {
    const faults = rows.flatMap((row) => {
      const tests = row.there ?? [];
      const [name] = commandsOfRow(row);
      if (!row.here && !tests.some(({file}) => isTest(file))) return [`${name}: no test runs it`];
      return tests.flatMap(({file, words}) => {
        if (!existsSync(join(root, file))) return [`${name}: there is no ${file}`];
        const text = readFileSync(join(root, file), 'utf8');
        return words.filter((word) => !text.includes(word)).map((word) => `${name}: ${file} does not hold ${word}`);
      });
    });
    assert.deepEqual(faults, []);
  });

  it('names commands of package.json only', () => {
    const {scripts} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {scripts: object};
    for (const {text, page, line} of commands) {
      const name = /^npm (?:run ([\w:-]+)|(start|test)\b)/.exec(text);
      if (name) assert.ok(Object.hasOwn(scripts, name[1] ?? name[2]), `${page}:${line}: ${text}`);
    }
  });

  it('leaves the scripts of peers whole', () => {
    const scripts = commands.flatMap(({text}) => PEER_SCRIPT.exec(text)?.[1] ?? []);
    const program = 'import ast, sys\nfor name in sys.argv[1:]: ast.parse(open(name).read(), name)';
    const {status, stderr} = spawnSync('python3', ['-c', program, ...scripts], {cwd: root, encoding: 'utf8'});
    assert.equal(status, 0, stderr);
  });
});

describe('a command of the documentation', function () {
  this.timeout(270_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-docs-'));
    copyProject(root, join(folder, 'copy'));
    const entries: ZipEntry[] = [];
    for (const student of ['ada', 'bob']) {
      const place = join(folder, 'submitted', student, '01-kinds-of-sequence-tasks');
      mkdirSync(place, {recursive: true});
      const room = student === 'ada' ? 'solutions' : 'exercises';
      const notebook = '01-kinds-of-sequence-tasks.ipynb';
      copyFileSync(join(root, room, notebook), join(place, notebook));
      const content = readFileSync(join(root, room, notebook), 'utf8');
      entries.push({name: `${student}_12_34_${notebook}`, content}); // as Canvas names it
    }
    writeFileSync(join(folder, 'export.zip'), zipOf(entries));
  });
  after(() => rmSync(folder, {recursive: true, force: true}));

  const trial = async (row: Row, command: string) => {
    const {here} = row;
    if (!here) return;
    const known = {folder, root, copy: join(folder, 'copy')};
    const places = {FOLDER: folder, ROOT: root, PORT: String(await freePort())};
    here.spoil?.(known);
    let line = lineOf(command, here, places);
    // where there is no bubblewrap, these two submissions are our own
    if (/run grade -- .*submitted/.test(line) && !hasSandbox) line += ' --trust';
    if (line.startsWith('cd grades')) {
      line = line.replace('cd grades', `cd ${folder}/grades`).replace('../.venv', join(root, '.venv'));
    }
    const ran = await runLine(line, {
      cwd: here.spoil ? known.copy : root,
      until: here.until,
      whileUp: here.until && (async (output) => here.check({code: 0, output, ...known})),
    });
    if (!here.until) await here.check({...ran, ...known});
  };

  for (const row of rows.filter(({here}) => here)) {
    const [command] = commandsOfRow(row);
    it(`does what its page says: ${command}`, () => trial(row, command));
  }

  it('has its exit code and its output read', async () => {
    const {code, output} = await runLine('echo seen; exit 3', {cwd: root});
    assert.deepEqual([code, output], [3, 'seen\n']);
  });

  it('is ended when it was up', async () => {
    writeFileSync(join(folder, 'server.sh'), 'echo up; sleep 100');
    let seen = '';
    await runLine(`bash ${join(folder, 'server.sh')}`, {
      cwd: root,
      until: /up/,
      whileUp: async (output) => {
        seen = output;
      },
    });
    assert.equal(seen, 'up\n');
  });
});
