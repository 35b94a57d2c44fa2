/**
 * The course: its parts, lessons and exercises, in order. Contents pages, navigation and the map are made from it by
 * `npm run frame`. A lesson is in preparation as long as it has `planned`; delete that when its notebook stands.
 */

export interface Lesson {
  /** Such as `2.1`. */
  id: string;
  title: string;
  /** File, from `notebooks/`. */
  file: string;
  /** Two lines on the map; defaults to the title. */
  short?: [string, string];
  /** Lessons to have read directly before, by id. */
  needs: string[];
  /** Exercises that practise it, by number. */
  exercises: string[];
  /** Only while the notebook is not there: a finished one says its question and its minutes itself. */
  planned?: {question: string; minutes: number};
}

export interface Part {
  title: string;
  lessons: Lesson[];
}

const lesson = (
  path: string,
  title: string,
  needs: string[],
  exercises: string[],
  rest: Pick<Lesson, 'short' | 'planned'> = {},
): Lesson => ({id: path.replace(/^.*\/|-.*$/g, ''), title, file: `${path}.ipynb`, needs, exercises, ...rest});

export const parts: readonly Part[] = [
  {
    title: 'Foundations',
    lessons: [
      lesson('01-foundations/1.1-what-is-a-sequence', 'What is a sequence?', [], ['01']),
      lesson('01-foundations/1.2-preparing-sequences', 'Preparing sequences', ['1.1'], ['02']),
      lesson('01-foundations/1.3-recurrent-neurons', 'Recurrent neurons', ['1.2'], ['02']),
      lesson('01-foundations/1.4-backpropagation-through-time', 'Backpropagation through time', ['1.3'], ['20'], {
        short: ['Backpropagation', 'through time'],
      }),
      lesson(
        '01-foundations/1.5-vanishing-and-exploding-gradients',
        'Vanishing and exploding gradients',
        ['1.4'],
        ['05'],
        {
          short: ['Vanishing and', 'exploding'],
        },
      ),
    ],
  },
  {
    title: 'Forecasting',
    lessons: [
      lesson('02-forecasting/2.1-one-step-ahead', 'One step ahead', ['1.4'], ['02', '13']),
      lesson('02-forecasting/2.2-many-steps-ahead', 'Many steps ahead', ['2.1'], ['04']),
      lesson('02-forecasting/2.3-long-sequences', 'Long sequences', ['2.2', '1.5'], ['15']),
      lesson('02-forecasting/2.4-real-series', 'Real series', ['2.3'], ['13']),
    ],
  },
  {
    title: 'Gated cells',
    lessons: [
      lesson('03-gated-cells/3.1-gates-and-cells', 'Gates and cells', ['1.5'], ['06', '11', '16']),
      lesson('03-gated-cells/3.2-comparing-cells', 'Comparing cells', ['3.1', '2.1'], ['02', '05']),
      lesson('03-gated-cells/3.3-deep-bidirectional-stateful', 'Deep, bidirectional, stateful', ['3.2'], ['03', '15'], {
        short: ['Deep, bidirec-', 'tional, stateful'],
      }),
      lesson('03-gated-cells/3.4-choosing-a-cell', 'Choosing a cell', ['3.3'], ['02']),
    ],
  },
  {
    title: 'Convolutions',
    lessons: [
      lesson('04-convolutions/4.1-convolution-over-time', 'Convolution over time', ['2.1'], ['07'], {
        short: ['Convolution', 'over time'],
      }),
      lesson('04-convolutions/4.2-wavenet', 'WaveNet', ['4.1', '2.2'], ['07']),
    ],
  },
  {
    title: 'Text',
    lessons: [
      lesson('05-text/5.1-classifying-text', 'Classifying text', ['3.1'], ['02']),
      lesson('05-text/5.2-generating-text', 'Generating text', ['5.1'], ['12']),
      lesson('05-text/5.3-attention', 'Attention', ['5.2'], ['19']),
      lesson('05-text/5.4-encoder-decoder', 'Encoder and decoder', ['5.3'], ['17'], {
        short: ['Encoder and', 'decoder'],
      }),
      lesson('05-text/5.5-tagging-entities', 'Tagging entities', ['5.1'], ['14']),
    ],
  },
  {
    title: 'Applications',
    lessons: [
      lesson('06-applications/6.1-music', 'Music', ['5.2'], ['10', '18']),
      lesson('06-applications/6.2-speech', 'Speech', ['4.1'], ['02']),
      lesson('06-applications/6.3-video', 'Video', ['4.1'], ['02', '08', '19']),
      lesson('06-applications/6.4-captions', 'Captions', ['5.4'], ['17']),
      lesson('06-applications/6.5-dna', 'DNA', ['4.1'], ['02']),
      lesson('06-applications/6.6-sketches', 'Sketches', ['5.2'], ['09']),
    ],
  },
  {
    title: 'Reference',
    lessons: [
      lesson('07-reference/7.1-mathematical-foundations', 'Mathematical foundations', ['3.1'], ['11', '20'], {
        short: ['Mathematical', 'foundations'],
      }),
      lesson('07-reference/7.2-common-mistakes', 'Common mistakes', ['3.1'], ['02', '20']),
    ],
  },
];

export const lessonList: readonly Lesson[] = parts.flatMap(({lessons}) => lessons);

export {exerciseTitles} from '../../../lib/src/checks/titles';
