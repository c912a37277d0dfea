import { z } from 'zod';

/**
 * Printable ASCII without space and backslash: what GB 45438-2025 Annex E allows in a value. A quote is allowed because
 * JSON writes it as `\"`, which the annex names; ReservedCode1 may hold JSON of its own that way.
 */
const labelText = z.string().regex(/^[!-[\]-~]*$/);

/** The implicit label: JSON under the metadata key `AIGC`, keys in this order (GB 45438-2025 §6.1, Annex E). */
export const ImplicitLabel = z.strictObject({
  Label: z.enum(['1', '2', '3']),
  ContentProducer: labelText.min(1),
  ProduceID: labelText.min(1),
  ReservedCode1: labelText,
  ContentPropagator: labelText,
  PropagateID: labelText,
  ReservedCode2: labelText,
});
export type ImplicitLabel = z.infer<typeof ImplicitLabel>;

/** What a file that somebody brought says of AI having made it. It is the file's word. */
export const AiOrigin = z.strictObject({
  label: ImplicitLabel.nullable().describe('Its implicit label, where that reads well'),
  text: z.string().max(4000).nullable().describe('The label as it stands in the file, sound or not'),
  sourceType: z.string().nullable().describe('What its content credentials say: trained, compositeWithTrained'),
});
export type AiOrigin = z.infer<typeof AiOrigin>;

/** The ground that an explicit label stands on instead of having an outline; as #RRGGBB, 4.5 : 1 or better to each other. */
export interface LabelPlate {
  color: string;
  ink: string;
}

/** Where and how large the explicit label is drawn on a frame; all in pixels of the output. */
export interface ExplicitLabel {
  /** One line, or two parted by a line feed. */
  text: string;
  /** Font size; the ink of its lowest capital is at least 5 % of the short side. */
  fontPx: number;
  /** Left edge and top edge of the text. */
  x: number;
  y: number;
  /** Left out: white with a dark outline. */
  plate?: LabelPlate;
}
