import { ComboboxTraits, PasswordTraits, TextTraits } from "../generated/texts.js";

/** As much of a text field as submitting needs. */
interface Field {
  readonly value: string;
  onCustom(listener: (content: Record<string, unknown>) => void): () => void;
}

type SubmitListener = (value: string) => void;

/** A line of text; `text.onSubmit((value) => …)` runs when Enter is pressed in it. */
export class Text extends TextTraits {
  /** Calls the listener when Enter is pressed. Returns what ends that. */
  onSubmit(listener: SubmitListener): () => void {
    return onSubmit(this, listener);
  }
}

/** A line of text that is not shown. */
export class Password extends PasswordTraits {
  /** Calls the listener when Enter is pressed. Returns what ends that. */
  onSubmit(listener: SubmitListener): () => void {
    return onSubmit(this, listener);
  }
}

/** A line of text with suggestions. */
export class Combobox extends ComboboxTraits {
  /** Calls the listener when Enter is pressed. Returns what ends that. */
  onSubmit(listener: SubmitListener): () => void {
    return onSubmit(this, listener);
  }
}

function onSubmit(field: Field, listener: SubmitListener): () => void {
  return field.onCustom(({ event }) => {
    if (event === "submit") listener(field.value);
  });
}
