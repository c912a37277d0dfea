import { Link } from '@tanstack/react-router';
import { Trans } from 'react-i18next';

/** The sentence beside the tick; the texts open beside the form, so that nothing typed is lost. */
export function AgreementLinks() {
  return (
    <span>
      <Trans
        i18nKey="agreements.tick"
        components={{
          agreement: <Link to="/agreements/$kind" params={{ kind: 'agreement' }} target="_blank" />,
          privacy: <Link to="/agreements/$kind" params={{ kind: 'privacy' }} target="_blank" />,
        }}
      />
    </span>
  );
}
