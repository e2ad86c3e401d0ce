/** What every page loads. */
import "../kernel/start";
