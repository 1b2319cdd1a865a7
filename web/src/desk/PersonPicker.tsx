import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMarked } from '../shell/marked'

/** One of those that may be chosen. */
export interface Choice {
  key: string
  shown: ReactNode
  /** Why not is in `shown`. */
  off?: boolean
  /** What may be done with it; Enter does the first, Shift and Enter the last. */
  deeds: readonly { testId: string; said: string; run: () => void }[]
}

/** Whom to speak with: typed or taken from a list, by keys alone. */
export function PersonPicker(props: {
  id: string
  /** Said of the group, and of the field where it has no words of its own. */
  title: string
  whom?: string
  placeholder: string
  inputMode?: 'tel'
  choices: (typed: string) => readonly Choice[]
  /** What stands there when nobody is found. */
  none: (typed: string) => string
  done: () => void
}) {
  const { id, title, placeholder, inputMode, done } = props
  const whom = props.whom ?? title
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  const rows = props.choices(typed)
  const { marked, mark, moved } = useMarked(rows.length)

  const choose = (row: Choice | undefined, which: number) => {
    if (!row || row.off) return
    row.deeds.at(which)?.run()
    done()
  }
  const keys = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing || moved(event)) return
    if (event.key === 'Enter') {
      event.preventDefault()
      choose(rows[marked], event.shiftKey ? -1 : 0)
    } else if (event.key === 'Escape') done()
  }

  return (
    <div className="consult-picker" role="group" aria-label={title}>
      <input
        ref={input}
        className="field"
        data-testid={`${id}-whom`}
        value={typed}
        autoComplete="off"
        inputMode={inputMode}
        spellCheck={false}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-rows`}
        aria-label={whom}
        aria-activedescendant={rows[marked] === undefined ? undefined : `${id}-row-${marked}`}
        placeholder={placeholder}
        onChange={(event) => {
          setTyped(event.target.value)
          mark(0)
        }}
        onKeyDown={keys}
      />
      <ul id={`${id}-rows`} role="listbox" aria-label={whom}>
        {rows.map((row, index) => (
          <li
            key={row.key}
            id={`${id}-row-${index}`}
            role="option"
            aria-selected={index === marked}
            aria-disabled={row.off}
            className={index === marked ? 'marked' : ''}
            onMouseEnter={() => mark(index)}
          >
            {row.shown}
            {!row.off && (
              <span className="consult-do">
                {row.deeds.map((deed, which) => (
                  <button key={deed.testId} type="button" data-testid={`${deed.testId}-${index}`} onClick={() => choose(row, which)}>
                    {deed.said}
                    {which === 0 && (
                      <>
                        {' '}
                        <kbd>{t('keys.enter')}</kbd>
                      </>
                    )}
                  </button>
                ))}
              </span>
            )}
          </li>
        ))}
        {rows.length === 0 && (
          <li className="soft none" role="presentation">
            {props.none(typed)}
          </li>
        )}
      </ul>
      <button type="button" className="consult-close" onClick={done}>
        {t('verbs.close')} <kbd>{t('keys.escape')}</kbd>
      </button>
    </div>
  )
}
