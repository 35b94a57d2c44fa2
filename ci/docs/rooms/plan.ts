/** How a page is ordered: the purpose of its room, and the files of the room in groups by what one does with them. */

/** Files of a room (paths inside it, without `.ts`) that serve one purpose, each with the section that it serves first. */
export interface Group {
  title: string;
  files: Record<string, string>;
}

export interface RoomPlan {
  purpose: string;
  groups: Group[];
}
