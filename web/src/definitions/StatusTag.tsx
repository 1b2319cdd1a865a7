import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { DefinitionVersion } from '../api/types'

const looks: Record<DefinitionVersion['status'], { color: string; shape: string }> = {
  draft: { color: 'default', shape: '✎' },
  submitted: { color: 'processing', shape: '▶' },
  refused: { color: 'error', shape: '▲' },
  withdrawn: { color: 'default', shape: '×' },
  scheduled: { color: 'warning', shape: '◷' },
  inForce: { color: 'success', shape: '●' },
  superseded: { color: 'default', shape: '○' },
}

/** A version's state in colour, shape and words. */
export function StatusTag({ status }: { status: DefinitionVersion['status'] }) {
  const { t } = useTranslation()
  return (
    <Tag color={looks[status].color} data-testid="definition-status" data-status={status}>
      <span aria-hidden="true">{looks[status].shape}</span> {t(`definitions.status.${status}`)}
    </Tag>
  )
}
