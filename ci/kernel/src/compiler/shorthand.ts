import type TypeScript from 'typescript';

/** Name of the file in which tslab declares what earlier cells declared. */
const EARLIER_CELLS = '__prev__.d.ts';

/**
 * Lets `{x}` mean `{x: x}` also where an earlier cell declared `x`.
 *
 * tslab writes `exports.x` for every variable of an earlier cell, except in shorthand properties, where TypeScript takes
 * the name for the property; the plain `x` left there does not exist when the cell runs.
 *
 * @param ts the compiler that tslab uses
 * @param checker of the program that is emitted
 */
export function expandShorthand(
  ts: typeof TypeScript,
  checker: TypeScript.TypeChecker,
): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  const isEarlier = (node: TypeScript.ShorthandPropertyAssignment): boolean =>
    checker
      .getShorthandAssignmentValueSymbol(node)
      ?.declarations?.some((one) => one.getSourceFile().fileName.endsWith(`/${EARLIER_CELLS}`)) ?? false;
  return (context) => {
    const {factory} = context;
    const visit = (node: TypeScript.Node): TypeScript.Node => {
      if (!ts.isShorthandPropertyAssignment(node) || !isEarlier(node)) return ts.visitEachChild(node, visit, context);
      const name = node.name.text;
      const value = factory.createPropertyAccessExpression(factory.createIdentifier('exports'), name);
      // In a pattern, `({x = 1} = record)`, the default stands behind.
      const {objectAssignmentInitializer: initial} = node;
      const target = initial ? factory.createAssignment(value, ts.visitNode(initial, visit) as typeof initial) : value;
      return ts.setTextRange(factory.createPropertyAssignment(name, target), node);
    };
    return (file) => ts.visitEachChild(file, visit, context);
  };
}
