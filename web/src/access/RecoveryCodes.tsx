import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import './codes.css'

/** Seen this once: nobody can show them again. */
export function RecoveryCodes({ codes, done }: { codes: readonly string[]; done: () => void }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const copy = () => navigator.clipboard.writeText(codes.join('\n')).then(() => setCopied(true), () => setCopied(false))
  return (
    <div className="code-recovery">
      <p role="status">{t('codes.recoveryLead')}</p>
      <ul data-testid="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="code-buttons">
        <Button onClick={() => void copy()}>{t(copied ? 'codes.copied' : 'codes.copy')}</Button>
        <Button type="primary" data-testid="recovery-kept" onClick={done}>
          {t('codes.kept')}
        </Button>
      </div>
    </div>
  )
}
