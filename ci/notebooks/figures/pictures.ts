import type {Notebook} from '../notebook';
export async function withPictures(now: Notebook, _stored: Notebook | undefined): Promise<Notebook> {
  return now;
}
