/** Everything of picture and sound in the room: loaded when somebody comes in with it. */
import { speak } from "../../kernel/i18n";

await speak(() => import("../../i18n/video.en"));
await Promise.all([import("./gb-call-bar"), import("./gb-pictures")]);

export { begin } from "./calls";
