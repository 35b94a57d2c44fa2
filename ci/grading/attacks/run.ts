/** Command `npm run test:grading`: grades every attack in real sandboxes, and proves that nothing was won or harmed. */
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {InputError} from '../../notebooks/notebook';
import {startCompiler} from '../compiler/client';
import {markSubmission} from '../marking/mark-submission';
import {keysFrom} from '../marking/secret';
import {knownExercises} from '../repair/template';
import {writeFeedback} from '../results/feedback';
import type {Result} from '../results/result';
import {writeStatistics} from '../results/statistics';
import {openStore} from '../results/store';
import {csvOf} from '../results/table';
import {gradeAll} from '../run';
import {chooseSandbox} from '../sandbox/choose';
import {LOCKED_KINDS} from '../sandbox/sandbox';
import {findSubmissions} from '../submissions/find';
import {localWorkers} from '../workers/local';
import {claimSlot} from '../workers/slots';
import type {Attack} from './attack';
import {notebook, RIGHT} from './attack';
import {ATTACKS} from './attacks';
import {plant, type Stage, setStage} from './places';

/** What the grader may weigh while it grades all this, in MB. */
const MOST_MEMORY = 1024;

/** Parts that an attack is marked on unless it says otherwise: a right one, and the one that is attacked. */
const PARTS = ['02.1', '02.2'];

interface Outcome {
  kind: string;
  attack: Attack;
  results: Result[];
  /** What was found besides submissions, or why none was. */
  said: string[];
  seconds: number;
  wrong: string[];
}

/** Everything that the teacher sees about an attack. */
const seen = ({results, said}: Outcome): string =>
  [
    ...said,
    ...results.flatMap(({problem, notes, parts}) => [
      ...[problem ?? '', ...notes],
      ...parts.flatMap(({message, notes: own}) => [message, ...own]),
    ]),
  ].join('\n');

/** Points of an attack's honest part. */
const honestIn = ({honest, inContainer}: Attack, sandbox: string): number =>
  sandbox === 'container' ? (inContainer ?? honest) : honest;

function judge(outcome: Outcome, sandbox: string): string[] {
  const {attack, results} = outcome;
  const honest = honestIn(attack, sandbox);
  const wrong: string[] = [];
  for (const {points, student, problem, parts} of results) {
    const isHonest = problem === null;
    const due = isHonest ? honest : 0;
    if (points !== due) wrong.push(`${student.slice(0, 20)} has ${points} points, not ${due}`);
    if (
      parts.some(({message}) => /CANARY|LEAKED/.test(message.replace(/script|formula/g, ''))) &&
      /CANARY-(?!script|formula)|LEAKED/.test(parts.map(({message}) => message).join())
    )
      wrong.push('the feedback holds what must not be known');
  }
  // An attack that reached nothing has nothing to report.
  const reported = honest === attack.honest ? attack.reported : undefined;
  if (reported === 'suspicious' && !results.some(({suspicious}) => suspicious))
    wrong.push('not marked as breaking the rules');
  if (reported instanceof RegExp && !reported.test(seen(outcome))) wrong.push(`not reported (${reported})`);
  if (/CANARY-(?!script|formula|disk|\\)/.test(seen(outcome))) wrong.push('it reached something');
  if (/CANARY-disk/.test(seen(outcome))) wrong.push('it filled the disk');
  return wrong;
}

async function gradeOne(
  kind: string,
  attack: Attack,
  stage: Stage,
  marker: Parameters<typeof markSubmission>[2],
  compiler: Parameters<typeof markSubmission>[3],
): Promise<Outcome> {
  const begin = performance.now();
  const outcome: Outcome = {kind, attack, results: [], said: [], seconds: 0, wrong: []};
  const folder = stage.folderOf(attack);
  try {
    const files = attack.build(stage.places);
    plant(folder, files);
    const isZip = Object.keys(files).join() === 'class.zip';
    const found = await findSubmissions(isZip ? join(folder, 'class.zip') : folder, knownExercises());
    outcome.said.push(...found.skipped);
    for (const submission of found.submissions) {
      const result = await markSubmission(
        submission,
        undefined,
        {...marker, parts: attack.parts ?? PARTS, patience: attack.patience},
        compiler,
      );
      if (result.student === 'Victim') outcome.wrong.push('it passes for another student');
      outcome.results.push({...result, student: `${attack.name}: ${result.student}`});
    }
  } catch (error) {
    if (error instanceof InputError) outcome.said.push(error.message);
    else outcome.wrong.push(`the grader broke: ${error instanceof Error ? error.stack : error}`);
  }
  outcome.seconds = (performance.now() - begin) / 1000;
  outcome.wrong.push(...judge(outcome, marker.sandbox.kind));
  return outcome;
}

/** Pages and tables of all attacks together: nothing in them may be markup, a formula, or a hidden input. */
async function judgePages(out: string, results: Result[]): Promise<string[]> {
  const store = openStore(out);
  for (const result of results) store.save(result);
  const stored = store.all();
  await writeFeedback(out, stored);
  writeStatistics(out, stored);
  const wrong: string[] = [];
  if (stored.length !== results.length) wrong.push(`${stored.length} of ${results.length} results are kept`);
  const pages = readdirSync(out, {recursive: true, encoding: 'utf8'}).filter((name) => name.endsWith('.html'));
  const feedback = pages.filter((name) => name.startsWith('feedback'));
  if (feedback.length !== results.length) wrong.push(`${feedback.length} of ${results.length} pages of feedback`);
  for (const page of pages) {
    const text = readFileSync(join(out, page), 'utf8');
    if (/<script>alert|<img[^>]*onerror|<iframe/i.test(text)) wrong.push(`${page} holds markup of a learner`);
    if (/LEAKED \d/.test(text)) wrong.push(`${page} holds hidden inputs`);
  }
  const csv = csvOf(stored);
  if (/(?:^|,)"?[\s]*[=+@＝]/m.test(csv)) wrong.push('the marks hold a formula');
  if (csv.split('\r\n').length !== results.length + 2) wrong.push('the marks do not have one line for each submission');
  return wrong;
}

async function main(only: string[], kind: (typeof LOCKED_KINDS)[number]): Promise<number> {
  const stage = await setStage();
  const begin = performance.now();
  let [heaviest, failed, passed] = [0, 0, 0];
  const weigh = setInterval(() => {
    heaviest = Math.max(heaviest, process.memoryUsage.rss() / 1024 / 1024);
  }, 100);
  const tell = (name: string, wrong: string[], rest = '') => {
    if (wrong.length > 0) failed++;
    else passed++;
    console.log(
      `${wrong.length > 0 ? '✗' : '✓'} ${name.padEnd(34)} ${rest}${wrong.map((one) => `\n    ${one}`).join('')}`,
    );
  };
  try {
    const sandbox = await chooseSandbox({sandbox: kind});
    const keys = keysFrom(stage.secret);
    const waiting = Object.entries(ATTACKS)
      .flatMap(([kind, attacks]) => attacks.map((attack) => ({kind, attack})))
      .filter(({kind, attack}) => only.length === 0 || only.some((one) => one === kind || one === attack.name));
    const names = waiting.map(({attack}) => attack.name);
    const outcomes: Outcome[] = [];
    const work = async () => {
      const slot = await claimSlot();
      const compiler = startCompiler(sandbox, slot);
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const outcome = await gradeOne(next.kind, next.attack, stage, {sandbox, slot, keys}, compiler);
        outcomes.push(outcome);
        const {attack, results, seconds, kind} = outcome;
        const points = results.reduce((sum, one) => sum + one.points, 0);
        tell(
          `${kind}: ${attack.name}`,
          outcome.wrong,
          `${points} points, ${honestIn(attack, sandbox.kind)} honest, ${seconds.toFixed(1)} s`,
        );
        if (process.env.UNROLL_ATTACKS_SAY)
          console.log(`    ${seen(outcome).replaceAll('\n', '\n    ').slice(0, 1500)}`);
      }
      await compiler.end();
    };
    await Promise.all(Array.from({length: Math.max(2, availableParallelism())}, () => work()));
    tell('every attack has a name of its own', new Set(names).size === names.length ? [] : ['two have the same']);

    // The stage as it is left, and an honest submission on it.
    const folder = join(stage.root, 'honest');
    plant(folder, notebook({answers: RIGHT}));
    const {submissions} = await findSubmissions(folder, knownExercises());
    const out = join(stage.root, 'grades');
    mkdirSync(out);
    const fresh: Result[] = [];
    const workers = localWorkers(sandbox.kind, 1);
    await gradeAll({
      ...{submissions, workers, keys, again: true},
      store: openStore(out),
      onResult: (result) => fresh.push(result),
    }).finally(() => workers.end());
    tell('an honest submission afterwards', fresh[0]?.points === 4 ? [] : [`${fresh[0]?.points} points, not 4`]);
    const pages = await judgePages(
      join(stage.root, 'pages'),
      outcomes.flatMap(({results}) => results),
    ).catch((error) => [String(error.stack ?? error)]);
    tell('pages, marks and statistics', pages);
    tell('nothing was harmed', stage.harm());
    clearInterval(weigh);
    tell(
      `the grader stays under ${MOST_MEMORY} MB`,
      heaviest < MOST_MEMORY ? [] : ['it does not'],
      `${Math.round(heaviest)} MB`,
    );
    if (process.env.UNROLL_ATTACKS_OUT)
      writeFileSync(process.env.UNROLL_ATTACKS_OUT, JSON.stringify(outcomes, null, 1));
  } finally {
    clearInterval(weigh);
    stage.end();
  }
  console.log(`${passed + failed} attacks and proofs in ${Math.round((performance.now() - begin) / 1000)} s`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

const {values, positionals} = parseArgs({options: {sandbox: {type: 'string'}}, allowPositionals: true});
const wanted = LOCKED_KINDS.find((kind) => kind === (values.sandbox ?? 'bubblewrap'));
if (!wanted) throw new TypeError(`--sandbox is one of ${LOCKED_KINDS.join(', ')}`);
main(positionals, wanted).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(error);
    console.log('0 passed, 1 failed');
    process.exitCode = 1;
  },
);
