import { Button } from 'antd';
import { type MouseEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProveDialog } from './prove-dialog.tsx';
import type { Checked } from './use-checks.ts';
import './words.css';

/** What was found in texts: the wording, why it may not stand with the article of law, and what can be done at once. */
export function WordFindings({
  findings,
  texts,
  skus,
  onRewrite,
}: {
  findings: readonly Checked[];
  texts: readonly string[];
  skus: readonly string[];
  /** The text of that number is to be another. */
  onRewrite(at: number, text: string): void;
}) {
  const { t, i18n } = useTranslation();
  const [proving, setProving] = useState<Checked>();
  const language = i18n.language === 'en' ? 'en' : 'zh-CN';
  return (
    <div aria-live="polite">
      {findings.length > 0 && (
        <ul className="word-findings" onMouseDown={keepFocus}>
          {findings.map((checked) => {
            const { at, finding, proof, isProvable } = checked;
            const { level, text, why, suggestion, rewrite, span } = finding;
            return (
              <li key={`${at} ${span[0]}`} className={proof === null ? level : 'proven'}>
                <p>
                  <b>{text}</b> {proof === null ? why[language] : t('words.proven')}
                </p>
                {proof === null && (
                  <p className="word-ways">
                    {rewrite === null ? (
                      <span className="soft">{suggestion[language]}</span>
                    ) : (
                      <Button size="small" onClick={() => onRewrite(at, rewritten(texts[at] ?? '', finding))}>
                        {rewrite === '' ? t('words.leave-out') : t('words.write', { words: rewrite })}
                      </Button>
                    )}
                    {isProvable && skus.length === 1 && (
                      <Button size="small" type="text" onClick={() => setProving(checked)}>
                        {t('words.prove')}
                      </Button>
                    )}
                  </p>
                )}
              </li>
            );
          })}
        </ul>
      )}
      <ProveDialog proving={proving} sku={skus[0] ?? ''} onClose={() => setProving(undefined)} />
    </div>
  );
}

/** Where a text is only open while somebody is in it, a way out of a finding does not close it first. */
function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}

/** The text with one finding's words replaced, and no gap where they were left out. */
function rewritten(text: string, { span, rewrite }: Checked['finding']): string {
  const [start = 0, end = 0] = span;
  const before = text.slice(0, start);
  const after = text.slice(end);
  return rewrite === '' && before.endsWith(' ') ? before.trimEnd() + after : before + (rewrite ?? '') + after;
}
