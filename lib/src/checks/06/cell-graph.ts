import type {Random} from '../../data/random';
import type {UnitNotes} from '../11/lstm-variants';
import {compare} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';
import {STEP_FORWARD} from './cell-terms';
import {type CellNode, circular, OPERATIONS} from './graphs';

const wrong = (message: string): Finding => ({passed: false, message: `lstmGraph(): ${message}`});

/** Names that the graph must have, and whether they are boxes. */
const INPUTS = ['x', 'hBefore', 'cBefore'];
const GATES = ['i', 'f', 'o'];
const BOXES = [...GATES, 'candidate'];
const STATES = ['c', 'h'];

/** What is wrong with the form of a list of nodes, or undefined. */
function badForm(answer: unknown): string | undefined {
  if (answer === undefined) return 'got undefined (is a return missing?)';
  if (!Array.isArray(answer)) return 'should be a list of nodes';
  const names = new Set<string>();
  for (const [k, one] of answer.entries()) {
    const {name, operation, from} = (typeof one === 'object' && one !== null ? one : {}) as Partial<CellNode>;
    if (typeof name !== 'string') return `node ${k} has no name`;
    if (names.has(name)) return `there are two nodes '${name}'`;
    names.add(name);
    if (typeof operation !== 'string' || !OPERATIONS.includes(operation))
      return `'${name}' has the operation '${operation}'; there are: ${OPERATIONS.join(', ')}`;
    if (!Array.isArray(from) || from.some((source) => typeof source !== 'string'))
      return `from of '${name}' should be a list of names`;
  }
  for (const {name, from} of answer as CellNode[]) {
    const unknown = from.find((one) => !names.has(one));
    if (unknown !== undefined) return `'${name}' reads '${unknown}', which is no node of the graph`;
  }
  const stuck = circular(answer as CellNode[]);
  if (stuck)
    return `'${stuck}' waits for itself: its nodes go in a circle; what the last step left is cBefore and hBefore`;
  const missing = [...INPUTS, ...BOXES, ...STATES].find((one) => !names.has(one));
  return (
    missing && `a node '${missing}' is missing; the names x, hBefore, cBefore, i, f, o, candidate, c and h are fixed`
  );
}

/** What is wrong with the boxes, or undefined. */
function badBoxes(byName: Map<string, CellNode>): string | undefined {
  for (const name of INPUTS) {
    const {operation, from} = byName.get(name) as CellNode;
    if (operation !== 'input' || from.length > 0) return `'${name}' comes from outside: an input that reads nothing`;
  }
  for (const name of BOXES) {
    const {operation, from} = byName.get(name) as CellNode;
    const isGate = GATES.includes(name);
    if (operation === 'sigmoid' || operation === 'tanh') return `'${name}' has weights of its own: it is a layer`;
    if (isGate && operation === 'tanhLayer') return `gate '${name}' goes through tanh; a share between 0 and 1 needs σ`;
    if (name === 'candidate' && operation === 'sigmoidLayer')
      return "'candidate' goes through σ; as content it must be able to raise and to lower";
    if (!operation.endsWith('Layer')) return `'${name}' is made by '${operation}'; a gate or candidate is a layer`;
    if (from.includes('cBefore') || from.includes('c'))
      return `'${name}' sees the cell state: that is a peephole, which a plain LSTM does not have`;
    const missing = ['x', 'hBefore'].find((one) => !from.includes(one));
    if (missing) return `'${name}' does not read '${missing}'; what do all four boxes read?`;
    const other = from.find((one) => one !== 'x' && one !== 'hBefore');
    if (other) return `'${name}' reads '${other}'; the four boxes wait for inputs of the cell only`;
    if (from.length > 2) return `'${name}' reads a node twice`;
  }
  return undefined;
}

/** What is wrong with a node behind the boxes, or undefined. */
function badNode({name, operation, from}: CellNode): string | undefined {
  if (operation === 'input') return `'${name}' is a further input; a cell has x, hBefore and cBefore`;
  if (operation.endsWith('Layer')) return `'${name}' is a layer; behind the four boxes there are no weights`;
  const isPair = operation === 'multiply' || operation === 'add';
  if (isPair && from.length !== 2)
    return `'${name}' reads ${from.length === 1 ? 'one node' : `${from.length} nodes`}; '${operation}' takes two`;
  if (!isPair && from.length !== 1) return `'${name}' is made by '${operation}', which reads one node`;
  return undefined;
}

/** The value of a node, from the values of boxes and inputs. */
function computed(name: string, byName: Map<string, CellNode>, known: Map<string, number>): number {
  const there = known.get(name);
  if (there !== undefined) return there;
  const {operation, from} = byName.get(name) as CellNode;
  const values = from.map((one) => computed(one, byName, known));
  if (operation === 'tanh') return Math.tanh(values[0]);
  if (operation === 'sigmoid') return 1 / (1 + Math.exp(-values[0]));
  return operation === 'add' ? values.reduce((sum, one) => sum + one, 0) : values.reduce((all, one) => all * one, 1);
}

/** Findings of 06.2: the graph is computed on random numbers, so any graph of an LSTM passes. */
export async function* checkGraph(learner: Learner, {uniform}: Random, rounds: number): AsyncGenerator<Finding> {
  const answer = await learner.call('lstmGraph');
  const form = badForm(answer);
  if (form) {
    yield wrong(form);
    return;
  }
  const nodes = answer as CellNode[];
  const byName = new Map(nodes.map((one) => [one.name, one]));
  const fixed = [...INPUTS, ...BOXES];
  const bad =
    badBoxes(byName) ??
    nodes
      .filter(({name}) => !fixed.includes(name))
      .map(badNode)
      .find(Boolean);
  if (bad) {
    yield wrong(bad);
    return;
  }
  const units = Array.from({length: rounds}, () => {
    const [i, f, o] = [uniform(0.2, 0.9), uniform(0.2, 0.9), uniform(0.2, 0.9)];
    const unit = {i, f, o, candidate: uniform(-0.9, 0.9), cBefore: uniform(0.5, 1.5), c: 0};
    return {...unit, c: f * unit.cBefore + i * unit.candidate};
  });
  const [atX, atH] = [0.7, -0.4];
  const met = (value: number) => units.map(({i, f, candidate}) => f * value + i * candidate);
  const others = [
    {message: 'the forget gate meets h_{t-1}; it keeps of the cell state', value: met(atH)},
    {message: 'the forget gate meets x; it keeps of the cell state', value: met(atX)},
  ];
  /** Values of a node in all rounds; x and h_{t-1} reach it by the boxes alone. */
  const values = (name: string) =>
    units.map(({i, f, o, candidate, cBefore}) => {
      const known = {i, f, o, candidate, cBefore, x: atX, hBefore: atH};
      return computed(name, byName, new Map(Object.entries(known)));
    });
  const slipsOf = (kind: 'cell' | 'hidden') =>
    STEP_FORWARD.flatMap(({message, variant}) => {
      const made = variant[kind];
      return made ? [{message, value: units.map((unit: UnitNotes) => made(unit))}] : [];
    });
  const tolerance = 1e-9;
  const cells = units.map(({c}) => c);
  const c = {path: 'lstmGraph(): node c', actual: values('c'), expected: cells, tolerance};
  yield compare({...c, slips: [...slipsOf('cell'), ...others]});
  const shown = units.map((unit) => unit.o * Math.tanh(unit.c));
  const h = {path: 'lstmGraph(): node h', actual: values('h'), expected: shown, tolerance};
  yield compare({...h, slips: slipsOf('hidden')});
}
