import { useTranslation } from 'react-i18next'
import type { Figure } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { count, duration, percent } from '../i18n/format'

/** Seconds with a decimal while they are few, as a clock when they are many. */
export function shown(value: number | null, unit: Figure['unit']): string {
  if (value === null) return '–'
  if (unit === 'ratio') return percent(value)
  if (unit === 'count') return count(value)
  return value < 60_000 ? `${(value / 1000).toFixed(1)} s` : duration(value)
}

/** Below these the figure is missed when it is higher. */
const lowerIsBetter = new Set(['meanWait', 'abandoned', 'shortAbandoned'])

export function FigureCard({ figure }: { figure: Figure }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const verdict =
    figure.target === null ? 'none' : figure.holds === null ? 'unknown' : figure.holds ? 'holds' : 'missed'
  const shape = { none: '', unknown: '○', holds: '●', missed: '▲' }[verdict]
  const target =
    figure.target === null ? '' : `${lowerIsBetter.has(figure.key) ? '≤' : '≥'} ${shown(figure.target, figure.unit)}`
  const parts =
    figure.denominator === null
      ? ''
      : figure.unit === 'count'
        ? t('figures.of', { count: figure.denominator })
        : `${figure.unit === 'ms' ? shown(figure.numerator, 'ms') : count(figure.numerator)} ÷ ${count(figure.denominator)}`
  return (
    <article
      className={`figure figure-${verdict}`}
      data-testid={`figure-${figure.key}`}
      data-value={figure.value ?? ''}
      data-holds={figure.holds ?? ''}
    >
      <h2>{coded('figures.names', figure.key)}</h2>
      <p className="figure-value num" data-testid={`figure-${figure.key}-value`}>
        {shown(figure.value, figure.unit)}
      </p>
      <p className="figure-parts num soft">{figure.value === null ? t('figures.noValue') : parts}</p>
      <p className={`figure-target figure-target-${verdict}`}>
        {shape && <span aria-hidden="true">{shape}</span>}{' '}
        {verdict !== 'none' && (
          <>
            {t('figures.target', { target })} · {t(`figures.${verdict}`)}
          </>
        )}
      </p>
      <p className="figure-formula soft">
        {words(figure.formula, language)} <span title={t('figures.version')}>v{figure.version}</span>
      </p>
    </article>
  )
}
