import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useColleagues, useDirectory } from '../api/queries'
import { useLanguage, words } from '../i18n'
import { lookOf } from '../theme/states'
import { StateMark } from '../theme/StateMark'
import { useMarked } from '../shell/marked'
import { findColleagues, findEntries, outside, type Whom } from './colleagues'
import { desk } from './session'

const shown = 8

/** Whom to consult or to give the customer to: Enter consults the marked one, Shift and Enter transfers at once. */
export function ConsultPicker({ done }: { done: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const colleagues = useColleagues()
  const directory = useDirectory()
  const [typed, setTyped] = useState('')
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])

  const number = outside(colleagues.data, typed)
  const rows: Whom[] = [
    ...findColleagues(colleagues.data ?? [], typed).slice(0, shown).map((one) => ({
      kind: 'agent' as const, whom: one.number, number: one.number, name: one.name, state: one.state, free: one.state === 'ready',
    })),
    ...findEntries(directory.data ?? [], typed).slice(0, shown).map((one) => ({
      kind: 'entry' as const, whom: one.code, number: one.number, name: one.name, state: null, free: one.open,
    })),
    ...(number ? [{ kind: 'number' as const, whom: number, number, name: null, state: null, free: true }] : []),
  ]
  const { marked, mark, moved } = useMarked(rows.length)

  const choose = (row: Whom | undefined, thenTransfer: boolean) => {
    if (!row?.free) return
    void desk.ask((hub) => hub.consult(row.kind, row.whom, thenTransfer))
    done()
  }

  const keys = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (moved(event)) return
    if (event.key === 'Enter') {
      event.preventDefault()
      choose(rows[marked], event.shiftKey)
    } else if (event.key === 'Escape') done()
  }

  return (
    <div className="consult-picker" role="group" aria-label={t('verbs.whom')}>
      <input
        ref={input}
        className="field"
        data-testid="consult-whom"
        value={typed}
        autoComplete="off"
        spellCheck={false}
        role="combobox"
        aria-expanded="true"
        aria-controls="colleagues"
        aria-label={t('verbs.whom')}
        aria-activedescendant={rows[marked] === undefined ? undefined : `colleague-${marked}`}
        placeholder={t('verbs.whomPlaceholder')}
        onChange={(event) => {
          setTyped(event.target.value)
          mark(0)
        }}
        onKeyDown={keys}
      />
      <ul id="colleagues" role="listbox" aria-label={t('verbs.whom')}>
        {rows.map((row, index) => (
          <li
            key={`${row.kind} ${row.whom}`}
            id={`colleague-${index}`}
            role="option"
            aria-selected={index === marked}
            aria-disabled={!row.free}
            className={index === marked ? 'marked' : ''}
            onMouseEnter={() => mark(index)}
          >
            {row.name === null ? (
              <span className="num">☎ {t('verbs.dial', { number: row.number })}</span>
            ) : (
              <>
                {row.state ? <StateMark look={lookOf(row.state)} /> : <span aria-hidden="true">☎</span>}
                <span>{words(row.name, language)}</span> <span className="num soft">{row.number}</span>
                {row.state && <span className="soft">{t(`states.${row.state}`)}</span>}
                {!row.state && !row.free && <span className="soft">{t('verbs.closed')}</span>}
              </>
            )}
            {row.free && (
              <span className="consult-do">
                <button type="button" data-testid={`consult-${index}`} onClick={() => choose(row, false)}>
                  {t('verbs.consultOnly')} <kbd>{t('keys.enter')}</kbd>
                </button>
                <button type="button" data-testid={`blind-${index}`} onClick={() => choose(row, true)}>
                  {t('verbs.blind')}
                </button>
              </span>
            )}
          </li>
        ))}
        {rows.length === 0 && (
          <li className="soft none" role="presentation">
            {colleagues.isPending ? t('page.loading') : t('verbs.nobody')}
          </li>
        )}
      </ul>
      <button type="button" className="consult-close" onClick={done}>
        {t('verbs.close')} <kbd>{t('keys.escape')}</kbd>
      </button>
    </div>
  )
}
