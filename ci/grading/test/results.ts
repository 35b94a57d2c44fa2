import type {PartResult} from '../marking/mark-part';
import type {Result} from '../results/result';

/** A result of a part as tests change it. */
export const partResult = (changes: Partial<PartResult> = {}): PartResult => ({
  ...{part: '02.1', title: 'Shapes', points: 2, most: 2, message: 'passed', notes: [], suspicious: false},
  ...{seconds: 0.5, answer: 'const shapes = () => [];', ...changes},
});

/** A result as tests change it. */
export const resultOf = (changes: Partial<Result> = {}): Result => ({
  ...{schema: 'unroll-grading-result/1', student: 'ada', exercise: '02', where: 'ada/02-dimensions.ipynb'},
  ...{sha256: 'a', grader: 'g', secret: 's', sandbox: 'bubblewrap', points: 2, most: 2, parts: [partResult()]},
  ...{manual: [], notes: [], problem: null, suspicious: false, seconds: 1, ...changes},
});

/** Text that would do something where it were not taken for text. */
export const HOSTILE = [
  ...['<script>alert(1)</script>', '</script><script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<!--', ']]>'],
  ...['[a](javascript:alert(1))', '<javascript:alert(1)>', '![x](https://example.org/x.png)', '&lt;script&gt;', '`x`'],
  ...[
    '"><svg onload=alert(1)>',
    '```\n<b>x</b>\n```',
    '$\\href{javascript:alert(1)}{x}$',
    '<style>*{display:none}</style>',
  ],
  ...[
    '\\<script>alert(1)\\</script>',
    '# x',
    '\n\n<iframe src=//example.org></iframe>',
    'www.example.org',
    '{{ 7 * 7 }}',
  ],
];
