import { useTranslation } from 'react-i18next'
import type { DeskGuide } from '../api/types'
import { pathWords } from '../customers/names'
import { coded } from '../i18n'
import { resultWords } from './guidance'

/** Where the guided customer stands, and what became of each step; never what was keyed. */
export function GuideNow({ guide }: { guide: DeskGuide }) {
  const { t } = useTranslation()
  const node = coded('nodes', guide.path.at(-1))
  return (
    <div className="callverbs-now guide-now" role="status" data-testid="guide" data-waits={guide.waits} data-ended={guide.ended ?? ''}>
      <b>{t(guide.ended === null ? 'guide.now' : 'guide.ended')}</b>{' '}
      {guide.ended === null ? (
        <>
          <span data-testid="guide-path">{pathWords(guide.path)}</span>
          {' · '}
          {t(`guide.waits.${guide.waits}`, { node })}
          {(guide.waits === 'digits' || guide.waits === 'secret') && (
            <>
              {' · '}
              <span className="num" data-testid="guide-keyed">
                {t('guide.keyed', { count: guide.keyed })}
              </span>
            </>
          )}
        </>
      ) : (
        coded('guide.ends', guide.ended) !== guide.ended ? coded('guide.ends', guide.ended) : coded('reasons', guide.ended)
      )}
      {guide.results.length > 0 && (
        <ul className="guide-results">
          {guide.results.map((result, at) => (
            <li key={at} data-testid="guide-result">
              {resultWords(result)}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
