import { pathToFileURL } from 'node:url';
import type { LabelReport } from './check-file.ts';
import { type LabelRule, labelRules } from './rules.ts';

/**
 * Reports as SARIF 2.1.0 (OASIS), which code hosts and review tools show: a result for each broken rule, the rules with
 * their sentences.
 */
export function sarifOf(files: readonly { file: string; report: LabelReport }[]): object {
  const rules: readonly LabelRule[] = Object.values(labelRules);
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'clipo verify',
            rules: rules.map(({ id, severity, clause, says }) => ({
              id,
              shortDescription: { text: says.en },
              help: { text: clause },
              defaultConfiguration: { level: severity },
            })),
          },
        },
        results: files.flatMap(({ file, report }) =>
          report.problems.map(({ rule, severity, message }) => ({
            ruleId: rule,
            ruleIndex: rules.findIndex(({ id }) => id === rule),
            level: severity,
            message: { text: message },
            locations: [{ physicalLocation: { artifactLocation: { uri: pathToFileURL(file).href } } }],
          })),
        ),
      },
    ],
  };
}
