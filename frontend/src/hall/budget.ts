/** Time against plan, by the same sum as `budget` in meetings/queries/room.py; tests hold the two together. */
import type { Item, Meeting } from "./shapes";

export interface Budget {
  /** Seconds left of the running item; negative when it is over. */
  item: number;
  /** Seconds until the planned end. */
  meeting: number;
  /** Seconds behind plan; negative when ahead. */
  behind: number;
}

const seconds = (length: number): number => Math.trunc(length / 1000);

export function used(item: Item, now: number): number {
  const running = item.state === "running" && item.started_at !== null;
  return item.used_seconds + (running ? seconds(now - Date.parse(item.started_at ?? "")) : 0);
}

export function budget(meeting: Meeting, items: readonly Item[], now: number): Budget {
  const starts = Date.parse(meeting.starts_at);
  const ends = Date.parse(meeting.until);
  if (meeting.started_at === null) return { item: 0, meeting: seconds(ends - starts), behind: 0 };
  let left = 0;
  let planned = 0;
  for (const item of items) {
    const spare = item.minutes * 60 - used(item, now);
    if (item.state === "running") left = spare;
    if (item.state === "running" || item.state === "waiting") planned += Math.max(spare, 0);
  }
  const untilEnd = seconds(ends - now);
  const length = seconds(Date.parse(meeting.ends_at) - starts) + meeting.extended * 60;
  const slack = length - items.reduce((sum, item) => sum + item.minutes * 60, 0);
  return { item: left, meeting: untilEnd, behind: planned + Math.max(slack, 0) - untilEnd };
}
