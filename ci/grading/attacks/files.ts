import {type Attack, type Files, pathOf, written} from './attack';
import {zip} from './zips';

const right = () => JSON.stringify(written({}));
const raw = (name: string, about: string, text: () => string | Buffer, reported: RegExp, honest = 0): Attack => ({
  ...{name, about, honest, reported},
  build: (): Files => ({[pathOf()]: text()}),
});

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** What is handed in is no honest file. */
export const files: Attack[] = [
  {
    name: 'link-to-other',
    about: "a link to another student's work, to the secret, and a folder that is a link",
    honest: 0,
    build: ({other, secret, submissions}) => ({
      'student/02/02-dimensions.ipynb': {link: other},
      'second/02/02-dimensions.ipynb': {link: secret},
      third: {link: submissions},
      'fourth/02/02-loop.ipynb': {link: '02-loop.ipynb'},
    }),
    reported: /a link, not followed/,
  },
  {
    name: 'odd-names',
    about: 'names with line breaks, marks of direction, dots, emoji, quotes, formulas and 200 letters',
    honest: 2,
    parts: ['02.1'],
    build: () => ({
      'new\nline","=1+1/02/02-dimensions.ipynb': right(),
      '\u202Enohtyp\u202C/02/02-dimensions.ipynb': right(),
      '.../02/02-dimensions.ipynb': right(),
      '%2e%2e/02/02-dimensions.ipynb': right(),
      '😀🏴‍☠️/02/02-dimensions.ipynb': right(),
      "=cmd|' /C calc'!A0/02/02-dimensions.ipynb": right(),
      '＝1+1/02/02-dimensions.ipynb': right(),
      '<img src=x onerror=alert(1)>/02/02-dimensions.ipynb': right(),
      [`${'long'.repeat(50)}/02/02-dimensions.ipynb`]: right(),
      '__proto__/02/02-dimensions.ipynb': right(),
      'constructor/02/02-dimensions.ipynb': right(),
    }),
  },
  {
    name: 'zip-slip',
    about: 'paths in a zip that lead out of it',
    honest: 0,
    build: () => ({
      'class.zip': zip([
        {name: '../../slipped.ipynb', bytes: right()},
        {name: '/tmp/slipped.ipynb', bytes: right()},
      ]),
    }),
    reported: /invalid relative path|absolute path/,
  },
  {
    name: 'zip-bomb',
    about: 'a gigabyte in a megabyte, which says that it is small, and two that are honest about it',
    honest: 0,
    build: () => {
      const zeros = Buffer.alloc(60 << 20, 32);
      return {
        'class.zip': zip([
          {name: 'a/02/02-dimensions.ipynb', bytes: zeros, size: 1000},
          {name: 'b/02/02-dimensions.ipynb', bytes: zeros},
        ]),
      };
    },
    reported: /larger than|too many bytes|cannot be read/,
  },
  {
    name: 'zip-lies',
    about: 'a link, a locked file, an unknown packing, damaged bytes, beside an honest file',
    honest: 2,
    build: () => ({
      'class.zip': zip([
        {name: 'link/02/02-dimensions.ipynb', bytes: '/etc/passwd', mode: 0o120777, method: 0},
        {name: 'locked/02/02-dimensions.ipynb', bytes: right(), flags: 1},
        {name: 'packed/02/02-dimensions.ipynb', bytes: right(), method: 12},
        {name: 'broken/02/02-dimensions.ipynb', bytes: right(), packed: Buffer.from('no deflated bytes at all')},
        {name: 'honest/02/02-dimensions.ipynb', bytes: right()},
      ]),
    }),
    reported: /cannot be read from the zip/,
  },
  {
    name: 'pass-for-other',
    about: 'folders inside the own folder that are called as the platform calls those of another student',
    honest: 2,
    build: () => ({
      'class.zip': zip([
        {
          name: 'Mallory_66_assignsubmission_file_/Victim_11_assignsubmission_file_/02-dimensions.ipynb',
          bytes: right(),
        },
      ]),
    }),
  },
  raw('not-json', 'no JSON at all', () => '{"cells": [<script>CANARY-script</script>', /is no JSON/),
  raw(
    'no-notebook',
    'JSON that is no notebook',
    () => '{"cells": {"length": 3}, "__proto__": {"points": 15}}',
    /no list of cells/,
  ),
  raw('deep-json', 'lists in lists, five million deep', () => `{"cells": ${nested(5e6)}}`, /lists and records/),
  raw('many-cells', 'three million cells', () => `{"cells": [${'{},'.repeat(3e6)}{}]}`, /cells/),
  raw(
    'large-file',
    'a notebook of thirty megabytes',
    () => JSON.stringify(written({})).replace('{', `{"x": "${'x'.repeat(30 << 20)}",`),
    /larger than/,
  ),
  raw(
    'bytes',
    'bytes that are no text',
    () => Buffer.from(Array.from({length: 5000}, (_, i) => (i * 7919) % 256)),
    /is no JSON/,
  ),
  {
    name: 'odd-cells',
    about: 'cells that are lists, numbers and null, sources that are records, metadata that lies',
    honest: 2,
    build: () => {
      const made = written({});
      const odd = [
        null,
        7,
        [],
        {cell_type: 'code', source: {toString: 1}},
        {cell_type: {}, source: [1, 2]},
        {metadata: {nbgrader: []}, source: ['a', 'b'], cell_type: 'code'},
      ];
      return {
        [pathOf()]: JSON.stringify({
          ...made,
          cells: [...odd, ...made.cells],
          metadata: {kernelspec: {name: '<b>=1+1'}},
        }),
      };
    },
    reported: /holds no text/,
  },
  {
    name: 'names-that-are-no-text',
    about: 'a folder whose name is no UTF-8, beside an honest one',
    honest: 2,
    build: () => ({[pathOf()]: right(), 'latin1:m\xe9\xff/02/02-dimensions.ipynb': right()}),
    reported: /cannot be read/,
  },
  {
    name: 'pipe-for-a-file',
    about: 'a named pipe in place of a notebook, which would be read for ever',
    honest: 2,
    build: () => ({[pathOf()]: right(), 'fifo:second/02/02-dimensions.ipynb': ''}),
    reported: /no plain file/,
  },
];
