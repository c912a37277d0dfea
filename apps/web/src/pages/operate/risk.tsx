import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client.ts';

type Reasons = Schemas['RiskySignIn']['riskReasons'];

/** From here on a second proof was asked for. */
const stepUp = 50;

/** How likely it was somebody else, and why. */
export function Risk({ score, reasons }: { score: number; reasons: Reasons }) {
  const { t } = useTranslation();
  return score === 0 ? (
    <span className="soft">{t('risk.none')}</span>
  ) : (
    <span className={`status ${score >= stepUp ? 'failed' : ''}`} style={{ whiteSpace: 'normal' }}>
      <span>
        <b className="mono">{score}</b> {reasons.map((reason) => t(`risk.${reason}`)).join(t('list.comma'))}
      </span>
    </span>
  );
}
