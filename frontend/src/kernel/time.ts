/** Days and times as the office writes them, by the server's clock: the machine in a meeting room is often wrong. */
import { t } from "./i18n";

const ZONE = "Asia/Ho_Chi_Minh";
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

let ahead = 0;

/** Learn the server's time from an answer's Date header. Whole seconds only, so small differences are ignored. */
export function setServerTime(header: string | null): void {
  const server = header ? Date.parse(header) : Number.NaN;
  if (Number.isNaN(server)) return;
  const difference = server - Date.now();
  ahead = Math.abs(difference) < 2 * SECOND ? 0 : difference;
}

export function now(): number {
  return Date.now() + ahead;
}

const dayFormat = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE,
  day: "2-digit",
  month: "2-digit",
  year: "numeric",
});
const timeFormat = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE,
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** 09/03/2026 */
export const day = (instant: string | number | Date): string => dayFormat.format(new Date(instant));

/** 08:30 */
export const time = (instant: string | number | Date): string => timeFormat.format(new Date(instant));

/** 08:30 09/03/2026 */
export const dayTime = (instant: string | number | Date): string => `${time(instant)} ${day(instant)}`;

const two = (figure: number): string => String(figure).padStart(2, "0");

/** A clock that runs: 06:52 below an hour, 1:04:09 above. The sign is the caller's business. */
export function clock(length: number): string {
  const seconds = Math.floor(Math.abs(length) / SECOND);
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

/** What is left in words when seconds do not matter: 2 ngày, 3 giờ 05 phút, 12 phút. */
export function left(length: number): string {
  const minutes = Math.max(0, Math.ceil(length / MINUTE));
  if (length >= 48 * HOUR) return t("{n} ngày", { n: Math.floor(length / (24 * HOUR)) });
  if (minutes >= 60)
    return t("{hours} giờ {minutes} phút", { hours: Math.floor(minutes / 60), minutes: two(minutes % 60) });
  return t("{n} phút", { n: minutes });
}
