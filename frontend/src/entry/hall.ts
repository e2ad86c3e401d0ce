/** The live meeting room and its big screen. */
import "./site";
import { speak } from "../kernel/i18n";

await Promise.all([
  speak(() => import("../i18n/hall.en")),
  speak(() => import("../i18n/floor.en")),
  speak(() => import("../i18n/room.en")),
  speak(() => import("../i18n/voting.en")),
]);
await Promise.all([
  document.querySelector("gb-hall") && import("../hall/gb-hall"),
  document.querySelector("gb-site, gb-line-test") && import("../hall/video/site-room"),
  document.querySelector("gb-board") && import("../hall/gb-board"),
]);
