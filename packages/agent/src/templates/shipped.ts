import { Template, type TemplateInput, type TemplateName, templateNames } from '@clipo/contract';
import { boldPromo } from './bold-promo.ts';
import { calmPremium } from './calm-premium.ts';
import { clear } from './clear.ts';
import { comparison } from './comparison.ts';
import { festival } from './festival.ts';
import { howTo } from './how-to.ts';
import { listOfThree } from './list-of-three.ts';
import { newsFlash } from './news-flash.ts';
import { questionAnswer } from './question-answer.ts';
import { testimonial } from './testimonial.ts';
import { unboxing } from './unboxing.ts';

const inputs: Readonly<Record<TemplateName, TemplateInput>> = {
  clear,
  'bold-promo': boldPromo,
  'calm-premium': calmPremium,
  unboxing,
  comparison,
  'list-of-three': listOfThree,
  testimonial,
  'question-answer': questionAnswer,
  festival,
  'news-flash': newsFlash,
  'how-to': howTo,
};

const parsed = new Map<TemplateName, Template>();

/** A template that ships, with defaults filled. Checked once by the same schema as those of users. */
export function shippedTemplate(name: TemplateName): Template {
  const known = parsed.get(name) ?? Template.parse(inputs[name]);
  parsed.set(name, known);
  return known;
}

/** All templates that ship, the default first. */
export function shippedTemplates(): Template[] {
  return templateNames.map(shippedTemplate);
}
