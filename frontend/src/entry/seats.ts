/** The page on which a hall is drawn. Its element lives in src/seats. */
import "./site";
import { speak } from "../kernel/i18n";

await speak(() => import("../i18n/seats.en"));
await import("../seats/gb-seat-editor");
