import { useTranslation } from 'react-i18next'
import { useColleagues, useDeskQueues, useDirectory } from '../api/queries'
import type { QueueChoice } from '../api/types'
import { useLanguage, words } from '../i18n'
import { duration } from '../i18n/format'
import { lookOf } from '../theme/states'
import { StateMark } from '../theme/StateMark'
import { findColleagues, findEntries, findQueues, outside, type Whom } from './colleagues'
import { PersonPicker } from './PersonPicker'
import { desk } from './session'

const shown = 8

/** Whom to consult or to give the customer to: Enter consults the marked one, Shift and Enter transfers at once. */
export function ConsultPicker({ done }: { done: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const colleagues = useColleagues()
  const directory = useDirectory()
  const queues = useDeskQueues()

  const found = (typed: string): Whom[] => {
    const number = outside(colleagues.data, typed)
    return [
      ...findColleagues(colleagues.data ?? [], typed).slice(0, shown).map((one) => ({
        kind: 'agent' as const, whom: one.number, number: one.number, name: one.name, state: one.state, free: one.state === 'ready',
      })),
      ...findEntries(directory.data ?? [], typed).slice(0, shown).map((one) => ({
        kind: 'entry' as const, whom: one.code, number: one.number, name: one.name, state: null, free: one.open,
      })),
      ...(number ? [{ kind: 'number' as const, whom: number, number, name: null, state: null, free: true }] : []),
    ]
  }
  const named = (row: Whom) =>
    row.name === null ? (
      <span className="num">☎ {t('verbs.dial', { number: row.number })}</span>
    ) : (
      <>
        {row.state ? <StateMark look={lookOf(row.state)} /> : <span aria-hidden="true">☎</span>}
        <span>{words(row.name, language)}</span> <span className="num soft">{row.number}</span>
        {row.state && <span className="soft">{t(`states.${row.state}`)}</span>}
        {!row.state && !row.free && <span className="soft">{t('verbs.closed')}</span>}
      </>
    )
  const queued = (queue: QueueChoice) => (
    <>
      <span aria-hidden="true">•</span>
      <span>{words(queue.name, language)}</span>{' '}
      <span className="soft">
        {t('verbs.queueNow', { waiting: queue.waiting, ready: queue.ready })}
        {queue.expectedMs > 0 && t('verbs.queueExpected', { time: duration(queue.expectedMs) })}
      </span>
    </>
  )
  const consult = (row: Whom, thenTransfer: boolean) =>
    void desk.ask((hub) => hub.consult(row.kind, row.whom, thenTransfer))

  return (
    <PersonPicker
      id="consult"
      title={t('verbs.whom')}
      placeholder={t('verbs.whomPlaceholder')}
      choices={(typed) => [
        ...found(typed).map((row) => ({
          key: `${row.kind} ${row.whom}`,
          shown: named(row),
          off: !row.free,
          deeds: [
            { testId: 'consult', said: t('verbs.consultOnly'), run: () => consult(row, false) },
            { testId: 'blind', said: t('verbs.blind'), run: () => consult(row, true) },
          ],
        })),
        ...findQueues(queues.data ?? [], typed).map((queue) => ({
          key: `queue ${queue.code}`,
          shown: queued(queue),
          deeds: [
            { testId: 'send-to-queue', said: t('verbs.sendTo'), run: () => void desk.ask((hub) => hub.sendTo(queue.code)) },
          ],
        })),
      ]}
      none={() => (colleagues.isPending ? t('page.loading') : t('verbs.nobody'))}
      done={done}
    />
  )
}
