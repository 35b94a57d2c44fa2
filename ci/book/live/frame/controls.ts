/** The controls of a demo: labelled, with their numbers and units, for mouse, finger and keyboard. */
import type {Control, Setting} from '../contract';
import {element} from './elements';
import type {Settings} from './protocol';

interface Made {
  row: HTMLElement;
  /** Shows a value that was set from elsewhere. */
  show(value: Setting): void;
}

export interface Controls {
  element: HTMLElement;
  show(settings: Settings): void;
}

type Changed = (name: string, value: Setting) => void;
type Of<Kind extends Control['kind']> = Extract<Control, {kind: Kind}>;

const idOf = ({name}: Control): string => `live-${name}`;

/** Label above, field below, and a sentence where there is one. */
function rowOf(control: Control, field: HTMLElement, ...beside: HTMLElement[]): HTMLElement {
  const label = element('label', {for: idOf(control)}, control.label);
  const hint = control.hint ? [element('p', {class: 'hint', id: `${idOf(control)}-hint`}, control.hint)] : [];
  if (control.hint) field.setAttribute('aria-describedby', `${idOf(control)}-hint`);
  return element('div', {class: `control ${control.kind}`}, label, ...beside, field, ...hint);
}

function slider(control: Of<'slider'>, changed: Changed): Made {
  const {min, max, step, unit, show} = control;
  const digits = (String(step).split('.')[1] ?? '').length;
  const text = (value: number) => `${show ? show(value) : value.toFixed(digits)}${unit ? ` ${unit}` : ''}`;
  const field = element('input', {type: 'range', id: idOf(control), min, max, step});
  const output = element('output', {for: idOf(control)});
  const write = (value: number) => {
    output.textContent = text(value);
    field.setAttribute('aria-valuetext', text(value));
  };
  field.addEventListener('input', () => {
    write(field.valueAsNumber);
    changed(control.name, field.valueAsNumber);
  });
  return {
    row: rowOf(control, field, output),
    show: (value) => {
      field.value = String(value);
      write(Number(value));
    },
  };
}

/** Few options stand side by side, all in sight; more in a list. */
function choice(control: Of<'choice'>, changed: Changed): Made {
  if (control.options.length > 4) {
    const options = control.options.map(({value, label}) => element('option', {value}, label));
    const field = element('select', {id: idOf(control)}, ...options);
    field.addEventListener('change', () => changed(control.name, field.value));
    return {
      row: rowOf(control, field),
      show: (value) => {
        field.value = String(value);
      },
    };
  }
  const fields = control.options.map(({value}) =>
    element('input', {type: 'radio', name: idOf(control), id: `${idOf(control)}-${value}`, value}),
  );
  const labels = control.options.map(({label}, index) =>
    element('label', {}, fields[index] as HTMLElement, element('span', {}, label)),
  );
  for (const field of fields) field.addEventListener('change', () => changed(control.name, field.value));
  const hint = control.hint ? [element('p', {class: 'hint'}, control.hint)] : [];
  const options = element('div', {class: 'options'}, ...labels);
  return {
    row: element('fieldset', {class: 'control choice'}, element('legend', {}, control.label), options, ...hint),
    show: (value) => {
      for (const field of fields) field.checked = field.value === value;
    },
  };
}

function textField(control: Of<'text'>, changed: Changed): Made {
  const field = element('input', {
    ...{type: 'text', id: idOf(control), maxlength: control.longest, placeholder: control.placeholder},
    ...{autocomplete: 'off', spellcheck: 'false'},
  });
  field.addEventListener('input', () => changed(control.name, field.value));
  return {
    row: rowOf(control, field),
    show: (value) => {
      if (field.value !== value) field.value = String(value);
    },
  };
}

function switchOf(control: Of<'switch'>, changed: Changed): Made {
  const field = element('input', {type: 'checkbox', role: 'switch', id: idOf(control)});
  field.addEventListener('change', () => changed(control.name, field.checked));
  return {
    row: rowOf(control, field),
    show: (value) => {
      field.checked = value === true;
    },
  };
}

function make(control: Control, changed: Changed): Made {
  if (control.kind === 'slider') return slider(control, changed);
  if (control.kind === 'choice') return choice(control, changed);
  return control.kind === 'text' ? textField(control, changed) : switchOf(control, changed);
}

/** @param changed called with the name of the setting and its new value */
export function makeControls(controls: readonly Control[], changed: Changed): Controls {
  const made = new Map(controls.map((control) => [control.name, make(control, changed)]));
  return {
    element: element('div', {class: 'controls'}, ...[...made.values()].map(({row}) => row)),
    show: (settings) => {
      for (const [name, {show}] of made) if (settings[name] !== undefined) show(settings[name]);
    },
  };
}
