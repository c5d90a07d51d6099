import { conformance } from "../src/index.js";
import { note, noteKind } from "./note.js";
import { notesResource } from "./notes-server.js";

conformance(noteKind, {
  factory: note,
  resources: [notesResource],
  friends: [note({ key: "the-parent", title: "Parent" }), note({ key: "another-parent", title: "Another" })],
});
