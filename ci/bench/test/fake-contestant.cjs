// A contestant for tests: answers as asked for by its arguments, and keeps a diary of its rounds in the file DIARY.
const {appendFileSync} = require('node:fs');
const {createInterface} = require('node:readline');

const [name, behaviour = 'well', ms = '10'] = process.argv.slice(2);
const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);
let rounds = 0;

if (behaviour === 'dies-at-start') {
  process.stderr.write('no such library\n');
  process.exit(3);
}
if (behaviour === 'throws-at-start') throw new TypeError('no such layer');
if (behaviour === 'no-versions') process.stdout.write('Welcome!\n');
else say({versions: {[name]: '1.0'}});

const answers = {
  load: () => (behaviour === 'not-built' ? {notBuilt: 'layers.none'} : {parameters: 5}),
  round() {
    rounds++;
    if (process.env.DIARY) appendFileSync(process.env.DIARY, `${name} `);
    if (behaviour === 'dies-in-round-2' && rounds === 2) {
      process.stderr.write('out of memory\n');
      process.exit(9);
    }
    if (behaviour === 'error') return {error: 'the loss became NaN'};
    if (behaviour === 'nan') return {ms: 1, loss: null};
    return {ms: Number(ms) * rounds, loss: 0.5};
  },
  memory: () => ({peakMb: 100}),
};
createInterface({input: process.stdin}).on('line', (line) => {
  const {do: question} = JSON.parse(line);
  if (behaviour === 'rubbish' && question === 'round') process.stdout.write('Epoch 1/1 [=====>]\n');
  else say(answers[question]());
});
