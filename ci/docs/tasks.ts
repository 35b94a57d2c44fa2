/** The index by task: each function of `ci/docs/tasks/*.ts` is a task, its docstring the wish, its body the answer. */
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import ts from 'typescript';
import {InputError} from '../notebooks/notebook';
import type {Room} from './program';
import {findUses} from './uses';

export interface Task {
  /** 'I have a series and want the next ten steps at once.' */
  wish: string;
  code: string;
  /** `room.name` of what it takes, in the order of the code. */
  names: string[];
}

export interface TaskGroup {
  title: string;
  tasks: Task[];
}

/** Files of tasks, in the order of the page. */
export const TASK_FILES = ['series', 'training', 'text', 'media', 'understanding'];

const commentOf = (node: ts.Node): string =>
  ts
    .getJSDocCommentsAndTags(node)
    .map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? '')
    .join(' ');

/** Statements with the indent of the first one taken away. */
function unindented(statements: string): string {
  const lines = statements.split('\n');
  const indent = /^ */.exec(lines.find((line) => line.trim()) ?? '')?.[0].length ?? 0;
  return lines
    .map((line) => line.slice(indent))
    .join('\n')
    .trim();
}

/** Code that stands outside the functions and that a task needs: it is shown in front of it. */
function sharedCode(file: ts.SourceFile): string {
  const shared = file.statements.filter(ts.isVariableStatement);
  return shared.map((statement) => statement.getText(file)).join('\n');
}

function readFile(path: string, rooms: Set<string>): TaskGroup {
  const text = readFileSync(path, 'utf8');
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const imports = file.statements.filter(ts.isImportDeclaration).map((one) => one.getText(file));
  const title = /^\/\*\* (.+?) \*\//.exec(text)?.[1];
  if (!title) throw new InputError(`${path}: line 1 must be the group's title, as in /** Text */`);
  const shared = sharedCode(file);
  const tasks = file.statements.filter(ts.isFunctionDeclaration).map((node): Task => {
    const wish = commentOf(node);
    const body = node.body?.getText(file).slice(1, -1).replace(/^\n/, '') ?? '';
    if (!wish) throw new InputError(`${path}: ${node.name?.text} has no docstring to say what one wants`);
    const code = [shared, unindented(body)].filter(Boolean).join('\n');
    const uses = findUses(`${imports.join('\n')}\n${unindented(body)}`, rooms);
    return {wish, code, names: [...new Set(uses.map(({room, name}) => `${room}.${name}`))]};
  });
  return {title, tasks};
}

/** The tasks of the index page; none where the course has no such files. */
export function readTasks(root: string, rooms: Room[]): TaskGroup[] {
  const names = new Set(rooms.map(({name}) => name));
  return TASK_FILES.map((name) => join(root, 'ci/docs/tasks', `${name}.ts`))
    .filter((path) => existsSync(path))
    .map((path) => readFile(path, names));
}
