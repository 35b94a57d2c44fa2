/** The worker of the live pages: the library, and the works of all demos. */
import {drive} from './frame/driver';
import type {ToPage, ToWorker} from './frame/protocol';
import {works} from './works';

interface Scope {
  postMessage(message: ToPage): void;
  addEventListener(kind: 'message', hear: (event: {data: ToWorker}) => void): void;
}

const scope = globalThis as unknown as Scope;
const hear = drive(
  (demo) => works[demo],
  (message) => scope.postMessage(message),
);
scope.addEventListener('message', ({data}) => hear(data));
