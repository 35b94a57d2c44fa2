import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import ts from 'typescript';
import {inProject, pythonPath} from '../paths';
import {literal, type ParameterValue} from '../run/parameters';

const program = `
import json, sys
import papermill.engines
from papermill.translators import papermill_translators
from nbformat.v4 import new_code_cell
translator = papermill_translators.find_translator("tslab", "typescript")
request = json.loads(sys.stdin.read())
if request.get("cell"):
    translator.inspect(new_code_cell(request["cell"]))
print(json.dumps([translator.codify({"value": value}, "Parameters") for value in request["values"]]))
print(json.dumps([p._asdict() for p in translator.inspect(new_code_cell(request.get("cell", "")))]))
`;

/** What papermill's own command line would write: the translator is found by its entry point alone. */
function translate(values: ParameterValue[], cell = ''): {codes: string[]; inspected: Record<string, string>[]} {
  const input = `{"values": [${values.map((value) => literal(value, 'python')).join(', ')}], "cell": ${JSON.stringify(cell)}}`;
  const {stdout, stderr} = spawnSync(pythonPath(), ['-c', program], {
    input,
    encoding: 'utf8',
    env: {...process.env, PYTHONPATH: inProject('ci', 'notebooks', 'python'), PYTHONDONTWRITEBYTECODE: '1'},
  });
  const lines = stdout.trim().split('\n');
  assert.equal(lines.length, 2, stderr);
  return {codes: JSON.parse(lines[0]), inspected: JSON.parse(lines[1])};
}

/** Parses with TypeScript (no syntax error may be left) and evaluates. */
function evaluate(code: string): unknown {
  const {outputText, diagnostics} = ts.transpileModule(code, {
    reportDiagnostics: true,
    compilerOptions: {target: ts.ScriptTarget.ES2022},
  });
  assert.deepEqual(diagnostics, []);
  return new Function(`${outputText}\nreturn value;`)();
}

const values: [title: string, value: ParameterValue][] = [
  ['a number', 20],
  ['a small number', 1e-7],
  ['a large number', 1.7976931348623157e308],
  ['minus zero', -0],
  ['the largest safe integer', Number.MAX_SAFE_INTEGER],
  ['NaN', Number.NaN],
  ['Infinity', Infinity],
  ['minus Infinity', -Infinity],
  ['true', true],
  ['null', null],
  ['a plain text', 'adam'],
  ['quotes of every kind', `'single' "double" \`back\` \${hole}`],
  ['line ends', 'a\nb\r\nc\u2028d\u2029e\tf'],
  ['backslashes', 'C:\\new\\table \\u0041'],
  ['texts beyond ASCII', 'Größe 漢字 🎵 é'],
  ['a lone surrogate', 'x\ud800y'],
  ['control characters', '\u0000\u0007\u001b'],
  ['ends of comments and scripts', '*/ // </script> <!--'],
  ['an empty list', []],
  ['nested lists', [[1, 2], [], [null, 'a', [true]]]],
  ['an object', {units: 20, name: 'a b', 'odd key': 1, "it's": [1, {deep: null}]}],
  ['an object that names its prototype', JSON.parse('{"__proto__": {"polluted": true}, "a": 1}')],
  ['numbers in lists', [Number.NaN, -Infinity, 0.1]],
];

describe('the parameter translator of papermill', () => {
  let codes: string[];
  before(function () {
    this.timeout(60_000);
    ({codes} = translate(values.map(([, value]) => value)));
  });

  for (const [index, [title, value]] of values.entries()) {
    it(`writes ${title} as a constant that TypeScript reads back`, () => {
      const [comment, line] = codes[index].split('\n');
      assert.equal(comment, '// Parameters');
      assert.match(line, /^const value(: number|: boolean)? = /);
      assert.deepEqual(evaluate(codes[index]), value);
    });
  }

  it('repeats the type that the parameters cell declares, once', function () {
    this.timeout(60_000);
    const {codes: typed} = translate(['sgd', 'adam'], "const value: 'adam' | 'sgd' = 'adam'; // optimiser");
    assert.match(typed[0], /^const value: 'adam' \| 'sgd' = "sgd";$/m);
    assert.match(typed[1], /^const value = "adam";$/m);
  });

  it('reads names, types, defaults and help from the parameters cell', function () {
    this.timeout(60_000);
    const cell =
      'const epochs = 20; // passes over the data\nconst sizes: number[] = [\n  1,\n];\nconst f: (x: number) => number = (x) => x;';
    const {inspected} = translate([], cell);
    assert.deepEqual(inspected, [
      {name: 'epochs', inferred_type_name: 'None', default: '20', help: 'passes over the data'},
      {name: 'sizes', inferred_type_name: 'number[]', default: '[', help: ''},
      {name: 'f', inferred_type_name: '(x: number) => number', default: '(x) => x', help: ''},
    ]);
  });
});
