import { randomUUID } from "node:crypto";
import type { JsonObject } from "../wire/link.js";
import { encodeMessage, type Header, type Message, makeHeader } from "../wire/message.js";
import type { Channel, Transport } from "../wire/transport.js";
import { protocolVersion } from "./versions.js";

/** A request with the channel on which its reply belongs. */
export interface Request extends Message {
  readonly channel: Exclude<Channel, "iopub">;
}

export interface PublishOptions {
  readonly metadata?: JsonObject;
  readonly buffers?: readonly Uint8Array[];
}

/** Writes replies and publications: the only place that makes headers and signs. */
export class Session {
  readonly id = randomUUID();
  readonly #transport: Transport;
  readonly #key: string;

  constructor(transport: Transport, key: string) {
    this.#transport = transport;
    this.#key = key;
  }

  /** Publishes on iopub; `parent` is the header of the request that caused it. */
  publish(
    parent: Header | undefined,
    msgType: string,
    content: JsonObject,
    options: PublishOptions = {},
  ): void {
    this.#send("iopub", [Buffer.from(msgType)], msgType, parent, content, options);
  }

  /** Answers a request: `execute_request` by `execute_reply`, and so on. */
  reply(request: Request, content: JsonObject): void {
    const msgType = request.header.msg_type.replace(/_request$/, "_reply");
    this.#send(request.channel, request.identities, msgType, request.header, content, {});
  }

  /** Asks the front end of a request something, on the stdin channel. */
  ask(request: Request, msgType: string, content: JsonObject): void {
    this.#send("stdin", request.identities, msgType, request.header, content, {});
  }

  /** Tells a new subscriber that it will miss nothing from now on; the topic frame is its subscription. */
  welcome(subscription: Uint8Array): void {
    const content = { subscription: Buffer.from(subscription).toString() };
    this.#send("iopub", [subscription], "iopub_welcome", undefined, content, {});
  }

  #send(
    channel: Channel,
    identities: readonly Uint8Array[],
    msgType: string,
    parent: Header | undefined,
    content: JsonObject,
    { metadata = {}, buffers = [] }: PublishOptions,
  ): void {
    const header = makeHeader(msgType, this.id, protocolVersion);
    const message = { identities, header, parentHeader: parent ?? {}, metadata, content, buffers };
    this.#transport.send(channel, encodeMessage(message, this.#key));
  }
}
