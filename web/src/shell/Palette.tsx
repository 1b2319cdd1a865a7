import { Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useLanguage, words } from '../i18n'
import { areas } from './areas'
import { useMarked } from './marked'
import { findPages, type EnteredPage } from './navigation'

interface Props {
  open: boolean
  pages: readonly EnteredPage[]
  close: () => void
}

/** Ctrl-K: a page by its Chinese, its pinyin initials or its English, without the mouse. */
export function Palette({ open, pages, close }: Props) {
  const { t } = useTranslation()
  return (
    <Modal
      open={open}
      onCancel={close}
      footer={null}
      title={t('nav.find')}
      width={520}
      destroyOnHidden
      className="palette"
    >
      <Search pages={pages} close={close} />
    </Modal>
  )
}

function Search({ pages, close }: Omit<Props, 'open'>) {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const found = findPages(pages, typed)
  const { marked, mark, moved } = useMarked(found.length)

  const go = (page: EnteredPage | undefined) => {
    if (!page) return
    close()
    void navigate(page.path)
  }
  const keys = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (moved(event) || event.key !== 'Enter') return
    event.preventDefault()
    go(found[marked])
  }

  return (
    <>
      <input
        autoFocus
        className="field palette-field"
        data-testid="palette"
        value={typed}
        autoComplete="off"
        spellCheck={false}
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-pages"
        aria-label={t('nav.find')}
        placeholder={t('nav.findPlaceholder')}
        aria-activedescendant={found[marked] ? `palette-${marked}` : undefined}
        onChange={(event) => {
          setTyped(event.target.value)
          mark(0)
        }}
        onKeyDown={keys}
      />
      <ul id="palette-pages" role="listbox" aria-label={t('nav.pages')} className="palette-pages">
        {found.map((page, index) => (
          <li
            key={page.path}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === marked}
            className={index === marked ? 'marked' : ''}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => go(page)}
          >
            <span aria-hidden="true">{page.entry.icon}</span>
            <span>{words(page.entry.title, language)}</span>
            <span className="soft">{words(areas.find((area) => area.name === page.entry.area)?.title, language)}</span>
            <kbd>{page.entry.initials}</kbd>
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <p className="soft palette-nothing" role="status">
          {t('nav.findNothing', { q: typed })}
        </p>
      )}
    </>
  )
}
