import { useTranslation } from 'react-i18next'
import { duration } from '../i18n/format'
import { StateMark } from '../theme/StateMark'
import type { Band } from './bands'

const looks = { wait: 'notReady', talk: 'talking', hold: 'hold', conference: 'ready' } as const

/** Waiting, talk and hold above the waveform, on its time axis. */
export function CallBands({ bands, totalMs }: { bands: readonly Band[]; totalMs: number }) {
  const { t } = useTranslation()
  const part = (ms: number) => `${(ms / totalMs) * 100}%`
  return (
    <ol className="bands" aria-label={t('bands.title')} data-testid="bands">
      {bands.map(({ kind, fromMs, toMs }) => (
        <li
          key={fromMs}
          className={`band-${kind}`}
          style={{ left: part(fromMs), width: part(toMs - fromMs) }}
          title={`${t(`bands.${kind}`)} ${duration(fromMs)}–${duration(toMs)}`}
        >
          <StateMark look={looks[kind]} /> {t(`bands.${kind}`)}
          <span className="heard">
            {duration(fromMs)}–{duration(toMs)}
          </span>
        </li>
      ))}
    </ol>
  )
}
