import { inputFault } from '@clipo/messages';
import { LineCounter, parseDocument as parseYamlDocument } from 'yaml';
import { findJsonFault, placeOf } from './json-fault.ts';

/**
 * The value of a JSON or YAML text. Faults are told as `brief.json:3:7: …`.
 * @throws ClipoError `invalid_input`
 */
export function parseDocument(text: string, file: string, kind: 'json' | 'yaml'): unknown {
  if (text.trim() === '') {
    throw inputFault(file, 'rule.empty_file');
  }
  return kind === 'json' ? parseJson(text, file) : parseYaml(text, file);
}

/** As parseDocument, for JSON alone. */
export function parseJson(text: string, file: string): unknown {
  const fault = findJsonFault(text);
  if (fault !== undefined) {
    const { line, column } = placeOf(text, fault.offset);
    throw inputFault(`${file}:${line}:${column}`, 'rule.not_json', { reason: fault.problem });
  }
  return JSON.parse(text);
}

function parseYaml(text: string, file: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseYamlDocument(text, { lineCounter, prettyErrors: false, logLevel: 'error' });
  const [fault] = document.errors;
  if (fault !== undefined) {
    const { line, col } = lineCounter.linePos(fault.pos[0]);
    // The library's parser calls itself once a level, and tells in the machine's words when that is too often.
    const isDeep = /call stack/.test(fault.message);
    const reason = isDeep ? 'is nested too deeply' : fault.message;
    throw inputFault(`${file}:${line}:${col}`, 'rule.not_yaml', { reason });
  }
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    // Aliases that multiply without end ("billion laughs") end here.
    throw inputFault(file, 'rule.not_yaml', { reason: error instanceof Error ? error.message : String(error) });
  }
}
