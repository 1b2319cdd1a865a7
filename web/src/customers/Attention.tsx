import { useTranslation } from 'react-i18next'
import type { DeskCaller } from '../api/types'

/** What an agent must know before the first word: the language, who does not see, who is old. */
export function Attention({ caller }: { caller: Pick<DeskCaller, 'language' | 'attention' | 'age'> }) {
  const { t } = useTranslation()
  const english = caller.language === 'en'
  const blind = caller.attention.includes('blind')
  const elderly = caller.attention.includes('elderly')
  if (!english && !blind && !elderly) return null
  return (
    <span className="attention" data-testid="attention">
      {english && (
        <span className="tag heed">
          <span aria-hidden="true">●</span>
          {t('attention.english')}
        </span>
      )}
      {blind && (
        <span className="tag heed">
          <span aria-hidden="true">▲</span>
          {t('attention.blind')}
        </span>
      )}
      {elderly && (
        <span className="tag heed">
          <span aria-hidden="true">▲</span>
          {caller.age ? t('attention.age', { age: caller.age }) : t('attention.elderly')}
        </span>
      )}
    </span>
  )
}
