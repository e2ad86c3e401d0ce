/** The site's screen and the test of its line, with their words. */
import { speak } from "../../kernel/i18n";

await Promise.all([speak(() => import("../../i18n/video.en")), speak(() => import("../../i18n/hall.en"))]);
await Promise.all([import("./gb-site"), import("./gb-line-test")]);
