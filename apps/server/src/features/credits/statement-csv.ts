interface Movement {
  createdAt: Date;
  kind: string;
  reference: string;
  reason: string;
  entries: readonly { account: string; amount: number }[];
}

/** A statement for spreadsheets, both sides of each movement. Cells that a spreadsheet would run as formulas are quoted. */
export function statementCsv(rows: readonly Movement[]): string {
  const cell = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const lines = rows.flatMap(({ createdAt, kind, reference, reason, entries }) =>
    entries.map(({ account, amount }) =>
      [createdAt.toISOString(), kind, cell(reference), cell(reason), account, String(amount)].join(','),
    ),
  );
  // With a byte order mark, or Excel takes Chinese for something else.
  return `\uFEFF${['time,kind,reference,reason,account,amount', ...lines].join('\r\n')}\r\n`;
}
