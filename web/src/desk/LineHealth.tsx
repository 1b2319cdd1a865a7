import { useTranslation } from 'react-i18next'
import type { DeskCall } from '../api/types'
import { gradeOf } from '../contacts/lineQuality'

/** How the lines carry the call: one word, of the worse of the two; the figures when pointed at. */
export function LineHealth({ call }: { call: DeskCall }) {
  const { t } = useTranslation()
  const lines = [
    { who: t('call.lineFigures.own'), line: call.ownLine },
    { who: t('call.lineFigures.customer'), line: call.customerLine },
  ].flatMap(({ who, line }) => (line ? [{ who, line }] : []))
  if (lines.length === 0) return null
  const grade = gradeOf(Math.min(...lines.map(({ line }) => line.mos)))
  return (
    <span
      className="line-health"
      data-testid="line-health"
      data-grade={grade}
      title={lines
        .map(({ who, line }) =>
          t('call.lineFigures.figures', {
            who,
            mos: line.mos.toFixed(1),
            loss: line.lossPct,
            jitter: line.jitterMs,
            roundTrip: line.roundTripMs ?? '–',
          }),
        )
        .join('\n')}
    >
      <span aria-hidden="true">{grade === 'poor' ? '▲' : '●'}</span> {t(`call.line.${grade}`)}
    </span>
  )
}
