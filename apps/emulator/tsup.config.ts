import { esm } from "../../tsup.base.js";

export default esm(["index", "resource"]);
