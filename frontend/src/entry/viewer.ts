/** The reader. Its elements live in src/viewer. */
import "./site";
