import type {RemoteSet} from '../download';

/** An entry of manifest.json: path, bytes, sha256 of each file. */
interface Entry {
  repository: string;
  commit: string;
  files: [path: string, bytes: number, sha256: string][];
}

/** The files of a data set; read when a set is wanted, since the list is long. */
export async function manifestOf(name: string): Promise<RemoteSet> {
  const {default: manifest} = await import('./manifest.json');
  const {repository, commit, files} = (manifest as unknown as Record<string, Entry>)[name];
  return {repository, commit, files: files.map(([path, bytes, sha256]) => ({path, bytes, sha256}))};
}
