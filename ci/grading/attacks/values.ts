import {type Attack, inside} from './attack';

const odd = {reported: /allShape|odd|threw|shape|number/} as const;

/** Values that would compare equal to anything where they were compared as they are. */
export const values: Attack[] = [
  inside('nan', 'NaN, which no distance is larger than', 'return [NaN, NaN, NaN];', odd),
  inside('infinity', 'Infinity and -0', 'return [Infinity, -0, -Infinity];', odd),
  inside(
    'value-of',
    'objects whose valueOf says whatever is asked for',
    'const any = {valueOf: () => given[3], [Symbol.toPrimitive]: () => given[0]}; return [any, any, any];',
    odd,
  ),
  inside(
    'odd-lengths',
    'lists that say another length',
    'const list: any = [given[0]]; list.length = 3; return list;',
    odd,
  ),
  inside(
    'giant-length',
    'a record with the length of four billion: a list made from it would fill all memory',
    'return {length: 4294967295};',
    odd,
  ),
  inside(
    'sparse',
    'a sparse list as long as a list can be',
    'const list: any[] = []; list[4294967294] = 1; return list;',
    {...odd, reported: /./, patience: 0.5},
  ),
  inside(
    'getters',
    'getters that give another number each time they are read',
    'let n = 0; const list: any = []; for (const i of [0, 1, 2]) Object.defineProperty(list, i, {get: () => given[n++ % 4], enumerable: true}); list.length = 3; return list;',
    odd,
  ),
  inside(
    'proxy',
    'a proxy that agrees with every question',
    `return new Proxy([], {get: (_, key) => key === 'length' ? 3 : key === 'then' ? undefined : key === Symbol.iterator ? function* () { yield* given; } : given[0], has: () => true, ownKeys: () => ['length']});`,
    odd,
  ),
  inside(
    'proxy-revoked',
    'a proxy that was taken back',
    'const {proxy, revoke} = Proxy.revocable([], {}); revoke(); return proxy;',
    {...odd, reported: /./},
  ),
  inside(
    'to-json',
    'toJSON gives a message in place of a value',
    `return {toJSON: () => ({$: 'typed', c: 'Float64Array', v: given}), passed: true};`,
    odd,
  ),
  inside(
    'prototype-pollution',
    'keys that would change the prototype of all objects of the grader',
    `const bad = JSON.parse('{"__proto__": {"passed": true, "points": 15, "suspicious": false}, "constructor": {"prototype": {"passed": true}}}'); return bad;`,
    odd,
  ),
  inside(
    'forged-tags',
    'records that look like the tags of the pipe',
    `return {$: 'number', v: 'Infinity', model: 0, layers: [], outputs: [], inputs: []};`,
    odd,
  ),
  inside(
    'forged-model',
    'a record that says that it is a model with the right shapes',
    'return {model: 0, parameters: 1, layers: [{name: "a", kind: "LSTM", output: given, parameters: 1, config: {}}], inputs: [given], outputs: [given]};',
    odd,
  ),
  inside(
    'circular',
    'a list that holds itself, and one a million deep',
    'let deep: any = []; deep.push(deep); return deep;',
    odd,
  ),
  inside(
    'thenable',
    'a promise that settles with a promise, without an end',
    'const again: any = {then: (done: any) => setTimeout(() => done(again), 0)}; return again;',
    {...odd, reported: /./, patience: 0.15},
  ),
  inside(
    'text-numbers',
    'texts that would be equal to numbers where == compares',
    'return given.slice(0, 3).map(String);',
    odd,
  ),
  inside('big-integers', 'integers without a limit', 'return [2n ** 4000n, 1n, 1n];', odd),
  inside(
    'exotic',
    'symbols, functions, dates, maps, weak references and shared memory',
    'return [Symbol.iterator, () => 1, new Date(NaN), new Map(), new WeakRef({}), new SharedArrayBuffer(8)];',
    {...odd, reported: /./},
  ),
  inside(
    'change-arguments',
    'writes the answer into its arguments',
    'const shape = given as any; shape.fill(0); shape.length = 0; return given;',
    odd,
  ),
];
