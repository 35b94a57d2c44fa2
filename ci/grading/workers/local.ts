import {Place} from './place';
import type {Job, Workers} from './workers';

/**
 * Workers on this machine, each a process of its own: what a learner's values do to a check, they do to that process.
 *
 * @param kind of the sandbox, which has proved to hold here
 * @param count how many submissions are marked at a time
 */
export function localWorkers(kind: string, count: number): Workers {
  const places = Array.from({length: count}, () => new Place(kind));
  const free = [...places];
  const waiting: ((place: Place) => void)[] = [];
  const take = (): Promise<Place> | Place => free.pop() ?? new Promise((resolve) => waiting.push(resolve));
  const give = (place: Place): void => {
    const next = waiting.shift();
    if (next) next(place);
    else free.push(place);
  };
  return {
    sandbox: kind,
    places: () => count,
    async mark(job: Job) {
      const place = await take();
      try {
        return await place.mark(job);
      } finally {
        give(place);
      }
    },
    end: async () => {
      await Promise.all(places.map((place) => place.end()));
    },
  };
}
