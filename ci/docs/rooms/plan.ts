/** How a page is ordered: the purpose of its room, and the files of the room in groups by what one does with them. */

/**
 * Files of a room (paths inside it, without `.ts`; `results/*` for all of a folder) that serve one purpose, each with the
 * section that it serves first.
 */
export interface Group {
  title: string;
  files: Record<string, string>;
}

export interface RoomPlan {
  purpose: string;
  groups: Group[];
}
