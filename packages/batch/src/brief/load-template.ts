import { basename, extname } from 'node:path';
import {
  type Brief,
  InputProblems,
  isTemplateFile,
  nearestOf,
  parseInput,
  Template,
  type TemplateName,
  templateNames,
  templatesOf,
} from '@clipo/contract';
import { inputFault } from '@clipo/messages';
import { pathInside } from './guard-path.ts';
import { parseDocument } from './parse-document.ts';
import { readText } from './read-text.ts';

/**
 * The templates that a brief names, at least one: those that ship, or files in the brief's folder. The texts that the
 * brief gives for their slots are checked against the slots' schema.
 * @throws ClipoError `invalid_input`, `not_found`, `outside_folder`; InputProblems
 */
export async function loadTemplates(brief: Pick<Brief, 'template' | 'slots'>, folder: string): Promise<Template[]> {
  const templates: Template[] = [];
  for (const [index, name] of templatesOf(brief).entries()) {
    const field = Array.isArray(brief.template) ? `template[${index}]` : 'template';
    const template = isTemplateFile(name)
      ? await readTemplate(await pathInside(folder, name, field))
      : await namedTemplate(name, field);
    checkSlots(brief, template);
    templates.push(template);
  }
  return templates;
}

/**
 * A template by the name under which it ships.
 * @throws ClipoError `invalid_input` (field), which names the nearest
 */
export async function namedTemplate(name: string, field: string): Promise<Template> {
  const shipped = shippedName(name, field);
  // Loaded only here: the planner's patterns would slow verbs down that plan nothing.
  const { shippedTemplate } = await import('@clipo/agent');
  return shippedTemplate(shipped);
}

/** A name under which a template ships. @throws ClipoError `invalid_input` (field), which names the nearest */
export function shippedName(name: string, field: string): TemplateName {
  const shipped = templateNames.find((each) => each === name);
  if (shipped !== undefined) {
    return shipped;
  }
  const nearest = nearestOf(name, templateNames);
  const known = templateNames.join(', ');
  throw nearest === undefined
    ? inputFault(field, 'rule.unknown_template', { known })
    : inputFault(field, 'rule.unknown_template_near', { nearest, known });
}

/**
 * Reads and checks a template's file. All faults are told at once, each with its path.
 * @throws ClipoError `not_found`, `invalid_input`; InputProblems
 */
export async function readTemplate(path: string): Promise<Template> {
  const { text } = await readText(path);
  const value = parseDocument(text, basename(path), extname(path).toLowerCase() === '.json' ? 'json' : 'yaml');
  return parseInput(Template, value);
}

/** Texts for slots that the template has not, or that are longer than its slots hold. */
function checkSlots({ slots = {} }: Pick<Brief, 'slots'>, template: Template): void {
  const known = Object.keys(template.slots.properties);
  const problems = Object.entries(slots).flatMap(([name, value]) => {
    const slot = template.slots.properties[name];
    if (slot === undefined) {
      const nearest = nearestOf(name, known);
      return nearest === undefined
        ? [inputFault(`slots.${name}`, 'rule.unknown_key', { known: known.join(', ') })]
        : [inputFault(`slots.${name}`, 'rule.unknown_key_near', { nearest })];
    }
    const texts = typeof value === 'string' ? [value] : Object.values(value).filter((each) => each !== undefined);
    return texts.some((text) => text.length > slot.maxLength)
      ? [inputFault(`slots.${name}`, 'rule.too_long', { maximum: slot.maxLength })]
      : [];
  });
  if (problems.length > 0) {
    throw new InputProblems(problems);
  }
}
