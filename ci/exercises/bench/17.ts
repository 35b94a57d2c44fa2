/** Right answers to exercise 17 in several styles, beside the slips of 17-slips.ts. */
import {data, decoding, metrics, tf} from '../../../lib/src';
import {slips} from './17-slips';
import {type PartBench, type RightAnswer, styles} from './bench';
import {byGrammar, follow, type Steps, search} from './translating';

type Rows = number[][];
type Walk = (table: Steps, end: number, most: number) => unknown;
type Beam = (table: Steps, end: number, width: number, most: number, penalty: number) => unknown;

const teach = styles<(targets: Rows, start: number, end: number) => unknown>('teach', {
  'spread and fill': (targets, start, end) => {
    const width = 1 + Math.max(...targets.map((row) => row.length));
    const fill = (row: number[]) => [...row, ...Array<number>(width - row.length).fill(0)];
    return {read: targets.map((row) => fill([start, ...row])), write: targets.map((row) => fill([...row, end]))};
  },
  'cell by cell': (targets, start, end) => {
    let longest = 0;
    for (const row of targets) longest = Math.max(longest, row.length);
    const [read, write]: Rows[] = [[], []];
    for (const row of targets) {
      const [left, right]: Rows = [[], []];
      for (let t = 0; t <= longest; t++) {
        left.push(t === 0 ? start : (row[t - 1] ?? 0));
        right.push(t === row.length ? end : (row[t] ?? 0));
      }
      read.push(left);
      write.push(right);
    }
    return {read, write};
  },
  'one long row, cut twice': (targets, start, end) => {
    const width = Math.max(...targets.map(({length}) => length)) + 1;
    const whole = targets.map((row) => [start, ...row, end, ...Array(width).fill(0)]);
    const read = whole.map((row, i) => row.map((id, t) => (t <= targets[i].length ? id : 0)).slice(0, width));
    return {read, write: whole.map((row) => row.slice(1, width + 1))};
  },
  'the library, as tensors': (targets, start, end) => ({
    read: data.padSequences(targets.map((row) => [start, ...row])).toTensor(),
    write: data.padSequences(targets.map((row) => row.concat(end))).toTensor(),
  }),
});

const wordLoss = styles<(probabilities: number[][][], targets: Rows) => unknown>('wordLoss', {
  'two loops': (P, Y) => {
    let [sum, words] = [0, 0];
    for (let b = 0; b < Y.length; b++) {
      for (let t = 0; t < Y[b].length; t++) {
        if (Y[b][t] === 0) continue;
        sum -= Math.log(P[b][t][Y[b][t]]);
        words++;
      }
    }
    return sum / words;
  },
  'lists of losses': (P, Y) => {
    const losses = Y.flatMap((row, b) => row.flatMap((id, t) => (id > 0 ? [-Math.log(P[b][t][id])] : [])));
    return losses.reduce((a, b) => a + b, 0) / losses.length;
  },
  'tensors and a mask': (P, Y) => {
    const hot = tf.oneHot(tf.tensor2d(Y, undefined, 'int32'), P[0][0].length);
    const mask = tf.tensor2d(Y).notEqual(0).toFloat();
    const logs = tf.tensor3d(P).mul(hot).sum(2).log().mul(mask);
    return logs.sum().neg().div(mask.sum()).arraySync();
  },
});

const best = (row: number[]) => row.reduce((top, log, token) => (log > row[top] ? token : top), 0);
const stepOf = ({logs, next}: Steps) => {
  return (tokens: readonly number[]) => {
    const at = tokens.slice(1).reduce((s, y) => next[s][y], 0);
    return {logProbabilities: logs[at]};
  };
};

const greedy = styles<Walk>('greedy', {
  'a loop': (table, end, most) => follow(table, end, most),
  recursion: ({logs, next}, end, most) => {
    const go = (s: number, left: number): number[] => {
      const y = best(logs[s]);
      return left === 0 || y === end ? [] : [y, ...go(next[s][y], left - 1)];
    };
    return go(0, most);
  },
  'the library': (table, end, most) => decoding.greedy(stepOf(table), {start: 0, end, maxLength: most}).tokens,
  'all steps, then cut': ({logs, next}, end, most) => {
    const all: number[] = [];
    let s = 0;
    for (let t = 0; t < most; t++) {
      all.push(best(logs[s]));
      s = next[s][all[t]];
    }
    return all.includes(end) ? all.slice(0, all.indexOf(end)) : all;
  },
});

const score = styles<(logs: number[], penalty: number) => unknown>('score', {
  'sum and power': (logs, penalty) => logs.reduce((a, b) => a + b, 0) / logs.length ** penalty,
  'a loop, and the inverse power': (steps, lambda) => {
    let logP = 0;
    for (const one of steps) logP += one;
    return logP * steps.length ** -lambda;
  },
  'mean, and the rest of the power': (logs, lambda) => {
    const mean = logs.reduce((all, log) => all + log / logs.length, 0);
    return mean * logs.length ** (1 - lambda);
  },
});

const beam = styles<Beam>('beam', {
  'step by step': (table, end, width, most, penalty) => search(table, end, width, most, penalty),
  'the library': (table, end, width, maxLength, lengthPenalty) =>
    decoding.beamSearch(stepOf(table), {start: 0, end, width, maxLength, lengthPenalty})[0].tokens,
  recursion: ({logs, next}, end, width, most, penalty) => {
    type Way = {words: number[]; logP: number; at: number};
    const value = ({words, logP}: Way) => logP / words.length ** penalty;
    const go = (ways: Way[], left: number): Way[] => {
      if (left === 0 || ways.length === 0) return ways;
      const all = ways.flatMap(({words, logP, at}) =>
        logs[at].map((log, y) => ({words: [...words, y], logP: logP + log, at: next[at][y]})),
      );
      const kept = all.sort((a, b) => b.logP - a.logP).slice(0, width);
      const ended = kept.filter(({words}) => words.at(-1) === end);
      return ended.concat(
        go(
          kept.filter((way) => !ended.includes(way)),
          left - 1,
        ),
      );
    };
    const [top] = go([{words: [], logP: 0, at: 0}], most).sort((a, b) => value(b) - value(a));
    return top.words.at(-1) === end ? top.words.slice(0, -1) : top.words;
  },
  'probabilities multiplied': (table, end, width, most, penalty) =>
    search(table, end, width, most, penalty, {
      first: {y: [], p: 1, s: 0},
      plus: (p, log) => p * Math.exp(log),
      rank: ({p, y}, power) => Math.log(p) / y.length ** power,
    }),
  'places found one after the other': ({logs, next}, end, width, most, penalty) => {
    let open = [{text: [] as number[], logP: 0, state: 0}];
    let [top, topScore]: [number[], number] = [[], Number.NEGATIVE_INFINITY];
    const offer = (text: number[], logP: number, length: number) => {
      const mine = logP / length ** penalty;
      if (mine > topScore) [top, topScore] = [text, mine];
    };
    for (let t = 1; t <= most; t++) {
      const taken = new Set<string>();
      const later: typeof open = [];
      for (let place = 0; place < width; place++) {
        let found: {i: number; token: number; logP: number} | undefined;
        open.forEach(({logP, state}, i) => {
          logs[state].forEach((log, token) => {
            if (taken.has(`${i} ${token}`)) return;
            if (!found || logP + log > found.logP) found = {i, token, logP: logP + log};
          });
        });
        if (!found) break;
        const {i, token, logP} = found;
        taken.add(`${i} ${token}`);
        const {text, state} = open[i];
        if (token === end) offer(text, logP, t);
        else later.push({text: [...text, token], logP, state: next[state][token]});
      }
      open = later;
    }
    for (const {text, logP} of open) offer(text, logP, most);
    return top;
  },
});

const exactMatch = styles<(right: Rows, written: Rows, end: number) => unknown>('exactMatch', {
  'cut and compare': (right, written, end) => {
    const isRight = right.map((row, i) => {
      const stop = written[i].indexOf(end);
      const said = stop < 0 ? written[i] : written[i].slice(0, stop);
      return said.length === row.length && said.every((id, t) => id === row[t]);
    });
    return isRight.filter((one) => one).length / right.length;
  },
  'as texts': (right, written, end) => {
    const cut = (row: number[]) => `${[...row, end].join(' ')} `.split(` ${end} `)[0];
    return right.reduce((sum, row, i) => sum + Number(row.join(' ') === cut(written[i])), 0) / right.length;
  },
  'walking along both': (right, written, end) => {
    let hits = 0;
    for (const [i, row] of right.entries()) {
      let t = 0;
      while (t < row.length && written[i][t] === row[t]) t++;
      if (t === row.length && (written[i][t] === undefined || written[i][t] === end)) hits++;
    }
    return hits / right.length;
  },
  'the library': (right, written, end) => {
    const cut = written.map((row) => row.slice(0, row.concat(end).indexOf(end)));
    return metrics.exactMatch(right, cut);
  },
});

const translate = styles<(sentences: string[][]) => unknown>('translate', {
  'sentence by sentence': (sentences) => sentences.map((words) => byGrammar(words)),
  asynchronous: async (sentences) => Promise.all(sentences.map(async (words) => byGrammar(words))),
  'a loop, with one error in a hundred': (sentences) => {
    const rows: string[][] = [];
    for (const [i, words] of sentences.entries()) rows.push(i % 100 === 50 ? ['der', '.'] : byGrammar(words));
    return rows;
  },
});

const right: Record<string, RightAnswer[]> = {
  '17.1': teach,
  '17.2': wordLoss,
  '17.3': greedy,
  '17.4': score,
  '17.5': beam,
  '17.6': exactMatch,
  '17.7': translate,
};

export const bench: PartBench[] = Object.keys(right).map((id) => ({id, right: right[id], wrong: slips[id]}));
