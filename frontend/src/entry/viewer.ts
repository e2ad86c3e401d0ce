/** The reader. Its elements live in src/viewer. */
import "./site";
import { speak } from "../kernel/i18n";

await speak(() => import("../i18n/viewer.en"));
await import("../viewer/gb-viewer");
