import type {ChildMessage, PackedError} from '../shared/protocol';

type Fields = Record<string, unknown>;

const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrAbsent = (value: unknown): boolean => value === undefined || isText(value);

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function isError(value: unknown): value is PackedError {
  return (
    isObject(value) && isText(value.name) && isText(value.message) && isText(value.stack) && isTextOrAbsent(value.cause)
  );
}

function isJsonObject(value: unknown): boolean {
  try {
    return isText(value) && isObject(JSON.parse(value));
  } catch {
    return false;
  }
}

/** Whether the fields that belong to a message of this type are there. */
function isComplete(message: Fields): boolean {
  switch (message.type) {
    case 'ready':
      return true;
    case 'failed':
    case 'late':
      return isError(message.error);
    case 'stream':
      return (message.name === 'stdout' || message.name === 'stderr') && isText(message.text);
    case 'display':
      return isJsonObject(message.data) && isJsonObject(message.metadata) && isTextOrAbsent(message.displayId);
    case 'reply':
      return (
        typeof message.id === 'number' &&
        isTextOrAbsent(message.result) &&
        (message.error === undefined || isError(message.error))
      );
    default:
      return false;
  }
}

/** Reads one line of the child's pipe. User code can write there too: undefined for whatever is no whole message. */
export function readChildMessage(line: string): ChildMessage | undefined {
  try {
    const message: unknown = JSON.parse(line);
    return isObject(message) && isComplete(message) ? (message as ChildMessage) : undefined;
  } catch {
    return undefined;
  }
}
