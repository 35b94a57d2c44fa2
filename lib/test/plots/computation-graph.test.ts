import assert from 'node:assert/strict';
import * as plots from '../../src/plots';
import {LSTM_GRAPH} from './figures-cells';

const rnn: plots.GraphNode[] = [
  {name: 'h', operation: 'tanhLayer', from: ['x', 'hBefore']},
  {name: 'x', operation: 'input', from: []},
  {name: 'hBefore', operation: 'input', from: []},
];

/** Where the label of a node stands: [x, y]. */
function placeOf(svg: string, label: string): number[] {
  const found = new RegExp(`<text x="([\\d.]+)" y="([\\d.]+)"[^>]*><tspan[^>]*>${label}</tspan></text>`).exec(svg);
  return [Number(found?.[1]), Number(found?.[2])];
}

describe('computationGraph', () => {
  it('draws a node behind everything that it reads, in whatever order the nodes are listed', () => {
    for (const nodes of [LSTM_GRAPH, [...LSTM_GRAPH].reverse()]) {
      const {svg} = plots.computationGraph(nodes);
      const columns = ['x', 'candidate', 'written', 'c', 'shown', 'h'].map((name) => placeOf(svg, name)[0]);
      assert.deepEqual(
        [...columns].sort((a, b) => a - b),
        columns,
      );
      assert.equal(new Set(columns).size, 6);
    }
  });

  it('has an arrow for each edge, thick where both ends are highlighted', () => {
    const edges = LSTM_GRAPH.flatMap(({from}) => from).length;
    const {svg, alt} = plots.computationGraph(LSTM_GRAPH, {highlight: ['cBefore', 'kept', 'c']});
    assert.equal(svg.match(/<polygon /g)?.length, edges);
    assert.equal(svg.match(/<path [^>]*stroke-width="3.2"/g)?.length, 2);
    assert.match(alt, /12 nodes/);
    assert.match(alt, /c reads kept, written; shown reads c/);
  });

  it('puts no two nodes on one place', () => {
    const {svg} = plots.computationGraph(LSTM_GRAPH);
    const boxes = [...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)"|<circle cx="([\d.]+)" cy="([\d.]+)"/g)];
    const places = boxes.map((found) => found.slice(1).join(' '));
    assert.equal(places.length, LSTM_GRAPH.length);
    assert.equal(new Set(places).size, places.length);
  });

  it('writes c_{t-1} for cBefore', () => {
    assert.match(plots.computationGraph(rnn).svg, />h<\/tspan><tspan[^>]*>t-1</);
  });

  it('refuses what is no graph, in one line', () => {
    const bad = (nodes: unknown, says: RegExp) =>
      assert.throws(() => plots.computationGraph(nodes as plots.GraphNode[]), says);
    bad([], /nodes/);
    bad([...rnn, rnn[0]], /there are two nodes 'h'/);
    bad([{name: 'h', operation: 'relu', from: []}], /'h' has no operation 'relu'; there are: input, /);
    bad([{name: 'h', operation: 'tanh', from: ['a']}], /'h' reads 'a', which is no node/);
    bad([{name: 'h', operation: 'tanh', from: 'a'}], /from of 'h' must be a list/);
    bad(
      [
        {name: 'a', operation: 'tanh', from: ['b']},
        {name: 'b', operation: 'tanh', from: ['a']},
      ],
      /'a' waits for itself/,
    );
    assert.throws(() => plots.computationGraph(rnn, {highlighted: []} as never), /highlighted/);
  });
});
