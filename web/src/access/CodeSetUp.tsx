import { useTranslation } from 'react-i18next'
import type { SecondStepSetUp } from '../api/types'
import './codes.css'

/** What an authenticator is set up with: a picture for its camera, and the same as a key to be typed. */
export function CodeSetUp({ setUp }: { setUp: SecondStepSetUp }) {
  const { t } = useTranslation()
  return (
    <div className="code-setup">
      <img
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(setUp.qr)}`}
        alt={t('codes.qr')}
        width={168}
        height={168}
        data-testid="code-qr"
      />
      <div>
        <p>{t('codes.scan')}</p>
        <p className="soft">{t('codes.orType')}</p>
        <code className="code-key" data-testid="code-key">
          {setUp.key}
        </code>
      </div>
    </div>
  )
}
