import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { controlPrefix, createControl } from "../control/routes.js";
import type { Emulator, Listening, ListenOptions } from "../emulator.js";

export async function serve(
  emulator: Emulator,
  { port = 0, hostname = "127.0.0.1" }: ListenOptions,
): Promise<Listening> {
  const control = createControl(emulator);
  const answer = async (request: Request, { incoming }: HttpBindings): Promise<Response> => {
    if (new URL(request.url).pathname.startsWith(controlPrefix)) {
      return isLocal(incoming) ? control.fetch(request) : new Response(null, { status: 404 });
    }
    try {
      return await emulator.fetch(request);
    } catch {
      // The emulator only rejects to say that the connection breaks.
      incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    }
  };
  const server = createAdaptorServer({ fetch: answer as never, hostname });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, hostname, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return {
    url: `http://${host}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}

/**
 * The control routes ask for no key, so they are for programs on this machine alone: the peer has to be local, and the
 * name that it used too, or any web page could reach them through a name that resolves to loopback.
 */
function isLocal(incoming: IncomingMessage): boolean {
  const peer = incoming.socket.remoteAddress ?? "";
  const host = (incoming.headers.host ?? "").replace(/:\d+$/, "");
  const localPeer = peer === "::1" || /^(::ffff:)?127\./.test(peer);
  return localPeer && ["localhost", "[::1]"].concat(/^127\.[\d.]+$/.test(host) ? host : []).includes(host);
}
