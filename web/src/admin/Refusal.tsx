import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Problem } from '../api/http'
import { coded } from '../i18n'
import { Technical } from '../shell/PageState'

/** Why it was not done, in the reader's words. */
export function refusalText(error: unknown): string {
  const code = error instanceof Problem ? error.code : 'unknown'
  const own = coded('refusals', code)
  if (own !== code) return own
  const known = coded('faults', code)
  return known === code ? coded('faults', 'unknown') : known
}

export function Refusal({ error }: { error: unknown }) {
  const { t } = useTranslation()
  if (!error) return null
  const conflict = error instanceof Problem && error.code === 'versionConflict'
  const text = refusalText(error)
  const unexplained = text === t('faults.unknown')
  return (
    <Alert
      className="admin-refusal"
      type="warning"
      showIcon
      role="alert"
      data-testid="refusal"
      title={text}
      description={conflict ? t('admin.lookAgain') : unexplained ? <Technical error={error} /> : undefined}
    />
  )
}
