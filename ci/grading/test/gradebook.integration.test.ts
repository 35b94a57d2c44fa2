import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describeGradebook} from './gradebook-behaviour';

describe('the gradebook in SQLite', function () {
  this.timeout(120_000);
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) rmSync(folder, {recursive: true, force: true});
  });

  describeGradebook(() => {
    const folder = mkdtempSync(join(tmpdir(), 'unroll-sqlite-'));
    folders.push(folder);
    return `sqlite:///${join(folder, 'gradebook.db')}`;
  });
});
