import {type Sound, writeWav} from '../data';
import {escapeHtml, type Html} from './html';

/**
 * Players for sounds, one below the other; the sound is stored in the notebook, 4 bytes for 3.
 *
 * @param sounds by what stands beside the player, such as {'in order': {samples, sampleRate}}
 * @returns HTML; `notebook.show` shows it
 * @throws RangeError when there is none, or one cannot be written as WAV
 *
 * Lesson: notebooks/01-foundations/1.1.
 */
export function sounds(sounds: Record<string, Sound>): Html {
  const players = Object.entries(sounds).map(([name, sound]) => {
    const seconds = (sound.samples.length / sound.sampleRate).toFixed(1);
    const wav = Buffer.from(writeWav(sound)).toString('base64');
    const label = escapeHtml(name);
    return {
      html:
        `<div style="margin:4px 0"><audio controls preload="metadata" aria-label="${label}" ` +
        `style="vertical-align:middle;height:32px" src="data:audio/wav;base64,${wav}"></audio> ${label}</div>`,
      text: `Sound: ${name}, ${seconds} s.`,
    };
  });
  if (players.length === 0) throw new RangeError('sounds needs at least one sound');
  return {html: players.map(({html}) => html).join(''), text: players.map(({text}) => text).join('\n')};
}
