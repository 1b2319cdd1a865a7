import { useTranslation } from 'react-i18next'
import { useCentre, useFigures } from '../api/queries'
import type { Figure } from '../api/types'
import { time } from '../i18n/format'
import { Fault, Loading, Nothing } from '../shell/PageState'
import { FigureCard } from './FigureCard'
import './figures.css'
import { HalfHourChart } from './HalfHourChart'

/** What has a target comes first and large; the rest explains it. */
const byWeight = (figures: readonly Figure[]): Figure[] => [
  ...figures.filter((figure) => figure.target !== null),
  ...figures.filter((figure) => figure.target === null),
]

export default function FiguresPage() {
  const { t } = useTranslation()
  const centre = useCentre()
  const figures = useFigures()
  if (figures.isPending || !centre.data) return <Loading />
  if (figures.isError && !figures.data) return <Fault error={figures.error} retry={() => void figures.refetch()} />
  const today = figures.data
  const zone = centre.data.timeZone
  const target = today.figures.find((figure) => figure.key === 'serviceLevel')?.target ?? null
  const empty = today.byHalfHour.every((half) => half.offered === 0)
  return (
    <div className="sheet">
      <div className="sheet-head">
        <h1>{t('figures.title', { day: today.day })}</h1>
        <span className="soft num" role="status">
          {figures.isError
            ? t('figures.stale', { time: time(today.asOf, zone) })
            : t('figures.asOf', { time: time(today.asOf, zone) })}
        </span>
      </div>
      <section className="figures" aria-label={t('figures.cards')}>
        {byWeight(today.figures).map((figure) => (
          <FigureCard key={figure.key} figure={figure} />
        ))}
      </section>
      <section className="panel figures-chart" aria-label={t('figures.byHalfHour')}>
        <h2>{t('figures.byHalfHour')}</h2>
        <div className="body">
          {empty ? (
            <Nothing why={t('figures.noneYet')} />
          ) : (
            <HalfHourChart halves={today.byHalfHour} target={target} zone={zone} />
          )}
        </div>
      </section>
    </div>
  )
}
