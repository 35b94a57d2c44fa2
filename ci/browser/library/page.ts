// Entry of the bundle for the test page.
import * as unroll from 'unroll';
import {train} from './train';

Object.assign(globalThis, {unroll, train: (wasmPath: string) => train(unroll, wasmPath)});
