import { conformance } from "../src/index.js";
import { noteKind, noteOptions } from "./note.js";

conformance(noteKind, noteOptions);
