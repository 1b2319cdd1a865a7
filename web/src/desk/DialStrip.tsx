import { useTranslation } from 'react-i18next'
import type { DeskDial } from '../api/types'
import { customerName } from '../customers/names'
import { useLanguage, words } from '../i18n'
import { duration } from '../i18n/format'
import { useNow } from '../shell/useNow'
import { StateMark } from '../theme/StateMark'
import { holdMs } from './keys'
import { desk } from './session'
import { serverNow, type DeskView } from './view'

/** A call on its way out: whom, how it comes on, and how to give it up; or why the last one reached nobody. */
export function DialStrip({ dial, view, holdingKey }: { dial: DeskDial; view: DeskView; holdingKey: string | null }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = serverNow(view, useNow(500))
  const over = dial.stage === 'over'
  const why = dial.why ? t(`callOut.why.${dial.why}`, { rule: dial.rule ? words(dial.rule, language) : '' }) : ''
  return (
    <section
      className={`dial-strip ${over ? 'dial-over' : ''}`}
      aria-label={t('callOut.title')}
      data-testid="dial"
      data-stage={dial.stage}
      data-why={dial.why ?? ''}
      data-heard={dial.heard ?? ''}
    >
      <StateMark look={over ? 'notReady' : 'talking'} />
      <p role="status">
        <b>{dial.customerName ? customerName(dial) : <span className="num">{dial.whom}</span>}</b>{' '}
        {dial.customerName && <span className="num soft">{dial.whom}</span>} {t(`callOut.stage.${dial.stage}`)}
        {dial.heard && <b data-testid="dial-heard"> · {t(`callOut.heard.${dial.heard}`)}</b>}
        {over && <> · {why}</>}
      </p>
      {over ? (
        <button type="button" data-testid="dial-seen" onClick={() => void desk.ask((hub) => hub.dialSeen())}>
          {t('callOut.seen')}
        </button>
      ) : (
        <>
          <span className="num">{duration(now - Date.parse(dial.since))}</span>
          <button
            type="button"
            className={`end ${holdingKey === 'e' ? 'filling' : ''}`}
            data-testid="dial-stop"
            style={{ ['--fill' as string]: `${holdMs}ms` }}
            onClick={() => void desk.ask((hub) => hub.end())}
          >
            <span>
              {t('callOut.stop')} <kbd>{t('keys.holdE')}</kbd>
            </span>
          </button>
        </>
      )}
    </section>
  )
}
