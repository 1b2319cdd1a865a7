import { useTranslation } from 'react-i18next'
import { call, Problem } from '../api/http'
import { queries } from '../api/queries'
import { coded } from '../i18n'
import { AskWhy } from '../shell/AskWhy'

export interface Asked {
  kind: 'retry' | 'drop' | 'run'
  /** Below `/api/operations/`. */
  path: string
  /** What it is about, as the list shows it. */
  what: string
}

const words = { retry: 'Retry', drop: 'Drop', run: 'Run' } as const

/** Nothing is tried again, given up or run out of turn without a reason: it stands in the audit trail. */
export function Asking({ asked, close }: { asked: Asked; close: () => void }) {
  const { t } = useTranslation()
  const word = words[asked.kind]
  return (
    <AskWhy
      title={t(`due.ask${word}`)}
      lead={
        <>
          <strong>{asked.what}</strong>
          <p className="soft">{t(`due.lead${word}`)}</p>
        </>
      }
      label={t('due.reason')}
      ok={t(asked.kind === 'run' ? 'due.runNow' : `due.${asked.kind}`)}
      grave={asked.kind === 'drop'}
      longest={500}
      onOk={async (reason) => {
        await call('POST', `/api/operations/${asked.path}`, { reason })
        await queries.invalidateQueries({ queryKey: ['due'] })
      }}
      told={(error) => (error instanceof Problem ? coded('due.refused', error.code) : String(error))}
      close={close}
    />
  )
}
