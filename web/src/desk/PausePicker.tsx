import { useTranslation } from 'react-i18next'
import { usePauseReasons } from '../api/queries'
import { useLanguage, words } from '../i18n'
import { desk } from './session'

/** A recording is paused for a reason of the bank's; which one stands in the contact's story. */
export function PausePicker({ done }: { done: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const reasons = (usePauseReasons().data ?? []).filter((reason) => reason.inForce)
  return (
    <div className="secret-picker" role="group" aria-label={t('verbs.pause')}>
      {reasons.map((reason) => (
        <button
          key={reason.code}
          type="button"
          data-testid={`pause-${reason.code}`}
          onClick={() => {
            void desk.ask((hub) => hub.pauseRecording(reason.code))
            done()
          }}
        >
          {words(reason.name, language)}
        </button>
      ))}
      <span className="soft">{t('verbs.pauseHint')}</span>
    </div>
  )
}
