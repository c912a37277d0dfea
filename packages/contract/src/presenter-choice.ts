import { z } from 'zod';
import { cardShapes } from './presenter-layer.ts';

/**
 * Where a presenter is: full: fills the frame; half: the product above (in wide frames beside) it; corner: in a shape;
 * cut-out: stands in the picture; over-shoulder: as in the news, the picture over a shoulder; dialogue: a second one asks
 * the hook; off: only heard.
 */
export const presenterLayouts = ['corner', 'full', 'half', 'cut-out', 'over-shoulder', 'dialogue', 'off'] as const;
export const PresenterLayout = z.enum(presenterLayouts);
export type PresenterLayout = z.infer<typeof PresenterLayout>;

const character = z.string().trim().min(1).max(300);

/** A presenter and where it is: one that comes with Clipo, or a person whose picture, film or document lies beside the brief. */
export const CharacterChoice = z
  .strictObject({
    character: character.describe(
      "A presenter's id (./clipo presenters lists them), or a person's picture, film, person.json or folder in the brief's folder",
    ),
    layout: PresenterLayout.default('corner'),
    shape: z.enum(cardShapes).default('circle').describe('Of a corner'),
    side: z.enum(['left', 'right']).default('right').describe('Where it stands while nothing is in the way'),
    with: character.optional().describe('Who asks in a dialogue'),
  })
  .superRefine((choice, context) => {
    if ((choice.layout === 'dialogue') !== (choice.with !== undefined)) {
      const message =
        choice.with === undefined ? 'a dialogue needs a second presenter' : 'only a dialogue has a second presenter';
      context.addIssue({ code: 'custom', path: ['with'], message });
    }
  });
export type CharacterChoice = z.infer<typeof CharacterChoice>;

/** The presenters of a brief: none, one, or several that take turns; an id alone stands in a corner. */
export const PresenterChoices = z
  .union([
    z.null(),
    character,
    CharacterChoice,
    z
      .array(z.union([z.null(), character, CharacterChoice]))
      .min(1)
      .max(12),
  ])
  .describe('Who speaks: a presenter, several as an axis of the batch (null among them: one is only heard), or null');
export type PresenterChoices = z.infer<typeof PresenterChoices>;

/** Everybody whom a brief names as presenter, with the field that does. */
export function namedPresenters(
  { presenter }: { presenter: PresenterChoices },
  name = 'presenter',
): (readonly [field: string, id: string])[] {
  return (Array.isArray(presenter) ? presenter : [presenter]).flatMap((given, index) => {
    if (given === null) {
      return [];
    }
    const field = Array.isArray(presenter) ? `${name}[${index}]` : name;
    return typeof given === 'string' ? [[field, given] as const] : namesOf(given, field);
  });
}

function namesOf(choice: CharacterChoice, field: string): (readonly [field: string, id: string])[] {
  const { character: first, with: other } = choice;
  return [[`${field}.character`, first], ...(other === undefined ? [] : [[`${field}.with`, other] as const])];
}
