import { createTypedPostHog, type CaptureClient } from "@posthog/definitions";
import { paidBill, sharedFile, signedUp, uploadedFile } from "../posthog/events";

/** How Hedgebox's app sends its events: by the definitions, so that a misspelt name or property does not compile. */
export function analytics<Client extends CaptureClient>(client: Client) {
  return createTypedPostHog(client, [signedUp, uploadedFile, sharedFile, paidBill]);
}

/** posthog-js, as far as it is used here. */
interface Browser {
  capture(event: string, properties?: Record<string, unknown> | null): void;
}

export function afterUpload(posthog: Browser, upload: { readonly type: string; readonly bytes: number }): void {
  analytics(posthog).capture("uploaded_file", { plan: "team", file_type: upload.type, file_size_b: upload.bytes });
}
