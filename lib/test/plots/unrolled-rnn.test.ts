import assert from 'node:assert/strict';
import {unrolledRnn} from '../../src/plots';

const heightOf = (svg: string) => Number(/ height="(\d+)"/.exec(svg)?.[1]);

describe('unrolledRnn', () => {
  it('names the weights that its reader knows', () => {
    assert.ok(unrolledRnn().svg.includes('W'));
    assert.ok(!unrolledRnn({weights: 'w_x, w_h, b'}).svg.includes('W'));
  });
  it('leaves no room for outputs where there are none', () => {
    const [all, none] = [unrolledRnn().svg, unrolledRnn({outputs: 'none'}).svg];
    assert.ok(heightOf(none) < heightOf(all));
    const shift = Number(/translate\(0 -(\d+)\)/.exec(none)?.[1]);
    assert.equal(shift, heightOf(all) - heightOf(none));
    const tops = [...none.matchAll(/<rect x="[^"]+" y="([^"]+)"[^>]*rx="5"/g)].map(([, y]) => Number(y) - shift);
    assert.ok(tops.length === 5 && tops.every((y) => y > 0));
  });
});
