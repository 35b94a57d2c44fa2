import {type Random, random} from '../random';
import {sine} from '../sine';
import {DIGIT_SAMPLE_RATE, type Recording} from './spoken-digits';

const TURN = 2 * Math.PI;
const cosine = (angle: number) => sine(angle + TURN / 4);

/** How a mouth makes a sound. */
interface Sound {
  /** The first three resonances of the mouth, in hertz. */
  formants: [first: number, second: number, third: number];
  /** Loudness of the voice; none for a whisper. */
  voice: number;
  /** Loudness of the noise. */
  noise: number;
  /** Where the noise is loudest, in hertz. */
  hiss: number;
  seconds: number;
}

const vowel = (first: number, second: number, third: number): Sound => {
  return {formants: [first, second, third], voice: 1, noise: 0, hiss: 1500, seconds: 0.13};
};
const noise = (loudness: number, hiss: number, seconds: number): Sound => {
  return {formants: [400, 1700, 2600], voice: 0, noise: loudness, hiss, seconds};
};
const SOUNDS: Record<string, Sound> = {
  ...{i: vowel(280, 2250, 2950), I: vowel(400, 1950, 2550), e: vowel(540, 1800, 2500), a: vowel(730, 1150, 2450)},
  ...{A: vowel(640, 1200, 2400), o: vowel(540, 880, 2400), u: vowel(310, 900, 2250)},
  r: {...vowel(330, 1150, 1650), voice: 0.6, seconds: 0.07},
  w: {...vowel(300, 680, 2200), voice: 0.5, seconds: 0.07},
  n: {...vowel(260, 1450, 2400), voice: 0.4, seconds: 0.08},
  v: {...vowel(260, 1100, 2200), voice: 0.3, noise: 0.02, seconds: 0.06},
  z: {...vowel(260, 1600, 2500), voice: 0.25, noise: 0.1, hiss: 3300, seconds: 0.08},
  ...{S: noise(0.17, 3400, 0.11), F: noise(0.04, 2200, 0.09), T: noise(0.15, 2900, 0.035), K: noise(0.1, 1500, 0.04)},
  _: noise(0, 1500, 0.045), // a closed mouth
};
/** Each digit in the ways in which somebody may say it. */
const SPOKEN = [
  ['ziro', 'zirou', 'ziru'],
  ['wAn', 'wan', 'uon'],
  ['Tu', 'TIu', '_Tu'],
  ['Fri', 'Sri', '_Tri'],
  ['For', 'Fo', 'Foar'],
  ['FaIv', 'Faiv', 'FaIF'],
  ['SI_KS', 'Si_KS', 'Se_KS'],
  ['Sevn', 'SevAn', 'SeFn'],
  ['eI_T', 'e_T', 'eI_TS'],
  ['naIn', 'naiIn', 'nan'],
];
const NAMES = [
  ['ada', 190],
  ['bruno', 105],
  ['cleo', 220],
  ['dimitri', 90],
  ['elif', 175],
  ['farid', 125],
] as const;

/** What a person brings to every word. */
interface Voice {
  /** Hertz. */
  pitch: number;
  /** Factor of the resonances of each sound: the length of the throat, and an accent. */
  formants: Map<string, readonly number[]>;
  /** Factor of all times. */
  pace: number;
  /** 0 to 1: how dull the voice is. */
  dullness: number;
  loudness: number;
  /** Loudness of the room, and the resonance of room and microphone in hertz. */
  room: number;
  ring: number;
  /** How each digit is said. */
  words: string[];
}

function drawVoice({uniform, normal, integer}: Random, pitch: number): Voice {
  const throat = (1 + 0.07 * ((pitch - 150) / 65)) * uniform(0.94, 1.06);
  const accents = Object.keys(SOUNDS).map(
    (name) => [name, [1, 1.1, 0.6].map((share) => throat * (1 + share * normal(0, 0.06)))] as const,
  );
  return {
    pitch,
    formants: new Map(accents),
    pace: uniform(0.65, 1.35),
    dullness: uniform(0.4, 0.75),
    loudness: uniform(0.1, 0.7),
    room: 0.0005 * 8 ** uniform(0, 2),
    ring: uniform(300, 3000),
    words: SPOKEN.map((ways) => ways[Math.max(0, integer(-4, ways.length))]),
  };
}

/** A resonance: what stays of the last two samples is a swing that fades with the `width`; both in hertz. */
class Resonance {
  #last = 0;
  #before = 0;
  #gain = 0;
  #turn = 0;
  #fade = 0;

  tune(hertz: number, width: number): void {
    this.#fade = 1 - (Math.PI * width) / DIGIT_SAMPLE_RATE;
    this.#turn = 2 * this.#fade * cosine((TURN * Math.min(hertz, 3800)) / DIGIT_SAMPLE_RATE);
    this.#gain = 1 - this.#turn + this.#fade * this.#fade;
  }

  hear(sample: number): number {
    const now = this.#gain * sample + this.#turn * this.#last - this.#fade * this.#fade * this.#before;
    this.#before = this.#last;
    this.#last = now;
    return now;
  }
}

/** Samples between two moments at which the mouth is looked at: 2 ms. */
const MOMENT = 16;

/** What the sounds of a word are at sample t: each glides over its last part into the next one. */
function courseOf(sounds: Sound[], ends: number[]): (t: number) => Omit<Sound, 'seconds'> {
  return (t) => {
    const k = ends.findIndex((end) => t < end);
    const begin = k > 0 ? ends[k - 1] : 0;
    const share = Math.max(0, (t - begin) / (ends[k] - begin) - 0.6) / 0.4;
    const [now, next] = [sounds[k], sounds[Math.min(sounds.length - 1, k + 1)]];
    const between = (a: number, b: number) => a + share * (b - a);
    const [first, second, third] = now.formants.map((hertz, i) => between(hertz, next.formants[i]));
    return {
      formants: [first, second, third],
      voice: between(now.voice, next.voice),
      noise: between(now.noise, next.noise),
      hiss: between(now.hiss, next.hiss),
    };
  };
}

/** One take of a word. */
function speak({uniform, normal}: Random, voice: Voice, word: string): Float32Array {
  const [pace, size] = [voice.pace * uniform(0.88, 1.14), uniform(0.94, 1.06)];
  const sounds = Array.from(word, (name): Sound => {
    const own = voice.formants.get(name) ?? [1, 1, 1];
    const [first, second, third] = SOUNDS[name].formants.map((hertz, k) => {
      return hertz * size * own[k] * (1 + normal(0, 0.04));
    });
    return {...SOUNDS[name], formants: [first, second, third]};
  });
  // Nobody starts to speak, or stops, with the recording.
  const [before, behind] = [0, 0].map(() => Math.round(uniform(0, 0.1) * DIGIT_SAMPLE_RATE));
  let total = 0;
  const ends = sounds.map(({seconds}) => {
    total += Math.round(seconds * pace * uniform(0.65, 1.5) * DIGIT_SAMPLE_RATE);
    return total;
  });
  const at = courseOf(sounds, ends);
  const mouth = [new Resonance(), new Resonance(), new Resonance()];
  const [teeth, room] = [new Resonance(), new Resonance()];
  room.tune(voice.ring, 250);
  const loudness = voice.loudness * uniform(0.6, 1.3);
  const pitch = voice.pitch * uniform(0.93, 1.07);
  let [phase, flow, peak] = [0, 0, 0];
  let now = at(0);
  const samples = new Float32Array(before + total + behind);
  for (let t = 0; t < total; t++) {
    if (t % MOMENT === 0) {
      now = at(t);
      mouth.forEach((resonance, k) => {
        resonance.tune(now.formants[k], 70 + 40 * k);
      });
      teeth.tune(now.hiss, 700);
    }
    phase += (pitch * (1.08 - (0.2 * t) / total)) / DIGIT_SAMPLE_RATE; // a voice falls
    const isPulse = phase >= 1;
    if (isPulse) phase -= 1;
    flow = voice.dullness * flow + (isPulse ? 1 : 0) + uniform(-0.01, 0.01);
    const voiced = mouth.reduce((sample, resonance) => resonance.hear(sample), 9 * now.voice * flow);
    const breath = 8 * teeth.hear(now.noise * uniform(-1, 1));
    const heard = Math.min(1, t / 200, (total - t) / 700) * (voiced + breath);
    samples[before + t] = heard + 1.2 * room.hear(heard);
    peak = Math.max(peak, Math.abs(samples[before + t]));
  }
  const noise = voice.room * uniform(0.3, 2);
  return samples.map((sample) => (loudness * sample) / peak + noise * uniform(-1, 1));
}

/**
 * Digits of six invented people, who differ as people do: in pitch, in the length of the throat, in how they say each
 * vowel and some words, in pace, in loudness, and in the room. A voice that training has heard is easy, a new one hard.
 *
 * @param seed start of the random numbers
 * @returns 13 recordings of each digit by each voice, by digit, speaker and index
 *
 * Lesson: notebooks/06-applications/6.2, where the real recordings cannot be had. @internal
 */
export function makeVoices(seed: number): Recording[] {
  const draw = random(seed + 3);
  const voices = NAMES.map(([speaker, pitch]) => ({speaker, voice: drawVoice(draw, pitch)}));
  return Array.from({length: 10}, (_, digit) =>
    voices.flatMap(({speaker, voice}) =>
      Array.from({length: 13}, (_, index) => ({
        digit,
        speaker,
        index,
        // Nobody says a word in one way alone.
        samples: speak(draw, voice, draw.uniform() < 0.05 ? draw.shuffle(SPOKEN[digit])[0] : voice.words[digit]),
      })),
    ),
  ).flat();
}
