import assert from 'node:assert/strict';
import {drawingPixels, generateSketches, type Sketch, simplifyDrawing} from '../../src/data';
import {HAND_IDEAS} from '../../src/data/tasks/hand-ideas';
import {handSketches} from '../../src/data/tasks/hand-sketches';
import {nearestDistances} from '../../src/models';

const WORDS = Object.keys(HAND_IDEAS);
const pixelsOf = (sketches: Sketch[]) => drawingPixels(sketches.map(({drawing}) => drawing));

describe('handSketches', () => {
  const sketches = handSketches(200, 7);
  it('draws ten words equally often, within the square, each stroke of at least one movement', () => {
    assert.equal(WORDS.length, 10);
    for (const word of WORDS) assert.equal(sketches.filter((sketch) => sketch.word === word).length, 20, word);
    for (const {word, drawing} of sketches) {
      const all = drawing.flatMap(([xs, ys]) => [...xs, ...ys]);
      assert.ok(all.every(Number.isFinite), word);
      assert.ok(Math.min(...all) >= -1e-9 && Math.abs(Math.max(...all) - 255) < 1e-9, word);
      assert.ok(
        drawing.every(([xs, ys]) => xs.length === ys.length && xs.length >= 2),
        word,
      );
    }
  });
  it('draws the same with the same seed, and something else with another', () => {
    assert.deepEqual(handSketches(20, 7), handSketches(20, 7));
    assert.notDeepEqual(handSketches(20, 8), handSketches(20, 7));
  });
  it('draws a word in more ways than the clean shapes: its drawings lie farther from each other', () => {
    const clean = generateSketches(140, {seed: 7});
    const spread = (list: Sketch[], word: string) => {
      const [first, ...others] = list.filter((sketch) => sketch.word === word);
      const distances = nearestDistances(pixelsOf(others), pixelsOf([first, ...others].slice(0, 1)));
      return Math.min(...distances);
    };
    const words = ['clock', 'face', 'fish', 'house', 'moon', 'star', 'umbrella'];
    const mean = (list: Sketch[]) => words.reduce((sum, word) => sum + spread(list, word), 0) / words.length;
    assert.ok(mean(sketches) > 1.15 * mean(clean), `${mean(sketches)} beside ${mean(clean)}`);
  });
  it('keeps habits: most houses begin with the walls, not with the door', () => {
    const houses = handSketches(400, 3).filter(({word}) => word === 'house');
    const isLarge = ({drawing}: Sketch) => Math.max(...drawing[0][0]) - Math.min(...drawing[0][0]) > 60;
    const share = houses.filter(isLarge).length / houses.length;
    assert.ok(share > 0.7 && share < 1, `${share}`);
  });
  it('leaves most drawings within the 72 steps that lesson 6.6 reads', () => {
    const steps = sketches.map(({drawing}) => simplifyDrawing(drawing).reduce((sum, [xs]) => sum + xs.length, -1));
    const long = steps.filter((count) => count > 72).length / steps.length;
    assert.ok(long > 0 && long < 0.12, `${long}`);
  });
  it('refuses numbers that are not whole', () => {
    assert.throws(() => handSketches(1.5, 1), /n must be a whole number/);
    assert.throws(() => handSketches(1, 0.5), /seed must be a whole number/);
  });
});
