import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

export function SearchBox({ value, onSearch }: { value: string; onSearch: (text: string) => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState(value)
  return (
    <Input.Search
      value={text}
      allowClear
      aria-label={t('contacts.search')}
      placeholder={t('contacts.searchFor')}
      data-testid="contacts-search"
      onChange={(event) => setText(event.target.value)}
      onSearch={(typed) => onSearch(typed.trim())}
    />
  )
}
