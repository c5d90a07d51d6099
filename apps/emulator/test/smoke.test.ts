import { expect, test } from "vitest";
import { start } from "./support.js";
test("smoke", async () => {
  const e = start();
  for (const p of ["/api/users/@me/","/api/projects/","/api/projects/1","/api/organizations/@current","/api/projects/1/tags","/api/nope","/api/projects/abc","/api/environments/1/tags/"])
    { const r = await e.get(p); console.log(p, r.status, JSON.stringify(r.body).slice(0,300)); }
  console.log(e.log.entries.find(x=>x.crash)?.crash);
  console.log((await e.ui("GET","tags")));
});
