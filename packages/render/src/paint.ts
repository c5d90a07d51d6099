import picocolors from "picocolors";

type Stroke = (text: string) => string;

/** What colours mean here. Without colour, every stroke leaves the text as it is. */
export interface Paint {
  readonly added: Stroke;
  readonly removed: Stroke;
  readonly changed: Stroke;
  readonly faint: Stroke;
  readonly strong: Stroke;
  readonly error: Stroke;
  readonly warning: Stroke;
  readonly good: Stroke;
  readonly hint: Stroke;
}

export function paintFor(color: boolean): Paint {
  const c = picocolors.createColors(color);
  return {
    added: c.green,
    removed: c.red,
    changed: c.yellow,
    faint: c.dim,
    strong: c.bold,
    error: (text) => c.bold(c.red(text)),
    warning: (text) => c.bold(c.yellow(text)),
    good: c.green,
    hint: c.cyan,
  };
}
