/** How the pages are ordered, by room. A file in no group still has its place, under 'More'. */
import {DATA} from './data';
import {LEARNING} from './learning';
import type {RoomPlan} from './plan';
import {RESULTS} from './results';

export type {Group, RoomPlan} from './plan';

export const ROOMS: Record<string, RoomPlan> = {...LEARNING, ...DATA, ...RESULTS};
