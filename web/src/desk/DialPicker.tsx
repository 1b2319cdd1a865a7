import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCentre, useContacts } from '../api/queries'
import type { ContactRow } from '../api/types'
import { coded } from '../i18n'
import { hourMinute } from '../i18n/format'
import { useMarked } from '../shell/marked'
import { numberIn } from './colleagues'
import { desk } from './session'

const shown = 6

/** Whom to call: a number that is typed, or a recent contact, by its masked number. Enter calls the marked one. */
export function DialPicker({ me, done }: { me: string; done: () => void }) {
  const { t } = useTranslation()
  const zone = useCentre().data?.timeZone ?? 'Asia/Shanghai'
  const recent = useContacts({ agent: me, size: '20' }, 60_000)
  const [typed, setTyped] = useState('')
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])

  const number = numberIn(typed)
  const found = typed ? [] : (recent.data?.rows ?? []).filter((row) => row.callerMasked).slice(0, shown)
  const rows: (ContactRow | string)[] = [...(number ? [number] : []), ...found]
  const { marked, mark, moved } = useMarked(rows.length)

  const choose = (row: ContactRow | string | undefined) => {
    if (row === undefined) return
    void desk.ask((hub) => (typeof row === 'string' ? hub.dial(row) : hub.callBack(row.id)))
    done()
  }
  const keys = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing || moved(event)) return
    if (event.key === 'Enter') {
      event.preventDefault()
      choose(rows[marked])
    } else if (event.key === 'Escape') done()
  }

  return (
    <div className="consult-picker" role="group" aria-label={t('callOut.title')}>
      <input
        ref={input}
        className="field"
        data-testid="dial-whom"
        value={typed}
        autoComplete="off"
        inputMode="tel"
        spellCheck={false}
        role="combobox"
        aria-expanded="true"
        aria-controls="dial-rows"
        aria-label={t('callOut.whom')}
        aria-activedescendant={rows[marked] === undefined ? undefined : `dial-row-${marked}`}
        placeholder={t('callOut.placeholder')}
        onChange={(event) => {
          setTyped(event.target.value)
          mark(0)
        }}
        onKeyDown={keys}
      />
      <ul id="dial-rows" role="listbox" aria-label={t('callOut.whom')}>
        {rows.map((row, index) => (
          <li
            key={typeof row === 'string' ? row : row.id}
            id={`dial-row-${index}`}
            role="option"
            aria-selected={index === marked}
            className={index === marked ? 'marked' : ''}
            onMouseEnter={() => mark(index)}
          >
            {typeof row === 'string' ? (
              <span className="num">☎ {row}</span>
            ) : (
              <>
                <span className="num soft">{hourMinute(row.startedAt, zone)}</span>
                <span>{row.customerName || t('customer.unknown')}</span>
                <span className="num">{row.callerMasked}</span>
                <span className="soft">{coded('directions', row.direction)}</span>
              </>
            )}
            <span className="consult-do">
              <button type="button" data-testid={`dial-${index}`} onClick={() => choose(row)}>
                {t(typeof row === 'string' ? 'callOut.call' : 'callOut.callBack')} <kbd>{t('keys.enter')}</kbd>
              </button>
            </span>
          </li>
        ))}
        {rows.length === 0 && (
          <li className="soft none" role="presentation">
            {recent.isPending && !typed ? t('page.loading') : t('callOut.none')}
          </li>
        )}
      </ul>
      <button type="button" className="consult-close" onClick={done}>
        {t('verbs.close')} <kbd>{t('keys.escape')}</kbd>
      </button>
    </div>
  )
}
