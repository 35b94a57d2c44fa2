/** Strict type check of cells with the TypeScript that builds the library (the kernel itself is not strict). */
import ts from 'typescript';
import {inProject} from '../paths';

export interface TypeRemark {
  file: string;
  /** From 0. */
  line: number;
  message: string;
}

/**
 * Checks all files in one program: the types of the library are read once.
 *
 * @param files absolute paths
 * @param declarations files of global declarations, such as those of the grader's prelude
 */
export function typeRemarks(files: string[], declarations: string[]): TypeRemark[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noFallthroughCasesInSwitch: true,
    noImplicitOverride: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    module: ts.ModuleKind.ESNext, // the cells of a notebook may await at their top level
    moduleResolution: ts.ModuleResolutionKind.Node10,
    esModuleInterop: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
    typeRoots: [inProject('node_modules', '@types')],
  };
  const program = ts.createProgram([...files, ...declarations], options);
  return files.flatMap((path) => {
    const file = program.getSourceFile(path);
    if (!file) return [];
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map((diagnostic) => ({
      file: path,
      line: file.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line,
      message: `TS${diagnostic.code}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`,
    }));
  });
}
