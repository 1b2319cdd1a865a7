import { useTranslation } from 'react-i18next'
import type { DefinitionVersion } from '../api/types'

const looks: Record<DefinitionVersion['status'], { tone: string; shape: string }> = {
  draft: { tone: '', shape: '✎' },
  submitted: { tone: 'talk', shape: '▶' },
  refused: { tone: 'bad', shape: '▲' },
  withdrawn: { tone: '', shape: '×' },
  scheduled: { tone: 'warn', shape: '◷' },
  inForce: { tone: 'good', shape: '●' },
  superseded: { tone: '', shape: '○' },
}

/** A version's state in colour, shape and words. */
export function StatusTag({ status }: { status: DefinitionVersion['status'] }) {
  const { t } = useTranslation()
  return (
    <span className={`tag ${looks[status].tone}`} data-testid="definition-status" data-status={status}>
      <span aria-hidden="true">{looks[status].shape}</span> {t(`definitions.status.${status}`)}
    </span>
  )
}
