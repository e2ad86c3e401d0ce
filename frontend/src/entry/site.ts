/** What every page loads: htmx, the frame's elements, and a loader for the rest. */

import { start } from "../elements/start";
import { speak } from "../kernel/i18n";

await speak(() => import("../i18n/site.en"));
start();
