import {checkFunction, checkOptions, checkWhole} from '../data/arguments';
import {type BeamOptions, type BeamTrial, beamSearch} from './beam-search';
import type {BatchStep, StepFunction} from './next-token';

/** A token that a beam search tried, as `plots.beamTree` draws it. */
export interface BeamTreeNode {
  token: string;
  /** Place of the token before it in the list; none for the start. */
  parent?: number;
  /** Natural logarithm of the probability of the sequence up to here. */
  logProbability: number;
  /** Whether the beam kept it. */
  kept: boolean;
  /** Whether the winning sequence ends here. */
  isBest?: boolean;
}

/** Options of {@link beamNodes}. */
export interface BeamNodesOptions<S = unknown> extends Omit<BeamOptions<S>, 'best' | 'watch'> {
  /** Name of each token; that of the start is '(start)'. */
  name: (token: number) => string;
  /** Continuations shown of those that a step drops, the likeliest first; defaults to 2. */
  dropped?: number;
}

/**
 * Runs {@link beamSearch} and notes what it tried, as a tree: a node for each token that a step kept, and for the
 * likeliest ones that it dropped.
 *
 * @param step see `StepFunction`, `BatchStep`
 * @param options see {@link BeamNodesOptions}
 * @returns the nodes, parents before their children; the first is the start
 * @throws as `beamSearch`
 *
 * Lesson: notebooks/05-text/5.4.
 */
export function beamNodes<S>(step: StepFunction<S> | BatchStep<S>, options: BeamNodesOptions<S>): BeamTreeNode[] {
  const known = ['start', 'end', 'maxLength', 'state', 'width', 'lengthPenalty', 'name', 'dropped'];
  checkOptions<Record<string, unknown>>('beamNodes', {...options}, known);
  const {name, dropped = 2, ...search} = options;
  checkFunction('beamNodes: name', name);
  checkWhole('beamNodes: dropped', dropped, 0);
  const nodes: BeamTreeNode[] = [{token: '(start)', logProbability: 0, kept: true}];
  const places = new Map<string, number>([['', 0]]);
  const watch = (tried: BeamTrial[]) => {
    const shown = [...tried.filter(({kept}) => kept), ...tried.filter(({kept}) => !kept).slice(0, dropped)];
    for (const {tokens, logProbability, kept} of shown) {
      if (kept) places.set(tokens.join(), nodes.length);
      const parent = places.get(tokens.slice(0, -1).join());
      nodes.push({token: name(tokens[tokens.length - 1]), parent, logProbability, kept});
    }
  };
  const [best] = beamSearch(step, {...search, watch});
  const whole = best.ended ? [...best.tokens, search.end] : best.tokens;
  const winner = places.get(whole.join());
  if (winner !== undefined) nodes[winner].isBest = true;
  return nodes;
}
