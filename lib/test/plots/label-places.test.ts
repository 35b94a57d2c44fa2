import assert from 'node:assert/strict';
import {labelPlaces} from '../../src/plots/media/label-places';

describe('labelPlaces', () => {
  const label = {wide: 0.1, high: 0.14, between: [-1, 1] as [number, number]};
  const covers = (a: {x: number; y: number}, b: {x: number; y: number}) =>
    Math.abs(a.x - b.x) < label.wide && Math.abs(a.y - b.y) < label.high;

  it('puts the numbers of strokes that begin at one point beside each other', () => {
    const points = Array.from({length: 7}, (_, i) => ({x: 0.5 + 0.01 * i, y: 0.5}));
    const places = labelPlaces(points, {...label, ink: []});
    for (const [i, one] of places.entries()) {
      for (const other of places.slice(0, i)) assert.ok(!covers(one, other), `${i} is covered`);
      assert.ok(Math.hypot(one.x - points[i].x, one.y - points[i].y) < 0.35, `${i} is far from its point`);
    }
  });

  it('moves aside from a line that runs through the nearest place', () => {
    const up = labelPlaces([{x: 0, y: 0}], {...label, ink: []});
    assert.ok(up[0].y < 0 && Math.abs(up[0].x) < 1e-9, 'a lone number stands above');
    const below = labelPlaces([{x: 0, y: 0}], {...label, ink: [], between: [0, 1]});
    assert.ok(below[0].y >= 0, 'it stays where it may stand');
    const line = Array.from({length: 20}, (_, i) => ({x: 0, y: -0.03 * i}));
    assert.ok(Math.abs(labelPlaces([{x: 0, y: 0}], {...label, ink: line})[0].x) > 0.05);
  });
});
