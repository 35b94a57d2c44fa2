/** Signatures and members as the source writes them, without their bodies. */
import ts from 'typescript';
import {type Docstring, docstringOf} from './docstring';

const LINE = 100;

/** What a class or an interface has, one line each. */
export interface Member {
  name: string;
  /** `units?: number`, `predict(x: Numbers): Targets` */
  text: string;
  doc?: Docstring;
}

const oneLine = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/([{(])\s+/g, '$1')
    .replace(/,?\s+([})])/g, '$1')
    .replace(/\s+/g, ' ');

const typeOf = (type: ts.TypeNode | undefined): string => (type ? `: ${oneLine(type.getText())}` : '');

/** Options that are taken apart in the source (`{horizon = 1}: HorizonOption = {}`) carry the name that the docstring gives. */
function parameter(node: ts.ParameterDeclaration, index: number, doc?: Docstring): string {
  const isPlain = ts.isIdentifier(node.name);
  const name = isPlain ? node.name.getText() : (doc?.params[index]?.name ?? 'options');
  const dots = node.dotDotDotToken ? '...' : '';
  if (isPlain && node.initializer) return `${name}${typeOf(node.type)} = ${oneLine(node.initializer.getText())}`;
  return `${dots}${name}${node.questionToken || node.initializer ? '?' : ''}${typeOf(node.type)}`;
}

function callable(name: string, node: ts.SignatureDeclaration, doc?: Docstring): string {
  const generic = node.typeParameters ? `<${node.typeParameters.map((one) => one.getText()).join(', ')}>` : '';
  const parameters = node.parameters.map((one, index) => parameter(one, index, doc));
  const flat = `${name}${generic}(${parameters.join(', ')})${typeOf(node.type)}`;
  if (flat.length <= LINE || parameters.length === 0) return flat;
  return `${name}${generic}(\n${parameters.map((one) => `  ${one},\n`).join('')})${typeOf(node.type)}`;
}

/** What a class or an interface goes on from; a base that no reader can import is left out (its members are shown). */
function heritage(node: ts.ClassDeclaration | ts.InterfaceDeclaration, isKnown: (name: string) => boolean): string {
  const clauses = (node.heritageClauses ?? []).map((clause) => {
    const word = clause.token === ts.SyntaxKind.ExtendsKeyword ? 'extends' : 'implements';
    const shown = clause.types.filter(({expression}) => {
      const base = expression.getText();
      return /^(tf\.\w+|Error|Omit|Pick|Partial|Required)$/.test(base) || isKnown(base);
    });
    return shown.length > 0 ? ` ${word} ${shown.map((type) => oneLine(type.getText())).join(', ')}` : '';
  });
  const generic = node.typeParameters ? `<${node.typeParameters.map((one) => one.getText()).join(', ')}>` : '';
  return generic + clauses.join('');
}

/** A constant: its type where it is written or plain to see, else its value. */
function constant(name: string, node: ts.VariableDeclaration): string {
  const value = node.initializer ? oneLine(node.initializer.getText()) : '';
  return `const ${name}${typeOf(node.type)}${value && value.length < LINE ? ` = ${value}` : ''}`;
}

/** The code that declares a public name, with its members left to {@link membersOf}. */
export function signature(
  name: string,
  declarations: ts.Declaration[],
  doc?: Docstring,
  isKnown: (name: string) => boolean = () => true,
): string {
  const overloads = declarations.filter(ts.isFunctionDeclaration);
  const shown = overloads.length > 1 ? overloads.filter(({body}) => !body) : overloads;
  if (shown.length > 0) return shown.map((node) => callable(name, node, doc)).join('\n');
  const node = declarations[0];
  if (ts.isVariableDeclaration(node)) return constant(name, node);
  if (ts.isClassDeclaration(node)) return `class ${name}${heritage(node, isKnown)}`;
  if (ts.isInterfaceDeclaration(node)) return `interface ${name}${heritage(node, isKnown)}`;
  if (ts.isTypeAliasDeclaration(node)) {
    return node
      .getText()
      .replace(/^export\s+/, '')
      .replace(/;$/, '');
  }
  return node.getText();
}

const isHidden = (node: ts.Node): boolean => {
  const flags = ts.getCombinedModifierFlags(node as ts.Declaration);
  const isInternal = ts.getJSDocTags(node).some(({tagName}) => tagName.text === 'internal');
  return isInternal || (flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0;
};

function member(node: ts.ClassElement | ts.TypeElement): Member[] {
  const name = node.name?.getText() ?? (ts.isConstructorDeclaration(node) ? 'new' : '');
  const doc = docstringOf(node);
  // what a class overrides without a word is described where it was first declared
  const isOverride = (ts.getCombinedModifierFlags(node as ts.Declaration) & ts.ModifierFlags.Override) !== 0;
  const isStatic = (ts.getCombinedModifierFlags(node as ts.Declaration) & ts.ModifierFlags.Static) !== 0;
  // className and fromConfig are how tfjs saves and loads a layer, and of no use to a caller
  const isPlumbing = name.startsWith('#') || (isStatic && /^(className|fromConfig)$/.test(name));
  if (isHidden(node) || isPlumbing || (isOverride && !doc)) return [];
  const optional = 'questionToken' in node && node.questionToken ? '?' : '';
  const fixed = isStatic ? 'static ' : '';
  if (ts.isMethodSignature(node) || ts.isMethodDeclaration(node)) {
    return [{name, doc, text: oneLine(fixed + callable(name + optional, node, doc))}];
  }
  if (ts.isConstructorDeclaration(node)) return doc ? [{name, doc, text: oneLine(callable('new', node, doc))}] : [];
  if (ts.isPropertySignature(node) || ts.isPropertyDeclaration(node)) {
    return [{name, doc, text: `${fixed}${name}${optional}${typeOf(node.type)}`}];
  }
  if (ts.isGetAccessorDeclaration(node)) return [{name, doc, text: `${fixed}${name}${typeOf(node.type)}`}];
  if (ts.isSetAccessorDeclaration(node)) return [];
  return [{name, doc, text: oneLine(node.getText())}];
}

/** Public fields given in the constructor's parameters (`readonly values: Float64Array`). */
function fieldsOf(node: ts.ConstructorDeclaration): Member[] {
  return node.parameters
    .filter((one) => one.modifiers && !isHidden(one))
    .map((one) => ({
      name: one.name.getText(),
      text: `${one.name.getText()}${typeOf(one.type)}`,
      doc: docstringOf(one),
    }));
}

/** Public members of a class, an interface, or an object type; those it inherits stand with their own type. */
export function membersOf(declarations: ts.Declaration[]): Member[] {
  return declarations.flatMap((node): Member[] => {
    if (ts.isInterfaceDeclaration(node)) return node.members.flatMap(member);
    if (!ts.isClassDeclaration(node)) return [];
    const built = node.members.filter(ts.isConstructorDeclaration).flatMap(fieldsOf);
    return [...built, ...node.members.flatMap(member)];
  });
}

/** Names of types that a declaration writes in its head: parameters, result, base types. */
export function typesIn(declarations: ts.Declaration[]): string[] {
  const found: string[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isTypeReferenceNode(node)) found.push(node.typeName.getText());
    if (ts.isExpressionWithTypeArguments(node)) found.push(node.expression.getText());
    if (!ts.isBlock(node) && !ts.isClassElement(node)) ts.forEachChild(node, walk);
  };
  for (const node of declarations) walk(node);
  return [...new Set(found)];
}
