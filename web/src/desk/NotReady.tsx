import { Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNotReadyReasons } from '../api/queries'
import type { DeskState } from '../api/types'
import { useLanguage, words } from '../i18n'
import { desk } from './session'

const onTheBar = 4

/** Why I take no contacts for a while: the bank's first reasons at hand, its others behind one more button. */
export function NotReady({ state, disabled }: { state: DeskState; disabled: boolean }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const reasons = (useNotReadyReasons().data ?? []).filter((one) => one.inForce)
  const others = reasons.slice(onTheBar)
  const chosen = state.state === 'notReady' ? state.reason : null
  const choose = (code: string) => void desk.ask((hub) => hub.notReady(code))
  return (
    <>
      {reasons.slice(0, onTheBar).map((reason, index) => (
        <button
          key={reason.code}
          type="button"
          disabled={disabled}
          aria-pressed={chosen === reason.code}
          data-testid={index === 0 ? 'not-ready' : `not-ready-${reason.code}`}
          onClick={() => choose(reason.code)}
        >
          {words(reason.name, language)} {index === 0 && <kbd>N</kbd>}
        </button>
      ))}
      {others.length > 0 && (
        <Dropdown
          trigger={['click']}
          disabled={disabled}
          menu={{
            items: others.map((one) => ({ key: one.code, label: words(one.name, language) })),
            selectable: true,
            selectedKeys: chosen ? [chosen] : [],
            onClick: ({ key }) => choose(key),
          }}
        >
          <button
            type="button"
            disabled={disabled}
            aria-pressed={others.some((one) => one.code === chosen)}
            data-testid="not-ready-more"
          >
            {t('desk.more')} ▾
          </button>
        </Dropdown>
      )}
    </>
  )
}
