import type TypeScript from 'typescript';

/**
 * Lets `{x: y}` name the property `x` also where an earlier cell declared `x`.
 *
 * tslab writes `exports.x` for each name whose symbol an earlier cell declared. In patterns, `({x: y}) => y` and
 * `({x: y} = record)`, TypeScript finds the property in the declared type of `record`, which stands among the declarations
 * of the earlier cells too: out would come `({exports, x: y}) => y`, which hides all variables of earlier cells. A name
 * made anew has no symbol, so it stays as it is.
 *
 * @param ts the compiler that tslab uses
 */
export function keepPropertyNames(ts: typeof TypeScript): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  return (context) => {
    const {factory} = context;
    const anew = (name: TypeScript.Identifier) => ts.setTextRange(factory.createIdentifier(name.text), name);
    const visit = (one: TypeScript.Node): TypeScript.Node => {
      const node = ts.visitEachChild(one, visit, context);
      if (ts.isBindingElement(node) && node.propertyName && ts.isIdentifier(node.propertyName)) {
        const {dotDotDotToken, propertyName, name, initializer} = node;
        return factory.updateBindingElement(node, dotDotDotToken, anew(propertyName), name, initializer);
      }
      if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) {
        return factory.updatePropertyAssignment(node, anew(node.name), node.initializer);
      }
      return node;
    };
    return (file) => ts.visitEachChild(file, visit, context);
  };
}
