/** The page that opens without network. Its elements live in src/offline. */
import "./site";
import { speak } from "../kernel/i18n";

await speak(() => import("../i18n/offline.en"));
await import("../offline/gb-offline");
