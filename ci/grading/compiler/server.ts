/** The program of the compiler's sandbox: it reads untrusted text, and runs none of it. */
import {serve} from '../wire/pipe';
import {compileCells} from './cells';

serve(({id, sources}: {id: number; sources: string[]}) => ({id, ...compileCells(sources)}));
