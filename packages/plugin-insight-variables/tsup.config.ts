import { dual } from "../../tsup.base.js";

export default dual(["index", "kind"]);
