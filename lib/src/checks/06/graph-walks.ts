import type {Finding, Learner} from '../frame/frame';
import {type CellNode, levels, ways} from './graphs';

/** A graph, and what it is called to the learner. */
export interface NamedGraph {
  title: string;
  nodes: CellNode[];
}

const isTextList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/** What stands where a list of names should, and what to make of it. */
function oddList(value: unknown): string {
  if (value === undefined || value === null) return 'holds nothing; lists count from 0';
  const isNode = (one: unknown) => typeof one === 'object' && one !== null && 'from' in one;
  if (isNode(value) || (Array.isArray(value) && value.some(isNode))) return 'holds nodes; their names were asked for';
  return 'is no list of names';
}

/** What is wrong with lists of names, or undefined. */
function badLists(answer: unknown, what: string): string | undefined {
  if (answer === undefined) return 'got undefined (is a return missing?)';
  if (!Array.isArray(answer)) return `should be a list of ${what}, got ${answer === null ? 'null' : typeof answer}`;
  if (answer.length > 0 && isTextList(answer))
    return `is one list of names; it should be a list of ${what}, each a list`;
  const odd = answer.findIndex((one) => !isTextList(one));
  return odd >= 0 ? `[${odd}] ${oddList(answer[odd])}` : undefined;
}

/** What is wrong with steps of computation, or undefined; steps are counted from 1. */
function badSteps(steps: string[][], nodes: CellNode[]): string | undefined {
  const right = levels(nodes);
  const seen = new Map<string, number>();
  for (const [k, step] of steps.entries()) {
    if (step.length === 0) return `step ${k + 1} is empty`;
    for (const name of step) {
      const level = right.get(name);
      if (level === undefined) return `'${name}' is no node of this graph`;
      if (level === 0) return `'${name}' is an input: it is there before the first step, so it stands in none`;
      if (seen.has(name)) return `'${name}' stands in two steps; it is computed once`;
      seen.set(name, k + 1);
    }
  }
  const missing = nodes.find(({name}) => right.get(name) !== 0 && !seen.has(name));
  if (missing) return `'${missing.name}' stands in no step`;
  const order = [...seen.keys()];
  const waits = nodes.flatMap(({name, from}) => from.map((one) => [one, name]));
  const isBefore = ([a, b]: string[]) => (seen.get(a) ?? 0) < (seen.get(b) ?? 0);
  const inner = waits.filter(([source]) => right.get(source) !== 0);
  if (inner.length > 0 && inner.every(([a, b]) => isBefore([b, a])))
    return 'this is the way back: the first step computes what needs inputs only';
  const early = waits.find((pair) => !isBefore(pair));
  if (early) {
    const [source, name] = early;
    return `'${name}' stands in step ${seen.get(name)}, but it reads '${source}' of step ${seen.get(source)}: a node waits for the last thing that it reads`;
  }
  const late = order.find((name) => (seen.get(name) ?? 0) > (right.get(name) ?? 0));
  if (late === undefined) return undefined;
  if (steps.every((step) => step.length === 1))
    return 'one node a step here; nodes that do not wait for each other belong to one step';
  return `'${late}' stands in step ${seen.get(late)}, though all that it reads is there earlier: a node is computed as soon as it can be`;
}

/** Findings of 06.3. */
export async function* checkSteps(learner: Learner, graphs: NamedGraph[]): AsyncGenerator<Finding> {
  for (const {title, nodes} of graphs) {
    const path = `computationSteps(${title})`;
    const answer = await learner.call('computationSteps', nodes);
    const bad = badLists(answer, 'steps') ?? badSteps(answer as string[][], nodes);
    yield {passed: bad === undefined, message: bad ? `${path}: ${bad}` : `${path} is right`};
  }
}

/** Texts of paths, in an order that does not depend on how they were found. */
const sorted = (paths: string[][]) => paths.map((path) => path.join(' > ')).sort();
const isSame = (a: string[][], b: string[][]) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

/** Paths by a search that enters every node once. */
function visitingOnce(nodes: CellNode[], start: string, end: string, seen = new Set([start])): string[][] {
  if (start === end) return [[start]];
  const found: string[][] = [];
  for (const {name} of nodes.filter(({from}) => from.includes(start))) {
    if (seen.has(name)) continue;
    seen.add(name);
    for (const rest of visitingOnce(nodes, name, end, seen)) found.push([start, ...rest]);
  }
  return found;
}

/** Paths by one pass over the list: what a node reads must stand before it. */
function onePass(nodes: CellNode[], start: string, end: string): string[][] {
  const found = new Map<string, string[][]>([[start, [[start]]]]);
  for (const {name, from} of nodes) {
    const paths = from.flatMap((one) => (found.get(one) ?? []).map((path) => [...path, name]));
    if (name !== start) found.set(name, paths);
  }
  return found.get(end) ?? [];
}

const WRONG_WAY = 'the edges are followed the wrong way: from says what a node reads';
const IN_ANY_ORDER = 'a node is used before the ways to it are known: nodes may be listed in any order';

/** What is wrong with paths, or undefined. */
function badPaths(answer: string[][], nodes: CellNode[], start: string, end: string): string | undefined {
  const right = ways(nodes, start, end);
  if (isSame(answer, right)) return undefined;
  const texts = sorted(answer);
  const names = new Set(nodes.map(({name}) => name));
  const unknown = answer.flat().find((name) => !names.has(name));
  if (unknown !== undefined) return `'${unknown}' is no node of this graph`;
  if (right.length === 0) {
    const against = ways(nodes, end, start);
    const turned = against.map((path) => [...path].reverse());
    if (against.length > 0 && [against, turned].some((paths) => isSame(answer, paths))) return WRONG_WAY;
    const stray = answer.map((path) => path[path.length - 1]).find((last) => last !== undefined && last !== end);
    const found = stray === undefined ? '' : `; here a path ends at '${stray}'`;
    return `there is no way from '${start}' to '${end}'; then the list is empty${found}`;
  }
  if (start === end) return 'from a node to itself there is one way, which consists of the node alone';
  if (isSame(answer, onePass(nodes, start, end))) return IN_ANY_ORDER;
  if (answer.length === 0) return `no path is found, though there is one; which nodes read '${start}'?`;
  if (answer.every((path) => path.length === 0))
    return 'the paths are empty; was one list kept for all and emptied later, or are start and end missing?';
  const shorter = Math.min(...right.map((path) => path.length));
  const slips: [message: string, paths: string[][]][] = [
    ['the start is missing in each path', right.map((path) => path.slice(1))],
    ['the end is missing in each path', right.map((path) => path.slice(0, -1))],
    ['start and end are missing in each path', right.map((path) => path.slice(1, -1))],
    ['each path runs backward; it begins at the start', right.map((path) => [...path].reverse())],
    ['only the shortest paths are here; all were asked for', right.filter((path) => path.length === shorter)],
    [
      'paths are missing: does the search end at the first one, or never enter a node twice? Two paths may share a node',
      visitingOnce(nodes, start, end),
    ],
  ];
  const slip = slips.find(([, paths]) => isSame(answer, paths) && !isSame(paths, right));
  if (slip) return slip[0];
  if (new Set(texts).size < texts.length) return 'a path stands twice in the list';
  const edges = new Set(nodes.flatMap(({name, from}) => from.map((one) => `${one} ${name}`)));
  for (const path of answer) {
    const [first, last] = [path[0], path[path.length - 1]];
    if (first !== start || last !== end)
      return `a path goes from '${first}' to '${last}', not from '${start}' to '${end}'`;
    const gap = path.findIndex((name, k) => k > 0 && !edges.has(`${path[k - 1]} ${name}`));
    if (gap >= 0)
      return `a path goes from '${path[gap - 1]}' to '${path[gap]}', but '${path[gap]}' does not read it; does each path begin afresh?`;
  }
  return `some paths are missing: ${answer.length} found, there are more (two paths may share nodes)`;
}

/** A question for paths. */
export interface PathQuestion extends NamedGraph {
  start: string;
  end: string;
}

/** Findings of 06.4. */
export async function* checkPaths(learner: Learner, questions: PathQuestion[]): AsyncGenerator<Finding> {
  for (const {title, nodes, start, end} of questions) {
    const path = `pathsBetween(${title}, '${start}', '${end}')`;
    const answer = await learner.call('pathsBetween', nodes, start, end);
    const bad = badLists(answer, 'paths') ?? badPaths(answer as string[][], nodes, start, end);
    yield {passed: bad === undefined, message: bad ? `${path}: ${bad}` : `${path} is right`};
  }
}
