import { useTranslation } from 'react-i18next';
import { useOperator } from './use-agreements.ts';

/** Who runs the service, with their filings and licences: what the operator states, and nothing where they state nothing. */
export function RunBy() {
  const { t } = useTranslation();
  const { data } = useOperator();
  if (data === undefined || (data.company === '' && data.contact === '' && data.certificates.length === 0)) {
    return null;
  }
  const { company, contact, certificates } = data;
  return (
    <p className="soft run-by">
      {company !== '' && <span>{t('agreements.run-by', { company })}</span>}
      {contact !== '' && <span>{contact}</span>}
      {certificates.map((certificate) => (
        <span key={certificate}>{certificate}</span>
      ))}
    </p>
  );
}
