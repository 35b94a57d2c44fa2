// The order of the rooms of lib/src (docs/house.md): a room imports only from rooms above it in this list.
const rooms = [
  'engine',
  'data',
  'scratch',
  'layers',
  'models',
  'training',
  'forecasting',
  'decoding',
  'metrics',
  'plots',
  'checks',
  'notebook',
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...rooms.slice(0, -1).map((room, index) => ({
      name: `${room}-imports-only-upwards`,
      comment: `${room}/ stands above ${rooms.slice(index + 1).join(', ')}: it must not import them`,
      severity: 'error',
      from: {path: `^lib/src/${room}/`},
      to: {path: `^lib/src/(${rooms.slice(index + 1).join('|')}|index)(/|\\.)`},
    })),
    {name: 'no-circles', severity: 'error', from: {}, to: {circular: true}},
    {
      name: 'scratch-knows-no-tensorflow',
      comment: 'scratch/ is the course by hand: plain typed arrays',
      severity: 'error',
      from: {path: '^lib/src/scratch/'},
      to: {path: '@tensorflow'},
    },
    {
      name: 'node-only-where-it-may',
      comment:
        "Node's built-ins stay in engine/native, data/files and notebook/, so that the rest bundles for the browser",
      severity: 'error',
      from: {path: '^lib/src/', pathNot: '^lib/src/(engine/native|data/files|notebook/)'},
      to: {dependencyTypes: ['core']},
    },
  ],
  options: {
    doNotFollow: {path: 'node_modules'},
    exclude: {path: '^lib/src/engine/kernels'},
    tsPreCompilationDeps: true,
  },
};
