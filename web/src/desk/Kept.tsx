import { useTranslation } from 'react-i18next'
import type { DeskCall } from '../api/types'
import { duration } from '../i18n/format'

/** Nothing is wrong: somebody, or the bank, wants it so. */
const calm = new Set(['paused', 'policy', 'onDemand'])

/** Whether what is said just now is recorded; if not, why, and when it is again by itself. */
export function Kept({ kept, now }: { kept: DeskCall['kept']; now: number }) {
  const { t } = useTranslation()
  const left = kept.until ? duration(Math.max(0, Date.parse(kept.until) - now)) : ''
  return (
    <span className={`rec ${kept.state === 'kept' ? '' : 'off'}`} data-testid="kept" data-state={kept.state}>
      {kept.state === 'kept' ? <i aria-hidden="true" /> : <span aria-hidden="true">{calm.has(kept.state) ? '‖' : '▲'}</span>}
      {t(`call.kept.${kept.state}`)} {left && <span className="num">{left}</span>}
    </span>
  )
}
