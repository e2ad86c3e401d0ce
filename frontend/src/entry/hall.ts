/** The live meeting room. Its elements live in src/hall. */
import "./site";
