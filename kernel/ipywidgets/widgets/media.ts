import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { AudioTraits, ImageTraits, VideoTraits } from "../generated/others.js";

type Init<Class extends abstract new (...args: never) => unknown> = ConstructorParameters<Class>[0];

/** An image: `new Image({ value: bytes, format: "png" })`. */
export class Image extends ImageTraits {
  /** The image of a file; the format is its ending unless one is given. Throws what reading the file throws. */
  static fromFile(path: string, init: Init<typeof ImageTraits> = {}): Image {
    return new Image({ ...fileState(path), ...init });
  }

  /** An image that the page loads. */
  static fromUrl(url: string, init: Init<typeof ImageTraits> = {}): Image {
    return new Image({ ...urlState(url), ...init });
  }
}

/** A video: `new Video({ value: bytes, format: "mp4" })`. */
export class Video extends VideoTraits {
  /** The video of a file; the format is its ending unless one is given. Throws what reading the file throws. */
  static fromFile(path: string, init: Init<typeof VideoTraits> = {}): Video {
    return new Video({ ...fileState(path), ...init });
  }

  /** A video that the page loads. */
  static fromUrl(url: string, init: Init<typeof VideoTraits> = {}): Video {
    return new Video({ ...urlState(url), ...init });
  }
}

/** A sound: `new Audio({ value: bytes, format: "mp3" })`. */
export class Audio extends AudioTraits {
  /** The sound of a file; the format is its ending unless one is given. Throws what reading the file throws. */
  static fromFile(path: string, init: Init<typeof AudioTraits> = {}): Audio {
    return new Audio({ ...fileState(path), ...init });
  }

  /** A sound that the page loads. */
  static fromUrl(url: string, init: Init<typeof AudioTraits> = {}): Audio {
    return new Audio({ ...urlState(url), ...init });
  }
}

/** Endings that are not the name of their format. */
const formats: Readonly<Record<string, string>> = { jpg: "jpeg", svg: "svg+xml", mp3: "mpeg", weba: "webm" };

function fileState(path: string): { value: Uint8Array; format?: string } {
  const ending = extname(path).slice(1).toLowerCase();
  return { value: readFileSync(path), ...(ending !== "" && { format: formats[ending] ?? ending }) };
}

function urlState(url: string): { value: Uint8Array; format: string } {
  return { value: new TextEncoder().encode(url), format: "url" };
}
