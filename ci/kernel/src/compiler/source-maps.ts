import type {MapChain} from './patched-typescript';

interface Cell {
  lines: string[];
  maps?: MapChain;
}

/** A place in a cell, both numbers from 1. */
export interface Place {
  line: number;
  column: number;
}

/** Finds the line of the cell for a line of its JavaScript. */
export class SourceMaps {
  private readonly cells = new Map<string, Cell>();

  add(file: string, code: string, maps: MapChain | undefined): void {
    this.cells.set(file, {lines: code.split('\n'), maps});
  }

  lines(file: string): string[] {
    return this.cells.get(file)?.lines ?? [];
  }

  /** @returns the place in the cell; undefined for code that the compiler added */
  find(file: string, line: number, column: number): Place | undefined {
    const maps = this.cells.get(file)?.maps;
    if (maps === undefined) return undefined;
    const middle = maps.outer.findEntry(line - 1, column - 1);
    if (!('originalLine' in middle) || middle.originalLine === undefined) return undefined;
    const entry = maps.inner.findEntry(middle.originalLine, middle.originalColumn);
    if (!('originalLine' in entry) || entry.originalLine === undefined) return undefined;
    // tslab puts one line (`export {};`) before the cell, which makes the 0-based line a 1-based one.
    return entry.originalLine < 1 ? undefined : {line: entry.originalLine, column: entry.originalColumn + 1};
  }
}
