import { action } from "@posthog/definitions";
import { downloadedFile, sharedFile, uploadedFile } from "./events";

export const touchedFile = action({
  key: "touched-file",
  name: "Touched a file",
  description: "Any sign that somebody works with their files.",
  steps: [{ event: uploadedFile }, { event: downloadedFile }, { event: sharedFile }],
  tags: ["engagement"],
});

export const sawPricing = action({
  key: "saw-pricing",
  name: "Saw the prices",
  steps: [{ event: "$pageview", url: "/pricing", url_matching: "contains" }],
});
