import ts from 'typescript';
import type {AnswerText, PartAnswers} from './answers';

/** As cells are compiled by the kernel: not strict. */
const OPTIONS: ts.CompilerOptions = {
  ...{target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, noEmit: true, types: []},
  ...{strict: false, skipLibCheck: true},
};

/** The texts that pass the type check of the kernel; the grader does without. */
function wellTyped(texts: readonly string[]): Set<string> {
  const files = new Map(texts.map((text, index) => [`/answer-${index}.ts`, `${text}\nexport {};`]));
  const host = ts.createCompilerHost(OPTIONS);
  const {getSourceFile, fileExists} = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.getSourceFile = (name, options, ...rest) => {
    const text = files.get(name);
    return text === undefined ? getSourceFile(name, options, ...rest) : ts.createSourceFile(name, text, options);
  };
  const program = ts.createProgram([...files.keys()], OPTIONS, host);
  const bad = new Set(ts.getPreEmitDiagnostics(program).map(({file}) => file?.fileName));
  return new Set(texts.filter((_, index) => !bad.has(`/answer-${index}.ts`)));
}

/** Answers without those that lost, with their types, what the type check of the kernel asks for. */
export function onlyTyped(answers: ReadonlyMap<string, PartAnswers>): Map<string, PartAnswers> {
  const all = [...answers.values()].flatMap(({right, wrong}) => [...right, ...wrong]).map(({source}) => source);
  const typed = wellTyped(all);
  const keep = (list: AnswerText[]) => list.filter(({source}) => typed.has(source));
  return new Map([...answers].map(([part, {right, wrong}]) => [part, {right: keep(right), wrong: keep(wrong)}]));
}
