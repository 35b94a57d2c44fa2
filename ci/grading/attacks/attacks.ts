import type {Attack} from './attack';
import {compiler} from './compiler';
import {escapes} from './escape';
import {feedback} from './feedback';
import {files} from './files';
import {language} from './language';
import {library} from './library';
import {pipe} from './pipe';
import {resources} from './resources';
import {values} from './values';

/** All attacks by what they go for. */
export const ATTACKS: Record<string, readonly Attack[]> = {
  ...{language, pipe, escapes, resources, values, feedback, files, library, compiler},
};
