/** The page's side of a demo: its buttons, its controls, its state, and what the worker sends. */
import type {AnyDemo, Setting, Told} from '../contract';
import {Connection} from './connection';
import {makeControls} from './controls';
import {element} from './elements';
import type {Settings, ToPage} from './protocol';

type State = 'idle' | 'starting' | 'running' | 'held' | 'waiting' | 'done' | 'failed';

/** A step that takes longer than this is not waited for when the reader stops: the worker is ended. */
const PATIENCE = 1500;

const WORDS: Record<State, [button: string, status: string]> = {
  idle: ['Start', 'Ready.'],
  starting: ['Stop', 'Starting …'],
  running: ['Stop', 'Running.'],
  held: ['Go on', 'Stopped.'],
  waiting: ['Start again', 'Computed. Change a setting, and it computes again.'],
  done: ['Start again', 'Finished.'],
  failed: ['Start again', ''],
};

/** Builds the demo in its place of the page. */
export function startDemo(place: HTMLElement, demo: AnyDemo): void {
  let state: State = 'idle';
  let settings: Settings = {...demo.initial};
  let run = 0;
  let began = 0;
  let latest: Told | undefined;
  let undrawn = 0;
  let patience: ReturnType<typeof setTimeout> | undefined;

  const button = (label: string) => element('button', {type: 'button'}, label);
  const [main, step, reset] = [button('Start'), button('Step'), button('Reset')];
  main.className = 'main';
  const progress = element('progress', {max: 1, hidden: true, 'aria-label': 'Done so far'});
  const status = element('p', {class: 'status', role: 'status'}, WORDS.idle[1]);
  const says = element('p', {class: 'says'});
  const picture = element('div', {class: 'picture'});

  const set = (next: State, said?: string) => {
    state = next;
    main.textContent = WORDS[next][0];
    status.textContent = said ?? WORDS[next][1];
    place.dataset.state = next;
    step.disabled = next === 'starting' || next === 'waiting';
    if (next !== 'running' && next !== 'starting') clearTimeout(patience);
  };
  const fail = (message: string) => set('failed', `It stopped: ${message}`);

  const view = () => {
    picture.replaceChildren();
    return demo.view(picture, {set: (changed) => change(changed as Settings)});
  };
  let draw: ReturnType<typeof view>;

  const connection = new Connection((message) => hear(message), fail);

  function show(): void {
    if (!latest) return;
    const count = undrawn;
    undrawn = 0;
    draw(latest, settings);
    says.textContent = latest.says ?? '';
    progress.hidden = latest.progress === undefined;
    if (latest.progress !== undefined) progress.value = latest.progress;
    for (let i = 0; i < count; i++) connection.send({kind: 'drawn', run});
    place.dataset.steps = String(Number(place.dataset.steps ?? 0) + count);
  }

  /** A picture is drawn with the next frame of the window, and not at all while nobody looks. */
  function take(told: Told): void {
    latest = told;
    if (undrawn++ === 0) requestAnimationFrame(show);
    place.dataset.firstStep ??= (performance.now() - began).toFixed(0);
    if (told.waits) set('waiting');
    else if (state === 'starting' || state === 'waiting') set('running');
  }

  function hear(message: ToPage): void {
    if (message.run !== run) return;
    if (message.kind === 'step') take(message.step);
    else if (message.kind === 'failed') fail(message.message);
    else if (message.kind === 'done') set('done');
    else if (state !== 'waiting') set('held');
  }

  async function start(isHeld: boolean): Promise<void> {
    const own = ++run;
    began = performance.now();
    [latest, undrawn] = [undefined, 0];
    delete place.dataset.firstStep;
    draw = view();
    set('starting');
    try {
      await connection.open();
    } catch (error) {
      if (own === run) fail((error as Error).message);
      return;
    }
    if (own !== run) return;
    const {id, stepwise = false, pace = 0} = demo;
    connection.send({kind: 'start', run, demo: id, settings, isHeld, isStepwise: stepwise, pace});
  }

  function stop(): void {
    connection.send({kind: 'hold', run});
    status.textContent = 'Stopping …';
    patience = setTimeout(() => {
      connection.end();
      run++;
      set('done', 'Stopped in the middle of a long step. It will begin anew.');
    }, PATIENCE);
  }

  function change(changed: Settings): void {
    settings = {...settings, ...changed};
    controls.show(changed);
    if (state === 'done') start(false);
    else if (state !== 'idle' && state !== 'failed') connection.send({kind: 'settings', run, settings});
  }

  main.addEventListener('click', () => {
    if (state === 'running' || state === 'starting') return stop();
    if (state !== 'held') return void start(false);
    connection.send({kind: 'run', run});
    set('running');
  });
  step.addEventListener('click', () => {
    if (state === 'idle' || state === 'done' || state === 'failed') return void start(true);
    connection.send({kind: 'step', run});
  });
  reset.addEventListener('click', () => {
    connection.send({kind: 'leave', run: run++});
    // a long step would keep the worker from hearing it
    if (state === 'running' || state === 'starting') connection.end();
    settings = {...demo.initial};
    controls.show(settings);
    [latest, undrawn, says.textContent, progress.hidden] = [undefined, 0, '', true];
    draw = view();
    set('idle');
  });

  const controls = makeControls(demo.controls, (name: string, value: Setting) => change({[name]: value}));
  controls.show(settings);
  const buttons = element('div', {class: 'buttons'}, main, ...(demo.stepwise ? [step] : []), reset, progress);
  place.replaceChildren(buttons, status, controls.element, picture, says);
  draw = view();
  set('idle');
}
