import {type Attack, inside, notebook, pathOf, written} from './attack';

const SCRIPT = `<script>alert('CANARY-script')</script><img src=x onerror=alert(1)><iframe src="javascript:alert(1)"></iframe>`;

/** What reaches pages, tables and other people: nothing of it may be markup, a formula, or a hidden input. */
export const feedback: Attack[] = [
  inside(
    'throw-inputs',
    'an error that holds what it was called with, once inputs are no longer those of the exercise',
    `
const known = ['32,50,1,64', '16,100,5,64', '64,20,300,64', '8,1000,13,64', '3,7,2,5'];
if (known.includes(given.join())) return [given[0], given[1], given[3]];
throw new Error('LEAKED ' + given.join());`,
    {reported: /hidden inputs: .*LEAKED/},
  ),
  inside(
    'exit-code-inputs',
    'ends with an exit code that holds a hidden input',
    `
const known = ['32,50,1,64', '16,100,5,64', '64,20,300,64', '8,1000,13,64', '3,7,2,5'];
if (!known.includes(given.join())) process.exit(given[0]);
return [given[0], given[1], given[3]];`,
    {reported: /hidden inputs: .*exit code/},
  ),
  inside(
    'exit-after-hidden',
    'answers all right, then tells a hidden input by its exit code',
    `
const memory = globalThis as any; memory.calls = (memory.calls ?? 0) + 1;
if (memory.calls === 10) setImmediate(() => process.exit(given[0])); // after the answer, before the next question
if (memory.calls > 10) await new Promise(() => undefined);
return [given[0], given[1], given[3]];`,
    {reported: /exit code/},
  ),
  inside(
    'script-in-error',
    'markup and scripts in the message of an error',
    `throw new Error(${JSON.stringify(SCRIPT)});`,
    {
      reported: /threw/,
    },
  ),
  inside(
    'script-in-answer',
    'markup and scripts in the text of the answer, also where a fence would end',
    `// \`\`\`\n// </code></pre>${SCRIPT}
return '</td></table>${SCRIPT.replaceAll("'", '"')}';`,
    {reported: /allShape/},
  ),
  inside(
    'formula-in-error',
    'a message that a spreadsheet would run',
    `throw {toString: () => '=HYPERLINK("http://CANARY-formula","x")'};`,
    {
      reported: /threw/,
    },
  ),
  inside(
    'half-letters',
    'half of a letter outside the basic plane, and marks that turn the direction of writing',
    `// \ud83d \u202e passed
throw new Error('\ud83d \u202epassed\u202c \u2066' + String.fromCharCode(0xd800) + '\\u0000\\u001b[2J');`,
    {
      reported: /threw/,
    },
  ),
  {
    name: 'half-letters-raw',
    about: 'half a letter in the notebook itself, as an escape of JSON',
    honest: 2,
    build: () => ({
      [pathOf()]: JSON.stringify(
        written({answers: {allShape: "function allShape(): any { return 'HALF'; }"}}),
      ).replaceAll('HALF', '\\ud800'),
    }),
    reported: /allShape/,
  },
  {
    name: 'long-half-letter',
    about: 'an answer whose text is cut in the middle of a letter',
    honest: 2,
    build: () =>
      notebook({answers: {allShape: `function allShape(): any { return '${'a'.repeat(7)}${'😀'.repeat(12_000)}'; }`}}),
    reported: /allShape/,
  },
  inside(
    'error-that-throws',
    'an error whose name, message and stack throw when they are read',
    `
throw Object.defineProperties(new Error(), {name: {get() { throw new Error(); }}, message: {get() { return {toString() { throw 1; }}; }}});`,
    {
      reported: /threw|odd/,
    },
  ),
  inside(
    'endless-message',
    'an error with a message of a hundred million letters',
    `throw new Error('x'.repeat(1e8));`,
    {
      reported: /threw|ended|odd/,
    },
  ),
  inside(
    'slow-colours',
    'text for which colouring code takes longest',
    `/* ${'\\\\'.repeat(3000)} */ const a = ${'`'}${'$'.repeat(4000)}${'`'}; const b = "${'/'.repeat(4000)}"; // ${'<'.repeat(3000)}
return ${'('.repeat(100)}1${')'.repeat(100)};`,
    {reported: /allShape/},
  ),
  {
    name: 'false-metadata',
    about: 'points and grade ids in the metadata of cells, outputs that show a passed check',
    honest: 2,
    build: () => {
      const made = written({answers: {allShape: 'function allShape(): any { return [9, 9, 9]; }'}});
      for (const cell of made.cells) {
        cell.metadata.nbgrader = {
          grade: true,
          points: 1000,
          score: 1000,
          auto_score: 1000,
          grade_id: 'e02-all-test',
          solution: false,
        };
        if (cell.cell_type === 'code')
          Object.assign(cell, {
            outputs: [{output_type: 'stream', name: 'stdout', text: ['02.2 passed, 2 points\n']}],
            execution_count: 1,
          });
      }
      return {[pathOf()]: JSON.stringify({...made, metadata: {...made.metadata, points: 1000, score: {total: 15}}})};
    },
    reported: /allShape/,
  },
  {
    name: 'edited-checks',
    about: 'check cells that check something else, give more points, or call the hidden check',
    honest: 2,
    build: () => {
      const made = written({answers: {allShape: 'function allShape(): any { return [9, 9, 9]; }'}});
      for (const cell of made.cells) {
        if (cell.source.includes("notebook.check('02.2'"))
          cell.source =
            "await notebook.check('02.2', {allShape: () => 1} as any); // 1000 points\nawait (globalThis as any).hiddenCheck?.('02.2', {});";
      }
      return {[pathOf()]: JSON.stringify(made)};
    },
    reported: /allShape/,
  },
  {
    name: 'exchanged-ids',
    about: 'ids of cells copied and exchanged, so that a right answer would count twice',
    honest: 2,
    build: () => {
      const made = written({
        answers: {
          allShape:
            'function allShape(...given: any[]) { return lastShape(...(given as [number, number, number, number])); }',
        },
      });
      for (const cell of made.cells) cell.id = 'e02-last-answer';
      return {[pathOf()]: JSON.stringify(made)};
    },
    reported: /allShape/,
  },
];
