// Run by download.test.ts in processes of its own: fetches one set into a cache that others fill at the same time.
import {fetchFiles, type RemoteSet} from '../../src/data/download';
import {folderStore} from '../../src/data/files/folders';

const [address, cache, set] = process.argv.slice(2);

fetchFiles(JSON.parse(set) as RemoteSet, {address, cache: folderStore(cache), say: console.error, pause: 1}).then(
  (files) => console.log(Array.from(files.values(), (bytes) => bytes.length).join()),
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
